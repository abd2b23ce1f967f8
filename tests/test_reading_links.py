"""Addresses and DOIs in links and lines."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line, Link
from briefqa.reading.links import (
    address_inside,
    doi_in,
    first_web,
    is_address,
    is_web,
    printed_address,
    split_address,
    web_address,
)

DOI = "10.1136/bmjopen-2023-045678"


@pytest.mark.parametrize(
    ("target", "web"),
    [
        ("https://www.nhs.uk/a", True),
        ("http://nhs.uk", True),
        ("HTTPS://NHS.UK", True),
        ("https://", False),
        ("https:///a", False),
        ("www.nhs.uk", True),
        ("mailto:a@nhs.uk", False),
        ("javascript:alert(1)", False),
        ("file:///C:/brief.docx", False),
        ("#_Toc123", False),
        ("ftp://nhs.uk", False),
        (" https://nhs.uk", True),
        ("", False),
    ],
)
def test_only_http_leads_to_the_web(target: str, web: bool) -> None:
    assert is_web(target) is web


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        (DOI, DOI),
        (f"https://doi.org/{DOI}", DOI),
        (f"http://dx.doi.org/{DOI}", DOI),
        (f"doi:{DOI}.", DOI),
        (f"DOI: {DOI}, and more", DOI),
        (f"(https://doi.org/{DOI})", DOI),
        (f"“https://doi.org/{DOI}”", DOI),
        (f"https://bmjopen.bmj.com/doi/{DOI}", DOI),
        (f"https://x.org/doi/full/{DOI}", DOI),
        (f"https://x.org/doi/{DOI}/full", DOI),
        (f"https://x.org/doi/{DOI}/full/pdf", DOI),
        (f"https://x.org/content/{DOI}.full.pdf", DOI),
        (f"https://x.org/doi/{DOI}?casa_token=abc", DOI),
        (f"https://x.org/doi/{DOI}#sec-3", DOI),
        (f"https://x.org/doi/{DOI}&amp=1", DOI),
        ("https://doi.org/10.1136%2Fbmjopen-2023-045678", DOI),
        ("https://doi.org/10.1002/14651858.CD001234.pub2", "10.1002/14651858.CD001234.pub2"),
        ("https://doi.org/10.1016/S0140-6736(20)30183-5", "10.1016/S0140-6736(20)30183-5"),
        ("https://www.nhs.uk/10.1/guide", None),
        ("version 10.1234", None),
        ("110.1136/abc", None),
        ("v10.1136/abc", None),
        ("3.10.1136/abc", None),
        ("10.12/abc", None),
        ("", None),
    ],
)
def test_a_doi_is_found_without_its_resolver_and_what_publishers_add(text: str, doi: str | None) -> None:
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.nhs.uk/a", "https://www.nhs.uk/a"),
        ("Available at: https://www.nhs.uk/a.", "https://www.nhs.uk/a"),
        ("see www.nhs.uk/a, or ask", "https://www.nhs.uk/a"),
        ("<https://nhs.uk/a>", "https://nhs.uk/a"),
        ("[https://nhs.uk/a]", "https://nhs.uk/a"),
        ("(http://nhs.uk/a?b=1&c=2);", "http://nhs.uk/a?b=1&c=2"),
        ("HTTP://NHS.UK/A", "HTTP://NHS.UK/A"),
        ("https://a.uk https://b.uk", "https://a.uk"),
        ("nhs.uk", None),
        ("ask the library", None),
        ("", None),
    ],
)
def test_a_printed_address_is_a_link_without_what_closes_the_sentence(text: str, address: str | None) -> None:
    assert printed_address(text) == address


def test_the_first_link_to_the_web_is_found() -> None:
    assert first_web(["mailto:a@nhs.uk", "https://a.uk", "https://b.uk"]) == "https://a.uk"


@pytest.mark.parametrize("targets", [[], ["mailto:a@nhs.uk", "#top", "nhs.uk"]])
def test_there_may_be_no_link_to_the_web(targets: list[str]) -> None:
    assert first_web(targets) is None


class TestAddresses:
    @pytest.mark.parametrize(
        "text",
        [
            "https://a.uk/x",
            "www.a.uk",
            "<https://a.uk>",
            "(https://a.uk).",
            "Available at: https://a.uk",
            "Available from https://a.uk",
            "Available online at: https://a.uk",
            "URL: https://a.uk",
            "Link - https://a.uk",
            "Website: www.a.uk",
            "Full text: https://a.uk",
            "Full-text available: https://a.uk",
            "Read online: https://a.uk",
            "Access it: https://a.uk",
            "Access online: https://a.uk",
            "doi:10.1136/abc",
            "DOI: 10.1136/abc",
            "https://doi.org/10.1136/abc",
            "doi.org/10.1136/abc",
            "10.1136/abc",
        ],
    )
    def test_a_bare_address_is_one(self, text: str) -> None:
        assert is_address(Line(1, text))

    @pytest.mark.parametrize(
        "text",
        [
            "ftp://a.uk/x",
            "file:///C:/x.pdf",
            "mailto:a@b.uk",
            "javascript:alert(1)",
            "https:/a.uk/x",
            "http//a.uk",
            r"\\server\share\x.pdf",
            "example.org/rotas",
        ],
    )
    def test_one_that_leads_nowhere_on_the_web_is_one_and_ends_a_title(self, text: str) -> None:
        assert is_address(Line(1, text))
        assert printed_address(text) is None
        assert split_address(f"Rotas and rest {text}") == ("Rotas and rest", text)

    @pytest.mark.parametrize(
        ("title", "inside"),
        [
            ("Rotas and rest https://a.uk/a b.pdf", "https://a.uk/a b.pdf"),
            ("Rotas and rest www.a.uk/a b", "www.a.uk/a b"),
            ("An evaluation of www.nhs.uk for carers", None),
            ("Using https://a.uk/ at work", None),
            ("Rotas and rest", None),
        ],
    )
    def test_one_that_a_space_cuts_is_seen_inside_a_title(self, title: str, inside: str | None) -> None:
        assert address_inside(title) == inside

    @pytest.mark.parametrize(
        "text", ["See https://a.uk", "https://a.uk is new", "Full text", "10.1136", "a.uk", "Link"]
    )
    def test_words_are_none(self, text: str) -> None:
        assert not is_address(Line(1, text))

    @pytest.mark.parametrize(
        "text",
        ["Full text", "Read more", "Read the full report", "View online", "Link", "Download the PDF", "Click here."],
    )
    def test_a_link_that_only_says_what_it_is_is_one(self, text: str) -> None:
        assert is_address(Line(1, text, links=(Link(0, len(text), "https://a.uk"),)))

    def test_a_linked_title_is_none(self) -> None:
        assert not is_address(Line(1, "Rotas and rest", links=(Link(0, 14, "https://a.uk"),)))


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("www.nhs.uk/a", "https://www.nhs.uk/a"),
        ("WWW.NHS.UK", "https://WWW.NHS.UK"),
        (" https://nhs.uk/a\t", "https://nhs.uk/a"),
        ("https://nhs.uk/a guide.pdf", "https://nhs.uk/a%20guide.pdf"),
        ("https://nhs.uk/a\n  guide.pdf", "https://nhs.uk/aguide.pdf"),
        ("nhs.uk/a", None),
        ("file:///C:/a guide.docx", None),
    ],
)
def test_a_link_is_written_as_a_browser_takes_it(target: str, address: str | None) -> None:
    assert web_address(target) == address
    assert first_web(["#top", target]) == address


@pytest.mark.parametrize(
    ("behind", "address"),
    [
        ("https://a.uk/x", "https://a.uk/x"),
        ("www.a.uk/x", "www.a.uk/x"),
        ("(https://a.uk/x)", "(https://a.uk/x)"),
        ("<https://a.uk/x>", "<https://a.uk/x>"),
        ("– https://a.uk/x", "https://a.uk/x"),
        ("Available at: https://a.uk/x", "https://a.uk/x"),
        ("Link: https://a.uk/x", "https://a.uk/x"),
        (f"doi:{DOI}", f"doi:{DOI}"),
        (f"DOI: {DOI}", f"DOI: {DOI}"),
        (DOI, DOI),
        (f"https://doi.org/{DOI}", f"https://doi.org/{DOI}"),
    ],
)
def test_an_address_behind_a_title_is_parted_from_it(behind: str, address: str) -> None:
    assert split_address(f"Rotas and rest: a review {behind}") == ("Rotas and rest: a review", address)


@pytest.mark.parametrize(
    "title",
    [
        "Rotas and rest",
        "An evaluation of www.nhs.uk",
        "https://a.uk/x",
        "Use of https://a.uk/x by nurses",
        "Rotas and/or rest",
        "Version 10.1136",
        "",
    ],
)
def test_a_title_may_speak_of_an_address(title: str) -> None:
    assert split_address(title) == (title, None)
