"""Recognising where and when something was published: `BMC Medicine 22(1), 2024`, `NHS England, May 2023`.

A source is perhaps authors, a name, perhaps a volume, issue, supplement, ISSN and pages, nearly always a date, and
perhaps a DOI, an address or an access note behind. It may fill a line, start one that goes on with the abstract, or
stand behind a title. The date (or, without one, volume and pages) anchors it: the name is what stands before, and
whatever of the kinds named follows belongs to it. Where a name starts in the middle of a line is told by what the
file says (a link or a font that ends there), by names met elsewhere in the same brief, by well-known publishers and
the words that journals' names begin with, and last by its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefqa.brief import PartialDate
from briefqa.reading.access import NOTE, is_access_note
from briefqa.reading.authors import (
    AUTHORS_BEHIND,
    authors_before,
    is_authors,
    split_authors,
    split_open_authors,
    split_trailing_authors,
)
from briefqa.reading.dates import (
    BRACKETED_DATE,
    DATED,
    DAY_OR_MONTH,
    YEAR,
    YEAR_AT_END,
    date_of,
    is_date,
    is_label,
    is_labelled,
)
from briefqa.reading.names import (
    CONNECTORS,
    JOURNAL,
    NO_NAMES,
    Names,
    capitalised_share,
    is_worded_as_name,
    mentions_name_words,
)

_RANGE = r"[A-Za-z]{0,4}\d+(?:\s?[-–]\s?[A-Za-z]{0,2}\d+)?"
# A year in brackets is the date, whatever it stands behind: "Nurse Education Today 120 (2023) 105632".
_BRACKETED = rf"\((?!(?:[A-Z][a-z]+\.?\s)?{YEAR}\))"
_SUPPLEMENT = (
    r"(?:Suppl(?:ement(?:ary)?)?|Special\ [Ii]ssue|Spec\ Iss|Pt|Part)\b\.?\s?(?:[A-Z]?\d+|[A-Z]\b)?"
    r"(?:\s?\([^()]{1,20}\))?"
)
_VOLUME = r"(?:(?:[Vv]ol(?:ume)?\.?|V):?\s?)?\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:\s?" + _BRACKETED + r"[^()]{1,40}\))?"
_ISSUE = r"(?:[Ii]ss(?:ue)?\.?|[Nn]os?\.?|[Nn]umber|N[º°]):?\s?\d+(?:\s?[-–/&]\s?\d+)?"
_PAGES = rf"(?:pp?\.?|[Pp]ages?|[Pp]gs?\.?)\s?{_RANGE}(?:,\s?\d+\s?[-–]\s?\d+)*"
_ARTICLE = (
    r"(?:[Aa]rt(?:icle)?\.?\s?(?:[Nn]o\.?|[Nn]umber|ID)?:?\s?[A-Za-z]?\d+|e\d{2,}(?:\s?[-–]\s?e?\d+)?|"
    r"[A-Z]{2,6}\.\d{4}\.\d{3,5})"
)
_ISSN = r"(?:\[|\()?(?:e-?|p-?)?(?:ISSN|ISBN)(?:-L)?:?\s?[\dX–-]{8,17}(?:\]|\))?|\(\d{4}-?\d{3}[\dXx]\)"
# One part of what may stand between a name and a date, or behind a date, with what parts it from the rest.
_DETAIL = re.compile(
    rf"(?:\s*[,;.]\s?|\s+|\s?:\s?)(?:{_SUPPLEMENT}|{_ISSUE}|{_PAGES}|{_ARTICLE}|{_ISSN})"
    rf"|(?:\s*[,;]\s?|\s+){_VOLUME}(?![\w%])|\s?[:,;]\s?{_RANGE}(?![\w%])|\s?{_BRACKETED}[^()]{{1,12}}\d[^()]{{0,12}}\)"
)
# Atomic: digits and commas can be parted in so many ways that trying them all would take for ever.
_DETAILS = re.compile(rf"(?:(?>{_DETAIL.pattern}))+$")
# "Nurse Education Today 120 (2023) 105632": an article's number, or pages, behind the year in brackets.
_ARTICLE_NUMBER = re.compile(rf"(?<=(?:19|20)\d\d\))\s{_RANGE}(?=[.,;]?(?:$|\s+[A-Z])|[.,;]?\s+(?:doi|https?:))")
_SURE_DETAIL = re.compile(rf"\d\s?\(|{_SUPPLEMENT}|{_ISSUE}|{_PAGES}|{_ISSN}|[\s;]\d{{1,4}}\s?[:,]\s?{_RANGE}")
_PAGED = re.compile(rf"\s{_VOLUME}(?:[,;:]?\s?{_PAGES}|\s?:\s?{_RANGE})(?!\w)")
_NUMBERED = re.compile(rf"\s\d{{1,4}}\s?{_BRACKETED}(?:\d{{1,4}}(?:\s?[-–/]\s?\d{{1,4}})?|{_SUPPLEMENT})\)(?!\w)")
_NUMBERS = re.compile(rf",?\s\d{{1,4}},\s?{_RANGE}(?!\w)")
# Several, or one whose name is long enough to be none of a journal's short words: "Thomas P".
_PEOPLE = re.compile(r"[,;]\s|\s(?:and|&)\s|^[A-Z][a-z]{3,}(?:-[A-Z][a-z]+)? [A-Z]{1,3}$")
# What only titles say, in capitals or not.
_TITLE_WORDS = re.compile(
    r"\b(?:Protocol|Trial|Study|Survey|Findings|Results of|(?:Scoping|Umbrella|Systematic|Rapid) Review|"
    r"Review of Reviews)\b"
)
_YEAR_BEHIND = re.compile(rf"\({YEAR}\)$")
_DIGIT = re.compile(r"\d")
# What every date, and all volumes with issues or pages, hold: looked for first, as most lines hold neither.
_ANY_YEAR = re.compile(YEAR)
_ANY_PAGES = re.compile(r"\d\s?[(:]|[Pp](?:p|p?\.|ages?|gs?)\.?\s?[A-Za-z]{0,2}\d")
# Without any of these there is no DOI, address, access note or list of authors with initials.
_EXTRA = re.compile(
    r"10\.\d|https?:|www\.|doi|abstract|athens|freely|(?-i:\b[A-Z]\.?(?:[,.;)]|$|\s(?:and|et)\b))", re.IGNORECASE
)
_NO_DATE = re.compile(r",?\s*[\[(]?(?:n\.\s?d\.?|[Nn]o date|[Uu]ndated|[Dd]ate unknown)[\])]?$")
_DOI = re.compile(
    r"\s*[,.;|–(\[-]*\s*(?:(?:https?://)?(?:dx\.)?doi\.org/|[Dd][Oo][Ii]\b:?\s*(?:https?://doi\.org/)?)(?P<doi>10\.\d{4,9}/\S*[^\s.,;)\]])[)\].]*"
)
_DOI_BEFORE = re.compile(rf"{_DOI.pattern}$")
_URL = re.compile(
    r"\s*[,.;|–(\[-]*\s*(?:[Aa]vailable\s(?:at|from|online)(?:\s(?:at|from))?:?\s*|URL:?\s*|[Ll]ink:?\s*|"
    r"Full text:?\s*)?"
    r"(?P<url>(?:https?://|www\.)\S*[^\s.,;)\]])[)\].]*"
)
_NOTE_HERE = re.compile(rf"\s*[,.;|–-]*\s*(?P<note>(?i:{NOTE}))(?=\s|$|[.,;])")
_NOTE_BEGINS = re.compile(rf"(?i:{NOTE})")
_NOTE_FIRST = re.compile(rf"(?P<note>(?=[\[(])(?i:{NOTE}))\s+(?=\S)")
_ENDING = re.compile(r"[.,;]?(?=$|\s+[\"'“‘(\[£]*[A-Z0-9•–-])")
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{6,}[)\"'’”]*[.?!]\s+[\"'“‘]?[A-Z]|[?!]\s")
# "Int. J. Environ. Res. Public Health", "J. Adv. Nurs.": its full stops end no sentence.
_ABBREVIATED = re.compile(r"(?:(?:Int|Eur|Br|Am|Aust|Can|Scand)\. )?J\. (?:(?:[A-Z][\w-]{0,11}\.?|&|of)(?: |$)){1,6}")
# "Journal of Women & Aging The adult …", "Alder Hey Children's NHS Foundation Trust Our virtual ward …".
_WORDED_RUN = re.compile(
    r"(?P<name>(?:[A-Z][\w'’.-]*|&|of|and|for|the|in)(?: (?:[A-Z][\w'’.-]*|&|of|and|for|the|in)){1,9}?)"
    r"(?= (?:The|This|These|We|Our|In|A|An|To|It|There|How|What|Why|When|Who|Using|Since|Many|Most|Some|As|For) [a-z])"
)
_ENDS_ORGANISATION = re.compile(
    r"\b(?:Academy|Agency|Alliance|Association|Authority|Board|Centre|College|Commission|Confederation|Council|"
    r"Federation|Foundation|Fund|Government|Institute|Network|Society|Trust|Union|University)$"
)
_STOPPED_ORGANISATION = re.compile(
    r"(?=.{8,80}\.$)(?:(?:[A-Z][\w'’.-]*|&|of|and|for|the|in) )+"
    r"(?:Academy|Agency|Alliance|Association|Authority|College|Commission|Confederation|Council|Federation|Foundation|"
    r"Institute|Organi[sz]ation|Society|Trust|Union|University)\."
)
_SENTENCE_STARTS = frozenset({"In", "Since", "By", "From", "During", "Between", "Until", "As", "At", "This", "These"})
# Names that begin with a word in small letters.
_SMALL_NAMES = frozenset({"npj", "e-learning", "elearning", "bioRxiv", "medRxiv", "mBio", "eLife"})
_POINTER = re.compile(r"^(?:See|Available|Part of|Chapter|Section|Pages?)\b")
# A title and its source take no more of a line, and hold no more dates and numbers.
_FAR, _MOST_ANCHORS = 1_500, 40
_MAX_NAME, _MAX_MAIN_TITLE = 150, 60
# Details are short; so much of a line is looked through for them.
_MAX_DETAILS = 120


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """A source found in a line.

    Attributes:
        start, end: span in the line, all that belongs to it included.
        text: the publication as printed, without authors, date, DOI, address and access note.
        name: `text` without volume, issue and pages.
        date: None where none is printed.
        sure: whether something beside capitals speaks for it: a volume, pages, or a known name.
        likely: whether it is sure, or named with words that organisations and journals are named with.
        authors: as printed, or None.
        doi: without a resolver, or None.
        url: an address printed behind the source, or None.
        access_note: printed behind the source, or None.
    """

    start: int
    end: int
    text: str
    name: str
    date: PartialDate | None
    sure: bool
    likely: bool = False
    authors: str | None = None
    doi: str | None = None
    url: str | None = None
    access_note: str | None = None


def at_start(text: str, known: Names = NO_NAMES, turns: Sequence[int] = ()) -> SourceMatch | None:
    """The source that `text` starts with: dated, or with volume and pages, or the longest known name it starts with.

    An access note in brackets may stand before it.
    """
    note = _NOTE_FIRST.match(text)
    if note is None:
        return _at_start(text, known, turns)
    cut = note.end()
    found = _at_start(text[cut:], known, [turn - cut for turn in turns if turn > cut])
    return replace(found, end=found.end + cut, access_note=found.access_note or note["note"]) if found else None


def _at_start(text: str, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    if _DIGIT.search(text) is None:
        return _named_at_start(text, known, turns)
    for skip, authors, year in _openings(text, known):
        for anchor in [*_anchors(text, skip), *(_numbers(text, skip) if year is not None else ())]:
            found = _source(text, skip, anchor, known, turns)
            if found is not None and _holds_title(found.name, known):
                # A whole line may still be a source that is named in small letters.
                found = replace(found, sure=False, likely=False) if found.date and found.end >= len(text) else None
            if found is not None:
                if authors is not None and not found.likely and found.date is None and year is None:
                    continue
                return replace(found, start=0, authors=authors or found.authors, date=found.date or year)
    return _named_at_start(text, known, turns)


def _named_at_start(text: str, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    name = known.leading(text)
    if name is not None and not _NOTE_BEGINS.match(text) and _starts_sentence(text, name, turns):
        return SourceMatch(0, len(name), name, name, None, sure=True)
    split = split_authors(text)
    authors, start = split if split is not None else (None, 0)
    run = _WORDED_RUN.match(text, start)
    if run is None or not (JOURNAL.match(run["name"]) or _ENDS_ORGANISATION.search(run["name"])):
        return None
    return SourceMatch(0, run.end(), run["name"], run["name"], None, sure=False, likely=True, authors=authors)


def _openings(text: str, known: Names) -> Iterator[tuple[int, str | None, PartialDate | None]]:
    """Where the publication's name may start: behind authors (and a year in brackets), or at once."""
    split = split_authors(text) if _ABBREVIATED.match(text) is None else None
    for authors, rest in split_open_authors(text):
        # "Mbeki L. J R Soc Med": a full stop has ended the list.
        if split is not None and (rest <= split[1] or text[len(split[0]) :].lstrip(".")[:1] != ","):
            continue
        if JOURNAL.match(text, rest) or known.leading(text[rest:]) is not None or _PEOPLE.search(authors):
            yield rest, authors, None
    if split is not None:
        authors, rest = split
        year = BRACKETED_DATE.match(text, rest)
        yield (year.end() if year else rest), authors, (date_of(year) if year else None)
    yield 0, None, None


def at_end_of_title(text: str, known: Names = NO_NAMES, turns: Sequence[int] = ()) -> SourceMatch | None:
    """The source that follows a title on the same line; what comes after its `end` is abstract."""
    turned = _at_turn(text, known, turns)
    if turned is not None:
        return turned
    bracketed = _bracketed(text, known)
    if bracketed is not None:
        return bracketed
    for anchor in _anchors(text, 0):
        end = _details_start(text, anchor.begin)
        start = _name_start(text, end, known)
        before = text[:start].strip()
        last = before.split()[-1] if before else ""
        # "… 10 | Years on Nursing Times" is cut in the middle of the title.
        if last and last not in CONNECTORS and not last.isdigit() and not is_authors(before):
            found = _source(text, start, anchor, known, turns)
            if found is not None:
                people = authors_before(text, start)
                return replace(found, start=people[1], authors=people[0]) if people and people[1] else found
    name = known.ending(text) if len(text) <= 2 * _MAX_NAME else None
    if name is not None and name != "NHS" and _stands_alone(text[: -len(name)]):
        return SourceMatch(len(text) - len(name), len(text), name, name, None, sure=True, likely=True)
    return None


def _at_turn(text: str, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    """The source that starts where the look changes: the first that is likely, or else the first."""
    first: SourceMatch | None = None
    for turn in turns:
        if _NOTE_BEGINS.match(text, turn) or not text[:turn].strip():
            continue
        found = at_start(text[turn:], known, [other - turn for other in turns if other > turn])
        if found is None and is_undated(text[turn:], known):
            found = undated(text[turn:])
        if found is None:
            continue
        placed = replace(found, start=turn, end=turn + found.end, sure=True)
        if found.likely:
            return placed
        first = first or placed
    return first


def _stands_alone(before: str) -> bool:
    """Whether a title can have ended before a publisher's name: not in "workforce plans of NHS England"."""
    words = before.split()
    return len(words) >= 3 and words[-1].lower() not in CONNECTORS and words[-1][-1] not in ",:;–-"


def is_undated(text: str, known: Names = NO_NAMES) -> bool:
    """Whether a whole line can be a source without a date: a known name, or what is named like an organisation."""
    if len(text) > 220 or is_access_note(text) or is_date(text) or text.count(")") > text.count("("):
        return False
    if _YEAR_BEHIND.search(text) or text[-1] in ":," or _TITLE_WORDS.search(text):
        # Titles end so; a source with a year in brackets is a dated one.
        return False
    named = text in known or known.leading(text) is not None
    if (text[-1] in ".?!:;" or text[0].islower()) and _EXTRA.search(text) is None and not named:
        return _STOPPED_ORGANISATION.fullmatch(text) is not None
    found = undated(text)
    text = _DETAILS.sub("", found.text)
    if _SENTENCE_BREAK.search(text) or _holds_title(text, known):
        return False
    if found.doi or found.url or found.authors or text != found.text:
        return bool(text) and capitalised_share(text) >= (0.7 if text != found.text else 0.5)
    if known.leading(text) is not None and len(text) <= 60 and text[-1] not in ".?!:;":
        return True
    return text in known or bool(
        len(text) <= 100
        and not text.endswith((".", "?", "!", ":", ";"))
        and capitalised_share(text) >= 0.7
        and " " in text
        and mentions_name_words(text)
    )


def is_undated_journal(text: str, known: Names) -> bool:
    """Whether a text is a journal's name without a date, and more than that: authors, a volume, brackets."""
    if JOURNAL.search(text) is None or not is_undated(text, known):
        return False
    found = undated(text)
    more = found.authors or found.text.endswith(")") or _DETAILS.search(found.text[-_MAX_DETAILS:])
    return bool(more) and (JOURNAL.match(found.text) is not None or found.authors is not None)


def looks_like_name(text: str) -> bool:
    """Whether a whole line could be somebody's name: short, in capitals, no sentence."""
    if len(text) > 160 or text[-1] == "," or (text[-1] in ".?!:;" and _EXTRA.search(text) is None):
        return False
    text = undated(text).text
    if is_date(text) or _YEAR_BEHIND.search(text):
        return False
    return (
        bool(text)
        and len(text) <= 60
        and not text.endswith((".", "?", "!", ":", ";"))
        and capitalised_share(text) >= 0.9
    )


def is_clearly_named(found: SourceMatch, known: Names, *, after: str) -> bool:
    """Whether a source behind a title starts as nothing else does: with a journal's words, or behind a question."""
    if found.name in known or JOURNAL.search(found.name):
        return True
    return after.endswith(("?", "!")) and found.sure and found.name.split()[0] not in ("A", "An")


def undated(text: str) -> SourceMatch:
    """A whole line as a source without a date."""
    authors, start = split_authors(text) or (None, 0)
    name_end, extras = _extras(text, start)
    name = _NO_DATE.sub("", text[start:name_end]).strip(" ,;.")
    if authors is not None and not (name and capitalised_share(name) >= 0.7):
        authors, name = None, text[:name_end].strip(" ,;")
    found = SourceMatch(0, len(text), name, name, None, sure=False, authors=authors)
    return _with_extras(found, extras if authors is None else {**extras, "authors": authors})


def _with_extras(found: SourceMatch, extras: Mapping[str, str]) -> SourceMatch:
    return replace(
        found,
        authors=extras.get("authors", found.authors),
        doi=extras.get("doi", found.doi),
        url=extras.get("url", found.url),
        access_note=extras.get("access_note", found.access_note),
    )


def _extras(text: str, start: int) -> tuple[int, dict[str, str]]:
    """Where the first DOI, address or note at the end of a line begins, and what they are."""
    if _EXTRA.search(text, start) is None:
        return len(text), {}
    for match in re.finditer(r"(?<=\S)(?=\s*[,.;|–(\[-]*\s)", text[start:]):
        end, extras = _tail_extras(text, start + match.start())
        if extras and end >= len(text.rstrip(" .")):
            return start + match.start(), extras
    return len(text), {}


def _tail_extras(text: str, position: int) -> tuple[int, dict[str, str]]:
    extras: dict[str, str] = {}
    while True:
        for pattern, name in (
            (_DOI, "doi"),
            (_URL, "url"),
            (_NOTE_HERE, "access_note"),
            (AUTHORS_BEHIND, "authors"),
        ):
            match = pattern.match(text, position)
            key = "note" if name == "access_note" else name
            if match and name not in extras and (name != "access_note" or _noted(match["note"])):
                extras[name] = match[key]
                if name == "doi" and "http" in match[0]:
                    extras.setdefault("url", f"https://doi.org/{match[key]}")
                position = match.end()
                break
        else:
            return position, extras


def _noted(note: str) -> bool:
    return is_access_note(note) and (note[0].isupper() or note[0] in "[(*")


def split_note(source: str, known: Names = NO_NAMES) -> tuple[str | None, str]:
    """Part a pointer in front of a publisher ("See Section 9 … NHS England") from its name."""
    if not _POINTER.match(source):
        return None, source
    name = known.ending(source)
    if name is None or _POINTER.match(name):
        return None, source
    return source[: -len(name)].rstrip(" ,;:-–"), name


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a source is recognised by: its date, or its volume and pages."""

    begin: int
    stop: int
    date: PartialDate | None


def _anchors(text: str, skip: int) -> list[_Anchor]:
    """Where dates, volumes with pages, and DOIs stand, as far into a line as a title and its source may go."""
    text = text[:_FAR]
    if _DIGIT.search(text, skip) is None:
        return []
    found: list[_Anchor] = []
    at_end: re.Match[str] | None = None
    if _ANY_YEAR.search(text, skip):
        found = [_Anchor(match.start(), match.end(), date_of(match)) for match in DATED.finditer(text, skip)]
        at_end = YEAR_AT_END.search(text, max(skip, len(text) - 60))
    if at_end and not any(anchor.stop >= at_end.end() - 1 for anchor in found):
        found.append(_Anchor(at_end.start(), at_end.end(), date_of(at_end)))
    if "10." in text:
        # The DOI belongs to what stands before it, whether that is dated or not.
        found += [_Anchor(match.start(), match.start(), None) for match in _DOI.finditer(text, skip) if match.start()]
    for pattern in (_PAGED, _NUMBERED) if _ANY_PAGES.search(text, skip) else ():
        found += [_Anchor(match.start(), match.end(), None) for match in pattern.finditer(text, skip)]
    return sorted(found, key=lambda anchor: (anchor.begin, anchor.stop))[:_MOST_ANCHORS]


def _numbers(text: str, skip: int) -> list[_Anchor]:
    """Where nothing but numbers follow a name whose date stood before it: "(2024) Health Policy, 345, 116702"."""
    found = _NUMBERS.search(text[:_FAR], skip)
    return [_Anchor(found.start(), found.end(), None)] if found else []


def _details_start(text: str, end: int) -> int:
    """Where volume, issue and pages begin that stand directly before position `end`."""
    first = max(0, end - _MAX_DETAILS)
    details = _DETAILS.search(text[first:end])
    return first + details.start() if details else end


def _source(text: str, start: int, anchor: _Anchor, known: Names, turns: Sequence[int]) -> SourceMatch | None:
    early = _DOI_BEFORE.search(text, start, anchor.begin)
    if early is not None:
        shorter = f"{text[: early.start()]}{text[anchor.begin :]}"
        cut = anchor.begin - early.start()
        moved = _Anchor(early.start(), anchor.stop - cut, anchor.date)
        found = _source(shorter, start, moved, known, ())
        return replace(found, end=found.end + cut, doi=found.doi or early["doi"]) if found else None
    name_end = _details_start(text, anchor.begin)
    if name_end <= start:
        return None
    name = text[start:name_end].strip(" ,;")
    name_end = start + len(text[start:name_end].rstrip(" ,;"))
    end, after, date, extras = _tail(text, anchor)
    before = text[name_end : anchor.begin]
    details = before + (after if anchor.date else text[anchor.begin : anchor.stop] + after)
    listed = name in known
    if anchor.date is not None and text[anchor.begin :].lstrip(" .,")[:1] in ("(", "[") and is_authors(name):
        # "Patel, N. (2023)" has the publication behind it.
        return None
    detailed = bool(_SURE_DETAIL.search(details)) or bool(before.strip(" ,;"))
    named = known.leading(name) is not None and capitalised_share(name) >= 0.4
    if not listed and not _plausible(name, detailed=detailed or named):
        return None
    if (
        anchor.date is not None
        and not detailed
        and _is_bracketed(text, anchor)
        and not (listed or _is_only_a_name(name))
    ):
        # "… a survey (2019)" is how titles end.
        return None
    if anchor.date is not None and not detailed and _is_spaced_year(text, anchor) and not _is_named(name, known):
        return None
    ending = _ENDING.match(text, end)
    if ending is None and not any(abs(turn - end) <= 1 for turn in turns):
        return None
    end = ending.end() if ending else end
    trailing = split_trailing_authors(text, end)
    if trailing is not None and "authors" not in extras:
        extras["authors"], end = trailing
    core = f"{name}{before}" if anchor.date else f"{name}{before}{text[anchor.begin : anchor.stop]}"
    return _with_extras(
        SourceMatch(
            start=start,
            end=end,
            text=_joined(core, after),
            name=name,
            date=_finer(anchor.date, date),
            sure=listed or detailed,
            likely=listed or detailed or _is_named(name, known) or _closely_dated(text, anchor) or "doi" in extras,
        ),
        extras,
    )


def _finer(date: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """The date itself, or the one behind it, "Published online: 6 February 2025", that knows its month."""
    finer = date is not None and other is not None and date.month is None and date.year == other.year
    return other if date is None or finer else date


def _is_only_a_name(name: str) -> bool:
    """Whether a name is worded and spelled as nothing but an organisation's or a journal's is."""
    if _TITLE_WORDS.search(name):
        return False
    return JOURNAL.match(name) is not None or (
        is_worded_as_name(name) and capitalised_share(name) == 1.0 and ":" not in name and len(name.split()) <= 8
    )


def _is_bracketed(text: str, anchor: _Anchor) -> bool:
    """Whether an anchor is nothing but a year in brackets."""
    return re.fullmatch(rf"\s*[\[(]{YEAR}[\])]", text[anchor.begin : anchor.stop]) is not None


def _is_spaced_year(text: str, anchor: _Anchor) -> bool:
    return text[anchor.begin].isspace() and text[anchor.begin :].lstrip()[:1].isalnum()


def _closely_dated(text: str, anchor: _Anchor) -> bool:
    """Whether a date has a month or a label, as hardly any title ends."""
    return anchor.date is not None and (anchor.date.month is not None or is_labelled(text[anchor.begin : anchor.stop]))


def _is_named(name: str, known: Names) -> bool:
    return name in known or is_worded_as_name(name)


def _joined(core: str, after: str) -> str:
    """The publication without what stood between its parts: the date."""
    after = after.strip()
    if not after:
        return core.strip(" ,;.")
    core = core.strip(" ,;")
    after = after.rstrip(" ,;.")
    if after[0] in ",:":
        return f"{core}{after}"
    return f"{core} {after.lstrip(' ;.')}"


def _tail(text: str, anchor: _Anchor) -> tuple[int, str, PartialDate | None, dict[str, str]]:
    """Whatever belongs to the source behind its anchor: where it ends, details, a date, and the rest by name."""
    position = anchor.stop
    details = ""
    date: PartialDate | None = None
    extras: dict[str, str] = {}
    while position < len(text):
        after, found = _tail_extras(text, position)
        if found and not found.keys() & extras.keys():
            extras |= found
            position = after
            continue
        dated = DATED.match(text, position)
        if dated and ((anchor.date is None and date is None) or is_labelled(dated[0])):
            date = date or date_of(dated)
            position = dated.end()
            continue
        detail = _DETAIL.match(text, position)
        if detail is None or not _closes(text, detail):
            behind = position == anchor.stop and text[anchor.begin - 1] in "0123456789)"
            detail = _ARTICLE_NUMBER.match(text, position) if behind else None
        if detail:
            details += detail[0]
            position = detail.end()
            continue
        break
    return position, details, date, extras


def _closes(text: str, detail: re.Match[str]) -> bool:
    """Whether a number behind a date is the source's: nothing but more of the kind, or a new sentence, follows.

    "… 2024 15 nurses were asked" starts an abstract; "… 2024, pp. 15-19", "… 2024;12(3):4" do not.
    """
    if detail[0][0].isspace() and not _SURE_DETAIL.search(detail[0]):
        return False
    rest = text[detail.end() :]
    goes_on = re.match(r"\s+[a-z]", rest) is not None and _DETAIL.match(rest) is None and not _tail_extras(rest, 0)[1]
    return re.match(r"$|[.,;:)\s(]", rest) is not None and not goes_on


def _bracketed(text: str, known: Names) -> SourceMatch | None:
    """`Title. (Journal, 2024, 12(3) pp. 4-5)`: a source in brackets at the end of the line."""
    match = re.search(r"[.?!]?\s+\((?P<source>[A-Z].*)\)\.?$", text)
    if match is None or match.start() == 0:
        return None
    found = at_start(match["source"], known)
    if found is None or found.date is None or found.end < len(match["source"]):
        return None
    return replace(found, start=match.start("source") - 1, end=len(text), sure=True)


def _holds_title(name: str, known: Names) -> bool:
    """Whether what stands before a date is a title in small letters with a name in capitals behind it."""
    if name in known or known.leading(name) is not None:
        return False
    journals = [] if JOURNAL.match(name) else JOURNAL.finditer(name)
    if any(_ends_title(name[: match.start()].rstrip()) for match in journals):
        return True
    if capitalised_share(name) >= 0.7:
        return False
    return len(name[: _name_start(name, len(name), known)].split()) >= 3


def _ends_title(before: str) -> bool:
    """Whether what stands before a journal's words can be a title, and not the beginning of the journal's name."""
    words = before.split()
    return len(words) >= 3 and before[-1] not in ":–—-,&(" and words[-1].lower() not in CONNECTORS


def _plausible(name: str, *, detailed: bool) -> bool:
    if (
        not 2 <= len(name) <= _MAX_NAME
        or name.isdigit()
        or name[:4].isdigit()
        or (_SENTENCE_BREAK.search(name) and _ABBREVIATED.fullmatch(name) is None)
        or name.endswith(("?", ":", "!"))
    ):
        return False
    if (not name[0].isalnum() and name[0] not in "\"'“‘#@") or DAY_OR_MONTH.fullmatch(name):
        return False
    if name.split()[-1].lower() in CONNECTORS or is_label(name):
        return False
    first = name.split()[0]
    if first in _SENTENCE_STARTS or (first.islower() and first not in _SMALL_NAMES):
        return False
    return capitalised_share(name) >= (0.2 if detailed else 0.7)


def _starts_sentence(text: str, name: str, turns: Sequence[int]) -> bool:
    """Whether what follows a name is a sentence of its own, not the rest of one the name begins."""
    rest = text[len(name) :].lstrip()
    if len(text) - len(rest) in turns:
        return True
    return bool(re.match(r"[\"'“‘(]*[A-Z]", rest)) and len(rest) > 40


def _name_start(text: str, end: int, known: Names) -> int:
    """Where the publication's name begins that ends at `end`; 0 where it cannot be told from the title."""
    before = text[:end].rstrip(" ,;")
    run = _capitalised_run(before)
    journals = [match.start() for match in JOURNAL.finditer(before, run)]
    titled = [start for start in journals if start and (start >= run > 0 or _ends_title(before[:start].rstrip()))]
    name = known.ending(before)
    known_start = len(before) - len(name) if name else 0
    # "The Journal of the Royal College of Nursing" ends in a publisher's name, but does not start with it.
    if name and before[:known_start].split()[-1] not in CONNECTORS and not any(start < known_start for start in titled):
        return known_start
    return _with_main_title(before, titled[-1]) if titled else run


def _capitalised_run(before: str) -> int:
    """Where the words in capitals begin that a text ends with, connecting words among them."""
    start = len(before)
    best = 0
    offset = max(0, len(before) - 3 * _MAX_NAME)
    for word in reversed(list(re.finditer(r"\S+", before[offset:]))):
        letters = word[0].lstrip("\"'“‘(")
        connector = word[0] in CONNECTORS or word[0].startswith("(")
        if not connector and not letters[:1].isupper():
            break
        if offset + word.end() < start and word[0].endswith((":", ".", "?", "!")):
            break
        if not connector:
            best = offset + word.start()
        start = offset + word.start()
    return best


def _with_main_title(text: str, start: int) -> int:
    """Where a journal's name begins that has a main title before its "…: The Journal of …"."""
    head = text[:start].rstrip()
    if not head.endswith(":"):
        return start
    begins = len(head)
    for word in reversed(list(re.finditer(r"\S+", head))):
        if word[0] not in CONNECTORS and not word[0][0].isupper():
            # Only behind small letters can the main title be told from the work's.
            return begins if begins < len(head) else start
        if len(head) - word.start() > _MAX_MAIN_TITLE or (begins < len(head) and word[0][-1] in ":.?!"):
            return start
        begins = word.start() if word[0] not in CONNECTORS else begins
    return start
