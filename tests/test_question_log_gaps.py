"""Gaps are what people asked last without an answer, counted over wordings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.question_log import LoggedQuestion, find_gaps, says_nothing, show_gaps


def _asked(day: int, question: str, *, covered: bool = False, entries: tuple[str, ...] = ()) -> LoggedQuestion:
    return LoggedQuestion(datetime(2026, 1, day, tzinfo=UTC), question, covered, entries)


def test_wordings_with_the_same_stems_are_one_gap() -> None:
    (gap,) = find_gaps(
        [
            _asked(3, "uniforms for nursing associates"),
            _asked(1, "Nursing associate uniform?"),
            _asked(2, "uniforms for nursing associates", entries=("a/b",)),
        ]
    )

    assert gap.questions == ("uniforms for nursing associates", "Nursing associate uniform?")
    assert gap.times == 3
    assert (gap.first.day, gap.last.day) == (1, 3)
    assert gap.nearest == ()


def test_the_most_asked_comes_first_then_the_latest() -> None:
    gaps = find_gaps([_asked(1, "pay"), _asked(2, "parking"), _asked(3, "pensions"), _asked(4, "pay")])

    assert [gap.questions[0] for gap in gaps] == ["pay", "pensions", "parking"]


def test_what_is_covered_by_now_is_no_gap_any_more() -> None:
    assert find_gaps([_asked(1, "pay"), _asked(2, "pay", covered=True)]) == ()
    assert len(find_gaps([_asked(2, "pay"), _asked(1, "pay", covered=True)])) == 1


@pytest.mark.parametrize("question", ["a", "???", "what is it", "x", "…", "5", "A & B?", "’s", "_"])
def test_what_says_nothing_is_no_gap(question: str) -> None:
    assert says_nothing(question)
    assert find_gaps([_asked(1, question)]) == ()


@pytest.mark.parametrize("question", ["pay", "OT", "what is NHS 111", "is it ok", "thé", "B12", "护士"])
def test_a_word_of_two_characters_is_a_gap(question: str) -> None:
    assert not says_nothing(question)
    assert len(find_gaps([_asked(1, question)])) == 1


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["pay", "Pay?", "parking", "is it"]), st.booleans())))
def test_every_question_not_covered_is_counted_or_was_covered_later(asked: list[tuple[int, str, bool]]) -> None:
    questions = [_asked(day, text, covered=covered) for day, text, covered in asked]
    gaps = find_gaps(questions)

    assert [gap.times for gap in gaps] == sorted((gap.times for gap in gaps), reverse=True)
    in_gaps = {wording for gap in gaps for wording in gap.questions}
    for question in questions:
        assert (question.question == "is it") is says_nothing(question.question)
        if not question.covered and question.question not in (*in_gaps, "is it"):
            assert any(other.covered and other.time >= question.time for other in questions)


def test_gaps_are_shown_with_how_often_and_how_else() -> None:
    gaps = find_gaps(
        [
            _asked(1, "pay of midwives", entries=("brief/entry",)),
            _asked(2, "midwives' pay"),
            _asked(3, "xy"),
            _asked(4, "?"),
        ]
    )

    assert show_gaps(gaps, 7, [4], empty=1) == (
        "2 gaps, of 7 questions in the log, most asked first\n"
        "\n"
        "pay of midwives\n"
        "  asked 2 times, last on 2026-01-02\n"
        "  also as: midwives' pay\n"
        "\n"
        "xy\n"
        "  asked once, last on 2026-01-03\n"
        "\n"
        "Left out: 1 question without a word that says what was wanted\n"
        "\n"
        "Not read, as they are no records: line 4"
    )
    assert show_gaps([], 1) == "No gaps, of 1 question in the log"


def test_a_gap_names_the_entry_that_came_nearest() -> None:
    (gap,) = find_gaps([_asked(1, "pay", entries=("brief/nearest", "brief/next"))])

    assert "  nearest: brief/nearest" in show_gaps([gap], 1)
    assert gap.to_dict() == {
        "questions": ["pay"],
        "times": 1,
        "first": "2026-01-01T00:00:00+00:00",
        "last": "2026-01-01T00:00:00+00:00",
        "nearest": ["brief/nearest", "brief/next"],
    }
