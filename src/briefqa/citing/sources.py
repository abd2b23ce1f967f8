"""What a source as printed tells without guessing: name, ISSN, volume, issue and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:18|19|20)\d\d"
_PAGE = r"[A-Za-z]{0,2}\d{1,7}"
_RANGE = rf"{_PAGE}\s?[-–]\s?{_PAGE}"
_PAGES = rf"{_PAGE}(?:\s?[-–]\s?{_PAGE})?"
# Pages that are called so, and the numbers of articles that have none.
_CALLED = r"(?:pp?\.?|pages?|[Aa]rt(?:icle)?\.?(?:\s(?:no\.?|number))?)\s?"
# "2021 Mar 5;": the date in front of a volume, as MEDLINE has it.
_DATED = rf"{_YEAR}(?:\s[A-Z][a-z]{{2}}(?:[-–][A-Z][a-z]{{2}}|\s\d{{1,2}})?)?;\s?"
# "27(6)", "53 (Supplement 4)", "14(e1):e88-97", "Vol. 12, No. 3, pp. 5-9", "12(3), 45"; volumes have no five digits.
_SOURCE = re.compile(
    rf"""
    (?P<name>\S.*?)
    (?P<bracket>\s\((?P<issn>\d{{4}}-?\d{{3}}[\dXx])\))?
    (?:
        (?:,?\s|\.\s(?={_YEAR}[\s;]))(?:{_DATED})?
        (?:[Vv]ol(?:ume)?\.?\s?)?(?P<volume>\d{{1,4}}(?:[-–/]\d{{1,4}})?)
        (?:
            (?:
                \s?\((?P<issue>[^()]{{1,40}})\)
                |,?\s(?:[Ii]ss(?:ue)?|[Nn]o|[Nn]umber)\.?\s?(?P<number>\d{{1,4}}(?:[-–/]\d{{1,4}})?)
                |,?\s(?P<supplement>[Ss]uppl(?:ement)?\.?(?:\s?[A-Z]?\d{{1,3}})?)
            )
            # Behind an issue a number alone is a page, or an article; four digits may be the year.
            (?:\s?[,:;]?\s?{_CALLED}(?P<named>{_PAGES})|\s?:\s?(?P<behind>{_PAGES})
                |(?:\s?[,;]\s?|\s)(?:(?P<range>{_RANGE})|(?!{_YEAR}\.?$)(?P<alone>{_PAGE})))?
            |
            (?:\s?[,:;]?\s?{_CALLED}(?P<pages>{_PAGES})|\s?:\s?(?P<next>{_PAGES})|\s?[,;]\s?(?P<from>{_RANGE}))?
        )
        (?:,?\s\(?{_YEAR}\)?)?
        \.?
    )?
    """,
    re.VERBOSE,
)
_ISSUES = ("issue", "number", "supplement")
_PLACES = ("named", "behind", "range", "alone", "pages", "next", "from")
# A source is short; what is longer is none, and is not looked through.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a source.

    Attributes:
        name: the source without the parts that follow; the whole source where none were read.
        volume, issue, pages: as printed, or None.
        issn: `1234-567X`, its check digit verified, or None.
    """

    name: str
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    issn: str | None = None

    @property
    def numbered(self) -> bool:
        """Whether it has what only journals have; a number alone may be part of a name ("Agenda 21")."""
        return bool(self.issue or self.pages or self.issn)

    @property
    def page_range(self) -> tuple[str, str | None] | None:
        """First and last page; a last page that is cut short ("122-9") is left in the first, as printed."""
        if self.pages is None:
            return None
        first, *last = re.split(r"\s?[-–]\s?", self.pages)
        return (first, last[0]) if last and len(last[0]) >= len(first) else (first if not last else self.pages, None)


def parts_of(source: str) -> Parts:
    """Read a source; all that is not recognised from one end to the other is left as its name."""
    match = _SOURCE.fullmatch(source) if len(source) <= _LONGEST else None
    if match is None:
        return Parts(source)
    volume, issue, pages = match["volume"], _first(match, _ISSUES), _first(match, _PLACES)
    issn = _issn(match["issn"])
    # Eight digits that are no ISSN are part of the name.
    name = match["name"] if issn else source[: max(match.end("name"), match.end("bracket"))]
    sure = issue or (pages and not match["from"])
    if volume and not sure and re.fullmatch(_YEAR, volume):
        # "Health and Social Care in the Community 2024": the year, or a volume that is named after it.
        return Parts(source)
    if volume and not (issue or pages) and re.search(r"\d\)?$", match["name"]):
        # "Health Policy 139, 45": which of the numbers is what, is not told.
        return Parts(source)
    return Parts(name, volume, issue, pages, issn)


def words_as_journal(name: str) -> bool:
    """Whether a name says itself that it is a journal's."""
    return _JOURNAL.search(name) is not None


_JOURNAL = re.compile(
    r"\bJournal\b(?!\s+(?:Club|Article))|\b(?:Bulletin of the|Annals of|Archives of|Quarterly)\b"
    r"|^(?:(?:BMC|BMJ|BJGP|BJPsych|Frontiers in|PLo[Ss]|PloS|PLOS|JAMA|The Lancet|Lancet)\b)"
    r"|^(?:Br|J|Int|Am|Eur|Aust) J\b|\bJ (?=[A-Z])"
)


def _first(match: re.Match[str], groups: tuple[str, ...]) -> str | None:
    return next((match[group] for group in groups if match[group]), None)


def _issn(digits: str | None) -> str | None:
    """With its hyphen, where its check digit (modulo 11, as ISO 3297 has it) is right."""
    if digits is None:
        return None
    plain = digits.replace("-", "").upper()
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), plain[:7], strict=True))
    check = "0123456789X"[-total % 11]
    return f"{plain[:4]}-{plain[4:]}" if check == plain[7] else None
