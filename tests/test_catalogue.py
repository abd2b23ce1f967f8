from __future__ import annotations

import json

import pytest

from briefqa.brief import Brief, Entry
from briefqa.catalogue import briefs_record, entry_record, find_entry, sections_of
from briefqa.errors import EntryMissing, QuestionError
from tiny import brief, entry

NIGHTS = entry("Night shifts", "Porters sleep.", section=("Published", "Reviews"))
HANDS = entry("Clean hands", section=("Published", "Trials"))
LOOSE = entry("A loose end", section=())
WARD = brief([NIGHTS, HANDS, LOOSE])
HOME = brief([entry("Night shifts", brief_id="home")], id="home")


def test_an_entry_is_found_by_its_id_in_the_brief_it_stands_in() -> None:
    for one in (WARD, HOME):
        for wanted in one.entries:
            assert find_entry((WARD, HOME), wanted.id) == (wanted, one)


@pytest.mark.parametrize("entry_id", ["", "tiny", "tiny/night", "Tiny/night-shifts", "tiny/night-shifts "])
def test_an_entry_that_is_not_there_is_told(entry_id: str) -> None:
    with pytest.raises(EntryMissing, match=f"there is no entry '{entry_id}'; take the id of an entry from an answer"):
        find_entry((WARD, HOME), entry_id)
    assert issubclass(EntryMissing, QuestionError)


def test_sections_are_counted_in_the_order_of_the_brief() -> None:
    assert list(sections_of(WARD).items()) == [("Reviews", 1), ("Trials", 1)]


def test_the_records_are_json_and_hold_all_of_a_brief_and_an_entry() -> None:
    listed = briefs_record((WARD, HOME))
    assert json.loads(json.dumps(listed)) == listed
    first = listed["briefs"][0]
    assert first["entries"] == 3
    assert first["sections"] == [{"section": "Reviews", "entries": 1}, {"section": "Trials", "entries": 1}]
    assert Brief.from_dict(first, WARD.entries) == WARD
    fetched = entry_record(NIGHTS, WARD)
    assert Entry.from_dict(fetched["entry"]) == NIGHTS
    assert Brief.from_dict(fetched["brief"], WARD.entries) == WARD
