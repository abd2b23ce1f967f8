"""One state of an index: what passes the filters, what is near, what is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefqa import Access
from briefqa.errors import QuestionError
from briefqa.indexing import open_index
from briefqa.sentences import sentence_spans
from briefqa.snapshot import Snapshot
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from briefqa.encoding import Vectors


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    texts = {"ward": brief_text(), "home": brief_text("Home Life").replace("porters", "carers")}
    return Snapshot.of(open_index(make_index(tmp_path, **texts)))


def test_it_holds_what_every_question_needs(snapshot: Snapshot) -> None:
    assert snapshot.ids[0] == "home-life/peer-support-in-maternity-wards-a-review"
    assert snapshot.titles.tolist()[0] == "peer-support-in-maternity-wards-a-review"
    assert set(snapshot.topic_terms) == {"home-life", "ward-life"}


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        ((None, None, None, None), [0, 1, 2, 3, 4, 5]),
        ((["ward-life"], None, None, None), [3, 4, 5]),
        ((None, ["TRAINING"], None, None), [2, 5]),
        ((None, None, (2022, 2023), None), [0, 1, 3, 4]),
        ((None, None, None, [Access.ABSTRACT_ONLY]), [1, 4]),
        ((["home-life"], ["reviews"], (2022, 2022), None), [1]),
    ],
)
def test_only_what_all_filters_let_pass_is_allowed(
    filters: tuple[Any, Any, Any, Any], passing: list[int], snapshot: Snapshot
) -> None:
    assert np.flatnonzero(snapshot.allowed(*filters)).tolist() == passing


def test_what_is_not_there_cannot_be_filtered_by(snapshot: Snapshot) -> None:
    with pytest.raises(QuestionError, match="no brief 'clinic-life'; choose from: home-life, ward-life"):
        snapshot.allowed(["clinic-life"], None, None, None)


def test_nothing_that_is_not_allowed_is_found(snapshot: Snapshot) -> None:
    allowed = snapshot.allowed(["ward-life"], None, None, None)
    found = snapshot.search("night shifts and sleep", allowed, HashingEncoder().encode_query)
    assert len(found.passages) == len(found.vectors)
    for scores in found.passages:
        assert set(scores.entry.tolist()) <= {3, 4, 5}
        assert np.all(np.diff(scores.cosine) <= 0)


def test_the_question_is_encoded_as_asked_first(snapshot: Snapshot) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return HashingEncoder().encode_query(texts)

    snapshot.search("night shifts and sleep", snapshot.allowed(None, None, None, None), encode)
    assert asked[0] == "night shifts and sleep"


def test_the_sentence_that_fits_best_is_quoted(snapshot: Snapshot) -> None:
    abstract = snapshot.index.entries[1].abstract
    for start, end in sentence_spans(abstract):
        asked = snapshot.understand(abstract[start:end], lambda _: True)
        quote = snapshot.quote(1, asked, HashingEncoder().encode_query([abstract[start:end]]))
        assert (quote.field, quote.start, quote.end) == ("abstract", start, end)
        assert quote.text == abstract[start:end]


def test_words_decide_between_sentences_that_are_equally_near(snapshot: Snapshot) -> None:
    abstract = snapshot.index.entries[1].abstract
    *_, (start, end) = sentence_spans(abstract)
    asked = snapshot.understand(abstract[start:end], lambda _: True)
    nowhere = np.zeros((1, snapshot.index.manifest.encoder.dimension), np.float32)
    assert snapshot.quote(1, asked, nowhere).text == abstract[start:end]


def test_an_entry_without_an_abstract_is_quoted_by_its_title(tmp_path: Path) -> None:
    texts = {"ward": brief_text().replace("ABSTRACT", "")}
    snapshot = Snapshot.of(open_index(make_index(tmp_path, **texts)))
    asked = snapshot.understand("porters", lambda _: True)
    vectors = HashingEncoder().encode_query(["porters"])
    for position, entry in enumerate(snapshot.index.entries):
        quote = snapshot.quote(position, asked, vectors)
        assert (quote.field == "title") is (not entry.abstract)
        assert getattr(entry, quote.field)[quote.start : quote.end] == quote.text
