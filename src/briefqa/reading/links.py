"""Addresses and DOIs: what a title leads to, and lines that are nothing but one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from briefqa.reading.lines import Line
from briefqa.reading.names import goes_on

_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s?#&\"<>]+", re.IGNORECASE)
_ENDINGS = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|epub|html|meta|fulltext|summary)|\.pdf|\.full|\.abstract)$", re.IGNORECASE
)
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# Addresses of other kinds, and such that lead nowhere: "ftp://…", "mailto:…", "https:/…", "example.org/rotas".
_OTHER = (
    r"[a-z][a-z+.-]{1,9}://\S+|(?:https?|file|ftp):\S+|https?/{1,2}\S+|(?:mailto|tel|data|javascript|vbscript):\S+|"
    r"\\\\[\w.-]+\\\S+|(?:[a-z\d-]+\.)+(?:com|edu|eu|gov|info|int|net|nhs|org|scot|uk|wales)/\S*"
)
_PRINTED = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:)\]>]", re.IGNORECASE)

_LINK_LINE = re.compile(
    r"(?:(?:available (?:at|from|online)(?: at)?|url|link|web(?:site| ?page)?|doi|full[- ]text(?: available)?|"
    r"read (?:it |more )?(?:online|here)|"
    r"access(?: it| online)?)\s*[:–-]?\s*)?"
    r"[<(\[]?(?:https?://\S+|www\.\S+|doi:?\s?10\.\S+|(?:dx\.)?doi\.org/\S+|10\.\d{4,9}/\S+"
    rf"|{_OTHER})[>)\]]?\.?",
    re.IGNORECASE,
)
# What no title ends in before its address: "See the film about".
_LEADS_ON = re.compile(
    r"\b(?:about|via|see|visit|from|into|through|using|called|named|is|are|at|web ?sites?|web ?pages?)$", re.IGNORECASE
)
# An address or DOI at the end of a text, and what may say before it that it is one.
_ADDRESS_LAST = re.compile(
    r"(?<=[\s:])[<(\[]?(?:(?:https?://|www\.|doi:?\s?10\.\d{4,9}/|(?:dx\.)?doi\.org/10\.|10\.\d{4,9}/)[^\s<>]+>?|"
    rf"(?:{_OTHER}))$",
    re.IGNORECASE,
)
# An address that is not at the end, so that it may be one that a space has cut.
_ADDRESS_INSIDE = re.compile(r"(?:^|(?<=\s))(?:https?:/|www\.)\S+\s.*", re.IGNORECASE | re.DOTALL)
_LONGEST = 2_000
_ANNOUNCED = re.compile(
    r"(?:^|(?<=\s))(?:available (?:at|from|online)(?: at| from)?:?|"
    r"(?:url|link|web(?:site| ?page)?|doi|full[- ]text|read (?:it |more )?(?:online|here)|access(?: it| online)?)"
    r"\s?[:–-])$",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"(?:full[- ]text|read (?:more|online|the .{1,30})|view (?:online|.{1,30})|link(?: to .{1,40})?|download.{0,30}|"
    r"available online|click here|access .{1,30})\.?",
    re.IGNORECASE,
)


def web_address(target: str) -> str | None:
    """Where a link leads on the web, as a browser takes it, or None where it leads elsewhere.

    "www.…" is one without its "https://"; a space inside is written "%20", and a line's end is none of the address.
    """
    address = re.sub(r"\s", "%20", re.sub(r"\s*[\r\n]\s*", "", target.strip()))
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    return address if _WEB.fullmatch(address) else None


def is_web(target: str) -> bool:
    """Whether a link leads to the web."""
    return web_address(target) is not None


def doi_in(text: str) -> str | None:
    """The DOI in an address or a text, without a resolver, or None."""
    match = _DOI.search(unquote(text))
    if match is None:
        return None
    doi = match[0].rstrip(".,;:)]}'’”")
    while (shorter := _ENDINGS.sub("", doi)) != doi:
        doi = shorter
    return doi


def printed_address(text: str) -> str | None:
    """The address printed in a text, as a link, or None."""
    match = _PRINTED.search(text)
    return web_address(match[0]) if match else None


def split_address(title: str) -> tuple[str, str | None]:
    """A title without the bare address or DOI behind it, and that as printed or None.

    Not what a title speaks of: "An evaluation of www.nhs.uk".
    """
    match = _ADDRESS_LAST.search(title, max(0, len(title) - _LONGEST))
    if match is None:
        return title, None
    rest = title[: match.start()].rstrip(" (<[")
    rest = _ANNOUNCED.sub("", rest).rstrip(" ,;:|–—-(<[")
    return (title, None) if not rest or goes_on(rest) or _LEADS_ON.search(rest) else (rest, match[0])


def address_inside(title: str) -> str | None:
    """What stands in a title from an address on that is not at its end, and that it does not speak of; or None."""
    match = _ADDRESS_INSIDE.search(title)
    before = title[: match.start()].rstrip() if match else ""
    return None if match is None or goes_on(before) or _LEADS_ON.search(before) else match[0]


def first_web(targets: Iterable[str]) -> str | None:
    """The first link that leads to the web."""
    return next((address for target in targets if (address := web_address(target))), None)


def is_address(line: Line) -> bool:
    """Whether a line is a bare address or DOI, or a link that only says what it is."""
    if _LINK_LINE.fullmatch(line.text):
        return True
    return line.linked_share > 0.6 and _LINK_WORDS.fullmatch(line.text) is not None
