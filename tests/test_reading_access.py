"""Access notes are recognised, parted from titles, and never guessed."""

from __future__ import annotations

import pytest

from briefqa.brief import Access
from briefqa.reading.access import (
    NO_LEGEND,
    access_of,
    is_marked,
    legend_of,
    meaning_of_words,
    merged,
    split_mark,
    split_notes,
)
from briefqa.reading.access_notes import is_access_note, split_access_note
from briefqa.reading.access_policy import frees_the_rest

POLICY = (
    "Where a report/ journal article or resource is freely available the link has been provided. "
    "If an NHS OpenAthens account is required this has been indicated."
)


@pytest.mark.parametrize(
    ("note", "policy", "access"),
    [
        (None, POLICY, Access.FREE),
        (None, None, Access.UNKNOWN),
        (None, "Ask us for help with freely available articles.", Access.UNKNOWN),
        (None, "If an NHS OpenAthens account is required this has been indicated.", Access.UNKNOWN),
        ("Abstract only*", POLICY, Access.ABSTRACT_ONLY),
        ("On request", POLICY, Access.UNKNOWN),
    ],
)
def test_silence_means_free_only_where_the_brief_says_so(note: str | None, policy: str | None, access: Access) -> None:
    assert access_of(note, policy) is access


@pytest.mark.parametrize(
    "note",
    ["FutureNHS account needed*", "Subscription required*", "(Login required*)", "Available on request*", "Paywall*"],
)
def test_a_note_in_other_words_is_kept_and_not_guessed(note: str) -> None:
    assert split_access_note(f"Rotas and rest {note}") == ("Rotas and rest", note)
    assert access_of(note, POLICY) is Access.UNKNOWN
    assert not is_access_note(note)


@pytest.mark.parametrize(
    ("policy", "access"),
    [
        ("All are free to read unless marked otherwise.", Access.FREE),
        ("Articles are available free of charge; where a login is needed this is stated after the title.", Access.FREE),
        ("Reports are freely accessible. Those that are not are flagged with an asterisk.", Access.FREE),
        ("All articles are open access unless otherwise stated.", Access.FREE),
        ("Restrictions are marked.", Access.UNKNOWN),
        ("Articles are free of charge.", Access.UNKNOWN),
        ("", Access.UNKNOWN),
    ],
)
def test_a_policy_must_say_that_all_is_free_and_that_what_is_not_is_marked(policy: str, access: Access) -> None:
    assert access_of(None, policy) is access


def test_the_first_words_of_two_notes_count() -> None:
    assert access_of("Abstract only* NHS OpenAthens account required", POLICY) is Access.ABSTRACT_ONLY


@pytest.mark.parametrize(
    ("printed", "title", "note", "access"),
    [
        ("Handbook [Subscription required]", "Handbook", "[Subscription required]", Access.UNKNOWN),
        ("Handbook (paywalled)", "Handbook", "(paywalled)", Access.UNKNOWN),
        ("Handbook [OA]", "Handbook", "[OA]", Access.UNKNOWN),
        ("Handbook [Free full text]", "Handbook", "[Free full text]", Access.FREE),
        ("Handbook (open access)", "Handbook", "(open access)", Access.FREE),
        ("Handbook – Abstract only*", "Handbook", "Abstract only*", Access.ABSTRACT_ONLY),
        ("Handbook – [OA]", "Handbook", "[OA]", Access.UNKNOWN),
        ("Handbook (Members only)", "Handbook", "(Members only)", Access.UNKNOWN),
        ("Handbook (member access only)", "Handbook", "(member access only)", Access.UNKNOWN),
        ("Handbook [Print only]", "Handbook", "[Print only]", Access.UNKNOWN),
        ("Handbook (NHS login needed)", "Handbook", "(NHS login needed)", Access.UNKNOWN),
        ("Handbook [Requires a free account]", "Handbook", "[Requires a free account]", Access.UNKNOWN),
        ("Handbook (available on request)", "Handbook", "(available on request)", Access.UNKNOWN),
        ("Handbook (£)", "Handbook", "(£)", Access.UNKNOWN),
        ("Handbook Subscription required", "Handbook", "Subscription required", Access.UNKNOWN),
        ("Handbook Paywalled", "Handbook", "Paywalled", Access.UNKNOWN),
        ("Handbook Abstract available", "Handbook", "Abstract available", Access.UNKNOWN),
        ("Handbook Abstract-only", "Handbook", "Abstract-only", Access.ABSTRACT_ONLY),
        ("Handbook Athens password needed", "Handbook", "Athens password needed", Access.OPENATHENS),
        ("Is a subscription required", "Is a subscription required", None, Access.FREE),
        ("Handbook (abstracts of 2022)", "Handbook (abstracts of 2022)", None, Access.FREE),
        ("Publishing in Open Access", "Publishing in Open Access", None, Access.FREE),
        ("Handbook (second edition)", "Handbook (second edition)", None, Access.FREE),
    ],
)
def test_a_note_is_one_whatever_it_means(printed: str, title: str, note: str | None, access: Access) -> None:
    policy = "What is free is linked; restrictions are indicated."
    assert split_access_note(printed) == (title, note)
    assert access_of(note, policy) is access


BOTH = {"*": Access.ABSTRACT_ONLY, "**": Access.OPENATHENS}


@pytest.mark.parametrize(
    "text",
    [
        "* Abstract only: we can get it for you. ** NHS OpenAthens account required: register here.",
        "* abstract only; ** NHS OpenAthens account required. All other items are freely available.",
        "*abstract only, **OpenAthens account needed",
        "* abstract only ** OpenAthens account required",
        "* = only the abstract is free | ** = NHS Athens",
        "‘*’ means abstract only and ‘**’ means OpenAthens.",
        "Items marked * are available as an abstract only. Those marked with ** need an NHS OpenAthens account.",
        "Abstract only (*), NHS OpenAthens account required (**)",
        "Abstract only (*) and OpenAthens (**).",
        "Abstract only: *, OpenAthens: **",
        "Articles of which you get the abstract only are marked with *. Those that need OpenAthens are marked **.",
        "Unless marked * or **, items are free. * – abstract only. ** – OpenAthens.",
        "∗ abstract only; ∗∗ OpenAthens",
    ],
)
def test_a_legend_says_what_marks_mean(text: str) -> None:
    assert legend_of(text) == BOTH


@pytest.mark.parametrize(
    ("text", "legend"),
    [
        ("† = abstract only; ‡ = OpenAthens", {"†": Access.ABSTRACT_ONLY, "‡": Access.OPENATHENS}),
        ("# freely available. ^ Subscription required.", {"#": Access.FREE, "^": Access.UNKNOWN}),
        ("[OA] means open access, [S] subscription", {"[OA]": Access.FREE, "[S]": Access.UNKNOWN}),
        ("(A) abstract only (O) = OpenAthens", {"(A)": Access.ABSTRACT_ONLY, "(O)": Access.OPENATHENS}),
        ("* not freely available", {"*": Access.UNKNOWN}),
        ("* Free with NHS OpenAthens", {"*": Access.OPENATHENS}),
        ("* abstract only. * OpenAthens.", {"*": Access.UNKNOWN}),
        ("* Where a report is freely available the link is given.", {"*": Access.UNKNOWN}),
        ("* abstract only unless you have an OpenAthens account", {"*": Access.UNKNOWN}),
    ],
)
def test_a_legend_may_use_other_marks_and_be_unclear(text: str, legend: dict[str, Access]) -> None:
    assert legend_of(text) == legend


@pytest.mark.parametrize(
    "text",
    [
        "* new in this edition",
        "Unless marked *, items are freely available.",
        "Everything not marked * or † is free.",
        "Items without a * are freely available.",
        "*abstract only* means that you see no more than the abstract.",
        "Items marked * need something more: [Abstract only]* means that only the abstract can be read.",
        "Abstract only* means that the abstract alone is free.",
        "The British Medical Journal (BMJ): freely available.",
        "National Health Service (NHS) OpenAthens accounts are free.",
        "p* < 0.05 and #1 of the free items",
        "",
    ],
)
def test_what_explains_no_mark_is_no_legend(text: str) -> None:
    assert legend_of(text) == {}


def test_legends_that_disagree_are_unclear() -> None:
    assert merged([{"*": Access.FREE}, BOTH]) == {"*": Access.UNKNOWN, "**": Access.OPENATHENS}
    assert merged([]) == NO_LEGEND


@pytest.mark.parametrize(
    ("printed", "title", "mark"),
    [
        ("Rotas and rest*", "Rotas and rest", "*"),
        ("Rotas and rest **", "Rotas and rest", "**"),
        ("Rotas and rest (*)", "Rotas and rest", "(*)"),
        ("What do nurses need?**", "What do nurses need?", "**"),
        ("Rotas∗", "Rotas", "∗"),
        ("Rotas***", "Rotas***", None),
        ("Rotas†", "Rotas†", None),
        ("Rotas [OA]", "Rotas [OA]", None),
        ("*", "*", None),
        ("Rotas", "Rotas", None),
    ],
)
def test_only_a_mark_that_is_explained_is_parted_from_a_title(printed: str, title: str, mark: str | None) -> None:
    assert split_mark(printed, BOTH) == (title, mark)
    assert split_mark(printed, NO_LEGEND) == (printed, None)


@pytest.mark.parametrize(
    ("printed", "title", "notes"),
    [
        ("Rotas Abstract only*", "Rotas", ["Abstract only*"]),
        ("Rotas* [Abstract only]", "Rotas", ["*", "[Abstract only]"]),
        ("Rotas Subscription needed", "Rotas", ["Subscription needed"]),
        ("Rotas of those whose subscription is needed", "Rotas of those whose subscription is needed", []),
        ("Preparing for Registration and beyond*", "Preparing for Registration and beyond", ["*"]),
        ("*Rotas", "Rotas", ["*"]),
        ("* Rotas", "* Rotas", []),
    ],
)
def test_notes_and_a_mark_may_stand_behind_a_title(printed: str, title: str, notes: list[str]) -> None:
    assert split_notes(printed, BOTH) == (title, notes)


def test_a_mark_means_what_the_legend_says() -> None:
    rest = "* abstract only; ** OpenAthens. All other items are free."
    assert access_of("*", rest, BOTH) is Access.ABSTRACT_ONLY
    assert access_of("(**)", rest, BOTH) is Access.OPENATHENS
    assert access_of("* [Freely available]", rest, BOTH) is Access.ABSTRACT_ONLY
    assert access_of("* **", rest, BOTH) is Access.UNKNOWN
    assert access_of("NHS OpenAthens account required *", rest, BOTH) is Access.OPENATHENS
    assert access_of("*", rest) is Access.UNKNOWN
    assert access_of(None, rest, BOTH) is Access.FREE


def test_where_a_mark_means_free_an_item_without_it_is_not() -> None:
    policy = "Items marked # are freely available."
    assert access_of(None, policy, legend_of(policy)) is Access.UNKNOWN
    assert access_of("#", policy, legend_of(policy)) is Access.FREE


REST = [
    "All other items are freely available",
    "Other items are free.",
    "Everything else is free.",
    "Anything else is freely available online",
    "The rest are freely available.",
    "The remainder can be read free of charge.",
    "All others: freely available",
    "All the other articles may be read freely.",
    "Unmarked items are open access.",
    "Items without a mark are freely available.",
]


@pytest.mark.parametrize("text", REST)
def test_the_rest_may_be_said_to_be_free(text: str) -> None:
    assert frees_the_rest(text)
    assert access_of(None, f"* abstract only. {text}", {"*": Access.ABSTRACT_ONLY}) is Access.FREE


@pytest.mark.parametrize(
    "text",
    [
        "All other items are not freely available.",
        "All other items aren't free.",
        "Ask the other libraries. It is free.",
        "All other enquiries are free.",
        "Items are free.",
    ],
)
def test_the_rest_is_not_free_otherwise(text: str) -> None:
    assert not frees_the_rest(text)
    assert access_of(None, f"* abstract only. {text}", {"*": Access.ABSTRACT_ONLY}) is Access.UNKNOWN


def test_the_rest_of_what_is_not_marked_at_all_is_not_known() -> None:
    policy = "Cochrane reviews need an OpenAthens account. All other items are free."
    assert access_of(None, policy) is Access.UNKNOWN


@pytest.mark.parametrize("title", ["Rotas*", "Rotas †", "Rotas (**)", "Rotas***", "* Rotas"])
def test_a_title_may_be_marked(title: str) -> None:
    assert is_marked(title, BOTH)


@pytest.mark.parametrize("title", ["Rotas", "Rotas (NHS)", "† Rotas", "Rotas* and rest"])
def test_a_title_may_be_unmarked(title: str) -> None:
    assert not is_marked(title, BOTH)


def test_a_long_line_of_marks_is_read() -> None:
    for unit in ("* ", "*", "(*", "* abstract only ", "the other ", "abstract only * and ", "(A) "):
        line = unit * (20_000 // len(unit))
        assert set(legend_of(line)) <= {"*", "(A)"}
        assert not frees_the_rest(line)
        assert len(split_notes(f"{line}x", BOTH)[0]) <= len(line) + 1


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("Rest on wards, a login needed", True),
        ("Rest on wards by night Preview", True),
        ("Rest on wards by night, a preview", False),
        ("Rest", False),
    ],
)
def test_a_title_that_ends_in_explained_words_is_marked(title: str, *, marked: bool) -> None:
    assert is_marked(title, {"login needed": Access.OPENATHENS, "preview": Access.ABSTRACT_ONLY}) == marked


def test_explained_words_mean_what_the_brief_says() -> None:
    legend = {"login needed": Access.OPENATHENS, "ask us": Access.UNKNOWN}
    assert access_of("[Login needed]", POLICY, legend) is Access.OPENATHENS
    assert access_of("Ask us*", POLICY, legend) is Access.UNKNOWN
    assert access_of("Ask us Login needed", POLICY, legend) is Access.UNKNOWN


@pytest.mark.parametrize(
    ("words", "access"),
    [
        ("the full text cannot be read without an OpenAthens account", Access.OPENATHENS),
        ("the link leads to the abstract, and the full text is not available", Access.ABSTRACT_ONLY),
        ("you will see only a summary", Access.ABSTRACT_ONLY),
        ("only the abstract, without OpenAthens", Access.UNKNOWN),
        ("you need to subscribe", Access.UNKNOWN),
        ("nurses sleep by day", None),
    ],
)
def test_what_words_say_of_access(words: str, access: Access | None) -> None:
    assert meaning_of_words(words) is access
