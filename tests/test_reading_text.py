"""Plain text files of any encoding and line end become the same lines."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import ReadError
from briefqa.reading.lines import Line, Style, clean
from briefqa.reading.text import MAX_BYTES, MAX_LINE, decode, read_text

FILE = Path("brief.txt")
TEXT = "Workforce – “link workers”\n\nThe King’s Fund, £20\n"
UNDERLINED = Style(underlined=True)


def lines(text: str) -> list[Line]:
    return list(read_text(text.encode(), FILE).lines)


class TestDecode:
    @pytest.mark.parametrize(
        "data",
        [
            TEXT.encode(),
            codecs.BOM_UTF8 + TEXT.encode(),
            codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
            TEXT.encode("utf-16-le"),
            TEXT.encode("utf-16-be"),
            TEXT.encode("cp1252"),
        ],
        ids=[
            "utf-8",
            "utf-8 with mark",
            "utf-16 little with mark",
            "utf-16 big with mark",
            "utf-16 little",
            "utf-16 big",
            "cp1252",
        ],
    )
    def test_reads_what_windows_and_others_write(self, data: bytes) -> None:
        assert decode(data, FILE) == TEXT

    @pytest.mark.parametrize(
        ("data", "line"),
        [
            (b"\x00\x01", 1),
            (b"Contents\r\n\r\nReviews\x00", 3),
            (b"one\rtwo\n\x07", 3),
            (b"%PDF-1.7\n\x1b", 2),
            (b"deleted\x7f", 1),
            (codecs.BOM_UTF16_LE + "one\n\x0e".encode("utf-16-le"), 2),
            (b"\x00a\x00", 1),
            (codecs.BOM_UTF32_LE + "ab".encode("utf-32-le"), 1),
        ],
    )
    def test_says_on_which_line_a_file_stops_being_text(self, data: bytes, line: int) -> None:
        with pytest.raises(ReadError, match=rf"brief\.txt:{line}: .*not a text file.*save the brief as") as caught:
            decode(data, FILE)
        assert (caught.value.file, caught.value.line) == (FILE, line)

    @pytest.mark.parametrize("character", ["\t", "\n", "\v", "\f", "\r", "\x1c", "\x1f"])
    def test_takes_what_only_parts_text(self, character: str) -> None:
        assert decode(f"one{character}two".encode(), FILE) == f"one{character}two"

    @pytest.mark.parametrize(
        "data",
        [
            b"caf\xc3\xa9 \x81",
            codecs.BOM_UTF16_LE + b"odd",
            codecs.BOM_UTF16_LE + b"\x00\xd8",
            # No mark, but UTF-16 by its zeros, with half a pair in it.
            "nine words and one more here".encode("utf-16-le") + b"\x00\xd8a\x00",
        ],
    )
    def test_refuses_bytes_that_are_text_in_no_known_encoding(self, data: bytes) -> None:
        with pytest.raises(ReadError, match="UTF-8, UTF-16 or Windows-1252; save the brief as plain text"):
            decode(data, FILE)

    def test_refuses_a_file_far_larger_than_a_brief(self) -> None:
        words = b"word" * 249 + b"end\n"
        assert len(decode(words * (MAX_BYTES // len(words)), FILE)) == MAX_BYTES
        with pytest.raises(ReadError, match=r"brief\.txt: is 10 MB of text, far more than a brief; give a file of"):
            decode(words * (MAX_BYTES // len(words)) + b"\n", FILE)

    def test_refuses_utf_8_with_a_byte_that_is_none_and_says_where(self) -> None:
        text = "It’s for £5.\r\nA café’s".encode()
        with pytest.raises(
            ReadError, match=r"brief\.txt:2: holds bytes that are not UTF-8, as the rest of it is"
        ) as caught:
            decode(text + b"\xef.\n", FILE)
        assert caught.value.line == 2
        assert decode("A café’s £5".encode("cp1252"), FILE) == "A café’s £5"

    @pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
    def test_refuses_a_line_far_longer_than_a_paragraph_and_says_which(self, end: str) -> None:
        longest = "a" * MAX_LINE
        assert decode(f"one{end}{longest}{end}".encode(), FILE).count("a") == MAX_LINE
        with pytest.raises(ReadError, match=r"brief\.txt:2: is a line of 20,001 characters.*line breaks") as caught:
            decode(f"one{end}{longest}a{end}".encode(), FILE)
        assert caught.value.line == 2

    @given(st.binary(max_size=300))
    def test_gives_text_or_says_why_not(self, data: bytes) -> None:
        with contextlib.suppress(ReadError):
            assert "\x00" not in decode(data, FILE)


class TestLines:
    def test_are_numbered_as_an_editor_numbers_them(self) -> None:
        assert [(line.number, line.text) for line in lines("\none\n\n \ntwo\nthree")] == [
            (2, "one"),
            (5, "two"),
            (6, "three"),
        ]

    def test_know_whether_blank_lines_stand_before_them(self) -> None:
        assert [line.gap for line in lines("one\ntwo\n\t\nthree\n\n\nfour")] == [False, False, True, True]

    def test_do_not_know_whether_a_break_is_the_writers(self) -> None:
        assert [line.fresh for line in lines("one\ntwo\n\nthree")] == [None, None, None]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_are_the_same_whatever_ends_them(self, end: str) -> None:
        assert lines(TEXT.replace("\n", end)) == lines(TEXT)

    def test_count_pages_where_form_feeds_part_them(self) -> None:
        assert [(line.text, line.page, line.page_break, line.gap) for line in lines("one\ntwo\fthree\n\f\nfour")] == [
            ("one", 1, False, False),
            ("two", 1, False, False),
            ("three", 2, True, False),
            ("four", 3, True, True),
        ]

    def test_are_on_the_page_behind_every_form_feed_before_them(self) -> None:
        assert [(line.text, line.number, line.page, line.gap) for line in lines("\fone\f\f two \n\fthree")] == [
            ("one", 1, 2, False),
            ("two", 1, 4, False),
            ("three", 2, 5, False),
        ]

    def test_have_no_page_where_nothing_parts_them(self) -> None:
        assert [line.page for line in lines("one\n\ntwo")] == [None, None]

    def test_join_without_a_space_where_a_soft_hyphen_divides_a_word(self) -> None:
        assert [(line.text, line.joint) for line in lines("to co\u00ad\noperate, co-\noperate\nso\u00adft\nwords")] == [
            ("to co", " "),
            ("operate, co-", ""),
            ("operate", " "),
            ("soft", " "),
            ("words", " "),
        ]

    @pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n\ufeff", "<u></u>", "\f\f", "\u00ad\u200b"])
    def test_of_nothing_are_none(self, text: str) -> None:
        assert lines(text) == []

    @given(st.text(alphabet="ab \t\n\r\f<u>/"))
    def test_lose_no_word(self, text: str) -> None:
        words = [word for line in lines(text) for word in line.text.split()]
        assert words == clean(text).split() or "<" in text

    @given(st.text(alphabet="ab\u00ad \n\f"))
    def test_grow_in_number_and_page(self, text: str) -> None:
        read = lines(text)
        places = [(line.page or 0, line.number) for line in read]
        assert places == sorted(places)
        assert all(1 <= line.number <= text.count("\n") + 1 for line in read)


class TestUnderlines:
    def test_are_taken_out_of_the_text(self) -> None:
        assert [line.text for line in lines("<u>Link workers: a</u> <u>review</u>\n<U>Link</U>s\np < 0.05 <b>")] == [
            "Link workers: a review",
            "Links",
            "p < 0.05 <b>",
        ]

    def test_at_its_start_say_that_a_line_starts_with_a_link(self) -> None:
        read = lines("<u>Rotas</u>\nSee <u>here</u>\n• <u>Rotas</u>\nnone")
        assert [line.linked for line in read] == [True, False, True, False]

    def test_say_where_the_link_ends(self) -> None:
        (line,) = lines("<u>Prospects for training</u> in Social Prescribing")
        assert (line.text, line.turns) == ("Prospects for training in Social Prescribing", (23,))
        assert line.looks == (UNDERLINED, Style())
        assert line.style == UNDERLINED

    def test_of_a_whole_line_end_nowhere(self) -> None:
        (line,) = lines("<u>National</u> <u>Data</u>")
        assert (line.text, line.turns, line.looks, line.style) == ("National Data", (), (), UNDERLINED)

    def test_inside_a_line_are_no_look_of_it(self) -> None:
        (line,) = lines("You can register <u>here</u> at once")
        assert (line.turns, line.style, line.links) == ((), Style(), ())

    def test_lead_nowhere(self) -> None:
        assert all(not line.links for line in lines("<u>Rotas</u>\n<u>a</u> b <u>c</u>"))

    def test_without_an_end_go_on_to_the_end_of_the_line(self) -> None:
        assert [(line.text, line.linked) for line in lines("<u>Rotas\nfor wards</u>\nplain")] == [
            ("Rotas", True),
            ("for wards", False),
            ("plain", False),
        ]


class TestDoubleSpacing:
    """A blank line behind each line parts nothing; more than one do."""

    TORN = tuple(f"Porters on ward {n} sleep\n\nless than nurses do." for n in range(6))

    def test_is_taken_out(self) -> None:
        document = read_text("\n\n\n\n".join(self.TORN).encode(), FILE)
        assert [line.gap for line in document.lines] == [False, False, *[True, False] * 5]

    @pytest.mark.parametrize(
        "text",
        [
            "\n\n".join(TORN),  # nothing is parted otherwise
            "\n\n\n\n".join(TORN[:4]),  # too few to tell
            "\n\n\n\n".join(one.replace("\nless", "\nLess") for one in TORN),  # sentences end at the blank lines
        ],
    )
    def test_is_not_seen_otherwise(self, text: str) -> None:
        assert all(line.gap for line in read_text(text.encode(), FILE).lines[1:])

    def test_is_not_seen_where_lines_stand_together(self) -> None:
        wrapped = "\n\n\n\n".join(one.replace("\n\n", "\n") for one in self.TORN)
        document = read_text(f"{wrapped}\n\n\n{self.TORN[0]}".encode(), FILE)
        assert [line.gap for line in document.lines] == [False, False, *[True, False] * 5, True, True]
