"""Where the page's links lead: its own addresses, the title of an entry, and ways to its full text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from briefqa.brief import Access, Entry
from briefqa.citing.plain import is_web_address
from briefqa.errors import ServeError
from briefqa.web.state import State

_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
# Title searches that need no account.
FULL_TEXT = (
    ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A name for people and an address that can be opened."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Addresses outside that the deployer may choose; none is opened unless a person clicks.

    Attributes:
        openathens_prefix: what an address is appended to, percent-encoded, to sign in with OpenAthens on the way to it;
            None where there is none.
        full_text: name → what a title is appended to, percent-encoded, to search for the full text of an entry.

    Raises:
        ServeError: an address is no `http://…` or `https://…`.
    """

    openathens_prefix: str | None = None
    full_text: Sequence[tuple[str, str]] = FULL_TEXT

    def __post_init__(self) -> None:
        for address in (self.openathens_prefix, *(address for _, address in self.full_text)):
            if address is not None and not is_web_address(address):
                raise ServeError(f"'{address}' is no web address; write one that begins with https://")

    def sign_in(self, entry: Entry) -> Link | None:
        """Through the OpenAthens sign-in to an entry's address; None where that is not needed or not known."""
        if entry.access is not Access.OPENATHENS or self.openathens_prefix is None or not linked(entry):
            return None
        return Link("Sign in with NHS OpenAthens", self.openathens_prefix + quote(entry.url or "", safe=""))

    def searches(self, entry: Entry) -> list[Link]:
        """Searches for the title of an entry that has no address of its own."""
        if linked(entry):
            return []
        return [Link(name, start + quote(entry.title, safe="")) for name, start in self.full_text]


def linked(entry: Entry) -> bool:
    """Whether an entry has an address that may be made a link."""
    return bool(entry.url) and is_web_address(entry.url or "")


def mail_link(address: str) -> str | None:
    """`mailto:…`, or None where a text is no address."""
    return f"mailto:{quote(address, safe='@.+-_')}" if _MAIL.fullmatch(address) else None


def here(state: State) -> str:
    """The page's own address for a state, relative to it."""
    return f"?{state.query}"


def permalink(entry: Entry) -> str:
    """The page's own address for an entry, relative to it; as stable as the entry's id."""
    return here(State(entry=entry.id))


def take_away(state: State, form: str) -> str:
    """Address of an answer as a file, relative to the page."""
    return f"take-away?{urlencode({'format': form})}&{state.query}"
