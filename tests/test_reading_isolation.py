"""Word and PDF files, and large Markdown ones, are read in a process of their own, whatever becomes of it."""

from __future__ import annotations

import errno
import io
import os
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from reportlab.pdfgen.canvas import Canvas

from briefqa import read_brief
from briefqa.errors import ReadError
from briefqa.reading.docx import read_docx
from briefqa.reading.isolation import read_isolated
from briefqa.reading.lines import Document
from briefqa.reading.markdown import read_markdown
from briefqa.reading.pdf import read_pdf

URL = "https://example.org/caf\u00e9"


def write_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(72, 700, "The King’s Fund – “caf\u00e9”")
    canvas.linkURL(URL, (70, 695, 120, 715))
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return path


def write_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("The King’s Fund – “caf\u00e9” \U0001f600", 1)
    document.add_paragraph("one", style="List Bullet").add_run(" two").bold = True
    document.sections[0].header.paragraphs[0].text = "Evidence Brief: Rotas"
    document.save(str(path))
    return path


def refused(path: Path, seconds: float = 60) -> str:
    with pytest.raises(ReadError) as caught:
        read_isolated(path, seconds=seconds)
    message = str(caught.value)
    assert message == f"{path}: {caught.value.problem}"
    assert "\n" not in message
    assert caught.value.file == path
    return caught.value.problem


class TestWhatIsRead:
    def test_of_a_pdf_is_what_the_format_gives(self, tmp_path: Path) -> None:
        path = write_pdf(tmp_path / "brief.pdf")
        read = read_isolated(path)
        assert read == read_pdf(path)
        assert read.lines[0].links
        assert read.oddities

    def test_of_a_word_file_is_what_the_format_gives(self, tmp_path: Path) -> None:
        path = write_docx(tmp_path / "brief.docx")
        read = read_isolated(path)
        assert read == read_docx(path)
        assert [line.text for line in read.lines] == [
            "The King’s Fund – “caf\u00e9” \U0001f600",
            "• one two",
            "Evidence Brief: Rotas",
        ]

    def test_of_a_markdown_file_is_what_the_format_gives(self, tmp_path: Path) -> None:
        path = tmp_path / "brief.md"
        path.write_text("# Rotas\n\n- one\n  - [two](https://example.org)\n", encoding="utf-8")
        read, own = read_isolated(path), read_markdown(path.read_bytes(), path)
        assert read == own
        assert [line.indent for line in read.lines] == [line.indent for line in own.lines]

    @pytest.mark.parametrize("name", ["BRIEF.PDF", "-brief.pdf", "caf\u00e9 – a b.pdf", "%s {}.pdf"])
    def test_does_not_depend_on_the_name(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_pdf(tmp_path / name)
        monkeypatch.chdir(tmp_path)
        assert len(read_isolated(Path(name)).lines) == 1

    def test_is_what_a_brief_is_made_of(self, tmp_path: Path) -> None:
        path = write_docx(tmp_path / "rotas-2024.docx")
        assert read_brief(path).brief.file == "rotas-2024.docx"

    def test_may_be_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "empty.docx"
        docx.Document().save(str(path))
        assert read_isolated(path) == Document(())


class TestWhatIsRefused:
    def test_says_what_the_format_says(self, tmp_path: Path) -> None:
        for name, data in (("a.pdf", b"no pdf"), ("b.docx", b"no word file"), ("c.docx", b"\xd0\xcf\x11\xe0" * 99)):
            (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / "a.pdf").startswith("is damaged, or no PDF; open it in a PDF reader")
        assert refused(tmp_path / "b.docx").startswith("is damaged, or no Word document; open it in Word")
        assert refused(tmp_path / "c.docx").startswith("is locked with a password, or in the old .doc format; open it")

    @pytest.mark.parametrize("suffix", [".pdf", ".docx"])
    @pytest.mark.parametrize(
        "data",
        [bytes(range(256)) * 40, b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", b"PK\x03\x04" + bytes(99), b"\n", b"\x00"],
        ids=["random", "start of a PDF", "start of a zip", "line end", "zero"],
    )
    def test_any_bytes_say_so_in_one_line(self, suffix: str, data: bytes, tmp_path: Path) -> None:
        path = tmp_path / f"any{suffix}"
        path.write_bytes(data)
        assert refused(path)

    def test_a_word_file_with_damage_inside_its_parts(self, tmp_path: Path) -> None:
        path = write_docx(tmp_path / "brief.docx")
        data = bytearray(path.read_bytes())
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            start = archive.getinfo("word/document.xml").header_offset + 60
        data[start : start + 200] = bytes(byte ^ 0x55 for byte in data[start : start + 200])
        path.write_bytes(data)
        assert "is damaged" in refused(path)

    def test_a_number_that_would_need_more_letters_than_there_is_memory_is_cut(self, tmp_path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("one", style="List Number")
        for level in document.part.numbering_part.element.iter(qn("w:lvl")):
            level.find(qn("w:numFmt")).set(qn("w:val"), "lowerLetter")
            level.find(qn("w:start")).set(qn("w:val"), str(10**18))
        path = tmp_path / "brief.docx"
        document.save(str(path))
        (line,) = read_isolated(path).lines
        assert line.text.endswith(" one")
        assert len(line.text) < 1000

    def test_a_word_file_that_needs_gigabytes(self, tmp_path: Path) -> None:
        whole = write_docx(tmp_path / "brief.docx")
        path = tmp_path / "huge.docx"
        namespace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        # As much XML as is let in at all; each part of it becomes some hundred bytes.
        body = b"<w:p/>" * 3_300_000
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name != "word/document.xml":
                    new.writestr(name, old.read(name))
            new.writestr(
                "word/document.xml", b"<w:document " + namespace + b"><w:body>" + body + b"</w:body></w:document>"
            )
        assert refused(path)


class TestProcesses:
    def test_that_hang_are_given_up_and_ended(self, tmp_path: Path) -> None:
        path = tmp_path / "endless.docx"
        os.mkfifo(path)  # whoever reads it waits for a writer, and there is none
        problem = refused(path, seconds=1)
        assert problem.startswith("takes longer than 1 second")
        assert "save a smaller or simpler copy" in problem
        with pytest.raises(OSError, match=os.strerror(errno.ENXIO)):
            os.open(path, os.O_WRONLY | os.O_NONBLOCK)  # nobody waits for it any more

    def test_get_their_time_of_the_processor_and_no_more(self, tmp_path: Path) -> None:
        path = write_docx(tmp_path / "brief.docx")
        # Starting Python and reading a page take more than this.
        problem = refused(path, seconds=0.05)
        assert problem.startswith("takes longer than 0.05 seconds")

    @pytest.mark.parametrize(
        "script",
        [
            "kill -9 $$",
            "exit 1",
            "exit 0",
            'echo "Fatal error" >&2; kill -6 $$',
            """printf '{"lines": [[1, "one'; kill -9 $$""",
        ],
        ids=["killed", "failed", "said nothing", "aborted", "killed in mid-sentence"],
    )
    def test_that_die_are_reported(self, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        python.chmod(0o755)
        path = write_pdf(tmp_path / "brief.pdf")
        monkeypatch.setattr(sys, "executable", str(python))
        problem = refused(path)
        assert "needs too much memory to read, or is damaged" in problem
        assert "save a smaller or simpler copy" in problem

    def test_leave_nothing_behind(self, tmp_path: Path) -> None:
        path = write_pdf(tmp_path / "brief.pdf")
        before = path.read_bytes()
        read_isolated(path)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Rotas\n\nNurses sleep.\n", False),
        ("Nurses sleep.\n\n" * 10_000, False),
        ("Nurses sleep.\n\n" * 30_000, True),
        ("Nurses sleep. " * 1_000, True),
    ],
)
def test_markdown_is_read_so_only_where_it_is_long(
    text: str, apart: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Document:
        raise ReadError("is read apart", file=path)

    def read(_: bytes, path: Path) -> Document:
        raise ReadError("is read here", file=path)

    monkeypatch.setattr("briefqa.reading.read_isolated", refuse)
    monkeypatch.setattr("briefqa.reading.read_markdown", read)
    path = tmp_path / "brief.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match="apart" if apart else "here"):
        read_brief(path)


def test_where_no_process_can_be_started_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    said = refused(write_pdf(tmp_path / "brief.pdf"))
    assert said.startswith(
        "could not be read, as no process to read it in could be started (No such file or directory)"
    )
    assert said.endswith("close other programs and try again")
