"""The nearest entries: exactly those, or, in clusters, hardly any missed."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from briefqa.encoding import Vectors, to_unit
from briefqa.errors import IndexCorrupt
from briefqa.indexing.wholes import (
    LEAST_RECALL,
    Approximation,
    Clustered,
    Exact,
    cluster,
    one_thread,
    read_clusters,
    write_clusters,
)

COUNT, DIMENSION = 20_000, 16


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    chance = np.random.default_rng(5)
    middles = chance.normal(size=(300, DIMENSION))
    return to_unit(
        (middles[chance.integers(0, 300, COUNT)] + 0.4 * chance.normal(size=(COUNT, DIMENSION))).astype("f4")
    )


@pytest.fixture(scope="module")
def asked(vectors: Vectors) -> Vectors:
    noise = np.random.default_rng(6).normal(size=(50, DIMENSION)).astype("f4")
    return to_unit(vectors[::400] + 0.05 * noise)


@pytest.fixture(scope="module")
def clustered(vectors: Vectors, asked: Vectors) -> tuple[Clustered, Approximation]:
    found = cluster(vectors, asked)
    assert found is not None
    return found


def by_hand(vectors: Vectors, asked: Vectors, k: int, allowed: NDArray[np.bool_]) -> list[set[int]]:
    products = np.where(allowed, asked.astype(np.float64) @ vectors.T.astype(np.float64), -np.inf)
    return [set(row) for row in np.argsort(-products, axis=1)[:, :k].tolist()]


def nearest(
    search: Exact | Clustered, asked: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    return np.stack([near.nearest(k, allowed) for near in search.near(asked)])


@pytest.mark.parametrize("share", [1.0, 0.5, 0.01])
def test_all_are_compared_as_numpy_does(share: float, vectors: Vectors, asked: Vectors) -> None:
    allowed = np.random.default_rng(7).random(COUNT) <= share
    found = nearest(Exact(vectors), asked, 10, None if share == 1 else allowed)
    assert [set(row) for row in found.tolist()] == by_hand(vectors, asked, 10, allowed)
    products = np.vecdot(asked[:, np.newaxis], vectors[found])
    assert (np.diff(products) <= 1e-6).all()


def test_in_clusters_hardly_any_is_missed(
    vectors: Vectors, asked: Vectors, clustered: tuple[Clustered, Approximation]
) -> None:
    search, how = clustered
    found = nearest(search, asked, 500)
    wanted = by_hand(vectors, asked, 10, np.ones(COUNT, np.bool_))
    recall = np.mean([len(want & set(row)) / 10 for want, row in zip(wanted, found.tolist(), strict=True)])
    assert recall >= LEAST_RECALL
    assert how.recall == pytest.approx(recall, abs=1e-4)
    assert how.searched < how.clusters


@pytest.mark.parametrize("few", [0, 4, 400])
def test_with_a_filter_as_many_come_as_are_asked_for(
    few: int, vectors: Vectors, asked: Vectors, clustered: tuple[Clustered, Approximation]
) -> None:
    allowed = np.zeros(COUNT, np.bool_)
    allowed[: few and COUNT : COUNT // max(few, 1)] = True
    found = nearest(clustered[0], asked, 3, allowed)
    assert found.shape == (50, min(few, 3))
    assert allowed[found].all()
    if few == 4:
        assert [set(row) for row in found.tolist()] == by_hand(vectors, asked, 3, allowed)


def test_the_same_vectors_are_put_into_the_same_clusters(
    vectors: Vectors, asked: Vectors, clustered: tuple[Clustered, Approximation], tmp_path: Path
) -> None:
    again = cluster(vectors, asked)
    assert again is not None
    assert write_clusters(tmp_path, again[0]) == write_clusters(tmp_path, clustered[0])


def test_vectors_without_clusters_are_all_compared() -> None:
    chance = np.random.default_rng(8)
    spread, asked = (to_unit(chance.normal(size=(count, 64)).astype("f4")) for count in (3000, 40))
    assert cluster(spread, asked) is None


def test_they_come_back_from_disk(asked: Vectors, clustered: tuple[Clustered, Approximation], tmp_path: Path) -> None:
    search, how = clustered
    blob = write_clusters(tmp_path, search)
    vectors, rows = search.vectors, search.rows
    read = read_clusters(tmp_path, blob, how, vectors, rows)
    assert np.array_equal(nearest(read, asked, 20), nearest(search, asked, 20))
    with pytest.raises(IndexCorrupt, match=f"has {COUNT} entries instead of 3"):
        read_clusters(tmp_path, blob, how, vectors, rows[:3])
    with pytest.raises(IndexCorrupt, match="clusters instead of 5"):
        read_clusters(tmp_path, blob, Approximation(5, 1, 1.0), vectors, rows)


@pytest.mark.parametrize("count", [1, 2, 50])
def test_cosines_are_those_of_numpy(
    count: int, vectors: Vectors, asked: Vectors, clustered: tuple[Clustered, Approximation]
) -> None:
    some = np.array([7, 0, COUNT - 1])
    expected = asked[:count].astype(np.float64) @ vectors[some].T.astype(np.float64)
    for search in (Exact(vectors), clustered[0]):
        found = [near.cosines(some) for near in search.near(asked[:count])]
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_faiss_gets_back_the_threads_it_had() -> None:
    before = faiss.omp_get_max_threads()
    with one_thread():
        assert faiss.omp_get_max_threads() == 1
    assert faiss.omp_get_max_threads() == before
