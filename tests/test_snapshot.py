"""One state of an index: what passes the filters, what is near, what is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefqa import Access
from briefqa.errors import QuestionError
from briefqa.indexing import open_index
from briefqa.sentences import sentence_spans
from briefqa.snapshot import Found, Snapshot
from briefqa.terms import places_of
from tiny import HashingEncoder, brief_text, make_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from briefqa.encoding import Vectors


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    texts = {"ward": brief_text(), "home": brief_text("Home Life").replace("porters", "carers")}
    return Snapshot.of(open_index(make_index(tmp_path, **texts)))


def test_it_holds_what_every_question_needs(snapshot: Snapshot) -> None:
    assert snapshot.index.entries[0].id == "home-life/peer-support-in-maternity-wards-a-review"
    assert snapshot.index.columns.maybe_titled("peer-support-in-maternity-wards-a-review") == [0, 3]
    assert [brief.id for brief in snapshot.index.briefs] == ["home-life", "ward-life"]
    assert len(snapshot.topics) == 2


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


def search(snapshot: Snapshot, question: str, allowed: NDArray[np.bool_]) -> Found:
    asked = snapshot.understand(question, lambda _: True)
    (found,) = snapshot.search([(question, asked)], allowed, HashingEncoder().encode_query)
    return found


def test_nothing_that_is_not_allowed_is_found(snapshot: Snapshot) -> None:
    found = search(snapshot, "night shifts and sleep", snapshot.allowed(["ward-life"], None, None, None))
    assert found.positions.tolist() == [3, 4, 5]
    assert len(found.strengths) == len(found.parts.meaning) == 3


@pytest.mark.parametrize("question", ["night shifts and sleep", "papers from 2022", "Lifting courses", "zebra"])
def test_of_many_entries_the_strongest_are_found_as_if_all_were_looked_at(
    question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"w{n}": brief_text(f"Ward {n}").replace("porters", f"porters of ward {n}") for n in range(12)}
    snapshot = Snapshot.of(open_index(make_index(tmp_path, **texts)))
    everything = np.ones(len(snapshot.index.entries), np.bool_)
    exact = search(snapshot, question, everything)
    assert len(exact.positions) == len(snapshot.index.entries)
    monkeypatch.setattr("briefqa.snapshot._CANDIDATES", 15)
    monkeypatch.setattr("briefqa.snapshot._POOL", 20)
    found = search(snapshot, question, everything)
    assert len(found.positions) == 15
    assert (np.diff(found.positions) > 0).all()
    strengths = dict(zip(exact.positions.tolist(), exact.strengths.tolist(), strict=True))
    assert [strengths[position] for position in found.positions.tolist()] == pytest.approx(found.strengths.tolist())
    best = sorted(strengths.values(), reverse=True)[:5]
    assert sorted(found.strengths.tolist(), reverse=True)[:5] == pytest.approx(best)
    some = snapshot.allowed(["ward-3", "ward-4", "ward-5", "ward-6", "ward-7", "ward-8"], None, None, None)
    assert some[search(snapshot, question, some).positions].all()


def test_the_question_is_encoded_as_asked_first_and_at_most_twice_more(snapshot: Snapshot) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return HashingEncoder().encode_query(texts)

    question = "night shifts, reviews, training and sleep of porters"
    everything = snapshot.allowed(None, None, None, None)
    list(snapshot.search([(question, snapshot.understand(question, lambda _: True))], everything, encode))
    assert asked[0] == question
    assert 1 < len(asked) <= 3


def test_the_variants_are_encoded_in_one_run_where_they_are_few(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[list[str]] = []

    def encode(texts: Sequence[str]) -> Vectors:
        runs.append(list(texts))
        return HashingEncoder().encode_query(texts)

    question = "night shifts, reviews, training and sleep of porters"
    asked = snapshot.understand(question, lambda _: True)
    everything = snapshot.allowed(None, None, None, None)
    (ahead,) = snapshot.search([(question, asked)], everything, encode)
    monkeypatch.setattr("briefqa.snapshot._FEW_BRIEFS", 1)
    (later,) = snapshot.search([(question, asked)], everything, encode)
    assert runs == [runs[0], runs[0][:1], runs[0][1:]]
    assert len(runs[0]) > 1
    assert ahead.strengths.tolist() == later.strengths.tolist()


def test_the_sentences_of_an_entry_come_with_their_cosines(snapshot: Snapshot) -> None:
    found = search(snapshot, "night shifts", snapshot.allowed(["ward-life"], None, None, None))
    for place, position in enumerate(found.positions.tolist()):
        spans, cosines = snapshot.sentences(found, place)
        abstract = snapshot.index.entries[position].abstract
        assert spans == list(sentence_spans(abstract))
        texts = [abstract[start:end] for start, end in spans] or [""]
        left_out = [places_of(text, snapshot.topics[1]) for text in texts]
        vectors = HashingEncoder().encode_document(texts, left_out=left_out)
        asked = HashingEncoder().encode_query(["night shifts"])
        np.testing.assert_allclose(cosines[0], (vectors @ asked[0])[: len(spans)], atol=1e-6)
