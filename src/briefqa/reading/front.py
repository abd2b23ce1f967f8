"""A brief's front matter: its name, date, authors, help section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefqa.brief import PartialDate
from briefqa.reading.access import Legend, legend_of, merged
from briefqa.reading.access_policy import frees_the_rest
from briefqa.reading.dates import find_date
from briefqa.reading.taught_notes import taught_notes

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
# "An evidence summary compiled by the Library and Knowledge Service, 2023".
_DATED_MAKER = re.compile(
    r"\b(?:compiled|produced|prepared|written|edited|published) by\b[^.]{1,120}[,(–-]\s?"
    r"(?P<date>(?:[A-Z][a-z]+\s)?(?:19|20)\d\d)\)?\.?$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+")
_POLICY = re.compile(
    r"openathens|freely available|abstract(?: only)? is (?:freely )?available|only the abstract|"
    r"free to (?:read|access)|free of charge",
    re.IGNORECASE,
)
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
    alone = [match["date"] for text in paragraphs[:12] if (match := date_line(text) or _DATED_MAKER.search(text[:200]))]
    dates = [find_date(text[:40]) for text in (*printed, cited["date"] if cited else "", *alone)]
    legends = [merged([legend_of(text), taught_notes(text)]) for text in paragraphs]
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


def date_line(text: str) -> re.Match[str] | None:
    """A line that holds little but a date."""
    return _DATE_LINE.match(text) if len(text) <= _MAX_DATE_LINE else None


def _authors(printed: str) -> tuple[str, ...]:
    """The names in a citation, without "Compiled by" before them."""
    by = _BY.match(printed)
    return tuple(_AUTHORS_APART.split(printed[by.end() :] if by else printed))


def _first(pattern: re.Pattern[str], paragraphs: Sequence[str], group: str) -> str | None:
    return next((match[group].strip() for text in paragraphs if (match := pattern.search(text))), None)
