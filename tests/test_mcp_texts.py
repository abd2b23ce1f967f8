"""What a language model reads: whether the briefs answer comes first, and nothing looks like evidence that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.answer import Answer, Hit, Quote, Why
from briefqa.brief import Access, Entry
from briefqa.mcp.texts import text_of_answer, text_of_briefs, text_of_entry
from tiny import NIGHTS, brief, entry

BARE = entry("Clean hands", source="", date=None, section=(), access=Access.UNKNOWN)
DOUBLE = entry("Night shifts and sleep", brief_id="home", access=Access.OPENATHENS)
WARD = brief([NIGHTS, BARE], citation="Evidence Brief: Tiny. A. Author.")


def hit_of(rank: int, one: Entry, also_in: tuple[Entry, ...] = ()) -> Hit:
    sentence = one.abstract[:19]
    quote = Quote(sentence, "abstract", 0, 19) if sentence else Quote(one.title, "title", 0, len(one.title))
    return Hit(rank, 0.61239, one, quote, Why(0.3, 0.1, 0.0, title=False, matched=()), also_in)


def answer_with(*hits: Hit, covered: bool = True, question: str = "nights", searched: str = "nights") -> Answer:
    return Answer(question, searched, covered, hits, (), ("Reviews", "Trials"), (WARD,))


def test_an_answer_cites_each_entry() -> None:
    answer = answer_with(hit_of(1, NIGHTS, (DOUBLE,)), hit_of(2, BARE), question="nihgts")
    assert (
        text_of_answer(answer)
        == """\
COVERED: entries of the briefs come near “nihgts”; judge by their quotes what they answer.
Searched for: nights
Say only what is quoted here, cite each entry you use with its brief, and pass on its access note.

[1] Night shifts and sleep
  Quote, word for word: “Porters sleep less.”
  Source: Journal of Tests 1(2), June 2022
  Authors: A. Author
  Note: See Annex A
  Brief: Tiny (November 2025)
  Section: Published › Reviews
  Access: only the abstract is freely available; ask for help at help@example.org (marked “Abstract only*”)
  Link: https://example.org/1
  DOI: 10.1000/1
  Entry id: tiny/night-shifts-and-sleep
  Also in: home (openathens)
  Relevance: strong (0.61)

[2] Clean hands
  Source: source not given, date not given
  Brief: Tiny (November 2025)
  Access: the brief does not say; ask for help at help@example.org
  Entry id: tiny/clean-hands
  Relevance: strong (0.61)"""
    )


def test_silence_is_no_evidence() -> None:
    assert (
        text_of_answer(answer_with(hit_of(1, BARE), covered=False))
        == """\
NOT COVERED: the briefs do not answer “nights”.
Say that the briefs do not cover it. The entries below are merely the nearest ones: they are no evidence for an \
answer, and none may be cited for one.
Briefs: Tiny (November 2025)
Help: help@example.org
Nearest sections: Reviews; Trials

[1, nearest only, does not answer the question] Clean hands
  Source: source not given, date not given
  Brief: Tiny (November 2025)
  Access: the brief does not say; ask for help at help@example.org
  Entry id: tiny/clean-hands"""
    )


def test_filters_that_nothing_passes_are_told_apart() -> None:
    assert (
        text_of_answer(answer_with(covered=False))
        == """\
NOT COVERED: no entry of the briefs passes the filters given for “nights”.
This is no evidence for any answer. Ask again with fewer filters, or say that nothing was found.
Briefs: Tiny (November 2025)"""
    )


@given(st.text(min_size=1), st.booleans(), st.integers(0, 3))
def test_whether_it_is_covered_is_the_beginning_and_said_at_each_entry(question: str, covered: bool, hits: int) -> None:
    covered = covered and hits > 0
    answer = answer_with(*(hit_of(rank + 1, NIGHTS) for rank in range(hits)), covered=covered, question=question)
    text = text_of_answer(answer)
    assert text.startswith("COVERED: " if covered else "NOT COVERED: ")
    assert text.count(", nearest only, does not answer the question] ") == (0 if covered else hits)
    assert ("  Relevance: " in text) == covered


def test_the_briefs_are_listed_with_what_ask_can_be_limited_to() -> None:
    assert (
        text_of_briefs([WARD])
        == """\
1 brief can be asked. What is not in them cannot be answered from them.

Tiny (November 2025)
  Brief id: tiny
  Holds: 2 entries
  Cite as: Evidence Brief: Tiny. A. Author.
  Help: help@example.org
  Section: Reviews (1 entry)"""
    )


@pytest.mark.parametrize(("one", "abstract"), [(NIGHTS, NIGHTS.abstract), (BARE, "(the brief gives none)")])
def test_an_entry_is_given_whole(one: Entry, abstract: str) -> None:
    text = text_of_entry(one, WARD)
    assert text.startswith(f"{one.title}\n  Source: ")
    assert text.endswith(f"  Entry id: {one.id}\n  Abstract, word for word: {abstract}")


def test_an_nhs_number_is_answered_with_a_reminder() -> None:
    asked = text_of_answer(answer_with(hit_of(1, NIGHTS), question="nights of 943 476 5919"))
    assert asked.startswith("COVERED: entries of the briefs come near “nights of”; ")
    assert "5919" not in asked
    assert "\nDo not enter patient data: the question seems to hold an NHS number. Tell the person so.\n\n[1]" in asked
    assert "patient data" not in text_of_answer(answer_with(hit_of(1, NIGHTS)))
