"""Access notes: the words that say how the full text is to be had, alone, behind a title, or in front of one."""

from __future__ import annotations

import re
from functools import lru_cache

from briefqa.brief import Access
from briefqa.reading.names import capitalised_share, goes_on

_STAFF = r"to (?:all )?(?:NHS|trust) (?:staff|users|employees|members)"
_ATHENS = r"(?:NHS )?Open\s?Athens|(?:NHS )?Athens(?= account| log[- ]?in| password| user)"
# "Full text available via", "Free with an", "Requires your"; longest first, so that no part of them stays in a title.
_REACHED = (
    rf"(?:(?:(?:the )?full[- ]text|article|free(?:ly)?|available|accessible|access|online|only|is|{_STAFF}) ){{0,6}}"
    r"(?:(?:via|with|through|using)|(?:available|accessible) (?:by|to|for)|(?:requires|needs)|"
    r"(?:log|sign)(?:ging)?[- ]?in (?:with|via|using|through))(?: an?| your| the)? "
)
_ACCOUNT = r"(?:accounts?|log[- ]?(?:ins?|on)|passwords?|access|user ?names?|users?|sign[- ]?in|membership|credentials)"
_NEEDED = r"(?:only|(?:is |are )?(?:required|needed|necessary))"
# Such words may also begin a journal's name or an abstract, so nothing but a mark or a stop may stand behind them.
_OPEN = (
    r"(?:open[- ]access(?: (?:article|paper|report))?|(?:free|open)(?: online)? access(?: online)?|"
    r"free(?: online)? full[- ]text(?: (?:article|available))?(?: online)?|"
    r"full[- ]text (?:is )?(?:free(?:ly)?(?: available)?|available (?:free(?:ly)?|for free))(?: online| of charge)?|"
    r"free to (?:read|access|view|download|all))(?=\s*[\])*.,;]|$)"
)
_NOTES = (
    (
        Access.ABSTRACT_ONLY,
        r"abstracts?[ -]only(?: (?:is )?(?:freely )?available)?(?: (?:for free|free|online))?|"
        r"only (?:the |an )?abstract (?:is )?(?:freely )?available(?: online)?|abstract available only",
    ),
    (
        Access.OPENATHENS,
        rf"(?:{_REACHED}|an? )?(?:{_ATHENS})(?: {_ACCOUNT}(?: (?:and|or|/) {_ACCOUNT})?)?(?: {_NEEDED})?",
    ),
    (Access.FREE, rf"freely available(?: (?:online|in full|to all))?|{_OPEN}"),
)
_WORDS = re.compile("|".join(f"(?P<{access.name}>{pattern})" for access, pattern in _NOTES), re.IGNORECASE)
_NOTE_WORDS = "|".join(pattern for _, pattern in _NOTES)
NOTE = rf"[\[(*]*\s*(?:{_NOTE_WORDS})\s*[\])*.]*"
_WHOLE = re.compile(NOTE, re.IGNORECASE)
# Behind a title a note must be marked as one: by brackets, an asterisk, or words no title ends in.
_SUFFIX = re.compile(rf"\s+(?P<note>{NOTE})$", re.IGNORECASE)
_PREFIX = re.compile(rf"(?P<note>(?=[\[(]){NOTE})\s+(?=\S)", re.IGNORECASE)
_PLAIN_PREFIX = re.compile(rf"(?i:{_NOTE_WORDS})[*.]*(?=\s+[A-Z])")
_CLOSING = re.compile(rf"(?<=[.?!\"'”’)])\s+(?P<note>(?=[\[(]){NOTE})$", re.IGNORECASE)
_OPEN_WORDS = re.compile(_OPEN, re.IGNORECASE)
# What parts a note in small letters from a title: "Rotas and rest: abstract only".
_PARTED = re.compile(r"[:;,|–—]$|\s-$")
# Of what is open to all a title may say so, too, behind a colon or a comma: "Publishing: open access".
_PARTED_BY_DASH = re.compile(r"[;|–—]$|\s-$")
# What looks like a note about access though it is none of those above: its words are kept, its meaning is not guessed.
_UNCLEAR = re.compile(
    r"\s+(?P<note>[\[(*]*(?:(?:Open|NHS )?Athens|FutureNHS|Log[- ]?in|Subscription|Registration|Account|Password|"
    r"Membership|Request|Paywall|Abstract|Summary|Available|Purchase|Library)\b[^.?!:]{0,40}?[\])]*\*+[\])]*)$"
)
_LIMITS = (
    r"(?:(?:NHS |open ?)?athens(?: account| password| log[- ]?in)?|subscription|subscribers?|(?:NHS )?log[- ]?in|"
    r"registration|membership|account|password|purchase|fee)"
)
_LIMITED = rf"{_LIMITS} (?:(?:is )?(?:required|needed)|only|may apply)"
_BRACKETED = re.compile(
    r"\s+(?P<note>[\[(](?:(?:free )?full[- ]text(?: (?:free|available))?|open[- ]access|OA|(?:free|paid) access|"
    rf"pay-?wall(?:ed)?|£|free|(?:requires|needs) (?:an? )?(?:\w+ ){{0,2}}{_LIMITS}|members?['’]?(?: access)? only|"
    r"print(?: copy)? only|(?:restricted|limited) access|access restricted|(?:available )?(?:on|by) request|"
    rf"not (?:freely )?available(?: online)?|abstract(?: available)?|{_LIMITED}|(?:free )?{_LIMITS})[\])])$",
    re.IGNORECASE,
)
# Words that no title ends in, without brackets.
_PLAINLY = re.compile(rf"\s+(?P<note>Paywalled|Abstract available|(?=[A-Z])(?i:{_LIMITED}))$")
_FREE_NOTE = re.compile(
    r"\bfree (?:full[- ]text|access)\b|full[- ]text free\b|\bopen[- ]access\b|^\W*(?:free|open)\W*$", re.IGNORECASE
)
# What a title ends in that may well be a note, though nothing sets it off: then nobody knows what it means.
_HINT = re.compile(
    r"(?:\b(?:open\s?athens|athens (?:account|log|password)|abstracts?[ -]only|paywall\w*|"
    r"(?:log[- ]?in|account|password|subscription|registration) (?:is )?(?:required|needed|necessary))\b[^.?!:]{0,30}|"
    r"[:;,|–—-]\s?(?:open|free) access)\W*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def is_access_note(text: str) -> bool:
    """Whether a whole line is an access note: `Abstract only*`, `[NHS OpenAthens account required]`."""
    return _WHOLE.fullmatch(text) is not None


def meaning_of(note: str) -> Access:
    """What the words of a note mean; UNKNOWN where they are none of those that are known."""
    match = _WORDS.search(note)
    if match is None:
        return Access.FREE if _FREE_NOTE.search(note) else Access.UNKNOWN
    return Access[match.lastgroup] if match.lastgroup else Access.UNKNOWN


def hints_at_access(title: str) -> bool:
    """Whether a title without a note ends in words about access, which may be one."""
    return _HINT.search(title) is not None


def split_access_note(title: str) -> tuple[str, str | None]:
    """A title without the access note behind it, and the note as printed or None."""
    match = _SUFFIX.search(title)
    if match is None or not _is_set_off(title[: match.start()].rstrip(), match["note"]):
        match = _UNCLEAR.search(title) or _BRACKETED.search(title) or _PLAINLY.search(title)
    if match is None:
        return title, None
    return title[: match.start()].rstrip(" ,;:|–—-"), match["note"]


def split_leading_note(text: str) -> tuple[str | None, str]:
    """An access note in brackets in front of a title, or None, and the rest."""
    match = _PREFIX.match(text)
    return (match["note"], text[match.end() :]) if match else (None, text)


def leading_note_end(text: str) -> int | None:
    """Where an access note without brackets ends that a text starts with, above a capital; None where there is none."""
    match = _PLAIN_PREFIX.match(text)
    return match.end() if match is not None and _is_marked_off(match[0]) else None


def split_closing_note(text: str) -> tuple[str, str | None]:
    """An abstract without an access note in brackets behind its last sentence, and the note or None."""
    match = _CLOSING.search(text)
    return (text[: match.start()].rstrip(), match["note"]) if match else (text, None)


def _is_set_off(title: str, note: str) -> bool:
    """Whether words about access are set off from the title before them, as a note is and a title's own are not."""
    if note[0] in "[(*" or note.endswith("*"):
        return True
    is_open = _OPEN_WORDS.match(note) is not None
    if (_PARTED_BY_DASH if is_open else _PARTED).search(title):
        return True
    if note[0].islower():
        return False
    if not is_open:
        return True
    # "The Move to Open Access" is a title's end, "Rotas and rest Open access" is a note.
    own = note[1:] == note[1:].lower() or (note.isupper() and not title.isupper()) or capitalised_share(title) <= 0.5
    return own and not goes_on(title)


def _is_marked_off(note: str) -> bool:
    return not note[0].islower() or note[0] in "[(*" or note.endswith("*")
