"""What the help section says of entries without a note: free only where it says so, in whatever words."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.access import access_of
from briefqa.reading.access_policy import frees_the_rest, frees_the_unmarked, unmarked_is_free

FREE = [
    "Items that are freely available online are linked and carry no note. “NHS OpenAthens account required” means that "
    "you will have to log in.",
    "Where no note is given, the item is free to read.",
    "If nothing is stated, the full text is free.",
    "No note means that the full text is free.",
    "The absence of a note means that an item is open access.",
    "Free articles are not marked.",
    "Titles which are not marked can be read free of charge.",
    "Open access papers are left blank.",
    "If you do not see a note after the title, the article is available to everyone.",
    "If an OpenAthens account is needed this is noted, and items without a note are free.",
    "Items with none of these notes are open to all.",
    "Items with no note or symbol are freely available; those with one are not.",
    "Where there is no note the full text can be read without an account.",
    "All items are freely available, apart from those with the words “Abstract only” after the title.",
    "Articles are free to read except where the title is followed by “NHS OpenAthens account required”.",
    "Entries with no access note are free to read or download.",
    "Unmarked titles are open access.",
    "When the title has no asterisk the paper is freely accessible online.",
]
NOT_FREE = [
    "Items without a note are not free.",
    "Not all items with no note are free.",
    "Items with no note are free to members.",
    "Where there is no note only the abstract is free.",
    "Items that are free or held by the library carry no note.",
    "Items that are not freely available carry no note.",
    "Items that are freely available are marked [Free].",
    "Free items carry the word FREE.",
    "Free full text is marked. Others may need a login.",
    "If an OpenAthens account is required this has been indicated. Feel free to contact us.",
    "If an OpenAthens account is required this is noted; register for a free OpenAthens account.",
    "OpenAthens items are marked. Articles may be requested free of charge from your library.",
    "Items with no note may be free.",
    "No notes. It is free.",
    "Some items with no note are free.",
    "Free papers are indicated by [Free].",
    "",
]


@pytest.mark.parametrize("policy", FREE)
def test_unmarked_entries_are_free_where_the_help_section_says_so(policy: str) -> None:
    assert access_of(None, policy) is Access.FREE


@pytest.mark.parametrize("policy", NOT_FREE)
def test_they_are_not_where_it_says_otherwise_or_nothing(policy: str) -> None:
    assert access_of(None, policy) is Access.UNKNOWN


@pytest.mark.parametrize("policy", ["Items without a note are free.", "Free items carry no note."])
def test_no_mark_need_be_explained_for_that(policy: str) -> None:
    assert frees_the_unmarked(policy)
    assert frees_the_rest(policy)
    assert unmarked_is_free(policy, marked=False, free_marked=True)


def test_the_rest_is_free_only_where_something_is_marked() -> None:
    policy = "All other items are free."
    assert not frees_the_unmarked(policy)
    assert unmarked_is_free(policy, marked=True, free_marked=False)
    assert not unmarked_is_free(policy, marked=False, free_marked=False)


def test_where_a_note_says_that_an_item_is_free_one_without_is_not() -> None:
    policy = "Free items are those with a # beside the title."
    assert not unmarked_is_free(policy, marked=True, free_marked=True)


@pytest.mark.parametrize("unit", ["no note ", "free ", "free items are ", "without any ", "not ", "nothing is "])
def test_a_long_text_of_one_thing_again_and_again_is_read(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert isinstance(unmarked_is_free(text, marked=False, free_marked=False), bool)
