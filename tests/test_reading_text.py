"""Plain text files of any encoding and line end become the same lines."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import ReadError
from briefqa.reading.lines import Line, is_list_item
from briefqa.reading.text import clean, decode, read_text

FILE = Path("brief.txt")
TEXT = "Workforce – “link workers”\n\nThe King’s Fund, £20\n"


def lines(text: str) -> list[Line]:
    return read_text(text.encode(), FILE)


class TestDecode:
    @pytest.mark.parametrize(
        "data",
        [
            TEXT.encode(),
            codecs.BOM_UTF8 + TEXT.encode(),
            codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
            TEXT.encode("cp1252"),
        ],
        ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "cp1252"],
    )
    def test_reads_what_windows_and_others_write(self, data: bytes) -> None:
        assert decode(data, FILE) == TEXT

    @pytest.mark.parametrize(
        ("data", "line"),
        [(b"\x00\x01", 1), (b"Contents\r\n\r\nReviews\x00", 3), (b"one\rtwo\n\x07", 3), (b"%PDF-1.7\n\x1b", 2)],
    )
    def test_says_on_which_line_a_file_stops_being_text(self, data: bytes, line: int) -> None:
        with pytest.raises(ReadError, match=rf"brief\.txt:{line}: .*not a text file") as caught:
            decode(data, FILE)
        assert (caught.value.file, caught.value.line) == (FILE, line)

    @pytest.mark.parametrize(
        "data", [b"caf\xc3\xa9 \x81", codecs.BOM_UTF16_LE + b"odd", codecs.BOM_UTF16_LE + b"\x00\xd8"]
    )
    def test_refuses_bytes_that_are_text_in_no_known_encoding(self, data: bytes) -> None:
        with pytest.raises(ReadError, match="UTF-8, UTF-16 or Windows-1252"):
            decode(data, FILE)


class TestClean:
    @pytest.mark.parametrize(
        ("printed", "cleaned"),
        [
            ("  two \t words ", "two words"),
            ("<u>Link workers: a</u> <u>review</u>", "Link workers: a review"),
            ("<U>Link</U>s", "Links"),
            ("no\u00a0break\u2009space", "no break space"),
            ("so\u00adft hy\u200bphen\ufeff", "soft hyphen"),
            ("p < 0.05 and n > 12", "p < 0.05 and n > 12"),
            ("<u> </u>", ""),
        ],
    )
    def test_leaves_the_words_as_printed(self, printed: str, cleaned: str) -> None:
        assert clean(printed) == cleaned

    @given(st.text())
    def test_leaves_nothing_to_clean(self, text: str) -> None:
        cleaned = clean(text)
        assert cleaned == " ".join(cleaned.split())
        assert not set(cleaned) & set("\u200b\u200c\u200d\u2060\u00ad\ufeff")


class TestLines:
    def test_are_numbered_as_an_editor_numbers_them(self) -> None:
        assert [(line.number, line.text) for line in lines("\none\n\n \ntwo\nthree")] == [
            (2, "one"),
            (5, "two"),
            (6, "three"),
        ]

    def test_know_whether_blank_lines_stand_before_them(self) -> None:
        assert [line.gap for line in lines("one\ntwo\n\t\nthree\n\n\nfour")] == [False, False, True, True]

    def test_know_whether_they_start_with_a_link(self) -> None:
        assert [line.linked for line in lines("<u>Rotas</u>\nSee <u>here</u>")] == [True, False]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_are_the_same_whatever_ends_them(self, end: str) -> None:
        assert lines(TEXT.replace("\n", end)) == lines(TEXT)

    def test_count_pages_where_form_feeds_part_them(self) -> None:
        assert [(line.text, line.page, line.page_break) for line in lines("one\ntwo\fthree\n\f\nfour")] == [
            ("one", 1, False),
            ("two", 1, False),
            ("three", 2, True),
            ("four", 3, True),
        ]

    def test_have_no_page_where_nothing_parts_them(self) -> None:
        assert [line.page for line in lines("one\n\ntwo")] == [None, None]

    @pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n\ufeff", "<u></u>"])
    def test_of_nothing_are_none(self, text: str) -> None:
        assert lines(text) == []

    @given(st.text(alphabet="ab \t\n\r\f<u>/"))
    def test_lose_no_word(self, text: str) -> None:
        words = [word for line in lines(text) for word in line.text.split()]
        assert words == clean(text).split() or "<" in text


class TestListItems:
    @pytest.mark.parametrize(
        "text", ["• rotas", "- Rotas", "– Rotas", "* Rotas", "1. Rotas", "(2) Rotas", "3) Rotas", "- 1. NHS England"]
    )
    def test_start_with_a_bullet_or_a_number(self, text: str) -> None:
        assert is_list_item(text)

    @pytest.mark.parametrize(
        "text",
        ["Rotas", "12-hour shifts", "12) said that rotas help", "– and their managers", "2020. We asked", "-5 to 5"],
    )
    def test_are_not_told_by_a_wrapped_sentence(self, text: str) -> None:
        assert not is_list_item(text)
