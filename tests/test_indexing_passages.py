from __future__ import annotations

import numpy as np
import pytest

from briefqa.brief import Entry
from briefqa.indexing import Part
from briefqa.indexing.passages import ToEncode, passages_of, to_encode, whole_text
from tiny import entry


def test_an_entry_gives_itself_its_title_and_its_sentences() -> None:
    passages, texts = passages_of([entry("Tea on the ward", "Tea is drunk. It helps.")])
    assert texts == ["Tea on the ward. Tea is drunk. It helps.", "Tea on the ward", "Tea is drunk.", "It helps."]
    assert passages.entry.tolist() == [0, 0, 0, 0]
    assert passages.part.tolist() == [Part.ENTRY, Part.TITLE, Part.ABSTRACT, Part.ABSTRACT]
    assert passages.start.tolist() == [0, 0, 0, 14]
    assert passages.end.tolist() == [0, 15, 13, 23]
    assert len(passages) == 4


def test_an_entry_without_an_abstract_gives_itself_and_its_title() -> None:
    passages, texts = passages_of([entry("Tea")])
    assert texts == ["Tea.", "Tea"]
    assert passages.part.tolist() == [Part.ENTRY, Part.TITLE]


def test_passages_come_entry_by_entry() -> None:
    passages, texts = passages_of([entry("Tea", "Hot."), entry("Milk"), entry("Sugar", "Sweet.\nWhite.")])
    assert passages.entry.tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert texts[6:] == ["Sugar", "Sweet.", "White."]


def test_every_passage_is_found_again_by_its_span() -> None:
    entries: list[Entry] = [entry(f"Title {n}", "One – tea. Two, milk?\n3. Three é.") for n in range(3)]
    passages, texts = passages_of(entries)
    for position, part, start, end, text in zip(
        passages.entry, passages.part, passages.start, passages.end, texts, strict=True
    ):
        where = entries[position]
        if part == Part.TITLE:
            assert where.title[start:end] == text == where.title
        elif part == Part.ABSTRACT:
            assert where.abstract[start:end] == text
        else:
            assert whole_text(where) == text


def test_the_arrays_have_the_documented_types() -> None:
    passages, _ = passages_of([entry("Tea")])
    types = [array.dtype for array in (passages.entry, passages.part, passages.start, passages.end)]
    assert types == [np.int32, np.int8, np.int32, np.int32]


def test_no_entries_give_no_passages() -> None:
    passages, texts = passages_of([])
    assert (len(passages), texts) == (0, [])
    assert passages.part.dtype == np.int8


def test_the_stored_numbers_of_parts_stay() -> None:
    assert (Part.ENTRY, Part.TITLE, Part.ABSTRACT) == (0, 1, 2)


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Tea", "Hot.", "Tea. Hot."),
        ("Tea?", "Hot.", "Tea? Hot."),
        ("Tea!", "Hot.", "Tea! Hot."),
        ("Tea.", "Hot.", "Tea. Hot."),
        ("Tea", "", "Tea."),
        ("Tea?", "", "Tea?"),
    ],
)
def test_title_and_abstract_as_one_text(title: str, abstract: str, expected: str) -> None:
    assert whole_text(entry(title, abstract)) == expected


def test_every_text_is_encoded_with_the_topic_of_its_brief() -> None:
    made_of = to_encode(["Tea.", "Tea", "Milk."], [0, 0, 1], ["cups", "jugs"], {"jugs": ("milk",), "cups": ("tea",)})
    assert made_of == [ToEncode("Tea.", ("tea",)), ToEncode("Tea", ("tea",)), ToEncode("Milk.", ("milk",))]
