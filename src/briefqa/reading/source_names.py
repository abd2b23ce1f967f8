"""Where the name of a publication begins, and whether a text can be one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefqa.reading.dates import (
    DAY_OR_MONTH,
    is_label,
)
from briefqa.reading.names import (
    CONNECTORS,
    JOURNAL,
    Names,
    capitalised_share,
    goes_on,
    is_worded_as_name,
)

# What only titles say, in capitals or not.
TITLE_WORDS = re.compile(
    r"\b(?:Protocol|Trial|Study|Survey|Findings|Results of|(?:Scoping|Umbrella|Systematic|Rapid) Review|"
    r"Review of Reviews)\b"
)
SENTENCE_BREAK = re.compile(r"[^\W\d_]{6,}[)\"'’”]*[.?!]\s+[\"'“‘]?[A-Z]|[?!]\s")
# "Int. J. Environ. Res. Public Health", "J. Adv. Nurs.": its full stops end no sentence.
ABBREVIATED = re.compile(r"(?:(?:Int|Eur|Br|Am|Aust|Can|Scand)\. )?J\. (?:(?:[A-Z][\w-]{0,11}\.?|&|of)(?: |$)){1,6}")
# What organisations' names end in, and hardly anything else.
_BODIES = (
    r"Academy|Agency|Alliance|Association|Authority|College|Commission|Confederation|Council|Federation|Foundation|"
    r"Institute|Society|Trust|Union|University"
)
ENDS_ORGANISATION = re.compile(rf"\b(?:{_BODIES}|Board|Centre|Fund|Government|Network)$")
# What by itself is none.
BODY_WORDS = frozenset(f"{_BODIES}|Board|Centre|Fund|Government|Hospital|Hospitals|Network".split("|"))
_BEGUN = r"(?:Academy|Centre|Council|Department|Faculty|Institute|Office|Royal College|School|Society) (?:for|of) "
# "Centre for Better …"
OPENS_ORGANISATION = re.compile(rf"(?:The )?{_BEGUN}")
# Numbers begin sentences, and stand in no name before a small letter.
_COUNTS = (
    r"One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|Thirty|Forty|Fifty|Over|Nearly|About|"
    r"Around|Almost|Half|Both|Each|Every"
)
# What abstracts that speak to the reader begin with; most of these words stand in names and titles, too.
_CALLS = (
    r"(?:Discover|Explore|Find|Hear|Learn|Listen|Look|Read|See|Watch|Browse|Meet|Join|Visit|View|Download|Use|Take) "
    r"(?:how|why|what|who|where|which|when|whether|about|more|out|from|our|the|this|these|their|a|an|to the|at the|all)"
)
_WORD_OF_NAME = r"(?:[A-Z][\w'’.-]*|&|of|and|for|the|in|at)"
# "Journal of Women & Aging The adult …", "Alder Hey Children's NHS Foundation Trust Our virtual ward …".
_WORDED_RUN = re.compile(
    rf"(?P<name>{_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{1,9}}?)"
    r"(?= (?:The|This|These|We|Our|In|A|An|To|It|There|How|What|Why|When|Who|Using|Since|Many|Most|Some|As|For|"
    rf"{_COUNTS}) [a-z]| {_CALLS} [a-z])"
)
# "Capital Nurse A shared offer was developed …": no word of the name says what it is, so more of the sentence must.
_PLAIN_RUN = re.compile(
    rf"(?P<name>[A-Z][\w'’.-]*(?: {_WORD_OF_NAME}){{0,7}}? [A-Z][\w'’-]*)"
    rf"(?= (?:The|This|These|We|Our|In|A|An|It|{_COUNTS}) [a-z][\w'’-]*,? [a-z]| {_CALLS} [a-z][\w'’-]*,? [a-z])"
)
# "UK Hospital at Home Society Recruitment to hospital at home is easier …": any word begins the sentence.
_BODY_RUN = re.compile(
    rf"(?P<name>[A-Z][\w'’.-]*(?: {_WORD_OF_NAME}){{0,8}}? (?:{_BODIES}))(?<!College)(?<!University)"
    rf"(?= (?!(?:{_BODIES}|Board|Group|Programme|Research|Team)s?\b)[A-Z][a-z]+,? [a-z][\w'’-]*,? [a-z])"
)
# "Centre for Advancing Practice Experienced practitioners who have …": it begins as organisations do, and any word in
# capitals with two in small letters behind begins the sentence.
_OPENED_RUN = re.compile(
    rf"(?P<name>{_BEGUN}(?:{_WORD_OF_NAME} ){{0,6}}?[A-Z][\w'’-]*)"
    r"(?= [A-Z][a-z]+,? (?!and |of |for |in |the |at )[a-z][\w'’-]*,? [a-z])"
)
# What parts of abstracts are called: "Data Sources We searched …".
_LABELS = re.compile(
    r"\b(?:Abstract|Aims?|Background|Contributions?|Conclusions?|Context|Data|Designs?|Discussion|Findings|Implications|"
    r"Interventions?|Introduction|Key|Limitations|Main|Materials|Measures?|Methods?|Objectives?|Outcomes?|Overview|"
    r"Participants|Points|Purpose|Questions?|Rationale|Recommendations|Results|Sample|Settings?|Sources|Summary)\b"
)
# "CIPD factsheet", "ACAS Advice and Guidance": a body's initials and what it puts out.
INITIALS = re.compile(
    r"[A-Z]{3,7}(?: (?:[A-Z][a-z]+|and|&)){0,3} (?i:advice|blogs?|briefings?|bulletins?|factsheets?|guidance|guides?|"
    r"leaflets?|newsletters?|podcasts?|reports?|toolkits?|web ?pages?|web ?site)"
)
# With a sentence behind it: "ACAS Advice and Guidance. This guidance tells …".
INITIALS_RUN = re.compile(rf"(?P<name>{INITIALS.pattern})(?=\.? [A-Z][a-z]+ [a-z])")
STOPPED_ORGANISATION = re.compile(
    rf"(?=.{{8,80}}\.$)(?:(?:(?:[A-Z][\w'’.-]*|&|of|and|for|the|in) )+(?:{_BODIES}|Organi[sz]ation)|"
    rf"NHS(?: {_WORD_OF_NAME}){{0,7}} [A-Z][\w'’-]*)\."
)
# What a source goes on with where it wraps: "58(10), 27 June", "551-560", "12, 3"; no name does.
_NUMBERS_FIRST = re.compile(r"\d[\d–-]*(?:\s?[(),:;]|$)")
_SENTENCE_STARTS = frozenset({"In", "Since", "By", "From", "During", "Between", "Until", "As", "At", "This", "These"})
# Names that begin with a word in small letters.
_SMALL_NAMES = frozenset({"npj", "e-learning", "elearning", "bioRxiv", "medRxiv", "mBio", "eLife"})
# Words in capitals that titles end in.
_STUDIES = frozenset({"RCT", "RCTs"})
MAX_NAME, _MAX_MAIN_TITLE = 150, 60
# So many characters behind a name are more than its rest.
_SENTENCE = 40


def stands_alone(before: str) -> bool:
    """Whether a title can have ended before a publisher's name: not in "workforce plans of NHS England"."""
    words = before.split()
    return len(words) >= 3 and not goes_on(before.rstrip().lower()) and words[-1][-1] not in ",:;–-"


def is_only_a_name(name: str) -> bool:
    """Whether a name is worded and spelled as nothing but an organisation's or a journal's is."""
    if TITLE_WORDS.search(name):
        return False
    if name.istitle() and " " not in name:
        # "Review (2019)" ends a title.
        return JOURNAL.match(name) is not None
    return JOURNAL.match(name) is not None or (
        is_worded_as_name(name) and capitalised_share(name) == 1.0 and ":" not in name and len(name.split()) <= 8
    )


def is_named(name: str, known: Names) -> bool:
    """Whether a name is known, or worded as organisations' and journals' are."""
    return name in known or is_worded_as_name(name)


def is_publishers_kind(name: str, known: Names) -> bool:
    """Whether a name is a known publisher's initials and what it puts out: "ACAS Advice"; the NHS has many reports."""
    return INITIALS.fullmatch(name) is not None and not name.startswith("NHS ") and name.split(" ", 1)[0] in known


def holds_title(name: str, known: Names) -> bool:
    """Whether what stands before a date is a title in small letters with a name in capitals behind it."""
    if name in known or known.leading(name) is not None:
        return False
    journals = [] if JOURNAL.match(name) else JOURNAL.finditer(name)
    before = [name[: match.start()].rstrip() for match in journals]
    if any(_ends_title(text) or TITLE_WORDS.search(text) for text in before):
        return True
    publisher = None if JOURNAL.match(name) else known.ending(name)
    if publisher is not None and stands_alone(name[: -len(publisher)]):
        return True
    if capitalised_share(name) >= 0.7:
        return False
    return len(name[: name_start(name, len(name), known)].split()) >= 3


def _ends_title(before: str) -> bool:
    """Whether what stands before a journal's words can be a title, and not the beginning of the journal's name."""
    words = before.split()
    return len(words) >= 3 and before[-1] not in ":–—-,&(" and not goes_on(before.lower())


def plausible(name: str, *, detailed: bool) -> bool:
    """Whether a text can be a publication's name; small letters count less where a volume or pages stand behind."""
    if (
        not 2 <= len(name) <= MAX_NAME
        or _NUMBERS_FIRST.match(name)
        or name[:4].isdigit()
        or (SENTENCE_BREAK.search(name) and ABBREVIATED.fullmatch(name) is None)
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
    rest = name.removeprefix(first) if first in _SMALL_NAMES else ""
    return capitalised_share(rest or name) >= (0.2 if detailed else 0.7)


def starts_sentence(text: str, name: str, turns: Sequence[int]) -> bool:
    """Whether what follows a name is a sentence of its own, not the rest of one the name begins."""
    rest = text[len(name) :].lstrip()
    if len(text) - len(rest) in turns:
        return True
    return bool(re.match(r"[\"'“‘(]*[A-Z]", rest)) and len(rest) > _SENTENCE


def runs_into_sentence(text: str, start: int) -> tuple[str, bool] | None:
    """The name without a date that a text has at `start`, with a sentence behind it; and whether its words are one's.

    Returns:
        Name and whether it is worded as journals' and organisations' are; None where no sentence shows.
    """
    run = _WORDED_RUN.match(text, start)
    if run is not None and (JOURNAL.match(run["name"]) or ENDS_ORGANISATION.search(run["name"])):
        return run["name"], True
    run = INITIALS_RUN.match(text, start)
    if run is not None and len(text) - run.end() > _SENTENCE:
        return run["name"], True
    for pattern in (_OPENED_RUN, _BODY_RUN, _PLAIN_RUN):
        run = pattern.match(text, start)
        if run is None or len(text) - run.end() <= _SENTENCE or _LABELS.search(run["name"]):
            continue
        if run["name"].split()[0] not in _SENTENCE_STARTS and not TITLE_WORDS.search(run["name"]):
            return run["name"], False
    return None


def name_start(text: str, end: int, known: Names) -> int:
    """Where the publication's name begins that ends at `end`; 0 where it cannot be told from the title."""
    before = text[:end].rstrip(" ,;")
    run = _capitalised_run(before)
    journals = [match.start() for match in JOURNAL.finditer(before, run)]
    titled = [start for start in journals if start and (start >= run > 0 or _ends_title(before[:start].rstrip()))]
    name = known.ending(before)
    known_start = len(before) - len(name) if name else 0
    # "The Journal of the Royal College of Nursing" ends in a publisher's name, but does not start with it.
    if name and not goes_on(before[:known_start].rstrip()) and not any(start < known_start for start in titled):
        return known_start
    return _with_main_title(before, titled[-1]) if titled else run


def _capitalised_run(before: str) -> int:
    """Where the words in capitals begin that a text ends with, connecting words among them."""
    start = len(before)
    best = 0
    offset = max(0, len(before) - 3 * MAX_NAME)
    for word in reversed(list(re.finditer(r"\S+", before[offset:]))):
        letters = word[0].lstrip("\"'“‘(")
        connector = word[0] in CONNECTORS or word[0].startswith("(")
        if (not connector and not letters[:1].isupper()) or word[0] in _STUDIES:
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
