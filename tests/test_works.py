from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access, Entry, PartialDate
from briefqa.works import doubles_of, fold_doubles, same_work
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
