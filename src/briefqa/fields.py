"""What of a question the fields of entries answer: years, access, and where something was published."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from briefqa.brief import Access

_YEAR = r"((?:19[5-9]|20[0-4])\d)"
_NO_END = 9999
# Patterns of years, of which the first that is met counts. Behind each: which of its years the first of the range is
# (None: no limit) and what is added to it, and the same of the last.
_YEARS: tuple[tuple[str, int | None, int, int | None, int], ...] = (
    (rf"(?:between|from)\s+{_YEAR}\s+(?:and|to|until|-|–)\s+{_YEAR}", 1, 0, 2, 0),
    (rf"{_YEAR}\s*(?:-|–|to)\s*{_YEAR}", 1, 0, 2, 0),
    (rf"(?:before|prior\s+to|earlier\s+than|older\s+than)\s+{_YEAR}", None, 0, 1, -1),
    (rf"(?:until|up\s+to)\s+{_YEAR}", None, 0, 1, 0),
    (rf"(?:after|later\s+than)\s+{_YEAR}", 1, 1, None, 0),
    (rf"since\s+{_YEAR}|from\s+{_YEAR}\s+on(?:wards)?|{_YEAR}\s+(?:onwards|or\s+later)", 1, 0, None, 0),
    (rf"(?:(?:published\s+)?in\s+|from\s+|dated\s+)?{_YEAR}", 1, 0, 1, 0),
)
_ACCESS = (
    (r"abstracts?[\s-]+only", Access.ABSTRACT_ONLY),
    (r"(?:nhs\s+)?(?:open\s?)?athens(?:\s+(?:account|log-?in))?(?:\s+(?:is\s+)?required)?", Access.OPENATHENS),
    (r"open[\s-]+access|free(?:\s+to\s+read|ly\s+available|\s+full[\s-]+texts?|\s+articles?|\s+papers?)", Access.FREE),
)
# The name of a publication ends before its volume, an issue, or what stands behind it.
_NAME_END = re.compile(r"\s\d|\s\(|[:,;]")
_WORD = re.compile(r"\w+")
# What a name of one word has to follow.
_BEFORE_A_NAME = frozenset({"in", "by", "from"})


@dataclass(frozen=True, slots=True)
class Fields:
    """What a question says about fields.

    Attributes:
        years: first and last, both included; None where none is named.
        access: None where none is named.
        publication: as `publication_name` gives it; None where none is named.
        rest: the question without the words about years and access.
    """

    years: tuple[int, int] | None
    access: Access | None
    publication: str | None
    rest: str

    @property
    def named(self) -> bool:
        """Whether the question says anything about them."""
        return (self.years, self.access, self.publication) != (None, None, None)


def fields_in(question: str, publications: Collection[str]) -> Fields:
    """What a question says about years, access and publications.

    Args:
        question: as typed.
        publications: names of those in the corpus, as `publication_name` gives them.
    """
    years, rest = _years(question)
    access, rest = _access(rest)
    return Fields(years, access, _publication(question, publications), " ".join(rest.split()) or question)


def publication_name(source: str) -> str:
    """The name of a publication, to be compared: of "The Lancet 4(2)" it is "lancet"."""
    return _plain(_NAME_END.split(source, maxsplit=1)[0])


def _years(question: str) -> tuple[tuple[int, int] | None, str]:
    # Most questions name none, and need not wait for the patterns.
    if "19" not in question and "20" not in question:
        return None, question
    for pattern, first, more, last, less in _YEARS:
        match = re.search(rf"\b(?:{pattern})\b", question, re.IGNORECASE)
        if match is not None:
            named = [int(year) for year in match.groups() if year is not None]
            start = named[first - 1] + more if first is not None else 0
            end = named[last - 1] + less if last is not None else _NO_END
            return (start, end), f"{question[: match.start()]} {question[match.end() :]}"
    return None, question


def _access(question: str) -> tuple[Access | None, str]:
    for pattern, access in _ACCESS:
        match = re.search(rf"\b(?:{pattern})\b", question, re.IGNORECASE)
        if match is not None:
            return access, f"{question[: match.start()]} {question[match.end() :]}"
    return None, question


def _publication(question: str, publications: Collection[str]) -> str | None:
    """The longest name that stands in a question; a single word ("nursing") only behind "in", "by" or "from"."""
    words = _plain(question).split(" ")
    places = [(start, end) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
    sure = {
        name
        for start, end in places
        if (name := " ".join(words[start:end])) in publications
        and (end - start > 1 or (start > 0 and words[start - 1] in _BEFORE_A_NAME))
    }
    return max(sure - {""}, key=lambda name: (len(name), name), default=None)


def _plain(text: str) -> str:
    """Small letters without marks, apostrophes and articles."""
    words = _WORD.findall(re.sub(r"['’]", "", text.lower()))
    return " ".join(word for word in words if word != "the")
