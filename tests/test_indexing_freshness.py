from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefqa.encoding import check_model
from briefqa.errors import EncoderError, ReadError
from briefqa.indexing import build_index, check_index, roll_back
from briefqa.indexing.manifest import MANIFEST
from briefqa.reading import READER_VERSION
from tiny import HashingEncoder, brief_text, write_briefs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return write_briefs(tmp_path / "seeds", ward=brief_text("Ward Life"), home=brief_text("Home Life"))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


@pytest.fixture
def index_of_model(seeds: Path, model: Path, tmp_path: Path) -> Path:
    build(seeds, tmp_path / "index", model)
    return tmp_path / "index"


def build(seeds: Path, folder: Path, model: Path) -> None:
    build_index(seeds, folder, HashingEncoder(str(model), *check_model(str(model))))


def why_stale(seeds: Path, folder: Path, model: str, *, heed_rollback: bool = False) -> str | None:
    return check_index(seeds, folder, model, heed_rollback=heed_rollback).stale


def change(seeds: Path) -> None:
    (seeds / "ward.txt").write_text(brief_text("Ward Life").replace("five hours", "four hours"))
    (seeds / "home.txt").unlink()
    (seeds / "clinic.txt").write_text(brief_text("Clinic Life"))


def test_an_index_of_the_same_briefs_and_model_is_not_stale(seeds: Path, index_of_model: Path, model: Path) -> None:
    assert why_stale(seeds, index_of_model, str(model)) is None


def test_stale_because_there_is_none(seeds: Path, tmp_path: Path, model: Path) -> None:
    assert why_stale(seeds, tmp_path / "nowhere", str(model)) == "there is no index yet"


def test_stale_because_it_is_broken(seeds: Path, index_of_model: Path, model: Path) -> None:
    (index_of_model / MANIFEST).write_text("{")
    assert "is not a manifest" in str(why_stale(seeds, index_of_model, str(model)))


def test_stale_because_of_another_schema(seeds: Path, index_of_model: Path, model: Path) -> None:
    record = json.loads((index_of_model / MANIFEST).read_text(encoding="utf-8"))
    (index_of_model / MANIFEST).write_text(json.dumps({**record, "schema": 99}))
    assert "has schema 99" in str(why_stale(seeds, index_of_model, str(model)))


def test_stale_because_briefs_differ(seeds: Path, index_of_model: Path, model: Path) -> None:
    (seeds / "untouched.txt").write_text(brief_text("Third Life"))
    build(seeds, index_of_model, model)
    change(seeds)
    reason = why_stale(seeds, index_of_model, str(model))
    assert reason == "briefs were added, changed or removed: clinic.txt, home.txt, ward.txt"


def test_stale_because_briefs_are_read_differently_now(
    seeds: Path, index_of_model: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefqa.indexing.freshness.READER_VERSION", READER_VERSION + 1)
    assert why_stale(seeds, index_of_model, str(model)) == "this version of briefqa reads briefs differently"


def test_stale_because_of_another_model(seeds: Path, index_of_model: Path, model: Path) -> None:
    (model / "model.safetensors").write_bytes(b"other weights")
    assert why_stale(seeds, index_of_model, str(model)) == "the index was built with another model"


def test_stale_because_of_other_settings_of_the_model(seeds: Path, index_of_model: Path, model: Path) -> None:
    (model / "config_sentence_transformers.json").write_text('{"prompts": {"query": "q: "}}')
    assert why_stale(seeds, index_of_model, str(model)) == "the index was built with other settings of the model"


def test_a_brief_that_cannot_be_read_is_known(seeds: Path, index_of_model: Path, model: Path) -> None:
    """Nothing is built again before it changes."""
    (seeds / "bad.txt").write_bytes(b"\x00")
    assert why_stale(seeds, index_of_model, str(model)) == "briefs were added, changed or removed: bad.txt"
    build(seeds, index_of_model, model)
    assert why_stale(seeds, index_of_model, str(model)) is None
    (seeds / "bad.txt").write_bytes(b"\x01")
    assert why_stale(seeds, index_of_model, str(model)) == "briefs were added, changed or removed: bad.txt"


def test_an_index_that_was_turned_back_stands_until_a_brief_changes(
    seeds: Path, index_of_model: Path, model: Path
) -> None:
    (seeds / "clinic.txt").write_text(brief_text("Clinic Life"))
    build(seeds, index_of_model, model)
    roll_back(index_of_model)
    assert why_stale(seeds, index_of_model, str(model), heed_rollback=True) is None
    # Who asks for a build gets one.
    assert why_stale(seeds, index_of_model, str(model)) == "briefs were added, changed or removed: clinic.txt"
    (seeds / "clinic.txt").write_text(brief_text("Clinic Life", "June 2025"))
    assert "clinic.txt" in str(why_stale(seeds, index_of_model, str(model), heed_rollback=True))
    build(seeds, index_of_model, model)
    assert why_stale(seeds, index_of_model, str(model), heed_rollback=True) is None


def test_a_reader_that_was_turned_back_from_is_not_used_again(
    seeds: Path, index_of_model: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("build", "gathering", "freshness"):
        monkeypatch.setattr(f"briefqa.indexing.{module}.READER_VERSION", READER_VERSION + 1)
    build(seeds, index_of_model, model)
    roll_back(index_of_model)
    assert why_stale(seeds, index_of_model, str(model), heed_rollback=True) is None
    assert why_stale(seeds, index_of_model, str(model)) == "this version of briefqa reads briefs differently"


def test_staleness_cannot_be_told_without_briefs_or_model(seeds: Path, index_of_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        why_stale(tmp_path / "nowhere", index_of_model, "bundled")
    with pytest.raises(EncoderError):
        why_stale(seeds, index_of_model, str(tmp_path))
