from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from briefqa import Retriever
from briefqa.encoding import Vectors
from briefqa.errors import IndexCorrupt, IndexMissing, IndexOpenError, IndexVersionError
from briefqa.indexing import Index, open_index, read_manifest
from briefqa.indexing.manifest import MANIFEST, write_manifest
from briefqa.indexing.passages import Part, passages_of, whole_text
from briefqa.indexing.vectors import write_vectors
from briefqa.terms import places_of, stems
from tiny import DIMENSION, HashingEncoder, brief_text, make_index

QUESTION = "sleep of porters on night shifts"
NO_ENTRIES = """Date of publication: May 2024

Please acknowledge this work as: Evidence Brief: Empty Life. A. Author. (May 2024) UK: A Team
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = {"ward": brief_text("Ward Life"), "home": brief_text("Home Life").replace("porters", "drivers and cooks")}
    return make_index(tmp_path_factory.mktemp("store"), **texts)


@pytest.fixture(scope="module")
def index(made: Path) -> Index:
    return open_index(made)


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "index"))


def questions(seed: int, count: int = 3) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def expected_vectors(index: Index, texts: list[str], owners: Sequence[int]) -> Vectors:
    """Of texts of these entries, without the words of their briefs' topics."""
    topics = [index.manifest.topics[index.entries[owner].brief_id] for owner in owners]
    left_out = [places_of(text, topic) for text, topic in zip(texts, topics, strict=True)]
    return HashingEncoder().encode_document(texts, left_out=left_out)


def of_passages(index: Index) -> Vectors:
    passages, texts = passages_of(index.entries)
    return expected_vectors(index, texts, passages.entry.tolist())


def inner_products(index: Index, vectors: Vectors) -> Vectors:
    products: Vectors = vectors @ of_passages(index).T
    return products


def ask(folder: Path) -> dict[str, Any]:
    return Retriever.open(folder, HashingEncoder()).ask(QUESTION).to_dict()


def complaint(folder: Path, kind: type[IndexOpenError]) -> str:
    with pytest.raises(IndexOpenError) as caught:
        open_index(folder)
    message = str(caught.value)
    assert caught.type is kind, message
    assert "\n" not in message
    assert "run `briefqa index" in message
    return message


@pytest.mark.parametrize("seed", range(5))
def test_the_nearest_entries_are_those_with_the_largest_inner_product(index: Index, seed: int) -> None:
    vectors = questions(seed)
    expected = inner_products(index, vectors)[:, index.passages.part == Part.ENTRY]
    nearest = np.stack([one.nearest(4) for one in index.near(vectors)])
    assert nearest.dtype == np.int64
    assert nearest.shape == (3, 4)
    found = np.take_along_axis(expected, nearest, 1)
    np.testing.assert_allclose(found, -np.sort(-expected, axis=1)[:, :4], atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_a_filter_leaves_out_other_entries(index: Index, seed: int) -> None:
    allowed = np.random.default_rng(seed).random(len(index.entries)) < 0.5
    allowed[seed % len(allowed)] = True
    vectors = questions(seed)
    expected = inner_products(index, vectors)[:, index.passages.part == Part.ENTRY]
    nearest = np.stack([one.nearest(2, allowed) for one in index.near(vectors)])
    kept = min(2, int(allowed.sum()))
    assert nearest.shape == (3, kept)
    assert allowed[nearest].all()
    found = np.take_along_axis(expected, nearest, 1)
    np.testing.assert_allclose(found, -np.sort(-expected[:, allowed], axis=1)[:, :kept], atol=1e-6)


def test_more_entries_than_there_are_give_all_of_them(index: Index) -> None:
    for one in index.near(questions(0)):
        assert sorted(one.nearest(10_000).tolist()) == list(range(len(index.entries)))


def test_more_entries_than_are_allowed_give_all_that_are(index: Index) -> None:
    allowed = np.zeros(len(index.entries), np.bool_)
    allowed[[1, 4]] = True
    (near,) = index.near(questions(0, 1))
    assert sorted(near.nearest(10_000, allowed).tolist()) == [1, 4]


def test_no_entry_is_near_where_none_is_allowed(index: Index) -> None:
    for one in index.near(questions(0)):
        assert one.nearest(5, np.zeros(len(index.entries), np.bool_)).shape == (0,)


def test_an_entry_is_nearest_to_itself(index: Index) -> None:
    texts = [whole_text(entry) for entry in index.entries]
    near = index.near(HashingEncoder().encode_query(texts))
    assert [texts[int(one.nearest(1)[0])] for one in near] == texts


def test_vectors_are_those_of_the_texts(index: Index) -> None:
    texts = passages_of(index.entries)[1]
    expected = of_passages(index)
    np.testing.assert_allclose(index.vectors(range(len(texts))), expected, atol=1e-6)
    np.testing.assert_allclose(index.vectors([3, 0]), expected[[3, 0]], atol=1e-6)
    assert index.vectors([]).shape == (0, expected.shape[1])


@pytest.mark.parametrize("count", [1, 2, 7])
def test_cosines_are_those_of_the_texts(index: Index, count: int) -> None:
    vectors = questions(3, count)
    products = inner_products(index, vectors)
    rows = np.array([5, 0, 3, 5])
    np.testing.assert_allclose(index.cosines(vectors, rows), products[:, rows], atol=1e-6)
    assert index.cosines(vectors, rows[:0]).shape == (count, 0)
    wholes = products[:, index.passages.part == Part.ENTRY]
    found = [one.cosines(np.array([2, 5])) for one in index.near(vectors)]
    np.testing.assert_allclose(found, wholes[:, [2, 5]], atol=1e-6)


def test_the_share_of_terms_is_what_was_attained_of_what_is_attainable(index: Index) -> None:
    terms = stems("Do porters sleep at night?")
    shares = index.sharing_terms(terms)
    assert shares.dtype == np.float32
    assert shares.shape == (len(index.entries),)
    np.testing.assert_allclose(shares, index.lexical.scores(terms) / index.lexical.idf(terms).sum(), atol=1e-6)
    best = index.entries[int(shares.argmax())]
    assert best.id == "ward-life/night-shifts-and-sleep-among-porters"
    assert 0 < shares.max() < 1


def test_a_share_is_of_what_is_attainable_even_for_a_word_in_most_entries(index: Index) -> None:
    attainable = index.lexical.idf(["review"])[0]
    assert 0 < attainable < 1
    np.testing.assert_allclose(
        index.sharing_terms(["review"]), index.lexical.scores(["review"]) / attainable, atol=1e-6
    )


def test_words_of_the_question_that_no_entry_has_lower_the_share(index: Index) -> None:
    assert index.sharing_terms(["porter", "zebra"]).max() < index.sharing_terms(["porter"]).max()


def test_entries_that_are_not_allowed_share_nothing(index: Index) -> None:
    allowed = np.arange(len(index.entries)) % 2 == 0
    shares = index.sharing_terms(["night", "review"], allowed)
    np.testing.assert_array_equal(shares, np.where(allowed, index.sharing_terms(["night", "review"]), 0))


@pytest.mark.parametrize("terms", [[], ["zebra"]])
def test_nothing_is_shared_with_a_question_of_no_known_terms(index: Index, terms: list[str]) -> None:
    assert index.sharing_terms(terms).tolist() == [0] * len(index.entries)


def test_an_index_gives_back_the_briefs_it_was_made_of(index: Index) -> None:
    assert [(item.id, len(item.entries)) for item in index.briefs] == [("home-life", 3), ("ward-life", 3)]
    assert tuple(entry for item in index.briefs for entry in item.entries) == index.entries
    assert index.briefs[0].contact == "help@example.org"
    assert index.entries[1].abstract == "Porters who work at night sleep less than five hours."


def test_an_index_of_a_brief_without_entries_opens_and_answers(tmp_path: Path) -> None:
    folder = make_index(tmp_path, empty=NO_ENTRIES)
    opened = open_index(folder)
    assert [(item.title, item.entries) for item in opened.briefs] == [("Empty Life", ())]
    assert [one.nearest(5).shape for one in opened.near(questions(0))] == [(0,)] * 3
    assert opened.sharing_terms(["tea"]).shape == (0,)
    answer = Retriever(opened, HashingEncoder()).ask(QUESTION)
    assert (answer.covered, answer.hits, answer.key_points) == (False, (), ())


def test_an_index_may_stand_in_a_folder_of_any_name(tmp_path: Path) -> None:
    folder = make_index(tmp_path / "Größe & thé – 茶 100% [1]", **{"ward life – neu": brief_text("Ward Life")})
    assert ask(folder)["hits"][0]["entry"]["id"] == "ward-life/night-shifts-and-sleep-among-porters"


def test_a_moved_index_answers_as_before(copy: Path, tmp_path: Path) -> None:
    before = ask(copy)
    moved = copy.rename(tmp_path / "elsewhere")
    assert ask(moved) == before


READ_ONLY = """
import errno, os, sys
from briefqa import Retriever
from tiny import HashingEncoder

folder = os.path.abspath(sys.argv[1])

def refuse(event, arguments):
    path = os.path.abspath(os.fsdecode(arguments[0])) if arguments and isinstance(arguments[0], (str, bytes)) else ""
    if path.startswith(folder):
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        if event in ("open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.utime", "os.link"):
            raise OSError(errno.EROFS, "Read-only file system", path)

sys.addaudithook(refuse)
try:
    open(os.path.join(folder, "new"), "w")
except OSError:
    print(Retriever.open(folder, HashingEncoder()).ask("sleep of porters").hits[0].entry.title)
"""


def test_an_index_where_nothing_can_be_written_answers(copy: Path, tmp_path: Path) -> None:
    """As on a read-only mount; on another machine, path and user differ as well."""
    folder = tmp_path / "a share – größer" / "index"
    folder.parent.mkdir()
    copy.rename(folder)
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = [sys.executable, "-c", READ_ONLY, str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    assert (result.stdout, result.stderr) == ("Night shifts and sleep among porters\n", "")


def test_an_index_is_opened_by_a_path_from_here(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = ask(copy)
    monkeypatch.chdir(copy.parent)
    assert ask(Path("index")) == expected


def test_no_file_of_an_index_is_a_pickle(made: Path) -> None:
    blobs = [blob.path for blobs in read_manifest(made).blobs.values() for blob in blobs]
    assert {Path(path).suffix for path in blobs} == {".jsonl", ".npy", ".json"}
    for path in blobs:
        match Path(path).suffix:
            case ".npy":
                assert np.load(made / path, allow_pickle=False).dtype != object
            case ".jsonl":
                assert all(json.loads(line) for line in (made / path).read_text(encoding="utf-8").splitlines())
            case _:
                assert json.loads((made / path).read_text(encoding="utf-8"))


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


def cut_by_one(data: bytes) -> bytes:
    return data[:-1]


def emptied(data: bytes) -> bytes:  # noqa: ARG001
    return b""


def flip_first_bit(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


def flip_middle_bit(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 64]) + data[middle + 1 :]


def turned_round(data: bytes) -> bytes:
    return data[::-1]


@pytest.mark.parametrize(
    "damage", [cut_short, cut_by_one, emptied, flip_first_bit, flip_middle_bit, turned_round], ids=lambda d: d.__name__
)
def test_a_damaged_file_is_found(copy: Path, damage: Callable[[bytes], bytes]) -> None:
    blobs = [blob for blobs in read_manifest(copy).blobs.values() for blob in blobs]
    assert len(blobs) >= 6
    for blob in blobs:
        sound = (copy / blob.path).read_bytes()
        (copy / blob.path).write_bytes(damage(sound))
        message = complaint(copy, IndexCorrupt)
        assert message.startswith(f"{copy / blob.path}: ")
        assert message.endswith("run `briefqa index --full`")
        (copy / blob.path).write_bytes(sound)
    open_index(copy)


def test_a_deleted_file_is_found(copy: Path) -> None:
    for blob in [blob for blobs in read_manifest(copy).blobs.values() for blob in blobs]:
        (copy / blob.path).rename(copy.parent / "away")
        assert complaint(copy, IndexCorrupt).startswith(f"{copy / blob.path}: cannot be read")
        (copy.parent / "away").rename(copy / blob.path)
    open_index(copy)


def test_a_file_of_another_index_of_the_same_size_is_found(copy: Path, tmp_path: Path) -> None:
    texts = {
        "ward": brief_text("Word Life"),
        "home": brief_text("Hole Life").replace("porters", "bankers and cooks"),
    }
    other = make_index(tmp_path / "other", **texts)
    swapped = 0
    for role, blobs in read_manifest(copy).blobs.items():
        for blob, rival in zip(blobs, read_manifest(other).blobs[role], strict=True):
            if blob.size == rival.size and blob.sha256 != rival.sha256:
                sound = (copy / blob.path).read_bytes()
                (copy / blob.path).write_bytes((other / rival.path).read_bytes())
                assert "was altered" in complaint(copy, IndexCorrupt)
                (copy / blob.path).write_bytes(sound)
                swapped += 1
    assert swapped >= 3


def test_a_missing_index(tmp_path: Path) -> None:
    assert complaint(tmp_path, IndexMissing) == f"{tmp_path}: there is no index here; run `briefqa index`"
    assert complaint(tmp_path / "nowhere", IndexMissing).startswith(str(tmp_path / "nowhere"))


def test_a_file_in_place_of_the_index(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(IndexOpenError, match="run `briefqa index"):
        open_index(tmp_path / "index")


def test_an_index_without_its_manifest(copy: Path) -> None:
    (copy / MANIFEST).unlink()
    complaint(copy, IndexMissing)


def test_a_manifest_cut_short(copy: Path) -> None:
    text = (copy / MANIFEST).read_text(encoding="utf-8")
    (copy / MANIFEST).write_text(text[: len(text) // 2], encoding="utf-8")
    assert str(copy / MANIFEST) in complaint(copy, IndexCorrupt)


def edit(folder: Path, value: object, *keys: str | int) -> None:
    record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    inner = record
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    (folder / MANIFEST).write_text(json.dumps(record), encoding="utf-8")


def test_an_index_of_another_schema(copy: Path) -> None:
    edit(copy, 99, "schema")
    assert "has schema 99" in complaint(copy, IndexVersionError)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entries": 99}, "has 6 numbers instead of 99"),
        ({"passages": 99}, "numbers instead of 99"),
        ({"encoder": replace(HashingEncoder().info, dimension=65)}, "has 20 × 64 numbers instead of 20 × 65"),
        ({"blobs": {}}, "the manifest names no columns files"),
    ],
    ids=str,
)
def test_counts_that_disagree_are_found(copy: Path, changes: dict[str, Any], said: str) -> None:
    write_manifest(copy, replace(read_manifest(copy), **changes))
    assert said in complaint(copy, IndexCorrupt)


def test_vectors_that_are_too_few_are_found(copy: Path) -> None:
    blob = write_vectors(copy, (0, DIMENSION), [])
    manifest = read_manifest(copy)
    write_manifest(copy, replace(manifest, blobs={**manifest.blobs, "vectors": (blob,)}))
    assert f"has 0 × {DIMENSION} numbers instead of {manifest.passages} × {DIMENSION}" in complaint(copy, IndexCorrupt)


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ([], ("encoder",)),
        ([], ("blobs",)),
        ({}, ("blobs",)),
        ({}, ("briefs",)),
        ([], ("briefs",)),
        ([], ("briefs", 0, "brief")),
        ([], ("blobs", "entries", 0)),
        (None, ("blobs", "entries", 0, "path")),
        (None, ("encoder", "weights_sha256")),
        ("next week", ("briefs", 0, "brief", "published")),
        (5, ("briefs", 0, "brief", "published")),
        (None, ("briefs", 0, "brief", "authors")),
        ([None], ("briefs", 0, "brief", "id")),
    ],
    ids=str,
)
def test_a_manifest_with_something_else_in_a_place_is_refused(
    copy: Path, value: object, keys: tuple[str | int, ...]
) -> None:
    edit(copy, value, *keys)
    complaint(copy, IndexCorrupt)


def test_an_index_that_lost_its_terms_is_refused(copy: Path) -> None:
    edit(copy, [], "blobs", "terms")
    complaint(copy, IndexCorrupt)


def test_a_manifest_with_any_bit_flipped_is_sound_or_refused(copy: Path) -> None:
    data = (copy / MANIFEST).read_bytes()
    for position in range(0, len(data), 11):
        flipped = data[:position] + bytes([data[position] ^ (1 << position % 7)]) + data[position + 1 :]
        (copy / MANIFEST).write_bytes(flipped)
        with contextlib.suppress(IndexOpenError):
            Retriever.open(copy)
