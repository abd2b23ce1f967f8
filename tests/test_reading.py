"""The real brief, read whole; every encoding; every file that is no brief; the briefs of a folder."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefqa import read_brief
from briefqa.errors import ReadError
from briefqa.reading import Part, Reading, digest_of, find_briefs, find_unread
from briefqa.reading.files import MAX_BYTES
from conftest import BRIEF, ROOT, SEEDS

GOLDEN: dict[str, Any] = json.loads((ROOT / "tests" / "golden" / f"{BRIEF.stem}.json").read_text(encoding="utf-8"))
TEXT = BRIEF.read_text(encoding="utf-8")
HEADER = "Evidence Brief: Social Prescribing Link Workers"


def _plain(text: str) -> str:
    """The documented normalisation: running headers and underline marks out, white space collapsed."""
    kept = [line for line in re.sub(r"</?u>", "", text).splitlines() if line.strip() != HEADER]
    return " ".join(" ".join(kept).split())


def test_no_entry_is_lost_or_invented(reading: Reading) -> None:
    assert [made.locator.line for made in reading.brief.entries] == [made["line"] for made in GOLDEN["entries"]]
    assert len(reading.brief.entries) == 76


@pytest.mark.parametrize("expected", GOLDEN["entries"], ids=lambda expected: f"L{expected['line']}")
def test_every_field_of_every_entry_is_as_printed(reading: Reading, expected: dict[str, Any]) -> None:
    found = next(made for made in reading.to_dict()["entries"] if made["line"] == expected["line"])
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize("name", sorted(GOLDEN["brief"]))
def test_what_the_brief_says_of_itself(reading: Reading, name: str) -> None:
    assert reading.to_dict()["brief"][name] == GOLDEN["brief"][name]


def test_everything_shown_stands_word_for_word_in_the_brief(reading: Reading) -> None:
    whole = _plain(TEXT)
    for made in reading.brief.entries:
        for text in (made.title, made.source, made.access_note, made.note, made.abstract):
            assert _plain(text or "") in whole


def test_every_line_of_the_body_is_accounted_for(reading: Reading) -> None:
    """Take every entry's printed parts out of the body, in order: what stays are headings, dates and pointers."""
    rest = _plain(TEXT[TEXT.index("Key publications – the big picture\n\nWhat is") :])
    parts = []
    end = 0
    for made in reading.brief.entries:
        for text in (made.title, made.access_note, made.note, made.source, made.abstract):
            if text:
                start = rest.index(_plain(text), end)
                parts.append(rest[end:start].strip(" ,."))
                end = start + len(_plain(text))
    assert rest[end:] == ""
    headings = {heading for made in reading.brief.entries for heading in made.section}
    left = {re.sub(r"^(?:Publication date: )?(?:[A-Z][a-z]+ )?\d{4}\s*", "", part) for part in parts}
    assert left - headings - {""} == {
        # The footnote's digit, which is left out and doubted.
        "3",
        "The Star for workforce redesign More resources and tools are available in the Star Statistics You can find "
        "relevant statistics on the Health and Care Statistics Landscape National Data Programme Workforce, Training "
        "and Education staff can look at the National Data Warehouse (NDL) SharePoint site to find out more about "
        "datasets and Tableau products. Published Peer Reviewed Research Reviews",
    }


def test_each_line_of_the_file_is_taken_once_for_what_it_is(reading: Reading) -> None:
    printed = [number for number, line in enumerate(TEXT.splitlines(), 1) if line.strip()]
    assert [line.line for line in reading.lines] == printed
    assert reading.to_dict()["lines"] == {
        "contents": 35,
        "front matter": 6,
        "heading": 34,
        # Two of them say how to access articles.
        "pointer": 5,
        "running header": 14,
        "entry": 261,
        "markup": 0,
    }
    headers = [number for number, line in enumerate(TEXT.splitlines(), 1) if line.strip() == HEADER]
    assert [line.line for line in reading.lines if line.part is Part.FURNITURE] == headers


def test_each_entry_begins_at_the_first_of_its_lines(reading: Reading) -> None:
    first: dict[int | None, int] = {}
    for line in reading.lines:
        first.setdefault(line.entry, line.line)
    del first[None]
    assert list(first.values()) == [made.locator.line for made in reading.brief.entries]
    assert list(first) == list(range(76))


def test_what_the_brief_does_not_print_is_absent(reading: Reading) -> None:
    for made in reading.to_dict()["entries"]:
        assert [made[name] for name in ("authors", "url", "doi", "page")] == [None] * 4


def test_the_doubts_name_their_lines(reading: Reading) -> None:
    found = {(doubt.kind, doubt.line) for doubt in reading.doubts}
    assert found == {
        ("no-year", 92),
        ("no-abstract", 92),
        ("no-abstract", 102),
        ("no-year", 106),
        ("stray-number", 262),
        ("no-year", 329),
        ("no-source", 558),
        ("no-source", 565),
        ("no-year", 571),
    }


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="utf-8 with a byte order mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16 big endian"),
        pytest.param(TEXT.encode("cp1252"), id="windows-1252"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="carriage return and line feed"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="carriage return"),
        pytest.param(TEXT.replace("\n", "  \n").replace(" ", "\u00a0 ", 40).encode(), id="surplus white space"),
    ],
)
def test_the_same_brief_in_another_encoding_has_the_same_entries(data: bytes, tmp_path: Path, reading: Reading) -> None:
    file = tmp_path / BRIEF.name
    file.write_bytes(data)
    assert read_brief(file).brief.entries == reading.brief.entries


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("binary.txt", b"Contents\n\nab\x00c\n", "binary.txt:3: holds control characters"),
        ("odd.txt", b"caf\x81\xe9", "odd.txt: is not text in UTF-8"),
        ("half.txt", codecs.BOM_UTF16_LE + b"a", "half.txt: is not text in UTF-8"),
        ("odd.md", b"caf\x81\xe9", "odd.md: is not text in UTF-8"),
        ("torn.docx", b"PK\x03\x04 and no more", "torn.docx: is damaged"),
        ("torn.pdf", b"%PDF-1.7 and no more", "torn.pdf: "),
        ("brief.xyz", b"text", "brief.xyz: cannot be read as a brief: only .txt, .md, .docx, .pdf files can"),
        ("brief.doc", b"text", "brief.doc: cannot be read as a brief: only .txt, .md, .docx, .pdf files can"),
        ("empty.txt", b"", "empty.txt: is empty"),
        ("empty.pdf", b"", "empty.pdf: is empty"),
        ("blank.txt", b" \n\t\r\n \n", "blank.txt: holds no text"),
        ("blank.md", codecs.BOM_UTF8 + b"\n# \n\n", "blank.md: holds no text"),
    ],
)
def test_what_is_no_brief_is_named(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_brief(tmp_path / name)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.file == tmp_path / name


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match=r"none\.txt: there is no such file"):
        read_brief(tmp_path / "none.txt")
    with pytest.raises(ReadError, match=r"folder\.txt: is a folder"):
        read_brief(tmp_path / "folder.txt")


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_a_file_far_larger_than_a_brief_is_not_opened(suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"huge.{suffix}"
    file.touch()
    os.truncate(file, MAX_BYTES + 1)  # a hole, which takes no room
    with pytest.raises(ReadError, match=r"is 200 MB, far more than a brief"):
        read_brief(file)


def test_a_text_that_is_no_brief_has_no_entries(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("We are out of milk.\n\nWho brings some?\n", encoding="utf-8")
    reading = read_brief(file)
    assert reading.brief.entries == ()
    assert (reading.brief.id, reading.brief.title, reading.brief.published) == ("notes", "notes", None)
    assert "no-entries" in {doubt.kind for doubt in reading.doubts}
    assert [(line.line, line.entry) for line in reading.lines] == [(1, None), (3, None)]


@pytest.mark.parametrize("suffix", ["txt", "md"])
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    file.write_bytes(data)
    with contextlib.suppress(ReadError):
        read_brief(file)


@pytest.mark.parametrize("suffix", ["txt", "md"])
# A failure is shown as found: to shrink it takes minutes.
@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(random=st.randoms(use_true_random=False))
def test_a_brief_in_any_disorder_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    suffix: str,
    random: Any,  # noqa: ANN401
) -> None:
    lines = random.sample(TEXT.splitlines(), 60)
    file = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    file.write_text("\n".join(lines), encoding="utf-8")
    printed = "\n".join(lines)
    if suffix == "md":
        # Markdown's own bullets show as others do.
        printed = re.sub(r"^- ", "• ", printed, flags=re.MULTILINE)
    # One header alone is no running header, and may be read as text, or as a title and a source.
    wholes = [_plain(printed.replace(HEADER, "")), _plain(printed)]
    for made in read_brief(file).brief.entries:
        for text in (made.title, made.source, *made.abstract.split("\n")):
            shown = [_plain(text.replace(HEADER, "")), _plain(text)]
            assert any(one.removeprefix("• ") in whole for one, whole in zip(shown, wholes, strict=True))


def test_the_briefs_of_a_folder_are_found(tmp_path: Path) -> None:
    for name in ("c.docx", "b.txt", "a.TXT", ".hidden.txt", "~lock.docx", "README.txt", "Readme.md", "d.pdf", "e.md"):
        (tmp_path / name).touch()
    for name in (
        "old.doc",
        "macros.docm",
        "page.html",
        "brief",
        "two\nlines.rtf",
        "Thumbs.db",
        ".cache",
        "~$brief.docx",
    ):
        (tmp_path / name).touch()
    (tmp_path / "older").mkdir()
    assert [path.name for path in find_briefs(tmp_path)] == ["a.TXT", "b.txt", "c.docx", "d.pdf", "e.md"]
    passed_over = ["brief", "macros.docm", "old.doc", "older/", "page.html", "two?lines.rtf"]
    assert find_unread(tmp_path) == passed_over
    assert find_briefs(SEEDS) == [BRIEF]


def test_a_folder_that_is_named_like_a_brief_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "older.txt").mkdir()
    (tmp_path / "brief.txt").touch()
    assert [path.name for path in find_briefs(tmp_path)] == ["brief.txt", "older.txt"]


def test_a_folder_without_briefs_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "none", tmp_path / "README.txt"):
        with pytest.raises(ReadError, match=re.escape(str(folder))):
            find_briefs(folder)


def test_the_digest_is_the_briefs(reading: Reading, tmp_path: Path) -> None:
    assert digest_of(BRIEF) == reading.brief.sha256
    with pytest.raises(ReadError, match=r"none\.txt"):
        digest_of(tmp_path / "none.txt")


@pytest.mark.parametrize("name", ["nul\0.txt", f"{'long' * 99}.txt"])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        read_brief(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_named_like_a_brief_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(ReadError, match="is no file but a pipe or a device"):
        read_brief(pipe)
    with pytest.raises(ReadError, match="is no file but a pipe or a device"):
        digest_of(pipe)
