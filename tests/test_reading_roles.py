"""Which roles there are, and that they can follow each other to form entries and nothing else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefqa.reading.roles import (
    BEFORE,
    BEHIND_SOURCE,
    BEHIND_TITLE,
    ENTRY_ENDS,
    HAS_SOURCE,
    HEADS,
    IN_ABSTRACT,
    IN_TITLE,
    OUTSIDE,
    STARTS_ENTRY,
    Role,
)


def possible(sequence: str) -> bool:
    roles = [Role[name] for name in sequence.split()]
    return all(earlier in BEFORE[role] for earlier, role in pairwise(roles))


def test_every_role_has_some_before_it_and_is_before_some() -> None:
    assert set(BEFORE) == set(Role)
    assert all(BEFORE.values())
    assert set().union(*BEFORE.values()) == set(Role)


@pytest.mark.parametrize(
    "sequence",
    [
        "FRONT FRONT HEADING POINTER POINTER HEADING TITLE SOURCE ABSTRACT",
        "HEADING HEADING TITLE TITLE_MORE TITLE_NOTE TITLE_LINK AUTHORS SOURCE SOURCE_NOTE SOURCE_LINK ABSTRACT",
        "TITLE SOURCE TITLE SOURCE",
        "TITLE ABSTRACT TITLE",
        "TITLE SOURCE_ABSTRACT ABSTRACT_MORE PARAGRAPH ABSTRACT_NOTE ABSTRACT_LINK TITLE",
        "TITLE SOURCE_HEAD SOURCE_REST ABSTRACT",
        "TITLE SOURCE_HEAD SOURCE_REST_ABSTRACT ABSTRACT_MORE",
        "TITLE_SOURCE ABSTRACT",
        "TITLE_SOURCE_ABSTRACT ABSTRACT_MORE",
        "TITLE_SOURCE_HEAD SOURCE_REST ABSTRACT",
        "TITLE MORE_SOURCE ABSTRACT",
        "TITLE TITLE_MORE MORE_SOURCE_HEAD SOURCE_REST_ABSTRACT",
        "TITLE ABSTRACT ABSTRACT_LINK SOURCE_LAST TITLE",
        "TITLE SOURCE BACK BACK",
        "HEADING POINTER BACK",
    ],
)
def test_entries_in_every_habit_are_possible(sequence: str) -> None:
    assert possible(sequence)


@pytest.mark.parametrize(
    "sequence",
    [
        "HEADING FRONT",  # front matter comes first
        "TITLE POINTER",
        "POINTER SOURCE",
        "HEADING SOURCE",  # a source belongs to a title
        "HEADING ABSTRACT",
        "TITLE ABSTRACT SOURCE",
        "TITLE SOURCE SOURCE",  # one to an entry
        "TITLE_SOURCE SOURCE",
        "TITLE SOURCE TITLE_MORE",
        "TITLE_SOURCE_ABSTRACT ABSTRACT",  # the abstract has begun
        "TITLE SOURCE_HEAD ABSTRACT",  # a source that began goes on
        "TITLE SOURCE_HEAD TITLE",
        "TITLE SOURCE_REST",
        "TITLE SOURCE SOURCE_LAST",
        "TITLE SOURCE ABSTRACT SOURCE_NOTE",
        "BACK SOURCE",
        "BACK ABSTRACT",
        "FRONT BACK",
    ],
)
def test_other_orders_are_not(sequence: str) -> None:
    assert not possible(sequence)


def test_an_entry_starts_behind_whatever_may_end_one() -> None:
    for role in STARTS_ENTRY | {Role.HEADING}:
        # Behind back matter only where that is a notice among entries.
        assert BEFORE[role] == OUTSIDE | ENTRY_ENDS | {Role.BACK}
    assert not ENTRY_ENDS & (OUTSIDE | HEADS | {Role.BACK})


def test_groups_do_not_overlap() -> None:
    groups = [IN_TITLE, BEHIND_TITLE, HAS_SOURCE, BEHIND_SOURCE, IN_ABSTRACT, HEADS, OUTSIDE]
    assert sum(map(len, groups)) == len(frozenset().union(*groups))
