"""Manuscripts, typeset in every format, read back as what they say, and every line is accounted for."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import briefqa.reading
from briefqa import read_brief
from briefqa.reading import Part as Taken
from briefqa.reading.docx import read_docx
from briefqa.reading.pdf import read_pdf
from conftest import ROOT
from typeset.habits import load
from typeset.manuscript import expected
from typeset.markdown import to_markdown
from typeset.parts import HELP_HEADING, parts
from typeset.pdf import to_pdf
from typeset.strategies import documents, sparse_documents, unruly_documents
from typeset.text import to_text
from typeset.word import to_docx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from briefqa.reading.lines import Document
    from typeset.habits import EntryHabits, Habits
    from typeset.manuscript import Manuscript

    Typeset = tuple[Manuscript, Habits, tuple[EntryHabits, ...]]

MANUSCRIPTS = sorted((ROOT / "tests" / "manuscripts").glob("*.json"))
FORMATS: dict[str, Callable[[Manuscript, Habits, Sequence[EntryHabits]], bytes]] = {
    "txt": to_text,
    "md": to_markdown,
    "docx": to_docx,
    "pdf": to_pdf,
}
ENTRY_FIELDS = (
    "section",
    "title",
    "source",
    "year",
    "month",
    "access",
    "access_note",
    "abstract",
    "authors",
    "url",
    "doi",
)
# Shares of the profile's examples, as each is read in four formats. Failures are shown as found: to shrink a whole
# brief takes minutes.
MADE_UP = settings(
    max_examples=settings.default.max_examples // 4,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word and PDF files read without the process of their own, whose start takes longer than the reading."""

    def read(path: Path) -> Document:
        return read_pdf(path) if path.suffix == ".pdf" else read_docx(path)

    monkeypatch.setattr(briefqa.reading, "read_isolated", read)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda path: path.stem)
def test_a_manuscript_reads_the_same_in_every_format(manuscript: Path, suffix: str, tmp_path: Path) -> None:
    typeset = load(manuscript)
    golden = json.loads((ROOT / "tests" / "golden" / manuscript.name).read_text(encoding="utf-8"))
    found = _read(_written(typeset, tmp_path, suffix))
    assert found["brief"] == golden["brief"]
    assert [made["title"] for made in found["entries"]] == [made["title"] for made in golden["entries"]]
    kept = _without_links(golden["entries"], typeset) if suffix == "txt" else golden["entries"]
    for made, wanted in zip(found["entries"], kept, strict=True):
        assert made == wanted


@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda path: path.stem)
def test_the_golden_file_is_what_the_manuscript_says(manuscript: Path) -> None:
    golden = json.loads((ROOT / "tests" / "golden" / manuscript.name).read_text(encoding="utf-8"))
    said, _, how = load(manuscript)
    assert expected(said, how, links=True) == golden


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("suffix", FORMATS)
@MADE_UP
@given(typeset=documents())
def test_a_made_up_brief_reads_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, typeset: Typeset
) -> None:
    manuscript, _, how = typeset
    found = _read(_written(typeset, tmp_path_factory.getbasetemp(), suffix))
    assert found == expected(manuscript, how, links=suffix != "txt")


@MADE_UP
@given(typeset=sparse_documents())
def test_entries_without_a_source_or_an_abstract_are_found_where_no_link_shows(
    tmp_path_factory: pytest.TempPathFactory, typeset: Typeset
) -> None:
    manuscript, _, how = typeset
    found = _read(_written(typeset, tmp_path_factory.getbasetemp(), "txt"))
    assert found == expected(manuscript, how, links=False)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("suffix", FORMATS)
@MADE_UP
@given(typeset=documents())
def test_every_line_is_accounted_for_as_what_it_is(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, typeset: Typeset
) -> None:
    manuscript, _, _ = typeset
    path = _written(typeset, tmp_path_factory.getbasetemp(), suffix)
    texts = _lines_of(path)
    printed = list(parts(*typeset))
    entries = [_packed(piece.printed for piece in part.pieces) for part in printed if part.kind == "entry"]
    found_entries = [""] * len(entries)
    found = dict.fromkeys(Taken, "")
    for line in read_brief(path).lines:
        text = _packed([texts[line.page, line.line]])
        found[line.part] += text
        if line.entry is not None:
            found_entries[line.entry] += text
    assert found_entries == entries
    assert found[Taken.ENTRY] == "".join(entries)
    # The section on access may be a heading or front matter; what it says is no pointer, but may be taken for one.
    headings = found[Taken.HEADING].replace(_packed([HELP_HEADING]), "")
    assert headings == _packed(section.heading for section in manuscript.all_sections())
    assert all(_packed([section.pointer or ""]) in found[Taken.POINTER] for section in manuscript.all_sections())
    contents = _packed(part.text for part in printed if part.kind in {"contents-heading", "contents"})
    assert re.sub(r"\d+|\.{3,}|•", "", found[Taken.CONTENTS]) == re.sub(r"\d+", "", contents)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("suffix", FORMATS)
@MADE_UP
@given(typeset=unruly_documents())
def test_whatever_is_read_stands_in_the_file_and_no_line_is_passed_over(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, typeset: Typeset
) -> None:
    path = _written(typeset, tmp_path_factory.getbasetemp(), suffix)
    reading = read_brief(path)
    assert [(line.page, line.line) for line in reading.lines] == list(_lines_of(path))
    assert sum(reading.parts().values()) == len(reading.lines)
    whole = _spaced(text for part in parts(*typeset) for text in [part.text, *(piece.printed for piece in part.pieces)])
    for made in reading.brief.entries:
        shown = (made.title, made.source, made.authors, made.access_note, made.note, *made.abstract.split("\n"))
        for text in shown:
            assert (text or "") in whole


def _written(typeset: Typeset, folder: Path, suffix: str) -> Path:
    path = folder / f"brief.{suffix}"
    path.write_bytes(FORMATS[suffix](*typeset))
    return path


def _read(path: Path) -> dict[str, Any]:
    """What is read, in the fields a manuscript has."""
    found = read_brief(path).to_dict()
    return {
        "brief": {name: found["brief"][name] for name in ("title", "published", "contact")},
        "entries": [{name: made[name] for name in ENTRY_FIELDS} for made in found["entries"]],
    }


def _without_links(entries: list[dict[str, Any]], typeset: Typeset) -> list[dict[str, Any]]:
    """The same entries with only those addresses that are printed."""
    manuscript, _, how = typeset
    printed = expected(manuscript, how, links=False)["entries"]
    return [{**made, "url": bare["url"], "doi": bare["doi"]} for made, bare in zip(entries, printed, strict=True)]


def _lines_of(path: Path) -> dict[tuple[int | None, int], str]:
    """Page, number and text without markup of each line that is not blank."""
    if path.suffix in {".docx", ".pdf"}:
        document = read_pdf(path) if path.suffix == ".pdf" else read_docx(path)
        return {(line.page, line.number): line.text for line in document.lines}
    text = re.sub(r"\[([^]]*)\]\([^)]*\)|</?u>|\*\*|^#+ ", r"\1", _decoded(path.read_bytes()), flags=re.MULTILINE)
    text = re.sub(r"^- ", "• ", text, flags=re.MULTILINE)
    numbered: dict[tuple[int | None, int], str] = {}
    page = 1 if "\f" in text else None
    for number, line in enumerate(text.split("\n"), 1):
        page = page and page + line.count("\f")
        if line.strip():
            numbered[page, number] = line.strip("\f")
    return numbered


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data.startswith(codecs.BOM_UTF16_LE) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _packed(texts: Iterator[str] | Sequence[str]) -> str:
    """Texts without white space: where lines end does not matter."""
    return "".join("".join(text.split()) for text in texts)


def _spaced(texts: Iterator[str]) -> str:
    return " ".join(" ".join(texts).split())
