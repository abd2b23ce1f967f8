from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefqa.encoding import EncoderInfo
from briefqa.errors import IndexCorrupt, IndexMissing, IndexVersionError
from briefqa.indexing.files import Blob
from briefqa.indexing.manifest import (
    MANIFEST,
    SCHEMA,
    IndexedBrief,
    Manifest,
    names_in_use,
    previous_of,
    read_manifest,
    write_manifest,
)
from tiny import brief, entry

WARD = brief([entry("Tea on the ward — a “review”")], id="ward", file="ward.txt", sha256="a" * 64)
OLD = brief([], id="ward", file="old.txt", sha256="b" * 64, published=None)


@pytest.fixture
def manifest() -> Manifest:
    return Manifest(
        briefqa="0.1.0",
        reader=1,
        encoder=EncoderInfo("hashing", "c" * 64, "9" * 64, 64, 256, {"query": "", "document": "passage: "}),
        entries=1,
        passages=2,
        blobs={
            "entries": (Blob("entries-aaaaaaaaaaaa.jsonl", 10, "d" * 64),),
            "passages": (Blob("passages-aaaaaaaaaaaa.npz", 20, "e" * 64),),
            "vectors": (Blob("vectors-aaaaaaaaaaaa.faiss", 30, "f" * 64),),
            "terms": (Blob("terms-aaaaaaaaaaaa/a.npy", 1, "0" * 64), Blob("terms-aaaaaaaaaaaa/b.npy", 2, "1" * 64)),
        },
        briefs=(
            IndexedBrief(OLD.to_dict(), 0, 2, "ward.txt", ()),
            IndexedBrief(WARD.to_dict(), 1, 0, None, ("tea", "ward")),
        ),
    )


@pytest.fixture
def record(manifest: Manifest, tmp_path: Path) -> dict[str, Any]:
    write_manifest(tmp_path, manifest)
    loaded: dict[str, Any] = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    return loaded


def complaint(folder: Path, kind: type[Exception]) -> str:
    with pytest.raises(kind) as caught:
        read_manifest(folder)
    assert caught.type is kind
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_written_is_read_back(manifest: Manifest, tmp_path: Path) -> None:
    write_manifest(tmp_path, manifest)
    assert read_manifest(tmp_path) == manifest


def test_what_was_undone_is_read_back(manifest: Manifest, tmp_path: Path) -> None:
    undone = replace(manifest, undone={"ward.txt": "a" * 64, "bad.txt": None})
    write_manifest(tmp_path, undone)
    assert read_manifest(tmp_path) == undone


def test_the_manifest_before_is_kept(manifest: Manifest, tmp_path: Path) -> None:
    for version in ("1", "2", "3"):
        written = write_manifest(tmp_path, replace(manifest, briefqa=version))
    assert read_manifest(tmp_path) == written
    assert written.briefqa == "3"
    before = previous_of(tmp_path, written)
    assert before is not None
    assert before.briefqa == "2"
    assert names_in_use(tmp_path, written) == manifest.blob_names() | {written.previous.path}  # type: ignore[union-attr]


def test_both_states_change_in_one_step(manifest: Manifest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is killed in the middle has not lost the state before."""
    for version in ("1", "2"):
        write_manifest(tmp_path, replace(manifest, briefqa=version))
    before = read_manifest(tmp_path)

    def die(source: Path, target: Path) -> None:
        if Path(target).name == MANIFEST:
            raise OSError("killed")
        Path(source).rename(target)

    monkeypatch.setattr(os, "replace", die)
    with pytest.raises(OSError, match="killed"):
        write_manifest(tmp_path, replace(manifest, briefqa="3"))
    assert read_manifest(tmp_path) == before
    assert previous_of(tmp_path, before).briefqa == "1"  # type: ignore[union-attr]


def test_the_first_manifest_has_none_before_it(manifest: Manifest, tmp_path: Path) -> None:
    written = write_manifest(tmp_path, manifest)
    assert {path.name for path in tmp_path.iterdir()} == {MANIFEST}
    assert previous_of(tmp_path, written) is None
    assert names_in_use(tmp_path, written) == manifest.blob_names()


def test_a_manifest_that_cannot_be_read_is_none_to_turn_back_to(manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("{")
    assert write_manifest(tmp_path, manifest).previous is None


def test_the_same_manifest_gives_the_same_bytes(manifest: Manifest, tmp_path: Path) -> None:
    for version in ("1", "2"):
        write_manifest(tmp_path, replace(manifest, briefqa=version))
    before = (tmp_path / MANIFEST).read_bytes()
    write_manifest(tmp_path, replace(manifest, briefqa="2"))
    assert (tmp_path / MANIFEST).read_bytes() == before


@pytest.mark.parametrize("damage", [b"", b"{}", None], ids=repr)
def test_a_damaged_manifest_of_the_state_before(manifest: Manifest, tmp_path: Path, damage: bytes | None) -> None:
    for version in ("1", "2"):
        written = write_manifest(tmp_path, replace(manifest, briefqa=version))
    path = tmp_path / written.previous.path  # type: ignore[union-attr]
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(IndexCorrupt, match=re.escape(str(path))):
        previous_of(tmp_path, written)
    assert names_in_use(tmp_path, written) == manifest.blob_names() | {path.name}


def test_sources_are_the_digests_of_all_briefs_by_file(manifest: Manifest) -> None:
    assert manifest.sources == {"old.txt": "b" * 64, "ward.txt": "a" * 64}


def test_blob_names_are_what_stands_in_the_index_folder(manifest: Manifest) -> None:
    assert manifest.blob_names() == {
        "entries-aaaaaaaaaaaa.jsonl",
        "passages-aaaaaaaaaaaa.npz",
        "vectors-aaaaaaaaaaaa.faiss",
        "terms-aaaaaaaaaaaa",
    }


def test_no_index(tmp_path: Path) -> None:
    assert complaint(tmp_path, IndexMissing) == f"{tmp_path}: there is no index here; run `briefqa index`"


def test_no_folder(tmp_path: Path) -> None:
    assert "run `briefqa index`" in complaint(tmp_path / "nowhere", IndexMissing)


@pytest.mark.parametrize("schema", [0, SCHEMA + 1, "1", None])
def test_another_schema(record: dict[str, Any], tmp_path: Path, schema: object) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({**record, "schema": schema}))
    message = complaint(tmp_path, IndexVersionError)
    assert message == f"{tmp_path / MANIFEST}: has schema {schema} instead of {SCHEMA}; run `briefqa index --full`"


def test_another_schema_is_told_even_if_nothing_else_is_understood(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"schema": 99, "files": []}')
    complaint(tmp_path, IndexVersionError)


@pytest.mark.parametrize(
    "text",
    ["", "{", "no JSON", "null", "[]", '"manifest"', "7", "{}", f'{{"schema": {SCHEMA}}}', f'[{{"schema": {SCHEMA}}}]'],
)
def test_what_is_no_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    message = complaint(tmp_path, IndexCorrupt)
    assert message == f"{tmp_path / MANIFEST}: is not a manifest of an index; run `briefqa index --full`"


def test_a_manifest_of_endless_depth(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("[" * 200_000)
    assert "is not a manifest of an index" in complaint(tmp_path, IndexCorrupt)


def sealed(record: dict[str, Any]) -> str:
    """A manifest somebody altered, and gave the digest that belongs to it."""
    record.pop("sha256", None)
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return json.dumps({**record, "sha256": hashlib.sha256(text.encode()).hexdigest()})


@pytest.mark.parametrize("key", ["encoder", "entries", "blobs", "briefs", "unread", "previous", "undone"])
def test_a_sealed_manifest_that_lacks_a_key(record: dict[str, Any], tmp_path: Path, key: str) -> None:
    del record[key]
    (tmp_path / MANIFEST).write_text(sealed(record))
    assert "is not a manifest of an index" in complaint(tmp_path, IndexCorrupt)


@pytest.mark.parametrize(
    "path", ["/etc/hostname", "../entries-aaaaaaaaaaaa.jsonl", "terms-aaaaaaaaaaaa/../a", "a.bin", ""]
)
def test_a_sealed_manifest_names_no_file_outside_the_folder(record: dict[str, Any], tmp_path: Path, path: str) -> None:
    record["blobs"]["entries"][0]["path"] = path
    (tmp_path / MANIFEST).write_text(sealed(record))
    assert "is not a manifest of an index" in complaint(tmp_path, IndexCorrupt)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_place_of_the_manifest_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MANIFEST)
    assert complaint(tmp_path, IndexCorrupt) == f"{tmp_path / MANIFEST}: is no file; run `briefqa index --full`"


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\x00{")
    message = complaint(tmp_path, IndexCorrupt)
    assert message == f"{tmp_path / MANIFEST}: is not a manifest of an index; run `briefqa index --full`"


def test_a_folder_in_place_of_the_manifest(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).mkdir()
    assert "briefqa index --full" in complaint(tmp_path, IndexCorrupt)


def test_a_manifest_cut_short_anywhere(record: dict[str, Any], tmp_path: Path) -> None:
    text = json.dumps(record)
    for end in range(0, len(text), 37):
        (tmp_path / MANIFEST).write_text(text[:end])
        assert str(tmp_path / MANIFEST) in complaint(tmp_path, IndexCorrupt)


@pytest.mark.parametrize("key", ["briefqa", "reader", "encoder", "entries", "passages", "blobs", "briefs"])
def test_a_manifest_that_lacks_a_key(record: dict[str, Any], tmp_path: Path, key: str) -> None:
    del record[key]
    (tmp_path / MANIFEST).write_text(json.dumps(record))
    complaint(tmp_path, IndexCorrupt)


@pytest.mark.parametrize("key", ["reader", "encoder", "entries", "passages", "blobs"])
@pytest.mark.parametrize("value", [[], [1], None, "many"], ids=repr)
def test_a_manifest_with_something_else_under_a_key(
    record: dict[str, Any], tmp_path: Path, key: str, value: object
) -> None:
    (tmp_path / MANIFEST).write_text(json.dumps({**record, key: value}))
    complaint(tmp_path, IndexCorrupt)


def test_a_manifest_whose_brief_is_a_list(record: dict[str, Any], tmp_path: Path) -> None:
    record["briefs"][0]["brief"] = []
    (tmp_path / MANIFEST).write_text(json.dumps(record))
    complaint(tmp_path, IndexCorrupt)
