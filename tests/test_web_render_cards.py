"""Cards: complete, escaped, honest."""

from __future__ import annotations

import pytest

from briefqa.answer import Answer, Hit, Quote, Why
from briefqa.brief import Access, Brief, Entry
from briefqa.web.links import Outside
from briefqa.web.render_cards import mail, render_card, render_entry_card
from markup import HOSTILE, Parsed, assert_inert
from tiny import brief, entry

WHY = Why(0.3, 0.1, 0.0, title=False, matched=("porters",))
OUTSIDE = Outside(openathens_prefix="https://login.example.org/?url=")


def card(
    found: Entry,
    *,
    quote: Quote | None = None,
    covered: bool = True,
    why: Why = WHY,
    also_in: tuple[Entry, ...] = (),
    briefs: tuple[Brief, ...] = (),
) -> str:
    said = quote or Quote(found.abstract, "abstract", 0, len(found.abstract))
    hit = Hit(1, 0.9, found, said, why, also_in)
    answer = Answer("night shifts", "night shifts", covered, (hit,), (), (), (brief([found]), *briefs))
    return render_card(hit, answer, OUTSIDE)


def test_a_card_holds_everything_about_a_hit() -> None:
    found = entry(
        "Sleep among porters",
        "Porters work. They sleep little. They drink tea.",
        section=("Research", "Sleep"),
        note="See A",
        authors="Smith J",
    )
    page = Parsed(card(found, quote=Quote("They sleep little.", "abstract", 14, 32)))
    for text in (
        "1. Sleep among porters",
        "Smith J",
        "Journal of Tests 1(2), 2024",
        "See A",
        "Research › Sleep",
        "Tiny, evidence as at November 2025",
        "Free: the brief marks no restriction",
        "RelevanceStrong",
        "Porters work. They sleep little. They drink tea.",
        "Why this result",
        "porters. They add 0.10",
        "Together: 0.40",
    ):
        assert text in page.text
    assert page.text.count("They sleep little.") == 2
    assert [tag for tag, _ in page.tags if tag in {"h3", "blockquote", "details", "mark"}] == [
        *("h3", "blockquote", "details", "mark", "details"),
    ]
    assert page.links()[-1] == "?entry=tiny%2Fsleep-among-porters"
    assert page.all("input") == [
        {"type": "checkbox", "name": "pick", "value": "tiny/sleep-among-porters", "form": "take-away"}
    ]
    assert page.all("button")[0]["data-copy"] == (
        "Smith J. Sleep among porters. Journal of Tests 1(2), 2024. Access: freely available (the brief marks no "
        "restriction). Listed in Evidence Brief: Tiny (November 2025)."
    )


def test_every_control_says_of_which_entry_it_is() -> None:
    page = Parsed(card(entry("Sleep", "Yes.")))
    for name in ("Whole abstract of entry 1", "Why this result of entry 1", "Copy citation of entry 1"):
        assert name in page.text
    assert "Select entry 1" in page.text
    assert "Link to this entry: entry 1" in page.text


@pytest.mark.parametrize(
    ("access", "url", "said", "link"),
    [
        (Access.FREE, None, "Free: the brief marks no restriction", None),
        (
            Access.ABSTRACT_ONLY,
            None,
            "Only the abstract is freely available. For the full text, ask the Knowledge Management team: help@example",
            "mailto:help@example.org",
        ),
        (
            Access.OPENATHENS,
            "https://example.org/a",
            "An NHS OpenAthens account is needed. Sign in with NHS OpenAthens to read Sleep, or ask the Knowledge",
            "https://login.example.org/?url=https%3A%2F%2Fexample.org%2Fa",
        ),
        (Access.OPENATHENS, None, "An NHS OpenAthens account is needed. For help, ask", "mailto:help@example.org"),
        (Access.UNKNOWN, None, "The brief does not say. For help, ask", "mailto:help@example.org"),
    ],
)
def test_access_says_what_to_do(access: Access, url: str | None, said: str, link: str | None) -> None:
    page = assert_inert(card(entry("Sleep", "Yes.", access=access, url=url)))
    assert said in page.text
    assert link is None or link in page.links()


def test_the_briefs_own_words_on_access_are_shown() -> None:
    html = card(entry("Sleep", "Yes.", access=Access.ABSTRACT_ONLY, access_note="Abstract only*"))
    assert "(marked “Abstract only*”)" in html


def test_the_full_text_is_searched_for_only_where_there_is_no_link() -> None:
    assert "Search for the title: PubMed for Sleep, Google Scholar for Sleep" in Parsed(card(entry("Sleep"))).text
    linked = Parsed(card(entry("Sleep", "Yes.", url="https://example.org/a?b=1&c=2")))
    assert "Search for the title" not in linked.text
    assert linked.links()[0] == "https://example.org/a?b=1&c=2"


def test_other_places_of_a_work_have_their_own_access() -> None:
    other = entry("Sleep", "Yes.", brief_id="other", section=("Rest",), access=Access.OPENATHENS)
    page = Parsed(card(entry("Sleep", "Yes."), also_in=(other,), briefs=(brief([other], id="other"),)))
    assert "Also inOther, evidence as at November 2025 (Rest). An NHS OpenAthens account is needed" in page.text
    assert "?entry=other%2Fsleep" in page.links()
    assert "Also ingone" in Parsed(card(entry("Sleep"), also_in=(entry("Sleep", brief_id="gone"),))).text


def test_a_title_is_not_quoted_beneath_itself() -> None:
    found = entry("Sleep among porters")
    html = card(found, quote=Quote(found.title, "title", 0, len(found.title)))
    assert "<blockquote>" not in html
    assert "The brief gives no abstract" in html


def test_a_title_quote_leaves_the_abstract_unmarked() -> None:
    found = entry("Sleep among porters", "First.\nSecond.")
    html = card(found, quote=Quote(found.title, "title", 0, len(found.title)))
    assert "<mark>" not in html
    assert "<p>First.</p><p>Second.</p>" in html


def test_a_mark_over_two_paragraphs_is_whole_in_both() -> None:
    found = entry("Sleep", "One. Two\nthree. Four.\nFive.")
    html = card(found, quote=Quote("Two\nthree.", "abstract", 5, 15))
    assert "<p>One. <mark>Two</mark></p><p><mark>three.</mark> Four.</p><p>Five.</p>" in html
    Parsed(html)


def test_of_what_is_merely_nearest_no_relevance_is_claimed() -> None:
    assert "Relevance" not in card(entry("Sleep", "Yes."), covered=False)


def test_why_a_title_or_a_field_brought_it_here() -> None:
    assert "Your question is its title." in card(entry("Sleep", "Yes."), why=Why(0, 0, 0, title=True, matched=()))
    html = card(entry("Sleep", "Yes."), why=Why(0.2, 0.0, 0.25, title=False, matched=()))
    assert "the year, the access or the publication that your question names; that adds 0.25" in html
    assert "words of your question" not in html


def test_an_entry_by_itself_has_its_whole_abstract() -> None:
    found = entry("Sleep", "First.\nSecond.")
    page = Parsed(render_entry_card(found, brief([found]), OUTSIDE))
    assert "First.Second." in page.text
    assert [tag for tag, _ in page.tags if tag in {"h2", "details", "input"}] == ["h2"]
    assert "gives no abstract" in render_entry_card(entry("Sleep"), brief([entry("Sleep")]), OUTSIDE)


def test_everything_from_a_brief_is_text() -> None:
    found = entry(
        HOSTILE, HOSTILE, source=HOSTILE, section=(HOSTILE,), access_note=HOSTILE, note=HOSTILE, authors=HOSTILE
    )
    for url in (HOSTILE, "javascript:alert(1)", 'https://x/"onmouseover="alert(1)'):
        for access in Access:
            of = entry(HOSTILE, HOSTILE, url=url, doi=HOSTILE, access=access, access_note=HOSTILE, section=(HOSTILE,))
            holder = brief([of], title=HOSTILE, contact=HOSTILE, file=HOSTILE)
            why = Why(0.1, 0.1, 0.1, title=False, matched=(HOSTILE,))
            hit = Hit(1, 0.9, of, Quote(HOSTILE, "abstract", 0, len(HOSTILE)), why, (found,))
            answer = Answer(HOSTILE, HOSTILE, True, (hit,), (), (), (holder,))
            assert HOSTILE in assert_inert(render_card(hit, answer, OUTSIDE)).text
            assert HOSTILE in assert_inert(render_entry_card(of, holder, OUTSIDE)).text


def test_an_address_that_is_none_is_no_link() -> None:
    assert mail("<b>desk</b>") == "&lt;b&gt;desk&lt;/b&gt;"
