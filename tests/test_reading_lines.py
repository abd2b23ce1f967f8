"""Pieces of text become lines; lines survive being written down."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.lines import (
    Line,
    Link,
    Piece,
    Style,
    clean,
    compose,
    is_list_item,
)

PLAIN = Style()
BOLD = Style(bold=True)
RED = Style(color="ff0000", size=14.0)
AT = Line(7, "", gap=True, page=2)

# No letters that a mark of the next piece could be composed with.
_PIECES = st.lists(
    st.builds(
        Piece,
        st.text(alphabet="ab – \t\n\u00a0\u200b\u00ad\ufb01"),
        st.sampled_from([PLAIN, BOLD, RED]),
        st.sampled_from(["", "https://a.org", "https://b.org"]),
    ),
    max_size=8,
)


def composed(*pieces: Piece) -> Line:
    line = compose(pieces, AT)
    assert line is not None
    return line


class TestClean:
    @pytest.mark.parametrize(
        ("printed", "cleaned"),
        [
            ("  two \t words ", "two words"),
            ("no\u00a0break\u2009space", "no break space"),
            ("so\u00adft hy\u200bphen\ufeff", "soft hyphen"),
            ("p < 0.05 and n > 12", "p < 0.05 and n > 12"),
            (
                "o\ufb03ce \ufb02ow di\ufb00er \ufb01t ba\ufb04e \ufb05op a\ufb06",
                "office flow differ fit baffle stop ast",
            ),
            ("cafe\u0301", "caf\u00e9"),
            ("\uf0b7 one \uf0a7 two \uf0d8 three \uf0fc four", "• one ▪ two • three • four"),
            ("H₂O, 10², ½ and ™ stay", "H₂O, 10², ½ and ™ stay"),
            ("", ""),
        ],
    )
    def test_leaves_the_words_as_printed(self, printed: str, cleaned: str) -> None:
        assert clean(printed) == cleaned

    @given(st.text())
    def test_leaves_nothing_to_clean(self, text: str) -> None:
        cleaned = clean(text)
        assert cleaned == " ".join(cleaned.split())
        assert not set(cleaned) & set("\u200b\u200c\u200d\u2060\u00ad\ufeff\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06")
        assert unicodedata.is_normalized("NFC", cleaned)


class TestCompose:
    def test_keeps_the_place(self) -> None:
        line = composed(Piece("words"))
        assert (line.number, line.text, line.gap, line.page) == (7, "words", True, 2)

    @pytest.mark.parametrize("texts", [[], [""], [" ", "\t\n"], ["\u200b", "\u00ad"], ["\ufeff ", " "]])
    def test_of_nothing_visible_is_none(self, texts: list[str]) -> None:
        assert compose([Piece(text, BOLD, "https://a.org") for text in texts], AT) is None

    def test_collapses_white_space_across_pieces(self) -> None:
        assert composed(Piece("  one "), Piece("\t two"), Piece(" "), Piece(" three\n")).text == "one two three"

    def test_adds_no_space_where_none_is(self) -> None:
        assert composed(Piece("link"), Piece("ed", BOLD), Piece("-up")).text == "linked-up"

    def test_looks_as_most_of_its_characters_do(self) -> None:
        assert composed(Piece("Note:", BOLD), Piece(" freely available", PLAIN)).style == PLAIN
        assert composed(Piece("A title of some words", BOLD), Piece(" *", PLAIN)).style == BOLD

    def test_turns_where_the_style_changes(self) -> None:
        line = composed(Piece("Title", BOLD), Piece(" source", PLAIN), Piece(", 2023", PLAIN), Piece(" red", RED))
        assert line.text == "Title source, 2023 red"
        assert [line.text[turn:] for turn in line.turns] == ["source, 2023 red", "red"]
        assert line.looks == (BOLD, PLAIN, RED)

    def test_turns_where_a_link_ends(self) -> None:
        line = composed(Piece("Title", PLAIN, "https://a.org"), Piece(" source"))
        assert (line.turns, line.looks) == ((6,), (PLAIN, PLAIN))

    def test_of_one_look_does_not_turn(self) -> None:
        line = composed(Piece("one", BOLD), Piece(" ", PLAIN), Piece("two", BOLD))
        assert (line.turns, line.looks, line.style) == ((), (), BOLD)

    def test_joins_the_parts_of_one_link(self) -> None:
        line = composed(
            Piece("Link", BOLD, "https://a.org"),
            Piece(" ", PLAIN),
            Piece("workers", PLAIN, "https://a.org"),
            Piece(" and more"),
        )
        assert line.links == (Link(0, 12, "https://a.org"),)

    def test_keeps_links_to_two_places_apart(self) -> None:
        line = composed(Piece("one", PLAIN, "https://a.org"), Piece("two", PLAIN, "https://b.org"))
        assert line.links == (Link(0, 3, "https://a.org"), Link(3, 6, "https://b.org"))

    def test_keeps_two_links_to_one_place_apart_where_words_part_them(self) -> None:
        line = composed(Piece("one", PLAIN, "https://a.org"), Piece(" or "), Piece("two", PLAIN, "https://a.org"))
        assert [line.text[link.start : link.end] for link in line.links] == ["one", "two"]

    def test_ends_a_link_where_the_text_ends(self) -> None:
        assert composed(Piece("one  ", PLAIN, "https://a.org"), Piece(" ")).links == (Link(0, 3, "https://a.org"),)

    def test_counts_offsets_in_the_text_that_is_left(self) -> None:
        line = composed(Piece(" \u00ado\ufb03ce  hours "), Piece(" rotas", BOLD, "https://a.org"))
        assert line.text == "office hours rotas"
        assert line.turns == (13,)
        assert line.links == (Link(13, 18, "https://a.org"),)

    @given(_PIECES)
    def test_says_what_its_pieces_say(self, pieces: list[Piece]) -> None:
        line = compose(pieces, AT)
        assert (line.text if line else "") == clean("".join(piece.text for piece in pieces))

    @given(_PIECES)
    def test_keeps_spans_inside_the_text_and_in_order(self, pieces: list[Piece]) -> None:
        line = compose(pieces, AT)
        if line is not None:
            edges = [edge for link in line.links for edge in (link.start, link.end)]
            assert edges == sorted(edges)
            assert all(0 <= link.start < link.end <= len(line.text) for link in line.links)
            assert list(line.turns) == sorted(line.turns)
            assert all(0 < turn <= len(line.text) for turn in line.turns)
            assert len(line.looks) == (len(line.turns) + 1 if line.turns else 0)
            assert 0 <= line.linked_share <= 1


class TestLinked:
    def test_share_is_of_the_characters(self) -> None:
        assert Line(1, "0123456789", links=(Link(0, 2, "a"), Link(5, 8, "b"))).linked_share == pytest.approx(0.5)
        assert Line(1, "0123456789").linked_share == 0.0
        assert Line(1, "0123", links=(Link(0, 4, "a"),)).linked_share == 1.0

    @pytest.mark.parametrize(
        ("line", "linked"),
        [
            (Line(1, "Title here", links=(Link(0, 5, "a"),)), True),
            (Line(1, "• Title here", links=(Link(2, 7, "a"),)), True),
            (Line(1, "See Title here", links=(Link(4, 9, "a"),)), False),
            (Line(1, "Title here", style=Style(underlined=True)), True),
            (Line(1, "See Title here", style=Style(underlined=True), links=(Link(4, 9, "a"),)), False),
            (Line(1, "Title here"), False),
        ],
    )
    def test_lines_start_with_a_link_or_are_underlined(self, line: Line, linked: bool) -> None:
        assert line.linked is linked


class TestListItems:
    @pytest.mark.parametrize(
        "text",
        [
            *("• rotas", "- Rotas", "– Rotas", "* Rotas", "1. Rotas", "(2) Rotas", "3) Rotas", "- 1. NHS England"),
            *("▪ rotas", "◦rotas", "o Rotas", "a. Rotas", "(iv) Rotas", "b) Rotas", "12. Rotas", "•"),
        ],
    )
    def test_start_with_a_bullet_or_a_number(self, text: str) -> None:
        assert is_list_item(text)

    @pytest.mark.parametrize(
        "text",
        [
            *("Rotas", "12-hour shifts", "12) said that rotas help", "– and their managers", "2020. We asked"),
            *("-5 to 5", "o rotas", "1.5 hours", "123. Rotas", "- rotas"),
        ],
    )
    def test_are_not_told_by_a_wrapped_sentence(self, text: str) -> None:
        assert not is_list_item(text)
