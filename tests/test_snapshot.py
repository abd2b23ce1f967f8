"""One state of an index: what passes the filters, what is near, what is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefqa import Access
from briefqa.errors import QuestionError
from briefqa.indexing import open_index
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
    for found in snapshot.search("night shifts and sleep", allowed, HashingEncoder().encode_query):
        assert set(found.entry.tolist()) <= {3, 4, 5}
        assert np.all(np.diff(found.cosine) <= 0)


def test_the_question_is_encoded_as_asked_first(snapshot: Snapshot) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return HashingEncoder().encode_query(texts)

    snapshot.search("night shifts and sleep", snapshot.allowed(None, None, None, None), encode)
    assert asked[0] == "night shifts and sleep"


def test_a_row_is_quoted_from_its_abstract_and_none_by_the_title(snapshot: Snapshot) -> None:
    abstract = snapshot.index.entries[1].abstract
    rows = [row for row in range(len(snapshot.index.passages)) if snapshot.index.passages.entry[row] == 1]
    quote = snapshot.quote(1, rows[-1])
    assert (quote.field, quote.text) == ("abstract", abstract[quote.start : quote.end])
    assert snapshot.quote(1, -1).text == snapshot.index.entries[1].title
