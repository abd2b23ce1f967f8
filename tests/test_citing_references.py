from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access
from briefqa.citing import Kind, of_answer, of_brief, of_briefs, of_entries
from briefqa.errors import QuestionError
from citable import answer, briefs, doubled
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.reading import Reading


def test_keys_of_the_real_brief(reading: Reading) -> None:
    keys = [item.key for item in of_brief(reading.brief).items]
    assert len(set(keys)) == len(keys) == 76
    assert keys[0] == "what-is-social-prescribing-04197911"


@given(st.text(st.characters(exclude_categories=[])))
def test_keys_are_valid_in_bibtex_and_depend_on_the_id_alone(id: str) -> None:  # noqa: A002
    plain = entry("Title")
    reference = of_entries([(replace(plain, id=id), brief([plain]))]).items[0]
    other = of_entries([(replace(entry("Another", "Abstract"), id=id), brief([], id="other"))]).items[0]
    assert re.fullmatch(r"[a-z0-9]+(?:-+[a-z0-9]+)*", reference.key)
    assert other.key == reference.key


def test_entries_are_told_apart_by_a_digest_where_titles_begin_alike() -> None:
    titles = [f"Peer support for porters in wards that nobody visits, part {part}" for part in range(100)]
    found = brief([entry(title) for title in titles])
    assert len({item.key for item in of_brief(found).items}) == 100


@pytest.mark.parametrize(
    ("source", "section", "kind"),
    [
        ("Chronic Illness 17(4)", "Skills", Kind.ARTICLE),
        ("The Lancet", "Skills", Kind.ARTICLE),
        ("Perspectives in Public Health", "Published Peer Reviewed Research", Kind.ARTICLE),
        ("Chronic Illness", "Skills", Kind.REPORT),
        ("NHS England", "Key publications", Kind.REPORT),
        # A number may be part of a name.
        ("Agenda 21", "Key publications", Kind.REPORT),
        ("", "Networks", Kind.OTHER),
    ],
)
def test_what_is_an_article(source: str, section: str, kind: Kind) -> None:
    found = brief([entry("Title", source=source, section=(section,))])
    assert of_brief(found).items[0].kind is kind


def test_another_entry_tells_that_a_name_is_a_journals() -> None:
    found = brief([entry("One", source="Chronic Illness"), entry("Two", source="Chronic illness 17(4)")])
    assert [item.kind for item in of_brief(found).items] == [Kind.ARTICLE, Kind.ARTICLE]


def test_an_entry_comes_once() -> None:
    found = brief([entry("One"), entry("Two")])
    one, two = found.entries
    listed = of_entries([(two, found), (one, found), (two, found)])
    assert [item.entry for item in listed.items] == [two, one]


def test_notes_hold_what_has_no_field_of_its_own() -> None:
    listed = entry(
        "Title", access_note="Abstract only*", section=("Research", "Reviews"), note="See Annex A", authors="NHS"
    )
    found = brief([listed], citation="Evidence Brief: Tiny. A. Author. (November 2025) UK: A Team")
    assert of_brief(found).items[0].notes == [
        "Access: Abstract only*",
        "Section: Research › Reviews",
        "Note: See Annex A",
        "Source as printed: Journal of Tests 1(2)",
        "Authors as printed: NHS",
        "Listed in: Evidence Brief: Tiny (November 2025)",
        "Please acknowledge the brief as: Evidence Brief: Tiny. A. Author. (November 2025) UK: A Team",
    ]


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (Access.FREE, "freely available (the brief marks no restriction)"),
        (Access.UNKNOWN, "the brief does not say"),
    ],
)
def test_access_without_a_note(access: Access, words: str) -> None:
    found = brief([entry("Title", access=access)])
    assert of_brief(found).items[0].access == words


def test_a_brief_that_asks_for_no_acknowledgement_is_named() -> None:
    found = brief([entry("Title")], published=None)
    assert of_brief(found).items[0].acknowledgement == "Evidence Brief: Tiny"


def test_the_hits_of_an_answer_stand_in_its_order(ward: Brief) -> None:
    listed = of_answer(answer(ward))
    assert [item.entry.title for item in listed.items] == ["Three", "Two", "One"]
    assert [item.relevance for item in listed.items] == ["strong", "good", "possible"]
    assert listed.items[0].remarks == (
        "Question: how do porters sleep?",
        "Covered by the briefs: yes",
        "Relevance: strong",
    )
    assert listed.title == "Reading list"


def test_what_is_not_covered_is_called_so_and_has_no_relevance(ward: Brief) -> None:
    listed = of_answer(answer(ward, covered=False))
    for item in listed.items:
        assert item.relevance is None
        assert item.remarks == (
            "Question: how do porters sleep?",
            "Covered by the briefs: no; the entries are merely the nearest",
        )


def test_what_was_searched_for_is_said_where_it_is_something_else(ward: Brief) -> None:
    mended = replace(answer(ward), searched="how do night porters sleep?")
    assert "Searched for: how do night porters sleep?" in of_answer(mended).remarks


def test_where_else_a_work_stands_is_said(ward: Brief) -> None:
    other = entry("Three", brief_id="tiny", section=("Research", "Sleep"), access_note="Abstract only")
    remarks = of_answer(doubled(answer(ward), other)).items[0].remarks
    assert remarks[-1] == "Also in: Research › Sleep, Evidence Brief: Tiny (November 2025) (access: Abstract only)"


def test_who_helps_is_said_where_help_is_needed() -> None:
    found = brief([entry("One"), entry("Two", access=Access.OPENATHENS), entry("Three", access=Access.UNKNOWN)])
    helped = ["Help with access: help@example.org" in item.notes for item in of_brief(found).items]
    assert helped == [False, True, True]


def test_an_answer_without_hits_names_its_question(ward: Brief) -> None:
    listed = of_answer(replace(answer(ward, covered=False), hits=()))
    assert listed.items == ()
    assert listed.remarks[0] == "Question: how do porters sleep?"


def test_of_several_briefs_some_may_be_chosen() -> None:
    one = brief([entry("One", section=("Research", "Reviews")), entry("Two", section=("Networks",))])
    two = brief([entry("Three", brief_id="other", section=("networks",))], id="other")

    def titles(*choice: list[str] | None) -> list[str]:
        return [item.entry.title for item in of_briefs([one, two], *choice).items]

    assert titles() == ["One", "Two", "Three"]
    assert titles(["other"]) == ["Three"]
    assert titles(None, ["NETWORKS"]) == ["Two", "Three"]
    assert titles(["tiny"], ["research"]) == ["One"]
    with pytest.raises(QuestionError, match="there is no brief 'nurses'; choose from: other, tiny"):
        titles(["nurses"])
    with pytest.raises(QuestionError, match="there is no section 'Reviews'; choose from: networks"):
        titles(["other"], ["Reviews"])


@given(briefs)
def test_every_reference_has_the_acknowledgement_and_its_access(found: Brief) -> None:
    for item in of_brief(found).items:
        assert f"Please acknowledge the brief as: {item.acknowledgement}" in item.notes
        assert f"Access: {item.access}" in item.notes
        assert all("\n" not in note for note in item.notes)


@pytest.fixture
def ward() -> Brief:
    return brief([entry("One"), entry("Two"), entry("Three")])
