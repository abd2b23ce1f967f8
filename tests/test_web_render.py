"""What the page says, as HTML: complete, escaped, honest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.answer import Answer, Hit, KeyPoint, Quote, Why
from briefqa.brief import Access, Entry
from briefqa.web.links import Outside
from briefqa.web.plain import STYLE
from briefqa.web.render import (
    SHORT,
    WayOut,
    render_answer,
    render_entry,
    render_masthead,
    render_problem,
    render_refusal,
    render_start,
    render_summary,
    render_updated,
    render_whole_question,
    shortened,
)
from briefqa.web.state import State
from markup import HOSTILE, Parsed, assert_inert
from tiny import brief, entry

WHY = Why(0.3, 0.1, 0.0, title=False, matched=("porters",))
OUTSIDE = Outside()


def _answer(found: Entry, *, covered: bool = True, question: str = "night shifts") -> Answer:
    hit = Hit(1, 0.9, found, Quote(found.abstract, "abstract", 0, len(found.abstract)), WHY)
    points = (KeyPoint(found.abstract, 1),) if covered else ()
    return Answer(question, question, covered, (hit,), points, ("Reviews",), (brief([found]),))


def _html(answer: Answer, **state: object) -> str:
    return render_answer(answer, State(answer.question, **state), OUTSIDE)  # type: ignore[arg-type]


def test_key_points_come_first_and_lead_to_their_cards() -> None:
    html = _html(_answer(entry("Sleep among porters", "Porters sleep less.")))
    page = Parsed(html)
    assert html.index("Key points") < html.index("Entries that fit best") < html.index("Save or print")
    assert "<q>Porters sleep less.</q>" in html
    assert "Entry 1: Sleep among porters" in page.text
    assert "#result-1" in page.links()
    assert any(attributes.get("id") == "result-1" for attributes in page.all("li"))


def test_without_key_points_the_entries_come_first() -> None:
    answer = replace(_answer(entry("Sleep among porters", "Porters sleep less.")), key_points=())
    page = Parsed(_html(answer))
    assert "Key points" not in page.text
    assert [attributes for attributes in page.all("h2") if "data-focus" in attributes] == page.all("h2")[:1]
    assert '<h2 tabindex="-1" data-focus>Entries that fit best</h2>' in _html(answer)


def test_what_is_not_covered_is_said_before_the_nearest_entries() -> None:
    answer = _answer(entry("Sleep", "Yes."), covered=False)
    html = _html(answer)
    assert (
        html.index("The briefs do not cover this")
        < html.index("mailto:help@example.org")
        < html.index("Nearest entries")
    )
    assert "Key points" not in html
    assert (
        render_summary(answer, 9)
        == "Not covered by the briefs: “night shifts”. Showing the 1 nearest of 9 entries searched."
    )
    assert render_summary(answer, 1).endswith("Showing the only entry searched.")


def test_the_nearest_sections_are_named_where_a_question_is_not_covered() -> None:
    found = entry("Sleep among porters", "Porters sleep less.")
    answer = replace(_answer(found, covered=False), nearest_sections=("Sleep & naps", "Night"))
    named = Parsed(_html(answer, access=(Access.FREE,), sections=("Reviews",), show=10))
    assert {f"?q=night+shifts&section={section}&access=free" for section in ("Sleep+%26+naps", "Night")} <= set(
        named.links()
    )
    assert "Sleep & naps" in named.text
    # The section that is asked alone already.
    assert "<ul><li>Night</li></ul>" in _html(replace(answer, nearest_sections=("Night",)), sections=("night",))
    assert "nearest sections" not in _html(replace(answer, nearest_sections=()))
    assert "nearest sections" not in _html(replace(_answer(found), nearest_sections=("Night",)))


def test_an_answer_without_hits_says_why() -> None:
    answer = Answer("night shifts", "night shifts", False, (), (), (), (brief([entry("A")]),))
    assert "No entry passes the filters." in _html(answer, sections=("Reviews",))
    assert "Clear all filters" in _html(answer, sections=("Reviews",))
    assert "The briefs hold no entries." in _html(replace(answer, briefs=()))
    assert render_summary(answer, 0) == "No entries found."


def test_more_entries_are_offered_where_there_are_more() -> None:
    found = [entry(f"Sleep {number}", "Yes.") for number in range(7)]
    hits = tuple(Hit(n, 0.9, one, Quote("Yes.", "abstract", 0, 4), WHY) for n, one in enumerate(found[:5], 1))
    answer = Answer("q", "q", True, hits, (KeyPoint("Yes.", 1),), (), (brief(found),))
    page = Parsed(_html(answer, access=()))
    more = [link for link in page.all("a") if "data-more" in link]
    assert [State.of_query(str(link["href"])).show for link in more] == [10]
    assert more[0]["data-more"] == "6"
    assert "data-more" not in _html(replace(answer, briefs=(brief(found[:5]),)))
    assert "data-more" not in _html(answer, show=10)


def test_more_entries_are_never_more_than_an_address_may_ask_for() -> None:
    found = [entry(f"Sleep {number}", "Yes.") for number in range(120)]
    hits = tuple(Hit(n, 0.9, one, Quote("Yes.", "abstract", 0, 4), WHY) for n, one in enumerate(found[:98], 1))
    answer = Answer("q", "q", True, hits, (), (), (brief(found),))
    (more,) = (link for link in Parsed(_html(answer, show=98)).all("a") if "data-more" in link)
    assert State.of_query(str(more["href"])).show == 100


def test_what_is_saved_is_what_is_asked() -> None:
    page = Parsed(_html(_answer(entry("Sleep", "Yes.")), sections=("Reviews",), years=(2019, 2025), show=10))
    hidden = [(one["name"], one["value"]) for one in page.all("input") if one["type"] == "hidden"]
    assert hidden[1:] == [("q", "night shifts"), ("section", "Reviews"), ("years", "2019-2025"), ("show", "10")]
    formats = [button.get("value") for button in page.all("button") if button.get("name") == "format"]
    assert formats == ["docx", "ris", "bibtex", "csv", "markdown"]


def test_an_entry_can_be_saved_by_itself() -> None:
    found = entry("Sleep", "Yes.")
    page = Parsed(render_entry(found, brief([found]), OUTSIDE))
    assert {"type": "hidden", "name": "entry", "value": "tiny/sleep"} in page.all("input")
    assert "Save or print this entry" in page.text
    assert "selected" not in page.text


def test_the_masthead_names_every_brief_with_entries() -> None:
    html = render_masthead([brief([entry("A")]), brief([], id="other"), brief([entry("B")], id="old", published=None)])
    page = Parsed(html)
    assert "Searched here: 2 briefs, 2 entries" in page.text
    assert "Tiny, evidence as at November 2025, 1 entry" in page.text
    assert "Old, no date given, 1 entry" in page.text
    assert "Other" not in page.text
    assert 'data-keep="searched" open>' in html
    assert " open>" not in render_masthead([brief([entry("A")], id=f"b{n}") for n in range(4)])


def test_the_start_offers_examples_or_says_what_is_missing() -> None:
    held = [brief([entry("A"), entry("B", section=("Sleep",))])]
    page = Parsed(render_start(["Sleep & rest?"], held, State()))
    assert page.links() == ["?q=Sleep+%26+rest%3F"]
    assert "Searched" not in page.text
    assert "Section: Sleep" in Parsed(render_start([], held, State(sections=("Sleep",)))).text
    assert render_start([], held, State()) == ""
    assert "nothing to search yet" in render_start([], [brief([])], State())


def test_problems_say_what_to_do() -> None:
    assert "<p>The question is empty.</p>" in render_problem(["the question is empty"])
    assert Parsed(render_problem(["there is no section"], WayOut("Clear all filters", State("sleep")))).links() == [
        "?q=sleep"
    ]
    page = render_refusal("there is no format", State("sleep & rest", show=10))
    assert "<h1>There is a problem</h1><p>There is no format.</p>" in page
    assert Parsed(page).links() == ["./?q=sleep+%26+rest&show=10", "./"]
    assert Parsed(render_refusal("nothing is asked for", State())).links() == ["./"]
    assert "were updated" in Parsed(render_updated()).text


@given(st.text(alphabet="ab é\n", max_size=200))
def test_a_long_text_is_cut_at_a_word(text: str) -> None:
    text = text.strip()
    short = shortened(text)
    assert len(short) <= SHORT
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
    if len(text) <= SHORT:
        assert short == text
    assert len(short) >= min(len(text), SHORT // 2) or "\n" in text or "  " in text


def test_words_are_not_cut_but_where_there_are_none() -> None:
    assert shortened(f"{'night shifts ' * 10}") == f"{'night shifts ' * 6}…".replace(" …", "…")
    assert shortened("x" * 81) == f"{'x' * 79}…"
    assert shortened(f"{'x' * 79} y") == f"{'x' * 79}…"
    assert shortened("x" * 80) == "x" * 80


@pytest.mark.parametrize("covered", [True, False])
def test_a_long_question_is_repeated_in_short_and_is_there_whole_on_demand(covered: bool) -> None:
    long = f"night <shifts> {'and sleep ' * 20}".strip()
    answer = _answer(entry("Night", "Yes."), covered=covered, question=long)
    assert f"“{shortened(long)}”." in render_summary(answer, 1_234)
    assert long in render_summary(answer, 1_234, whole=True)
    folded = Parsed(render_whole_question(answer))
    assert long in folded.text
    assert "Searched for" not in folded.text
    assert "open" not in folded.all("details")[0]
    assert f"Searched for “{long} nap”." in Parsed(render_whole_question(replace(answer, searched=f"{long} nap"))).text
    assert render_whole_question(_answer(entry("Night", "Yes."))) == ""
    assert_inert(render_whole_question(replace(answer, question=HOSTILE * 3, searched=HOSTILE)))


@pytest.mark.parametrize("covered", [True, False])
def test_what_was_searched_for_is_said_where_it_is_not_what_was_typed(covered: bool) -> None:
    typed = replace(
        _answer(entry("Night", "Yes."), covered=covered), question="nigth <shifts", searched="night <shifts"
    )
    assert "Searched for “night <shifts”." in render_summary(typed, 2)
    assert "Searched for" not in render_summary(replace(typed, question="night <shifts"), 2)


@pytest.mark.parametrize("covered", [True, False])
def test_everything_from_briefs_and_people_is_text(covered: bool) -> None:
    found = entry(HOSTILE, HOSTILE, source=HOSTILE, section=(HOSTILE,), url=HOSTILE)
    holder = brief([found, entry("B")], title=HOSTILE, contact=HOSTILE, file=HOSTILE)
    answer = replace(_answer(found, covered=covered, question=HOSTILE), briefs=(holder,), nearest_sections=(HOSTILE,))
    for html in (
        _html(answer, sections=(HOSTILE,), briefs=(HOSTILE,)),
        _html(replace(answer, hits=()), sections=(HOSTILE,)),
        render_masthead([holder]),
        render_problem([HOSTILE, HOSTILE], WayOut(HOSTILE, State(HOSTILE))),
        render_start([HOSTILE], [holder], State(sections=(HOSTILE,))),
        render_entry(found, holder, OUTSIDE),
    ):
        assert HOSTILE in assert_inert(html).text
    assert HOSTILE in assert_inert(render_refusal(HOSTILE, State(HOSTILE)).replace(f"<style>{STYLE}</style>", "")).text
