"""Sources inside an abstract's paragraphs: where one stands, an entry may have run into the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefqa.reading.names import Names
from briefqa.reading.source_match import SourceMatch
from briefqa.reading.sources import at_end_of_title, at_start

# So much of a paragraph is looked through for one source.
_REACH = 1_000
# A sentence that names a body and a date goes on in small letters, or stops; behind a source the abstract begins.
_BEGINS = re.compile(r"\s[\"'“‘]?[A-Z]")


def sources_inside(abstract: str, known: Names) -> Iterator[str]:
    """The sources, as printed, that stand in an abstract's paragraphs and are not cited there.

    Such a one is told by more than capitals, or begins an abstract of its own as no sentence's words do: "Age UK, March
    2020 The guide lists …". The first paragraph begins behind the entry's own source.
    """
    for number, paragraph in enumerate(abstract.split("\n")):
        first = at_start(paragraph, known) if number else None
        if first is not None and _begins_abstract(paragraph, first):
            yield first.text
            continue
        position = 0
        while position < len(paragraph):
            rest = paragraph[position:]
            found = at_end_of_title(rest, known)
            if found is not None and not _is_cited(rest, found) and _is_told(rest, found):
                yield found.text
            position += max(found.end, 1) if found is not None else _REACH


def _is_told(text: str, found: SourceMatch) -> bool:
    return found.date is not None and (found.sure or _begins_abstract(text, found))


def _begins_abstract(text: str, found: SourceMatch) -> bool:
    """Whether a capital stands right behind a source's date, without a full stop between them; or nothing does."""
    end = len(text[: found.end].rstrip())
    if found.date is None or text[end - 1] in ".,;":
        return False
    return found.likely if end == len(text) else _BEGINS.match(text, end) is not None


def _is_cited(text: str, found: SourceMatch) -> bool:
    """Whether a source stands in brackets, as abstracts cite others."""
    return "(" in text[max(0, found.start - 1) : found.start + 1]
