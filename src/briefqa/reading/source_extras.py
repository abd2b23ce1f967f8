"""What a source may have behind it: a DOI, an address, an access note, authors."""

from __future__ import annotations

import re

from briefqa.reading.access_notes import NOTE, is_access_note
from briefqa.reading.authors import (
    AUTHORS_BEHIND,
)

# Without any of these there is no DOI, address, access note or list of authors with initials.
EXTRA = re.compile(
    r"10\.\d|https?:|www\.|doi|abstract|athens|free|open[- ]access|(?-i:\b[A-Z]\.?(?:[,.;)]|$|\s(?:and|et)\b))",
    re.IGNORECASE,
)
DOI = re.compile(
    r"\s*[,.;|–(\[-]*\s*(?:(?:https?://)?(?:dx\.)?doi\.org/|[Dd][Oo][Ii]\b:?\s*(?:https?://doi\.org/)?)(?P<doi>10\.\d{4,9}/\S*[^\s.,;)\]])[)\].]*"
)
DOI_BEFORE = re.compile(rf"{DOI.pattern}$")
_URL = re.compile(
    r"\s*[,.;|–(\[-]*\s*(?:[Aa]vailable\s(?:at|from|online)(?:\s(?:at|from))?:?\s*|URL:?\s*|[Ll]ink:?\s*|"
    r"Full text:?\s*)?"
    r"(?P<url>(?:https?://|www\.)\S*[^\s.,;)\]])[)\].]*"
)
_NOTE_HERE = re.compile(rf"\s*[,.;|–-]*\s*(?P<note>(?i:{NOTE}))(?=\s|$|[.,;])")


def extras_behind(text: str, start: int) -> tuple[int, dict[str, str]]:
    """Where the first DOI, address or note at the end of a line begins, and what they are."""
    if EXTRA.search(text, start) is None:
        return len(text), {}
    for match in re.finditer(r"(?<=\S)(?=\s*[,.;|–(\[-]*\s)", text[start:]):
        end, extras = extras_at(text, start + match.start())
        if extras and end >= len(text.rstrip(" .")):
            return start + match.start(), extras
    return len(text), {}


def extras_at(text: str, position: int) -> tuple[int, dict[str, str]]:
    """Where what a source has behind it ends that begins at a position, and its parts by name; none twice."""
    extras: dict[str, str] = {}
    while True:
        for pattern, name in (
            (DOI, "doi"),
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
