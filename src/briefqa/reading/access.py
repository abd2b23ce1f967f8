"""What a brief says about getting hold of an entry's full text."""

from __future__ import annotations

import re

from briefqa.brief import Access

_NOTES = (
    (Access.ABSTRACT_ONLY, r"abstract(?:s)? only"),
    (
        Access.OPENATHENS,
        r"(?:an? )?(?:NHS )?(?:Open\s?Athens|Athens(?= account| log[- ]?in| password))"
        r"(?: (?:account|log[- ]?in|password|access))?(?: (?:is )?required)?",
    ),
    (Access.FREE, r"freely available(?: online)?"),
)
_WORDS = re.compile("|".join(f"(?P<{access.name}>{pattern})" for access, pattern in _NOTES), re.IGNORECASE)
NOTE = rf"[\[(*]*\s*(?:{'|'.join(pattern for _, pattern in _NOTES)})\s*[\])*.]*"
_WHOLE = re.compile(NOTE, re.IGNORECASE)
# Behind a title a note must be marked as one: by brackets, an asterisk, or words no title ends in.
_SUFFIX = re.compile(rf"\s+(?P<note>{NOTE})$", re.IGNORECASE)
_PREFIX = re.compile(rf"(?P<note>(?=[\[(]){NOTE})\s+(?=\S)", re.IGNORECASE)
_CLOSING = re.compile(rf"(?<=[.?!\"'”’)])\s+(?P<note>(?=[\[(]){NOTE})$", re.IGNORECASE)
# What looks like a note about access though it is none of those above: its words are kept, its meaning is not guessed.
_UNCLEAR = re.compile(
    r"\s+(?P<note>[\[(*]*(?:(?:Open|NHS )?Athens|FutureNHS|Log[- ]?in|Subscription|Registration|Account|Password|"
    r"Membership|Request|Paywall|Abstract|Summary|Available|Purchase|Library)\b[^.?!:]{0,40}?[\])]*\*+[\])]*)$"
)
_BRACKETED = re.compile(
    r"\s+(?P<note>[\[(](?:(?:free )?full[- ]text(?: (?:free|available))?|open[- ]access|OA|(?:free|paid) access|"
    r"pay-?wall(?:ed)?|(?:(?:NHS |free )?(?:Athens|subscription|log[- ]?in|registration|membership|account|password|"
    r"purchase|fee))(?: (?:is )?(?:required|needed|only|may apply))?)[\])])$",
    re.IGNORECASE,
)
_FREE_NOTE = re.compile(
    r"\bfree (?:full[- ]text|access)\b|full[- ]text free\b|\bopen[- ]access\b|^\W*(?:free|open)\W*$", re.IGNORECASE
)
_FREE_UNLESS_MARKED = re.compile(
    r"\bfree(?:ly)?\b|open access",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"indicated|highlighted|marked|shown|say so|says so|noted|stated|labell?ed|flagged|identified|unless|otherwise|"
    r"beside|next to|after the title|below the title|in brackets|asterisk",
    re.IGNORECASE,
)


def is_access_note(text: str) -> bool:
    """Whether a whole line is an access note: `Abstract only*`, `[NHS OpenAthens account required]`."""
    return _WHOLE.fullmatch(text) is not None


def split_access_note(title: str) -> tuple[str, str | None]:
    """A title without the access note behind it, and the note as printed or None."""
    match = _SUFFIX.search(title)
    if match is None or not _marked(match["note"]):
        match = _UNCLEAR.search(title) or _BRACKETED.search(title)
    if match is None:
        return title, None
    return title[: match.start()].rstrip(" –—-"), match["note"]


def split_leading_note(text: str) -> tuple[str | None, str]:
    """An access note in brackets in front of a title, or None, and the rest."""
    match = _PREFIX.match(text)
    return (match["note"], text[match.end() :]) if match else (None, text)


def split_closing_note(text: str) -> tuple[str, str | None]:
    """An abstract without an access note in brackets behind its last sentence, and the note or None."""
    match = _CLOSING.search(text)
    return (text[: match.start()].rstrip(), match["note"]) if match else (text, None)


def access_of(note: str | None, policy: str | None) -> Access:
    """What a note means; without one, FREE only if the brief's help section says so, else UNKNOWN."""
    if note is not None:
        match = _WORDS.search(note)
        if match is None:
            return Access.FREE if _FREE_NOTE.search(note) else Access.UNKNOWN
        return Access[match.lastgroup] if match.lastgroup else Access.UNKNOWN
    if policy and _FREE_UNLESS_MARKED.search(policy) and _MARKS.search(policy):
        return Access.FREE
    return Access.UNKNOWN


def _marked(note: str) -> bool:
    return not note[0].islower() or note[0] in "[(*" or note.endswith("*")
