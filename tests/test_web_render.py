"""Answers as HTML: complete, escaped, honest."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from briefqa.answer import Answer, Hit, Quote, Why
from briefqa.brief import Entry
from briefqa.web.render import render_answer, render_masthead, render_problem, render_summary
from tiny import brief, entry

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&'

WHY = Why(0.3, 0.1, 0.0, title=False, matched=("porters",))


class _Parsed(HTMLParser):
    """Tags and text of a fragment; fails where tags are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _answer(
    found: Entry, *, covered: bool = True, question: str = "night shifts", quote: Quote | None = None
) -> Answer:
    said = quote or Quote(found.abstract, "abstract", 0, len(found.abstract))
    return Answer(question, question, covered, (Hit(1, 0.9, found, said, WHY),), (), ("Reviews",), (brief([found]),))


def test_a_card_holds_everything_about_a_hit() -> None:
    found = entry(
        "Sleep among porters",
        "Porters work. They sleep little. They drink tea.",
        section=("Research", "Sleep"),
        note="See A",
    )
    page = _Parsed(render_answer(_answer(found, quote=Quote("They sleep little.", "abstract", 14, 32))))
    for text in (
        "1. Sleep among porters",
        "Journal of Tests 1(2), 2024",
        "Research › Sleep",
        "Tiny (November 2025)",
        "Freely available: the brief marks no restriction",
        "Strong",
        "See A",
        "Porters work. They sleep little. They drink tea.",
    ):
        assert text in page.text
    assert page.text.count("They sleep little.") == 2
    assert [tag for tag, _ in page.tags if tag in {"h2", "h3", "blockquote", "details", "mark"}] == [
        "h2",
        "h3",
        "blockquote",
        "details",
        "mark",
    ]


def test_everything_from_briefs_and_people_is_escaped() -> None:
    found = entry(HOSTILE, HOSTILE, source=HOSTILE, section=(HOSTILE,), access_note=HOSTILE, note=HOSTILE)
    holder = brief([found], title=HOSTILE, contact=HOSTILE)
    hit = Hit(1, 0.9, found, Quote(HOSTILE, "abstract", 0, len(HOSTILE)), WHY, (found,))
    for covered in (True, False):
        answer = Answer(HOSTILE, HOSTILE + "!", covered, (hit,), (), (), (holder,))
        for html in (render_answer(answer), render_summary(answer), render_masthead([holder]), render_problem(HOSTILE)):
            page = _Parsed(html)
            assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img"})
            assert HOSTILE in page.text
            assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_titles_link_to_web_addresses_only(url: str | None, linked: bool) -> None:
    page = _Parsed(render_answer(_answer(entry("Sleep", "Yes.", url=url))))
    links = [attributes for tag, attributes in page.tags if tag == "a"]
    assert links == ([{"href": url, "rel": "noopener noreferrer"}] if linked else [])


def test_a_title_is_not_quoted_beneath_itself() -> None:
    found = entry("Sleep among porters")
    html = render_answer(_answer(found, quote=Quote(found.title, "title", 0, len(found.title))))
    assert "<blockquote>" not in html
    assert "The brief gives no abstract" in html


def test_a_title_quote_leaves_the_abstract_unmarked() -> None:
    found = entry("Sleep among porters", "First.\nSecond.")
    html = render_answer(_answer(found, quote=Quote(found.title, "title", 0, len(found.title))))
    assert "<mark>" not in html
    assert "<p>First.</p><p>Second.</p>" in html


def test_the_nearest_sections_are_named_where_a_question_is_not_covered() -> None:
    found = entry("Sleep among porters", "Porters sleep less.")
    answer = replace(_answer(found, covered=False), nearest_sections=("Sleep & naps", "Night"))
    assert "<ul><li>Sleep &amp; naps</li><li>Night</li></ul>" in render_answer(answer)
    assert "nearest sections" not in render_answer(replace(answer, nearest_sections=()))
    assert "nearest sections" not in render_answer(replace(answer, covered=True))


def test_what_is_not_covered_is_said_before_the_nearest_entries() -> None:
    answer = _answer(entry("Sleep", "Yes."), covered=False)
    html = render_answer(answer)
    assert (
        html.index("The briefs do not cover this")
        < html.index("mailto:help@example.org")
        < html.index("Nearest entries")
    )
    assert render_summary(answer) == "Not covered by the briefs: “night shifts”. 1 entry nearest to it below."


def test_an_answer_without_hits() -> None:
    answer = Answer("night shifts", "night shifts", False, (), (), (), ())
    assert "No entries found" in _Parsed(render_answer(answer)).text
    assert render_summary(answer) == "No entries found."


def test_the_masthead_names_every_brief_with_entries() -> None:
    page = _Parsed(render_masthead([brief([entry("A")]), brief([], id="other")]))
    assert "Tiny (November 2025), 1 entry" in page.text
    assert "Other" not in page.text


@pytest.mark.parametrize("covered", [True, False])
def test_what_was_searched_for_is_said_where_it_is_not_what_was_typed(covered: bool) -> None:
    found = entry("Night shifts", "Porters sleep less.")
    hit = Hit(1, 0.9, found, Quote("Porters sleep less.", "abstract", 0, 19), WHY)
    typed = Answer("nigth <shifts", "night <shifts", covered, (hit,), (), ("Reviews",), (brief([found]),))
    assert "Searched for “night &lt;shifts”." in render_summary(typed)
    assert "Searched for" not in render_summary(replace(typed, question="night <shifts"))
