from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefqa import Retriever
from briefqa.encoding import EncoderInfo, export, load_encoder
from briefqa.errors import EncoderError, EncoderMismatch, ExportRefused, IndexCorrupt
from briefqa.indexing import build_index, check_index, open_index, read_manifest, roll_back
from briefqa.indexing.manifest import MANIFEST, SCHEMA, write_manifest
from models import make_model
from test_crashing import QUESTIONS
from tiny import brief_text, make_index, write_briefs

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.encoding import Encoder

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small model."""
    return str(make_model(tmp_path_factory.mktemp("models") / "model"))


@pytest.fixture(scope="module")
def small(model: str) -> Encoder:
    return load_encoder(model)


@pytest.fixture(scope="module")
def original(small: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two briefs and their index."""
    folder = tmp_path_factory.mktemp("original")
    seeds = write_briefs(folder / "seeds", ward=brief_text("Ward Life"), home=brief_text("Home Life"))
    assert build_index(seeds, folder / "index", small).not_exported is None
    return folder


@pytest.fixture
def built(original: Path, tmp_path: Path) -> Path:
    """A copy of the index of two briefs, beside these."""
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    return tmp_path / "index"


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the encoders that were exported from here on."""
    made: list[str] = []
    real = export.export

    def counted(encoder: Encoder, folder: Path) -> None:
        made.append(encoder.info.name)
        real(encoder, folder)

    monkeypatch.setattr(export, "export", counted)
    return made


def change(folder: Path, hours: str = "four") -> None:
    (folder / "ward.txt").write_text(brief_text("Ward Life").replace("five hours", f"{hours} hours"), encoding="utf-8")


def encoder_files(index: Path) -> set[str]:
    return {path.relative_to(index).as_posix() for path in index.glob("encoder-*/*")}


def named(index: Path) -> set[str]:
    return {blob.path for blob in read_manifest(index).blobs["encoder"]}


def test_an_index_names_its_exported_encoder_and_answers_with_it(built: Path, small: Encoder, model: str) -> None:
    assert named(built) == encoder_files(built)
    assert len(named(built)) == 4
    manifest = read_manifest(built)
    assert manifest.not_exported is None
    carried, given = Retriever.open(built), Retriever.open(built, small)
    for question in QUESTIONS:
        found, expected = carried.ask(question).hits, given.ask(question).hits
        assert [(hit.entry.id, hit.quote) for hit in found] == [(hit.entry.id, hit.quote) for hit in expected]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], abs=1e-4)
    assert check_index(built.parent / "seeds", built, model).stale is None


def test_asking_needs_the_model_no_more(built: Path, tmp_path: Path) -> None:
    expected = Retriever.open(built).ask(QUESTIONS[0]).to_dict()
    manifest = read_manifest(built)
    write_manifest(built, replace(manifest, encoder=replace(manifest.encoder, name=str(tmp_path / "gone"))))
    built.rename(tmp_path / "elsewhere ø")
    assert Retriever.open(tmp_path / "elsewhere ø").ask(QUESTIONS[0]).to_dict() == expected


def test_it_is_exported_once_for_all_builds_with_one_model(built: Path, small: Encoder, exports: list[str]) -> None:
    before = named(built)
    change(built.parent / "seeds")
    build_index(built.parent / "seeds", built, small)
    assert named(built) == before
    (built.parent / "seeds" / "home.txt").unlink()
    build_index(built.parent / "seeds", built, small)
    assert exports == []
    assert named(built) == before == encoder_files(built)


def test_a_full_build_exports_anew(built: Path, small: Encoder, exports: list[str]) -> None:
    build_index(built.parent / "seeds", built, small, full=True)
    assert exports == [small.info.name]
    assert named(built) == encoder_files(built)


def test_another_model_brings_its_own_and_the_last_but_one_is_removed(
    built: Path, tmp_path: Path, exports: list[str]
) -> None:
    others = [load_encoder(str(make_model(tmp_path / pooling, pooling=pooling))) for pooling in ("cls", "max")]
    first = named(built)
    build_index(built.parent / "seeds", built, others[0])
    second = named(built)
    assert first.isdisjoint(second)
    # The state before is kept, to be turned back to.
    assert encoder_files(built) == first | second
    roll_back(built)
    assert named(built) == first
    assert Retriever.open(built).ask(QUESTIONS[0]).hits
    roll_back(built)
    build_index(built.parent / "seeds", built, others[1])
    assert encoder_files(built) == second | named(built)
    assert exports == [other.info.name for other in others]


def test_an_index_whose_export_was_refused_answers_with_the_model(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = write_briefs(tmp_path / "seeds", ward=brief_text("Ward Life"))
    tried: list[str] = []

    def refuse(encoder: Encoder, folder: Path) -> None:
        tried.append(encoder.info.name)
        (folder / "graph.onnx").write_bytes(b"half a graph")
        raise ExportRefused("its vectors would differ by up to 0.1")

    monkeypatch.setattr(export, "export", refuse)
    report = build_index(seeds, tmp_path / "index", model)
    assert report.not_exported == read_manifest(tmp_path / "index").not_exported
    assert report.not_exported == "its vectors would differ by up to 0.1"
    assert encoder_files(tmp_path / "index") == set()
    assert not list((tmp_path / "index").glob(".briefqa-*"))
    assert open_index(tmp_path / "index").exported is None
    assert Retriever.open(tmp_path / "index").ask(QUESTIONS[0]).hits
    # Nothing is wrong with such an index, and the same model would be refused again.
    assert check_index(seeds, tmp_path / "index", model).stale is None
    change(seeds)
    build_index(seeds, tmp_path / "index", model)
    assert tried == [model]
    monkeypatch.undo()
    assert build_index(seeds, tmp_path / "index", model, full=True).not_exported is None


@pytest.mark.parametrize("file", ["graph.onnx", "weights.bin", "tokenizer.json", "settings.json"])
@pytest.mark.parametrize("damage", ["missing", "cut", "altered", "a folder"])
def test_a_damaged_export_is_told_by_opening_and_mended(
    built: Path, small: Encoder, model: str, file: str, damage: str
) -> None:
    (path,) = built.glob(f"encoder-*/{file}")
    data = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(data[:-1])
    elif damage == "altered":
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    elif damage == "a folder":
        path.mkdir()
    with pytest.raises(IndexCorrupt) as caught:
        open_index(built)
    assert str(path) in str(caught.value)
    assert check_index(built.parent / "seeds", built, model).stale == str(caught.value)
    build_index(built.parent / "seeds", built, small)
    assert path.read_bytes() == data
    assert Retriever.open(built).ask(QUESTIONS[0]).hits


def test_an_encoder_that_is_gone_after_opening_is_told_when_asked(built: Path) -> None:
    retriever = Retriever.open(built)
    shutil.rmtree(next(built.glob("encoder-*")))
    with pytest.raises(EncoderError, match="the exported encoder cannot be opened"):
        retriever.ask(QUESTIONS[0])


def test_the_export_of_another_model_is_refused(built: Path) -> None:
    manifest = read_manifest(built)
    assert isinstance(manifest.encoder, EncoderInfo)
    write_manifest(built, replace(manifest, encoder=replace(manifest.encoder, weights_sha256="0" * 64)))
    with pytest.raises(EncoderMismatch):
        Retriever.open(built).ask(QUESTIONS[0])


def test_an_encoder_of_ones_own_is_not_exported(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=brief_text())
    assert read_manifest(folder).not_exported == "it is no sentence-transformers model"
    assert open_index(folder).exported is None


def test_a_manifest_of_the_schema_before_is_rebuilt(built: Path, small: Encoder, model: str) -> None:
    record = json.loads((built / MANIFEST).read_text(encoding="utf-8"))
    (built / MANIFEST).write_text(json.dumps({**record, "schema": SCHEMA - 1}), encoding="utf-8")
    assert f"has schema {SCHEMA - 1} instead of {SCHEMA}" in str(
        check_index(built.parent / "seeds", built, model).stale
    )
    build_index(built.parent / "seeds", built, small)
    assert Retriever.open(built).ask(QUESTIONS[0]).hits
