"""The domain: dates, ids, and records that come back as they went."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Access, Brief, Entry, Locator, PartialDate, slug, with_unique_ids
from tiny import brief, entry

DATES = st.builds(PartialDate, st.integers(1000, 9999), st.none() | st.integers(1, 12))
TEXTS = st.text(max_size=30)
ENTRIES = st.builds(
    Entry,
    id=TEXTS,
    brief_id=TEXTS,
    section=st.lists(TEXTS, max_size=3).map(tuple),
    title=TEXTS,
    source=TEXTS,
    date=st.none() | DATES,
    abstract=TEXTS,
    access=st.sampled_from(Access),
    access_note=st.none() | TEXTS,
    locator=st.builds(Locator, st.integers(1), st.none() | st.integers(1)),
    note=st.none() | TEXTS,
    url=st.none() | TEXTS,
    doi=st.none() | TEXTS,
)


@given(DATES)
def test_a_date_comes_back_from_its_text(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    ("date", "text", "words"),
    [
        (PartialDate(2025, 11), "2025-11", "November 2025"),
        (PartialDate(2025, 1), "2025-01", "January 2025"),
        (PartialDate(1999), "1999", "1999"),
    ],
)
def test_a_date_as_text_and_in_words(date: PartialDate, text: str, words: str) -> None:
    assert (str(date), date.words) == (text, words)


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-00", "2025-1", "November 2025", "2025-11-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a year"):
        PartialDate.parse(text)


@given(ENTRIES)
def test_an_entry_comes_back_from_its_record(made: Entry) -> None:
    assert Entry.from_dict(json.loads(json.dumps(made.to_dict()))) == made


@given(st.lists(ENTRIES, max_size=3), st.none() | DATES, st.lists(TEXTS, max_size=2))
def test_a_brief_comes_back_from_its_record(entries: list[Entry], date: PartialDate | None, authors: list[str]) -> None:
    made = Brief("b", "B", date, tuple(authors), None, "a@b.org", None, tuple(entries), "b.txt", "0" * 64)
    assert Brief.from_dict(json.loads(json.dumps(made.to_dict())), entries) == made


def test_the_record_of_an_entry_has_the_documented_fields() -> None:
    record = entry("A title", "An abstract.", section=("Research", "Reviews"), date=PartialDate(2024, 3)).to_dict()
    assert record["section"] == "Reviews"
    assert record["section_path"] == ["Research", "Reviews"]
    assert (record["year"], record["month"]) == (2024, 3)
    assert record["access"] == "free"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Social Prescribing Link Workers", "social-prescribing-link-workers"),
        ("What is “holding”? – a café's view", "what-is-holding-a-cafes-view"),
        ("  A  ", "a"),
    ],
)
def test_slugs_are_plain_words(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_slugs_are_short_and_never_empty(text: str) -> None:
    made = slug(text)
    assert 0 < len(made) <= 80
    assert made.isascii()
    assert slug(made) == made


def test_long_titles_that_begin_alike_have_different_slugs() -> None:
    start = "The role of link workers in " * 5
    assert slug(f"{start}England") != slug(f"{start}Wales")


def test_titles_without_letters_have_slugs_of_their_own() -> None:
    assert slug("???") != slug("!!!")


@given(st.permutations(list(range(7))))
def test_ids_are_unique_and_do_not_depend_on_the_order(order: list[int]) -> None:
    entries = [
        entry("Reviews", "One."),
        entry("Reviews", "Two."),
        entry("Reviews", "One.", date=PartialDate(2020)),
        entry("Reviews", "One.", source="Elsewhere"),
        entry("Reviews", "One.", section=("Networks",)),
        entry("Guides", "Three."),
        entry("guides", "Four."),
    ]
    ids = {
        made.abstract + made.source + str(made.date) + str(made.section): made.id for made in with_unique_ids(entries)
    }
    shuffled = with_unique_ids([entries[i] for i in order])
    assert len({made.id for made in shuffled}) == 7
    for made in shuffled:
        assert ids[made.abstract + made.source + str(made.date) + str(made.section)] == made.id


def test_an_entry_without_a_double_keeps_its_plain_id() -> None:
    assert [made.id for made in with_unique_ids([entry("Guides"), entry("Reviews")])] == ["tiny/guides", "tiny/reviews"]


def test_true_doubles_are_numbered() -> None:
    first, second = with_unique_ids([entry("Guides", "One."), entry("Guides", "One.")])
    assert second.id == f"{first.id}-2"
    assert brief([entry("Guides", "One."), entry("Guides", "One.")]).entries == (first, second)


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param((entry("Night shifts"), entry("Night Shifts?")), id="title"),
        pytest.param(
            (entry("Rotas", "One.", section=("A", "B")), entry("Rotas", "B\nOne.", section=("A",))), id="section"
        ),
    ],
)
def test_near_doubles_keep_their_ids_in_either_order(pair: tuple[Entry, Entry]) -> None:
    assert set(with_unique_ids(pair)) == set(with_unique_ids(pair[::-1]))


def test_dates_with_and_without_a_month_can_be_put_in_order() -> None:
    dates = [PartialDate(2024, 5), PartialDate(2024), PartialDate(2023, 12), PartialDate(2024, 1)]
    assert sorted(dates) == [PartialDate(2023, 12), PartialDate(2024), PartialDate(2024, 1), PartialDate(2024, 5)]


@pytest.mark.parametrize(("field", "value"), [("access", "sometimes"), ("month", 13), ("month", 0)])
def test_a_record_with_a_value_out_of_range_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=str(value)):
        Entry.from_dict(entry("Rotas").to_dict() | {field: value})


@pytest.mark.parametrize("field", sorted(set(entry("Rotas").to_dict()) - {"section"}))
def test_a_record_that_lacks_a_field_is_refused(field: str) -> None:
    record = entry("Rotas").to_dict()
    del record[field]
    with pytest.raises(KeyError, match=field):
        Entry.from_dict(record)
