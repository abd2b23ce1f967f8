"""What columns say of entries is what the entries say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access, Entry, PartialDate, slug
from briefqa.errors import IndexCorrupt
from briefqa.fields import publication_name
from briefqa.indexing.columns import Columns
from briefqa.indexing.entries import Lines, write_entries
from briefqa.works import doubles_of
from tiny import entry

TITLES = st.sampled_from(["Peer support in wards", "Peer support in Wards", "Loneliness of older people", "Falls", "É"])
SOURCES = st.sampled_from(["The Lancet 4(2)", "Lancet 5", "BMJ", ""])
ENTRIES = st.lists(
    st.builds(
        lambda number, title, source, year, access, section: replace(
            entry(title, source=source, date=PartialDate(year) if year else None, access=access, section=section),
            id=f"tiny/{number}",
        ),
        st.integers(0, 999),
        TITLES,
        SOURCES,
        st.sampled_from([0, 1999, 2020]),
        st.sampled_from(Access),
        st.sampled_from([("A",), ("A", "B"), ("B",), ()]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


def columns_of(entries: list[Entry]) -> Columns:
    return Columns.of(entries, Lines(np.zeros(len(entries), np.uint64), np.zeros((len(entries), 8), np.uint8)))


@given(ENTRIES)
def test_they_filter_as_the_entries_themselves_would(entries: list[Entry]) -> None:
    columns = columns_of(entries)
    years = [one.date.year if one.date else None for one in entries]
    assert columns.published(0, 2010).tolist() == [year is not None and year <= 2010 for year in years]
    wanted = {Access.FREE, Access.OPENATHENS}
    assert columns.with_access(wanted).tolist() == [one.access in wanted for one in entries]
    assert columns.under({"B"}).tolist() == ["B" in one.section for one in entries]
    lancet = [publication_name(one.source) == "lancet" for one in entries]
    assert columns.in_publication("lancet").tolist() == lancet
    assert not columns.in_publication("nature").any()


@given(ENTRIES)
def test_they_order_and_group_entries_as_these_say(entries: list[Entry]) -> None:
    columns = columns_of(entries)
    by_rank = [entries[position].id for position in np.argsort(columns.rank)]
    assert by_rank == sorted(one.id for one in entries)
    for title in {slug(one.title) for one in entries} | {"nothing"}:
        assert columns.maybe_titled(title) == [at for at, one in enumerate(entries) if slug(one.title) == title]
    everything = np.arange(len(entries))
    assert columns.doubles_among(everything) == doubles_of(entries)
    some = doubles_of(entries)
    assert columns.doubles_among(everything[::2]) == {at: others for at, others in some.items() if at % 2 == 0}


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("count", [0, 3])
def test_they_come_back_from_disk(count: int, mapped: bool, tmp_path: Path) -> None:
    entries = [entry(f"Peer support in wards {n % 2}", f"Of {n}.") for n in range(count)]
    _, lines = write_entries(tmp_path, entries)
    made = Columns.of(entries, lines)
    loaded = Columns.load(tmp_path, made.save(tmp_path), entries=count, mapped=mapped)
    for name in Columns.__slots__:
        assert np.array_equal(getattr(loaded, name), getattr(made, name)), name


def test_what_does_not_fit_is_found(tmp_path: Path) -> None:
    entries = [entry("Peer support"), entry("Falls")]
    _, lines = write_entries(tmp_path, entries)
    blobs = Columns.of(entries, lines).save(tmp_path)
    with pytest.raises(IndexCorrupt, match=r"year\.npy: has 2 numbers instead of 3"):
        Columns.load(tmp_path, blobs, entries=3, mapped=True)
    with pytest.raises(IndexCorrupt, match=r"the manifest names no year\.npy of columns"):
        Columns.load(tmp_path, [blob for blob in blobs if "year" not in blob.path], entries=2, mapped=True)
