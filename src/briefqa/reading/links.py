"""Addresses and DOIs: what a title leads to, and lines that are nothing but one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from briefqa.reading.lines import Line

_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[^\s?#&\"<>]+", re.IGNORECASE)
_ENDINGS = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|epub|html|meta|fulltext|summary)|\.pdf|\.full|\.abstract)$", re.IGNORECASE
)
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# Addresses of other kinds, and such that name none: "ftp://…", "example.org/rotas".
_OTHER = r"[a-z][a-z+.-]{1,9}://\S+|(?:[a-z\d-]+\.)+(?:com|edu|eu|gov|info|int|net|nhs|org|scot|uk|wales)/\S*"
_PRINTED = re.compile(r"(?:https?://|www\.)\S*[^\s.,;:)\]>]", re.IGNORECASE)

_LINK_LINE = re.compile(
    r"(?:(?:available (?:at|from|online)(?: at)?|url|link|web(?:site| ?page)?|doi|full[- ]text(?: available)?|"
    r"read (?:it |more )?(?:online|here)|"
    r"access(?: it| online)?)\s*[:–-]?\s*)?"
    r"[<(\[]?(?:https?://\S+|www\.\S+|doi:?\s?10\.\S+|(?:dx\.)?doi\.org/\S+|10\.\d{4,9}/\S+"
    rf"|{_OTHER})[>)\]]?\.?",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"(?:full[- ]text|read (?:more|online|the .{1,30})|view (?:online|.{1,30})|link(?: to .{1,40})?|download.{0,30}|"
    r"available online|click here|access .{1,30})\.?",
    re.IGNORECASE,
)


def is_web(target: str) -> bool:
    """Whether a link leads to the web."""
    return _WEB.fullmatch(target) is not None


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
    if match is None:
        return None
    return match[0] if is_web(match[0]) else f"https://{match[0]}"


def first_web(targets: Iterable[str]) -> str | None:
    """The first link that leads to the web."""
    return next((target.strip() for target in targets if is_web(target.strip())), None)


def is_address(line: Line) -> bool:
    """Whether a line is a bare address or DOI, or a link that only says what it is."""
    if _LINK_LINE.fullmatch(line.text):
        return True
    return line.linked_share > 0.6 and _LINK_WORDS.fullmatch(line.text) is not None
