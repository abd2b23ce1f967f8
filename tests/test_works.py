from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access, Entry, PartialDate
from briefqa.works import doubles_of, fold_doubles, newest_first, same_work
from tiny import entry

TEA = "Tea breaks on wards"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (entry(TEA), entry("TEA BREAKS, on wards.", brief_id="home"), True),
        (entry(TEA), entry("Tea breaks on homes", brief_id="home"), False),
        (entry("Case studies"), entry("Case studies", brief_id="home"), False),
        # One editor may leave out what another prints.
        (entry(TEA), entry(TEA, brief_id="home", date=None), True),
        (entry(TEA), entry(TEA, brief_id="home", source=""), True),
        (entry(TEA), entry(TEA, brief_id="home", date=PartialDate(2019)), False),
        (entry(TEA), entry(TEA, brief_id="home", date=PartialDate(2024, 5)), True),
        (entry(TEA), entry(TEA, brief_id="home", source="Another Journal 1(2)"), False),
        (
            entry(TEA, source="The Tea & Ward Journal 1(2)"),
            entry(TEA, source="Tea and Ward Journal, 1(2), pp. 3-4"),
            True,
        ),
        # The DOI decides, whatever the titles say.
        (entry(TEA, doi="10.1/a"), entry("Tea in wards", brief_id="home", doi="10.1/A"), True),
        (entry(TEA, doi="10.1/a"), entry(TEA, brief_id="home", doi="10.1/b"), False),
        (entry(TEA, doi="10.1/a"), entry(TEA, brief_id="home"), True),
    ],
)
def test_when_two_entries_are_the_same_work(one: Entry, other: Entry, same: bool) -> None:
    assert same_work(one, other) is same
    assert same_work(other, one) is same


def test_doubles_keep_their_own_access_notes() -> None:
    free = entry(TEA)
    closed = entry(TEA, brief_id="home", access=Access.OPENATHENS, access_note="NHS OpenAthens account required")
    ((first, rest),) = fold_doubles([1, 0], doubles_of([free, closed]), 5)
    assert (first, rest) == (1, (0,))


def test_a_double_behind_the_last_work_asked_for_is_still_found() -> None:
    entries = [entry(TEA), entry("Sleep and naps in wards"), entry(TEA, brief_id="home")]
    assert fold_doubles([0, 1, 2], doubles_of(entries), 1) == [(0, (2,))]


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(1, 8))
def test_every_entry_is_in_one_work_and_works_keep_the_order(kinds: list[int], k: int) -> None:
    entries = [entry(f"A telling title about {kind}", brief_id=str(n)) for n, kind in enumerate(kinds)]
    folded = fold_doubles(range(len(entries)), doubles_of(entries), k)
    firsts = [first for first, _ in folded]
    assert firsts == sorted(firsts)
    assert len(folded) == min(k, len(set(kinds)))
    for first, rest in folded:
        assert [first, *rest] == [n for n, kind in enumerate(kinds) if kind == kinds[first]]


@pytest.mark.parametrize(
    ("published", "alike", "expected"),
    [
        (("2024-05", "2025", "2025-11"), True, [2, 0, 1, 3]),
        (("2025-11", "2025", "2024-05"), True, [0, 1, 2, 3]),
        (("2025", "2025-11", "2025"), True, [1, 0, 2, 3]),
        (("", "2001", ""), True, [1, 0, 2, 3]),
        (("", "", ""), True, [0, 1, 2, 3]),
        # What answers better leads, whatever its date.
        (("2024-05", "2025", "2025-11"), False, [0, 1, 2, 3]),
    ],
)
def test_of_doubles_that_are_as_relevant_the_one_of_the_newest_brief_comes_first(
    published: tuple[str, ...], alike: bool, expected: list[int]
) -> None:
    doubles = {0: (1, 2), 1: (0, 2), 2: (0, 1)}
    dates = (*published, "2030")
    assert [*newest_first([0, 1, 2, 3], doubles, dates.__getitem__, lambda *_: alike)] == expected


def test_a_double_that_was_not_found_leads_nothing() -> None:
    assert [*newest_first([3, 0], {0: (1,), 1: (0,)}, ["2020", "2025"].__getitem__, lambda *_: True)] == [3, 0]


@given(st.permutations(range(8)), st.lists(st.sampled_from(["", "2020", "2024", "2025-11"]), min_size=8, max_size=8))
def test_no_entry_is_lost_and_each_work_is_led_by_its_newest(order: list[int], dates: list[str]) -> None:
    groups = [[0, 1, 2], [3, 4], [5], [6, 7]]
    doubles = {one: tuple(set(group) - {one}) for group in groups for one in group if len(group) > 1}
    ordered = [*newest_first(order, doubles, dates.__getitem__, lambda *_: True)]
    assert sorted(ordered) == sorted(order)
    for first, others in fold_doubles(ordered, doubles, 8):
        rivals = [first, *others]
        newest = max(dates[one] for one in rivals)
        assert first == min((one for one in rivals if dates[one] == newest), key=order.index)


@given(
    st.permutations(range(6)),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda two: two[0] != two[1])),
    st.lists(st.sampled_from(["", "2020", "2025"]), min_size=6, max_size=6),
)
def test_no_entry_is_lost_where_doubles_of_doubles_are_none(
    order: list[int], pairs: set[tuple[int, int]], dates: list[str]
) -> None:
    doubles = {
        one: tuple(sorted({b for a, b in pairs if a == one} | {a for a, b in pairs if b == one})) for one in range(6)
    }
    assert sorted(newest_first(order, doubles, dates.__getitem__, lambda one, other: (one + other) % 3 > 0)) == list(
        range(6)
    )


def test_works_are_doubles_by_title_or_by_doi() -> None:
    entries = [
        entry(TEA, doi="10.1/a"),
        entry("Naps in the wards at night"),
        entry("Tea, again", brief_id="home", doi="10.1/A"),
        entry(TEA, brief_id="far"),
    ]
    assert doubles_of(entries) == {0: (2, 3), 2: (0,), 3: (0,)}


@given(
    st.lists(st.tuples(st.sampled_from([TEA, "Sleep and naps in wards", "Case studies"]), st.booleans()), max_size=8)
)
def test_doubles_equal_a_look_at_every_pair(drawn: list[tuple[str, bool]]) -> None:
    entries = [entry(title, brief_id=str(n), doi="10.1/a" if doi else None) for n, (title, doi) in enumerate(drawn)]
    numbered = list(enumerate(entries))
    expected = {
        n: tuple(m for m, other in numbered if m != n and same_work(one, other))
        for n, one in numbered
        if any(m != n and same_work(one, other) for m, other in numbered)
    }
    assert doubles_of(entries) == expected
