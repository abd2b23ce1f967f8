from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.indexing.lexical import Lexical, documents_of, topic_terms
from tiny import entry

if TYPE_CHECKING:
    from briefqa.brief import Entry

K1, B = 1.5, 0.75
# Words that are their own stems.
WORDS = ["tea", "milk", "cup", "ward", "sleep"]
DOCUMENTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), max_size=8)
QUESTION = st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=5)


def entries_of(documents: list[list[str]]) -> list[Entry]:
    return [entry("", " ".join(words), section=(), source="") for words in documents]


def plain_idf(term: str, documents: list[list[str]]) -> float:
    with_term = sum(term in words for words in documents)
    return math.log(1 + (len(documents) - with_term + 0.5) / (with_term + 0.5))


def plain_bm25(question: list[str], words: list[str], documents: list[list[str]]) -> float:
    mean_length = sum(map(len, documents)) / len(documents)
    score = 0.0
    for term in question:
        count = words.count(term)
        if count:
            score += plain_idf(term, documents) * count / (count + K1 * (1 - B + B * len(words) / mean_length))
    return score


@given(DOCUMENTS, QUESTION)
def test_scores_equal_plain_lucene_bm25(documents: list[list[str]], question: list[str]) -> None:
    found = Lexical.fit(documents_of(entries_of(documents))).scores(question)
    assert found.dtype == np.float32
    expected = [plain_bm25(question, words, documents) for words in documents]
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-5)


@given(DOCUMENTS, QUESTION)
def test_inverse_document_frequencies_equal_plain_counts(documents: list[list[str]], question: list[str]) -> None:
    found = Lexical.fit(documents_of(entries_of(documents))).idf(question)
    assert found.tolist() == pytest.approx([plain_idf(term, documents) for term in question], abs=1e-9)


@given(DOCUMENTS, st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_no_entry_scores_more_than_the_inverse_document_frequencies_together(
    documents: list[list[str]], question: list[str]
) -> None:
    lexical = Lexical.fit(documents_of(entries_of(documents)))
    assert (lexical.scores(question) <= lexical.idf(question).sum()).all()


def test_a_word_said_very_often_approaches_its_inverse_document_frequency() -> None:
    lexical = Lexical.fit(documents_of(entries_of([["tea"] * 5000, ["milk"] * 5000])))
    score = float(lexical.scores(["tea"])[0])
    assert score == pytest.approx(math.log(2), rel=1e-3)
    assert score < lexical.idf(["tea"])[0]


def test_scores_worked_by_hand() -> None:
    # Three documents of two words each: length plays no part, and 2 of 3 hold "tea".
    lexical = Lexical.fit(documents_of(entries_of([["tea", "tea"], ["tea", "milk"], ["cup", "ward"]])))
    idf = math.log(1 + 1.5 / 2.5)
    np.testing.assert_allclose(lexical.scores(["tea"]), [idf * 2 / 3.5, idf / 2.5, 0], atol=1e-6)


@given(DOCUMENTS, QUESTION)
def test_saved_and_loaded_it_scores_alike(
    tmp_path_factory: pytest.TempPathFactory, documents: list[list[str]], question: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("terms")
    lexical = Lexical.fit(documents_of(entries_of(documents)))
    lexical.save(folder)
    loaded = Lexical.load(folder, len(documents))
    np.testing.assert_array_equal(loaded.scores(question), lexical.scores(question))
    assert loaded.idf(question).tolist() == lexical.idf(question).tolist()


@given(DOCUMENTS, QUESTION)
def test_saved_arrays_score_to_the_last_bit_as_bm25s_does_with_them(
    tmp_path_factory: pytest.TempPathFactory, documents: list[list[str]], question: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("terms")
    Lexical.fit(documents_of(entries_of(documents))).save(folder)
    known = [word for word in question if any(word in words for words in documents)]
    if known:
        expected = bm25s.BM25.load(folder, show_progress=False).get_scores(known)
        np.testing.assert_array_equal(Lexical.load(folder, len(documents)).scores(question), expected)


def test_files_that_do_not_fit_together(tmp_path: Path) -> None:
    Lexical.fit(documents_of(entries_of([["tea", "milk"], ["tea"]]))).save(tmp_path)
    with pytest.raises(ValueError, match="entries that are not there"):
        Lexical.load(tmp_path, 1)
    (tmp_path / "vocab.index.json").write_text('{"tea": 0, "milk": 1, "cup": 2}')
    with pytest.raises(ValueError, match="other lengths"):
        Lexical.load(tmp_path, 2)


@pytest.mark.parametrize("documents", [[], [[], []]], ids=["no entries", "no words"])
def test_a_corpus_without_words(tmp_path: Path, documents: list[list[str]]) -> None:
    lexical = Lexical.fit(documents_of(entries_of(documents)))
    lexical.save(tmp_path)
    assert list(tmp_path.iterdir()) == []
    loaded = Lexical.load(tmp_path, len(documents))
    assert loaded.scores(["tea"]).tolist() == [0.0] * len(documents)
    assert loaded.idf([]).tolist() == []


def test_saved_files_are_arrays_and_json_without_pickle(tmp_path: Path) -> None:
    Lexical.fit(documents_of(entries_of([["tea", "milk"]]))).save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".npy", ".json"}
    for path in tmp_path.glob("*.npy"):
        assert np.load(path, allow_pickle=False).dtype != object


SAVE = """
import hashlib, sys
from pathlib import Path
from briefqa.indexing.lexical import Lexical, documents_of
from tiny import entry
folder = Path(sys.argv[1])
entries = [entry(f"Tea {n}", f"milk cup ward sleep {n * 7} porter {'nurse ' * n}") for n in range(20)]
Lexical.fit(documents_of(entries)).save(folder)
for path in sorted(folder.iterdir()):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_the_same_entries_give_the_same_files_in_another_process(tmp_path: Path) -> None:
    listings = set()
    for seed in ("0", "1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", SAVE, str(folder)],
            check=True,
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        listings.add(done.stdout)
    assert len(listings) == 1
    assert len(listings.pop().splitlines()) >= 3


def test_what_is_compared_word_by_word() -> None:
    documents = documents_of([entry("Tea", "Hot.", section=("Reviews", "Drinks"), source="Journal of Tea 1(2)")])
    assert documents == [["drink", "tea", "journal", "tea", "1", "2", "hot"]]


def test_every_field_that_is_compared_counts() -> None:
    lexical = Lexical.fit(
        documents_of([entry("Tea", "Hot milk.", section=("Old", "Drinks"), source="Cup Monthly"), entry("Other")])
    )
    for stem in ("drink", "tea", "cup", "milk"):
        first, second = lexical.scores([stem]).tolist()
        assert first > second == 0
    assert lexical.scores(["old"]).tolist() == [0, 0]


def test_topic_terms_stand_in_over_half_of_the_entries() -> None:
    documents = [["tea", "tea", "milk"], ["tea", "milk"], ["tea", "cup"], ["sleep", "cup", "ward"]]
    assert topic_terms(documents_of(entries_of(documents))) == ("tea",)
    assert topic_terms(documents_of(entries_of(documents)), share=0.25) == ("cup", "milk", "tea")
    assert topic_terms(documents_of(entries_of(documents)), share=0.75) == ()


def test_no_entries_have_no_topic() -> None:
    assert topic_terms([]) == ()
