from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access, Entry, PartialDate
from briefqa.works import fold_doubles, same_work
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
    ((first, rest),) = fold_doubles([free, closed], [1, 0], 5)
    assert (first, rest) == (1, (0,))


def test_a_double_behind_the_last_work_asked_for_is_still_found() -> None:
    entries = [entry(TEA), entry("Sleep and naps in wards"), entry(TEA, brief_id="home")]
    assert fold_doubles(entries, [0, 1, 2], 1) == [(0, (2,))]


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(1, 8))
def test_every_entry_is_in_one_work_and_works_keep_the_order(kinds: list[int], k: int) -> None:
    entries = [entry(f"A telling title about {kind}", brief_id=str(n)) for n, kind in enumerate(kinds)]
    folded = fold_doubles(entries, range(len(entries)), k)
    firsts = [first for first, _ in folded]
    assert firsts == sorted(firsts)
    assert len(folded) == min(k, len(set(kinds)))
    for first, rest in folded:
        assert [first, *rest] == [n for n, kind in enumerate(kinds) if kind == kinds[first]]
