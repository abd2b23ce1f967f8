"""Where links lead: to web addresses, searches and the sign-in, and to nothing that runs."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from briefqa.brief import Access
from briefqa.errors import ServeError
from briefqa.web.links import Outside, here, linked, mail_link, permalink
from briefqa.web.state import State
from tiny import entry

PREFIX = "https://login.example.org/redirector/nhs?url="


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://a b", False),
        ("//example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_titles_link_to_web_addresses_only(url: str | None, expected: bool) -> None:
    assert linked(entry("Sleep", url=url)) is expected


def test_a_title_without_a_link_is_searched_for() -> None:
    searches = Outside().searches(entry('Sleep & "rest": a #1 review'))
    assert [link.name for link in searches] == ["PubMed", "Google Scholar"]
    assert parse_qs(urlsplit(searches[0].address).query) == {"term": ['Sleep & "rest": a #1 review']}
    assert Outside().searches(entry("Sleep", url="https://example.org")) == []
    own = Outside(full_text=[("Library", "https://library.example.org/?t=")])
    assert [link.address for link in own.searches(entry("Sleep"))] == ["https://library.example.org/?t=Sleep"]


def test_the_sign_in_leads_to_the_entry() -> None:
    outside = Outside(openathens_prefix=PREFIX)
    found = entry("Sleep", url="https://example.org/a?b=1&c=2", access=Access.OPENATHENS)
    link = outside.sign_in(found)
    assert link is not None
    assert parse_qs(urlsplit(link.address).query) == {"url": ["https://example.org/a?b=1&c=2"]}
    assert Outside().sign_in(found) is None
    assert outside.sign_in(entry("Sleep", access=Access.OPENATHENS, url="javascript:alert(1)")) is None
    assert outside.sign_in(entry("Sleep", access=Access.FREE, url="https://example.org")) is None


@pytest.mark.parametrize("address", ["javascript:alert(1)//", "example.org/?u=", ""])
def test_only_web_addresses_can_be_set(address: str) -> None:
    with pytest.raises(ServeError, match="is no web address; write one that begins with https://"):
        Outside(openathens_prefix=address)
    with pytest.raises(ServeError, match="is no web address"):
        Outside(full_text=[("X", address)])


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("help@example.org", "mailto:help@example.org"),
        ("a&b@example.org?bcc=c@d", None),
        ("help me@example.org", None),
        ('"><script>@x', None),
        ("Library desk", None),
    ],
)
def test_letters_go_to_addresses_only(address: str, link: str | None) -> None:
    assert mail_link(address) == link


def test_its_own_addresses() -> None:
    assert here(State("a b")) == "?q=a+b"
    assert permalink(entry("Sleep")) == "?entry=tiny%2Fsleep"
