"""Names of authors on the line of a source: `Smith J, Patel R. BMJ Open 12(3), 2024`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefqa.reading.names import goes_on

_PARTICLE = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]i|[Dd]a|[Dd]os|[Dd]u|[Ll]a|[Ll]e|[Aa]l|[Ee]l|[Bb]in|[Tt]er|"
    r"[Tt]en|[Dd]ela|[Dd]el|[Dd]ella|[Ii]bn|[Aa]bu|[Zz]u|[Aa]p|St)[ -])*"
)
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
_LOWER = "a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžȘșȚț"
_WORD = rf"(?:[{_UPPER}]['’])?[{_UPPER}][{_LOWER}]++(?:['’-][{_UPPER}]?[{_LOWER}]++|[{_UPPER}][{_LOWER}]++)*+"
_SURNAME = (
    rf"{_PARTICLE}(?:[OD]['’])?[{_UPPER}][\w'’]*+(?:-[{_UPPER}][\w'’]++)*+"
    rf"(?:\s[{_UPPER}][{_LOWER}]++(?:-[{_UPPER}][\w'’]++)*+)?"
)
# "Smith J", "Smith JA", "Smith, J.A.", "J. A. Smith", "J Smith".
# All run together or all apart: in "Smith J. BMJ" the stop has ended them.
_INITIALS = (
    rf"(?:(?:[{_UPPER}]\.[ -]?){{1,3}}[{_UPPER}]|(?:[{_UPPER}]\s){{1,3}}[{_UPPER}]|[{_UPPER}](?:-?[{_UPPER}]){{0,3}})"
    rf"(?:\.|(?![\w'’]))"
)
_INITIALLED = rf"(?:{_SURNAME},?\s{_INITIALS}|(?:[{_UPPER}]\.[ -]?){{1,3}}{_SURNAME}|(?:[{_UPPER}]\s){{1,2}}{_SURNAME})"
_FULL = rf"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Dame|Sir)\.?\s)?{_WORD}(?:\s[A-Z]\.?)?\s{_PARTICLE}{_WORD}"
_APART = r"(?:\s?[,;]\s(?:and\s|&\s)?|\s(?:and|&)\s)"
_OTHERS = r"(?:,?\s(?:et\sal\.?|and\s(?:others|colleagues)))"
_BEFORE_DATE = r"\s(?=\((?:[A-Z][a-z]+\s)?(?:19|20)\d\d[a-z]?\))"
_END = rf"(?:\s?[.:;|]\s+|\.?,\s+|\s[–—-]\s|{_BEFORE_DATE})"
_INITIALLED_LIST = re.compile(
    rf"(?:[Bb]y\s|Authors?:\s)?(?P<authors>{_INITIALLED}(?:{_APART}{_INITIALLED})*{_OTHERS}?)(?:{_END}|(?<=\.)\s+)"
)
_FULL_LIST = re.compile(
    rf"(?:[Bb]y\s|Authors?:\s)?(?P<authors>{_FULL}(?:{_APART}{_FULL})+{_OTHERS}?|{_FULL}{_OTHERS})(?:{_END}|(?<=\.)\s+)"
)
_ET_AL = re.compile(rf"(?P<authors>{_SURNAME}(?:\s{_INITIALS})?{_OTHERS})(?:{_END}|(?<=al\.)\s+|\s+)")
_SURNAMES = re.compile(
    rf"(?P<authors>{_WORD}(?:,\s{_WORD})*,?\s(?:and|&)\s{_WORD})(?:;\s+|\s(?=\((?:19|20)\d\d[a-z]?\)))"
)
_INVERTED = rf"{_WORD}, {_WORD}(?:\s[A-Z]\.?)?"
_INVERTED_ONE = re.compile(_INVERTED)
_INVERTED_LIST = re.compile(rf"(?P<authors>{_INVERTED}(?:(?:;|,?\s(?:and|&))\s{_INVERTED})+)(?:{_END}|(?<=\.)\s+)")
_DATED_ONE = re.compile(rf"(?P<authors>{_INVERTED}){_BEFORE_DATE}")
_BY_ONE = re.compile(rf"(?:[Bb]y\s|Authors?:\s)(?P<authors>{_FULL})(?:{_END}|(?<=\.)\s+)")
_ONE = re.compile(rf"(?P<authors>{_FULL})(?:\.\s+|,\s+|\s[–—-]\s)")
_FIRST_NAMED = re.compile(rf"{_WORD} [A-Z]\.$")
# "Smith J, Patel R, J Adv Nurs": surnames stand first, so "J Adv" is a journal's beginning.
_JOURNAL_BEHIND = re.compile(rf"(?<=\s[{_UPPER}]),\s(?P<journal>J\s[{_UPPER}][{_LOWER}]+)$")
# Initials are people's; full names may be an organisation's.
_PATTERNS = (
    (_INITIALLED_LIST, True),
    (_ET_AL, True),
    (_INVERTED_LIST, False),
    (_FULL_LIST, False),
    (_SURNAMES, False),
    (_BY_ONE, False),
    (_DATED_ONE, False),
    (_ONE, False),
)
AUTHORS_BEHIND = re.compile(
    rf"\s?(?:[–—|.;,]|\s-|,?\s[Bb]y|(?=\())\s?\(?(?:Authors?:\s)?(?P<authors>{_INITIALLED}(?:{_APART}{_INITIALLED})*{_OTHERS}?)\)?"
    rf"(?=$|[.,;]?\s|[.,;]$)"
)
_TRAILING = re.compile(
    rf"\s?(?:[–—|]|\s-|,?\s[Bb]y|[.;])\s(?P<authors>{_INITIALLED}(?:{_APART}{_INITIALLED})*{_OTHERS}?|"
    rf"{_SURNAME}(?:\s{_INITIALS})?{_OTHERS}|{_FULL}(?:{_APART}{_FULL})*{_OTHERS}?)\.?$"
)
_SURNAMED = rf"{_SURNAME},?\s{_INITIALS}"
_BEFORE = re.compile(rf"(?<=[?!.]\s)(?P<authors>{_SURNAMED}(?:{_APART}{_SURNAMED})*{_OTHERS}?)[.,:]?\s*$")
# Behind a title that no stop ends, its last word in small letters: "… the staff kitchen Moran G. Mental Health".
_BEHIND_WORD = re.compile(
    rf"(?:^|\s)[{_LOWER}][\w'’-]*[\"'”’)]?\s"
    rf"(?P<authors>{_SURNAMED}(?P<others>(?:{_APART}{_SURNAMED})*{_OTHERS}?))(?:[.:]|(?<=\.))\s*$"
)
# What a letter stands behind that is no initial.
_LETTERED = re.compile(
    r"\b(?:Annex|Appendix|Arm|Band|Category|Class|Cohort|Covid|Generation|Grade|Group|Hepatitis|Influenza|Level|Model|"
    r"Part|Phase|Plan|Schedule|Section|Site|Stage|Streptococcus|Table|Tier|Type|Version|Vitamin|Wave|Zone) [A-Z]\b"
)
_WHOLE_LINE = re.compile(
    rf"(?:[Bb]y:?\s|Authors?:?\s)?(?:{_INITIALLED}(?:{_APART}{_INITIALLED})*{_OTHERS}?|{_SURNAME}(?:\s{_INITIALS})?{_OTHERS}|"
    rf"{_FULL}(?:{_APART}{_FULL})+{_OTHERS}?)\.?"
)
# How a list of authors with initials begins; "Br J Nurs", "Proc R Soc" are journals.
_OPEN = re.compile(
    rf"(?!(?:[A-Z][a-z]{{1,9}} )+J(?: |\.)|Proc )"
    rf"(?:{_PARTICLE}[{_UPPER}][\w'’-]{{2,}}(?:\s[{_UPPER}][\w'’-]+)?,?\s[{_UPPER}]|[{_UPPER}]\.)"
)
_OPEN_REACH = 300
_NEXT_WORD = re.compile(rf"\s(?=[{_UPPER}])")
# What ends an organisation's name, or begins it, as initials do a person's: "Age UK", "Ipsos MORI", "U.S. Bureau".
_NO_INITIALS = re.compile(rf"[\w'’] (?:UK|USA|EU|PLC|LLP|CIC|HQ|[{_UPPER}]{{4,}})\.?$|^U\.[KS]\b")
# An organisation's name that a comma parts: "Better Security, Better Care", "Turning Point, Change Grow Live".
_COMMA_IN_NAME = re.compile(r"(?P<first>\w+)\s[\w'’-]+,\s(?P=first)\s|\w{2,}ing\s")
# Words that publications and organisations are named with, and people are not.
_NOT_PEOPLE = re.compile(
    r"\b(?:Academic|Academy|Advanced|Advances|Age|Ageing|Agency|Alliance|Anaesthesia|Annals|Archives|Association|Authority|"
    r"Behaviour|BJGP|BMC|BMJ|Board|British|Bulletin|Cancer|Cardiology|Care|Centre|Children|Clinical|Cochrane|College|"
    r"Commission|Community|Confederation|Council|Critical|Data|Dementia|Dental|Department|Digital|Disability|Disease|Economics|"
    r"Education|Emergency|Employers|England|English|Environment|Epidemiology|Equity|Ethics|European|Evidence|Experience|Faculty|"
    r"Family|Foundation|Frontiers|Fund|Future|General|Geriatrics|Global|Government|Group|Guardian|Health|Healthcare|Healthwatch|"
    r"Hospital|House|Human|Improvement|Independent|Informatics|Institute|Integrated|International|Ireland|Journal|Kingdom|"
    r"King's|King’s|Lancet|Leadership|Learning|Library|Lifestyle|Management|Manager|Medical|Medicine|Mental|Midwifery|Midwives|"
    r"National|Network|NHS|Nordic|Northern|Nuffield|Nurse|Nurses|Nursing|Obstetrics|Occupational|Office|Oncology|Open|Paediatrics|"
    r"Palliative|Paramedic|Patient|Perspectives|Pharmacy|Physiotherapy|Policy|Practice|Press|Primary|Progress|Provider|Providers|"
    r"Psychiatry|Psychology|Public|Quality|Queen's|Queen’s|Radiography|Radiology|Reading|Report|Reports|Research|Resources|"
    r"Review|Reviews|Royal|Rural|Safety|Science|Sciences|Scotland|Scottish|Service|Services|Simulation|Skills|Social|Society|"
    r"Standard|Statistics|Studies|Surgery|System|Systems|Systematic|Technology|Times|Today|Training|Trust|Union|United|"
    r"University|Wales|Welsh|Women|Work|Workforce|World|Young|Abstract|Background|Available|Published|"
    r"Campaign|Coalition|Collaboration|Collaborative|Committee|Consortium|Directorate|Federation|Forum|Initiative|Inspectorate|"
    r"Laboratory|Observatory|Partnership|Programme|Project|Taskforce|Unit|"
    r"Analysis|Cohort|Delphi|Framework|Guide|Interview|Mixed|Overview|Pilot|Protocol|Qualitative|Quantitative|Realist|"
    r"Scoping|Study|Survey|Toolkit|Trial)\b"
)


@lru_cache(maxsize=512)
def split_authors(text: str) -> tuple[str, int] | None:
    """Authors that a line starts with, and where what follows them begins; None where there are none."""
    head = text[:600]
    for pattern, initialled in _PATTERNS:
        match = pattern.match(head)
        if match and pattern is _INITIALLED_LIST and _FIRST_NAMED.match(match["authors"]):
            # "Jane A." may be the beginning of "Jane A. Smith, Ravi Patel".
            full = _FULL_LIST.match(head)
            match = full if full and full.end() > match.end() and not _NOT_PEOPLE.search(full["authors"]) else match
        others = _NO_INITIALS if initialled else _NOT_PEOPLE
        people = match is not None and not others.search(match["authors"])
        if pattern is _ONE and _COMMA_IN_NAME.match(head):
            people = False
        if match and people and match.end() < len(text):
            behind = _JOURNAL_BEHIND.search(match["authors"])
            if behind is not None:
                return match["authors"][: behind.start()], behind.start("journal")
            return closed(match["authors"]), match.end()
    return None


def closed(authors: str) -> str:
    """Without the full stop that ends the list rather than an initial or "et al."."""
    closes = re.search(rf"[^\W\d_]+ [{_UPPER}]{{1,3}}\.$", authors) is not None and "." not in authors[:-1]
    return authors[:-1] if closes else authors


def split_open_authors(text: str) -> Iterator[tuple[str, int]]:
    """Authors with initials that a line may start with, and where a name follows without any mark between them."""
    if _OPEN.match(text) is None:
        return
    for match in _NEXT_WORD.finditer(text, 0, _OPEN_REACH):
        head = text[: match.start()]
        if head[-1] not in ".,;:" and is_authors(head) and _JOURNAL_BEHIND.search(head) is None:
            yield head, match.end()


def split_trailing_authors(text: str, start: int) -> tuple[str, int] | None:
    """Authors behind a source that end the line, and where they end."""
    if start >= len(text):
        return None
    match = _TRAILING.match(text, start)
    if match is None or _NOT_PEOPLE.search(match["authors"]):
        return None
    return closed(match["authors"]), match.end()


def authors_before(text: str, end: int, *, authored: bool = False) -> tuple[str, int] | None:
    """Authors with initials that stand directly before a position, and where they start; None where there are none.

    Behind a title that no stop ends, one person alone counts only where most sources of the brief have authors
    (`authored`).
    """
    first = max(0, end - 300)
    match = _BEFORE.search(text, first, end) or _behind_word(text, first, end, lone=authored)
    if match is None or _NOT_PEOPLE.search(match["authors"]):
        return None
    return closed(match["authors"]), match.start("authors")


def _behind_word(text: str, first: int, end: int, *, lone: bool) -> re.Match[str] | None:
    match = _BEHIND_WORD.search(text, first, end)
    if match is None or not (lone or match["others"]) or _LETTERED.search(match["authors"]):
        return None
    return None if goes_on(text[: match.start("authors")]) else match


def is_inverted(text: str) -> bool:
    """Whether a text is one person with the surname first: "Smith, Jane"."""
    return _INVERTED_ONE.fullmatch(text) is not None and _NOT_PEOPLE.search(text) is None


def is_authors(text: str) -> bool:
    """Whether a whole line is names of authors."""
    return len(text) <= 600 and _WHOLE_LINE.fullmatch(text) is not None and _NOT_PEOPLE.search(text) is None
