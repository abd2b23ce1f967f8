from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.indexing.lexical import Lexical
from briefqa.indexing.sharing import shares

WORDS = ["tea", "milk", "ward", "cup", "vc"]
DOCUMENTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=6)
TERMS = st.lists(st.sampled_from([*WORDS, "zebra"]), max_size=4, unique=True)


@given(DOCUMENTS, TERMS)
def test_without_other_phrases_a_share_is_bm25_over_what_is_attainable(
    documents: list[list[str]], terms: list[str]
) -> None:
    lexical = Lexical.fit(documents)
    most = float(lexical.idf(terms).sum()) if terms else 1.0
    np.testing.assert_allclose(shares(lexical, terms, {}), lexical.scores(terms) / most, atol=1e-6)


@given(DOCUMENTS, TERMS, st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_shares_are_in_range_and_no_other_phrase_lowers_them(
    documents: list[list[str]], terms: list[str], one: str, other: str
) -> None:
    lexical = Lexical.fit(documents)
    found = shares(lexical, [*dict.fromkeys([*terms, one])], {(one,): [(other,)]})
    plain = shares(lexical, [*dict.fromkeys([*terms, one])], {})
    assert found.dtype == np.float64
    assert ((found >= 0) & (found <= 1)).all()
    assert (found >= plain - 1e-9).all()


def test_an_entry_counts_with_the_phrase_it_has_more_of() -> None:
    lexical = Lexical.fit([["vc"], ["tea", "milk"], ["tea", "milk", "vc"], ["cup"]])
    alike = {("tea", "milk"): [("vc",)]}
    abbreviated, spelt, both, neither = shares(lexical, ["tea", "milk"], alike).tolist()
    assert abbreviated == pytest.approx(lexical.scores(["vc"])[0] / lexical.idf(["vc"])[0])
    assert spelt == pytest.approx(lexical.scores(["tea", "milk"])[1] / lexical.idf(["tea", "milk"]).sum(), rel=1e-6)
    # What says the same is not counted twice.
    assert both < spelt
    assert neither == 0


def test_a_phrase_counts_only_whole() -> None:
    lexical = Lexical.fit([["tea"], ["milk"], ["cup"]])
    assert shares(lexical, ["cup"], {("cup",): [("tea", "milk")]}).tolist() == shares(lexical, ["cup"], {}).tolist()
    assert shares(lexical, ["cup"], {("cup",): [("zebra",)]}).tolist() == shares(lexical, ["cup"], {}).tolist()
