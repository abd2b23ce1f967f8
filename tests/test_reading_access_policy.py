"""What the help section says of entries without a note: free only where it says so, in whatever words."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.access import access_of
from briefqa.reading.access_policy import frees_the_rest, frees_the_unmarked, unmarked_is_free

FREE = [
    "All resources are open access unless stated otherwise.",
    "Items are free unless marked.",
    "Unless otherwise stated, all items are freely available.",
    "All articles listed here are free to read, except those marked.",
    "The full text of everything here is free, except where we say otherwise.",
    "All of the papers are free to access unless there is an asterisk.",
    "Most items can be read by anyone; we say so where an account is needed.",
    "All items are open access. Where a subscription is needed this is stated.",
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
    "Where nothing is noted, the full text can be read by anyone without an account.",
    "Most of what is listed here can be read by anyone, at no cost, by following the link on its title. We "
    "say so where you will need to sign in with an NHS OpenAthens account, and where nothing beyond the "
    "abstract can be seen without a subscription. Accounts are free to NHS staff in England.",
    "Everything in this brief can be opened by anyone unless we say otherwise.",
    "Unless otherwise stated, all items can be read by everyone.",
    "Anyone can read most of these papers. Where a subscription is needed this is stated.",
    "Nearly all of the articles that we list cost nothing to read; we tell you where you need a password.",
    "For most titles no login is required. Where an OpenAthens account is needed, this is shown below the title.",
    "The publications listed are open to everyone, but we say where only the abstract can be seen without a "
    "subscription.",
    "Most of the papers can be read without payment. If you have to register first, this has been mentioned.",
    "The full text can be viewed by anyone except where we note that an account is needed.",
    "Most items are available to all. Items that need a subscription are labelled.",
]
NOT_FREE = [
    "Items without a note are not free.",
    "Not all items with no note are free.",
    "Items with no note are free to members.",
    "Where there is no note only the abstract is free.",
    "Items with no note can be read by anyone with an account.",
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
    "Most of what is listed here can be read by anyone, at no cost.",
    "Most of it can be read by anyone. Ask the library about the rest.",
    "Some of what is listed can be read by anyone. We say so where you need an account.",
    "We say so where an item can be read by anyone without an account.",
    "Most items can be read by anyone. We say so where this is the case.",
    "Items with a link can be read by anyone. Where an account is needed this is stated.",
    "Items that are marked can be read by anyone. We say where a subscription is needed.",
    "Most can be read by anyone who works for the NHS. We say so where a subscription is needed.",
    "Most can be read by anyone with an account. We say so where only the abstract can be seen.",
    "Most can be read by anyone. We do not say where an account is needed.",
    "Most can be read by anyone. Items that need an account are not marked.",
    "Most can be read by anyone. We try to say so where an account is needed.",
    "Most can be read by anyone. Some items that need an account are marked.",
    "Abstracts can be read by anyone. We say so where you need an account for more.",
    "Nothing here can be read without an account. We say so where a subscription is needed.",
    "We say so where you will need to sign in with an NHS OpenAthens account. Accounts are free to NHS staff.",
    "Where nothing beyond the abstract can be seen without a subscription, we say so.",
    "Many can be read by anyone. Those that can be read without an account are marked.",
    "Not everything can be read by anyone. We say so where an account is needed.",
    "Most can be read by anyone, if their trust has a subscription. We say so where an account is needed.",
    "Most can be read by anyone in the library. We say so where an account is needed.",
    "Most can be read by anyone but only for a month. We say so where an account is needed.",
    "The catalogue can be searched by anyone. Accounts are marked.",
    "Our help pages can be read by anyone. We say so where an account is needed.",
    "This brief can be read by anyone. Where an account is needed we say so.",
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


def test_a_paragraph_that_frees_all_but_what_it_marks_is_part_of_the_policy() -> None:
    assert frees_the_rest("Anyone can read most of these papers. Where a fee must be paid this is stated.")
    assert not frees_the_rest("Anyone can read most of these papers.")
    assert not frees_the_rest("Where a fee must be paid this is stated.")


def test_the_rest_is_free_only_where_something_is_marked() -> None:
    policy = "All other items are free."
    assert not frees_the_unmarked(policy)
    assert unmarked_is_free(policy, marked=True, free_marked=False)
    assert not unmarked_is_free(policy, marked=False, free_marked=False)


def test_where_a_note_says_that_an_item_is_free_one_without_is_not() -> None:
    policy = "Free items are those with a # beside the title."
    assert not unmarked_is_free(policy, marked=True, free_marked=True)


@pytest.mark.parametrize(
    "unit", ["no note ", "free ", "free items are ", "without any ", "not ", "nothing is ", "by anyone but ", "we say "]
)
def test_a_long_text_of_one_thing_again_and_again_is_read(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert isinstance(unmarked_is_free(text, marked=False, free_marked=False), bool)


@pytest.mark.parametrize(
    "text",
    [
        "Some items are free unless marked.",
        "Items are not free unless marked.",
        "Items that NHS staff use are free unless marked.",
        "Membership is free unless stated otherwise.",
        "All items are free to members unless marked.",
        "All items are open access.",
    ],
)
def test_what_is_free_in_part_or_is_no_item_says_nothing_of_the_rest(text: str) -> None:
    assert not frees_the_rest(text)
