"""What the page shows for an address, over a real index of small briefs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefqa import Retriever
from briefqa.catalogue import find_entry
from briefqa.errors import EntryMissing, QuestionError
from briefqa.question_log import QuestionLog, read_log
from briefqa.web.links import Outside
from briefqa.web.view import View, index_mark, view_of
from markup import HOSTILE, Parsed, assert_inert
from tiny import HashingEncoder, brief_text, make_index

OUTSIDE = Outside()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("view")
    return Retriever.open(make_index(folder, ward=brief_text(), hostile=brief_text(HOSTILE)), HashingEncoder())


def _root(view: View) -> dict[str, str | None]:
    return Parsed(view.results).all("div")[0]


def test_a_question_with_filters_is_answered(asked: Retriever) -> None:
    view = view_of(asked, "?q=night+shifts&access=abstract_only&brief=ward-life", OUTSIDE)
    page = Parsed(view.results)
    assert view.question == "night shifts"
    assert "Night shifts and sleep among porters" in page.text
    assert "Searched: 1 of 6 entries" in page.text
    assert _root(view)["data-title"] == "night shifts – Ask the evidence briefs"
    assert _root(view)["data-summary"] == "Showing the only entry searched, for “night shifts”."
    assert "data-problem" not in _root(view)


def test_a_long_question_is_repeated_in_short_but_on_paper(asked: Retriever) -> None:
    long = "night shifts among porters who sleep " * 20
    view = view_of(asked, f"?q={long.replace(' ', '+')}", OUTSIDE)
    assert view.question == long.strip()
    root = _root(view)
    assert len(root["data-summary"] or "") < 200
    assert len(root["data-title"] or "") < 120
    (printed,) = re.findall(r'<p class="printed">(.*?)</p>', view.results)
    assert long.strip() in printed
    assert f"<p>{long.strip()}</p>" in view.results


def test_as_it_is_opened_it_offers_examples(asked: Retriever) -> None:
    view = view_of(asked, "", OUTSIDE)
    assert view.question == ""
    assert _root(view)["data-title"] == "Ask the evidence briefs"
    assert _root(view)["data-summary"] == ""


def test_an_entry_has_a_page_of_its_own(asked: Retriever) -> None:
    view = view_of(asked, "?entry=ward-life%2Fnight-shifts-and-sleep-among-porters", OUTSIDE)
    assert "Porters who work at night sleep less" in view.results
    assert _root(view)["data-title"] == "Night shifts and sleep among porters – Ask the evidence briefs"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=", "The question is empty; type what you want to know."),
        ("q=+++", "The question is empty"),
        ("q=" + "x" * 1001, "1,001 characters"),
        ("q=sleep&years=2025-2019", "in the wrong order"),
        ("q=sleep&years=soon", "is no year or range"),
        ("q=sleep&section=Gone", "there is no section"),
        ("entry=gone", "This entry is not in the briefs"),
        ("q=sleep&brief=%00", "There is no brief"),
        ("q=%ff%fe", "the question holds bytes that are no text; check that you copied all of this address"),
        ("q=sleep&unknown=1", "this address has a part that is not known here, “unknown”"),
        ("Q=sleep", "this address has a part that is not known here, “Q”"),
        ("q=sleep&q=pay", "the question is given more than once in this address"),
        ("q=sleep&show=5&show=6", "the number of entries is given more than once in this address"),
    ],
)
def test_what_cannot_be_shown_is_a_clear_problem(asked: Retriever, query: str, said: str) -> None:
    view = view_of(asked, query, OUTSIDE)
    page = Parsed(view.results)
    assert said.lower() in page.text.lower()
    assert "There is a problem" in page.text
    # What is wrong with an entry's address is not wrong with what is in the box.
    assert ("data-problem" in _root(view)) is not query.startswith("entry=")


def test_where_a_link_was_found_does_not_matter(asked: Retriever) -> None:
    plain, marked = (view_of(asked, f"?q=é{more}", OUTSIDE) for more in ("", "&utm_source=mail&fbclid=x"))
    assert plain == marked
    assert plain.question == "é"
    assert "data-problem" not in _root(plain)


def test_a_filter_that_leads_nowhere_can_be_cleared(asked: Retriever) -> None:
    assert "?q=sleep" in Parsed(view_of(asked, "q=sleep&section=Gone", OUTSIDE).results).links()
    assert Parsed(view_of(asked, "q=", OUTSIDE).results).links() == []


def test_all_that_is_wrong_is_said_at_once(asked: Retriever) -> None:
    query = "q=sleep&access=fre&access=free&access=dear&years=soon&show=0&section=Gone&section=Reviews&brief=x&brief=y"
    said = Parsed(view_of(asked, query, OUTSIDE).results).text
    for wrong in ("'fre'", "'dear'", "'soon'", "'0' is no number of entries", "section 'Gone'", "brief 'x' or 'y'"):
        assert wrong in said
    assert "'Reviews'" not in said
    with pytest.raises(QuestionError, match=r"no brief 'x' or 'y'; choose from: .*\. There is no section 'Gone';"):
        asked.ask("sleep", briefs=["x", "y"], sections=["Gone", "reviews"])


@pytest.mark.parametrize(
    ("query", "words", "link"),
    [
        ("q=sleep&section=Reviews&show=1000", "Show the entries that fit best", "?q=sleep&section=Reviews"),
        ("q=sleep&section=Reviews&show=1000&years=soon", "Clear all filters", "?q=sleep"),
        ("q=sleep&brief=gone", "Clear all filters", "?q=sleep"),
        ("q=sleep&unknown=1", "Ask this question again", "?q=sleep"),
        ("Q=sleep", "Back to the start", "?"),
        ("q=&section=Reviews", None, None),
    ],
)
def test_the_way_out_of_a_problem_mends_what_is_wrong(
    asked: Retriever, query: str, words: str | None, link: str | None
) -> None:
    page = Parsed(view_of(asked, query, OUTSIDE).results)
    assert page.links() == ([link] if link else [])
    assert (words or "There is a problem") in page.text


def test_a_patients_number_stands_in_the_box_alone(asked: Retriever) -> None:
    view = view_of(asked, "?q=night+943+476+5919+shifts&section=Reviews&show=1", OUTSIDE)
    assert view.question == "night 943 476 5919 shifts"
    assert "5919" not in view.results
    assert _root(view)["data-private"] == "?q=night+shifts&section=Reviews&show=1"
    assert "“night shifts”" in view.results
    for wrong in ("&show=1000", "&brief=gone", "&years=soon", "&unknown=1"):
        assert "5919" not in view_of(asked, f"?q=night+943+476+5919{wrong}", OUTSIDE).results
    alone = view_of(asked, "?q=943+476+5919", OUTSIDE)
    assert "nothing but an NHS number" in alone.results
    assert "5919" not in alone.results


def test_how_many_are_shown_of_how_many_is_said(asked: Retriever) -> None:
    assert "Showing the 2 " in (said := _root(view_of(asked, "?q=night+shifts&show=2", OUTSIDE))["data-summary"] or "")
    assert "of 6 entries searched" in said


def test_that_the_briefs_changed_is_said_once(asked: Retriever) -> None:
    now = index_mark(asked.briefs)
    assert _root(view_of(asked, "q=sleep", OUTSIDE))["data-index"] == now
    for known, said in ((now, False), ("", False), ("another", True)):
        view = view_of(asked, "q=sleep", OUTSIDE, known)
        assert ("The briefs were updated" in Parsed(view.results).text) is said
        assert str(_root(view)["data-summary"]).startswith("The briefs were updated. ") is said


def test_the_mark_changes_with_the_briefs(asked: Retriever) -> None:
    assert index_mark(asked.briefs) != index_mark(asked.briefs[:1])


def test_entries_are_found_by_id(asked: Retriever) -> None:
    with pytest.raises(EntryMissing):
        find_entry(asked.briefs, "nothing")
    for brief in asked.briefs:
        for entry in brief.entries:
            assert find_entry(asked.briefs, entry.id) == (entry, brief)


def test_what_is_typed_is_text(asked: Retriever) -> None:
    from urllib.parse import urlencode

    for query in (
        {"q": HOSTILE},
        {"q": "sleep", "section": HOSTILE},
        {"q": "sleep", "years": HOSTILE},
        {"entry": HOSTILE},
    ):
        view = view_of(asked, urlencode(query), OUTSIDE)
        assert_inert(view.results)
        assert_inert(view.masthead)


def test_an_empty_index_says_so(tmp_path: Path) -> None:
    empty = Retriever.open(make_index(tmp_path, ward="Nothing here.\n"), HashingEncoder())
    assert "nothing to search yet" in view_of(empty, "", OUTSIDE).results
    assert "The briefs hold no entries." in view_of(empty, "q=sleep", OUTSIDE).results


def test_a_question_is_kept_where_a_log_is_asked_for(asked: Retriever, tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    view_of(asked, "?q=night+shifts", OUTSIDE, log=log)
    view_of(asked, "?q=", OUTSIDE, log=log)
    view_of(asked, "?entry=ward-life%2Fnight-shifts-and-sleep-among-porters", OUTSIDE, log=log)
    (kept,) = read_log(log.file).questions
    assert kept.question == "night shifts"
    assert kept.entries[0].endswith("/night-shifts-and-sleep-among-porters")


@pytest.mark.parametrize("wrong", ["access=open", "years=then", "show=x"])
def test_a_wrong_filter_loses_no_question(wrong: str, asked: Retriever) -> None:
    view = view_of(asked, f"?q=night+shifts%3F&{wrong}", OUTSIDE)
    assert view.question == "night shifts?"
    assert '<a href="?q=night+shifts%3F">' in view.results


def test_filters_make_no_gap(asked: Retriever, tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    view = view_of(asked, "?q=night+shifts+among+porters&section=Training", OUTSIDE, log=log)
    assert "No entry that passes the filters (clear all filters) answers your question." in Parsed(view.results).text
    (kept,) = read_log(log.file).questions
    assert kept.covered
    assert kept.entries[0].endswith("/night-shifts-and-sleep-among-porters")


def test_an_nhs_number_is_answered_with_a_reminder_and_not_kept(asked: Retriever, tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    view = view_of(asked, "?q=night+shifts+943+476+5919", OUTSIDE, log=log)
    assert "Do not enter patient data. Your question seems to hold an NHS number." in Parsed(view.results).text
    assert (_root(view)["data-summary"] or "").startswith("Do not enter patient data. ")
    assert _root(view)["data-title"] == "Do not enter patient data – Ask the evidence briefs"
    assert read_log(log.file).questions == ()
    assert "data-private" in _root(view)
    assert "data-private" in _root(view_of(asked, "?q=943+476+5919&years=soon", OUTSIDE))
    assert "data-private" not in _root(view_of(asked, "?q=night+shifts", OUTSIDE))
    assert "patient data" not in view_of(asked, "?q=night+shifts", OUTSIDE).results


def test_a_log_that_cannot_be_written_any_more_keeps_no_answer_back(asked: Retriever, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    log = QuestionLog(folder / "asked.jsonl")
    log.file.unlink()
    folder.rmdir()
    with pytest.warns(UserWarning, match="a question was not kept: .*cannot be written"):
        view = view_of(asked, "?q=night+shifts", OUTSIDE, log=log)
    assert "Night shifts and sleep among porters" in view.results
