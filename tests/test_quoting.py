"""The sentence of an entry that answers best, and its words that were searched for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefqa.indexing import open_index
from briefqa.quoting import Quoting
from briefqa.sentences import sentence_spans
from briefqa.snapshot import Snapshot
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.answer import Quote


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return Snapshot.of(open_index(make_index(tmp_path, ward=brief_text())))


def read(snapshot: Snapshot, position: int, question: str, *, near: bool = True) -> tuple[Quote, tuple[str, ...]]:
    entry = snapshot.index.entries[position]
    asked = snapshot.understand(question, lambda _: True)
    spans = sentence_spans(entry.abstract)
    vectors = HashingEncoder().encode_query([entry.abstract[start:end] for start, end in spans] or [""])
    cosines = (HashingEncoder().encode_query([question]) @ vectors.T).astype(np.float64) * near
    return Quoting(asked, snapshot.index.lexical.idf(asked.terms)).read(entry, spans, cosines)


def test_the_sentence_that_fits_best_is_quoted(snapshot: Snapshot) -> None:
    for position, entry in enumerate(snapshot.index.entries):
        for start, end in sentence_spans(entry.abstract):
            quote, _ = read(snapshot, position, entry.abstract[start:end])
            assert (quote.field, quote.start, quote.end) == ("abstract", start, end)
            assert quote.text == entry.abstract[start:end]


def test_words_decide_between_sentences_that_are_equally_near(snapshot: Snapshot) -> None:
    abstract = snapshot.index.entries[1].abstract
    *_, (start, end) = sentence_spans(abstract)
    quote, _ = read(snapshot, 1, abstract[start:end], near=False)
    assert quote.text == abstract[start:end]


def test_an_entry_without_an_abstract_is_quoted_by_its_title(snapshot: Snapshot) -> None:
    entry = replace(snapshot.index.entries[1], abstract="")
    asked = snapshot.understand("porters at night", lambda _: True)
    quoting = Quoting(asked, snapshot.index.lexical.idf(asked.terms))
    quote, matched = quoting.read(entry, [], np.zeros((2, 0)))
    assert (quote.text, quote.field, quote.start, quote.end) == (entry.title, "title", 0, len(entry.title))
    assert matched == ("porters", "night")


def test_the_words_that_were_searched_for_stand_in_the_order_of_the_question(snapshot: Snapshot) -> None:
    entry = snapshot.index.entries[1]
    assert entry.title == "Night shifts and sleep among porters"
    assert read(snapshot, 1, "sleeping porter at nights, a zebra")[1] == ("sleep", "porters", "night")
    assert read(snapshot, 1, "What is it?")[1] == ()
