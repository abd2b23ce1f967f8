"""A brief's front matter: its name, date, authors, help section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefqa.brief import PartialDate
from briefqa.reading.access import Legend, legend_of, merged
from briefqa.reading.access_policy import frees_the_rest
from briefqa.reading.dates import find_date
from briefqa.reading.lines import LIKELY_BREAK, Line

_ACKNOWLEDGE = re.compile(
    r"(?:please (?:acknowledge|cite|reference)\b.*?\bas|"
    r"to (?:acknowledge|cite|reference) (?:this|it)\b.{0,60}?\b(?:as|use)\b|"
    r"(?:suggested|preferred) citation|"
    r"how to cite(?: this brief)?|cite as)"
    r"\s*:?\s+(?P<citation>\S.*)$",
    re.IGNORECASE,
)
_CITATION = re.compile(
    # A title ends in a full stop of the citation's, or in a question mark of its own.
    r"^(?:Evidence Brief\s*[:–-]\s*)?(?P<title>.+?(?:[?!](?=\s)|(?=\.\s)))\.?\s+"
    r"(?:(?P<authors>[^()]+?)\.?\s*)?\((?P<date>[^()]*)\)",
    re.IGNORECASE,
)
# A citation that nothing asks for: it names the brief, its authors and the date in the order citations have.
_BARE = re.compile(
    r"Evidence Brief\s*[:–-]\s*\S.{3,300}?[.?!]\s[^()]{0,200}\([^()]{0,20}\b(?:19|20)\d\d\)", re.IGNORECASE
)
_BY = re.compile(r"(?:compiled|produced|prepared|written|edited|authored|created)?\s*\bby\s+", re.IGNORECASE)
_AUTHORS_APART = re.compile(r"\s*(?:(?:[,;&]|\band\b)\s*)+")
_PUBLISHED = re.compile(
    r"(?:\b(?:date of publication|publication date|date published)|(?:^|[|.;,–-]\s)\W*"
    r"(?:published|issued|date|(?:last )?updated|completed|compiled|created|revised|dated))"
    r"\s*(?:on|in)?\s*[:|–-]?\s+(?P<date>.+)$",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"^\W*(?:[^\d|]{0,60}[|,–-]\s*)?(?P<date>(?:\d{1,2}\s)?(?:[A-Z][a-z]+\s)?(?:19|20)\d\d)\W*$")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+")
_POLICY = re.compile(
    r"openathens|freely available|abstract(?: only)? is (?:freely )?available|only the abstract|"
    r"free to (?:read|access)|free of charge",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^evidence brief\s*[:–—|-]\s*(?P<title>\S.*)$", re.IGNORECASE)
_GENRE = re.compile(r"^(?:an? )?evidence briefs?(?:,? (?:no\.?|number|issue)?\s?\d+)?$", re.IGNORECASE)
# What front and back matter speak of, and entries hardly.
_VOCABULARY = re.compile(
    r"evidence briefs?\b|please (?:acknowledge|cite)|acknowledge (?:this|it)|"
    r"^(?:produced|compiled|prepared|written|edited) by|date of publication|publication date|"
    r"^published(?=\s?:|\s(?:by|in|on|online)\b|.*\d|$)|"
    r"^(?:last )?updated\b|^revised\b|next review|review date|search(?:es)? (?:date|strategy|carried out|were)|"
    r"most current version|latest version|most recent version|openathens|freely available|full[- ]text|^help\b|"
    r"need help|for (?:help|support|questions)|contact (?:us|the|your)|"
    r"knowledge (?:management|and library|specialist|service)|library (?:service|team|and)|e-?mail|\w@\w|copyright|©|"
    r"disclaimer|this (?:brief|document|evidence brief)\b|^version\b|feedback|\bISBN\b|self-register|"
    r"abstract only|how to use|about this",
    re.IGNORECASE,
)
# What nothing but front and back matter says.
_UNMISTAKABLE = re.compile(
    r"please (?:acknowledge|cite)|acknowledge this (?:work|brief)|date of publication|publication date:|"
    r"^(?:produced|compiled|prepared|written|edited) by\b|^evidence briefs?\b|self-register|most current version|"
    r"update(?:d|s)? to this (?:evidence )?brief|how to cite",
    re.IGNORECASE,
)
# Where a title breaks off at a line's end: "Nurses from Abroad:", "Recruitment of".
_UNFINISHED = re.compile(r"(?:[,:&–—-]|\b(?:of|and|in|the|for|on|to|with|by|at|a|an|from|or))$")
_PHRASE_ENDS = re.compile(r"[^\W\d_]{3}\.\s+[A-Z]")
_MAX_TITLE = 150
_MAX_DATE_LINE = 120
_PHRASES = re.compile(r"[.?!]\s|[.?!]$")


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says of the brief; None where it does not say, no marks where it explains none."""

    title: str | None
    authors: tuple[str, ...]
    published: PartialDate | None
    citation: str | None
    contact: str | None
    access_policy: str | None
    legend: Legend = field(default_factory=dict)


def is_front_matter(text: str) -> bool:
    """Whether a line speaks of the brief itself: who made it, when, how to get hold of what it lists."""
    return _VOCABULARY.search(text) is not None


def is_surely_front_matter(text: str) -> bool:
    """Whether a line says what nothing but front and back matter does."""
    return _UNMISTAKABLE.search(text) is not None


def is_citation(text: str) -> bool:
    """Whether a paragraph cites the brief, though no words before it ask for that."""
    return _BARE.match(text) is not None


def read_front(paragraphs: Sequence[str]) -> Front:
    """What the paragraphs outside the entries say of the brief."""
    citation = _first(_ACKNOWLEDGE, paragraphs, "citation") or next(filter(is_citation, paragraphs), None)
    cited = _CITATION.match(citation) if citation else None
    printed = [match["date"] for text in paragraphs if len(text) <= 300 and (match := _PUBLISHED.search(text))]
    alone = [match["date"] for text in paragraphs[:12] if (match := _date_line(text))]
    dates = [find_date(text[:40]) for text in (*printed, cited["date"] if cited else "", *alone)]
    legends = [legend_of(text) for text in paragraphs]
    contact = next((match[0] for text in paragraphs if (match := _EMAIL.search(text))), None)
    return Front(
        title=cited["title"].strip() if cited else None,
        authors=_authors(cited["authors"]) if cited and cited["authors"] else (),
        published=next((date for date in dates if date is not None), None),
        citation=citation,
        contact=contact.rstrip(".") if contact else None,
        access_policy=" ".join(
            text
            for text, legend in zip(paragraphs, legends, strict=True)
            if "http" not in text
            and (legend or ((_POLICY.search(text) or frees_the_rest(text)) and _PHRASES.search(text)))
        )
        or None,
        legend=merged(legends),
    )


def _date_line(text: str) -> re.Match[str] | None:
    """A line that holds little but a date."""
    return _DATE_LINE.match(text) if len(text) <= _MAX_DATE_LINE else None


def _authors(printed: str) -> tuple[str, ...]:
    """The names in a citation, without "Compiled by" before them."""
    by = _BY.match(printed)
    return tuple(_AUTHORS_APART.split(printed[by.end() :] if by else printed))


def untitled_parts_removed(title: str) -> str:
    """A running header's or first line's title without the date, or the words "Evidence Brief", beside it."""
    parts = [part.strip() for part in title.split("|")]
    kept = [part for part in parts if part and find_date(part) is None and not _GENRE.match(part)]
    return kept[0] if len(parts) > 1 and kept else title


def title_from(lines: Sequence[Line]) -> str | None:
    """The brief's title from the look of its first lines: named as one, or set larger than all others."""
    for position, line in enumerate(lines):
        named = _TITLED.match(line.text)
        if named:
            return named["title"] + _same_heading(lines, position)
    for position, line in enumerate(lines):
        found = _beside_genre(lines, position) if _GENRE.match(line.text) else None
        if found:
            return found
    sizes = [line.style.size for line in lines if line.style.size]
    if sizes and max(sizes) > min(sizes):
        largest = next(i for i, line in enumerate(lines) if line.style.size == max(sizes))
        if len(lines[largest].text) <= 150:
            return lines[largest].text + _same_heading(lines, largest)
    return _plain_title(lines, 0) if lines else None


def _beside_genre(lines: Sequence[Line], position: int) -> str | None:
    """The title below a line that says "Evidence Brief", or above it where that is larger, or no title stands below."""
    start = position - 1
    while start > 0 and _goes_on(lines[start - 1], lines[start]):
        start -= 1
    above = _plain_title(lines, start) if position else None
    below = _plain_title(lines, position + 1) if position + 1 < len(lines) else None
    if above and below and lines[start].style.size > lines[position + 1].style.size:
        return above
    return below or above


def _plain_title(lines: Sequence[Line], position: int) -> str | None:
    """The title that starts on a line, if it can be one: no sentence, no date, not who made the brief."""
    title = lines[position].text + _same_heading(lines, position)
    parts_of_text = len(title) > _MAX_TITLE or title.endswith((".", ";", ",")) or _PHRASE_ENDS.search(title)
    return None if parts_of_text or is_front_matter(title) or _date_line(title) else title


def _same_heading(lines: Sequence[Line], position: int) -> str:
    """The rest of a title that is set on two lines."""
    rest = ""
    for before, line in pairwise(lines[position : position + 3]):
        if not _goes_on(before, line):
            break
        rest += f" {line.text}"
    return rest


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a title goes on with the next line: in the same size or, where the file has none, in mid-phrase."""
    alike = (line.style.size, line.style.level) == (before.style.size, before.style.level)
    if line.gap or (line.fresh or 0.0) >= 1.0 or not alike:
        return False
    if line.style.size:
        return True
    unfinished = _UNFINISHED.search(before.text) or line.small or (line.fresh is not None and line.fresh < LIKELY_BREAK)
    return bool(unfinished) and not is_front_matter(line.text) and _date_line(line.text) is None


def _first(pattern: re.Pattern[str], paragraphs: Sequence[str], group: str) -> str | None:
    return next((match[group].strip() for text in paragraphs if (match := pattern.search(text))), None)
