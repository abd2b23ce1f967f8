"""Markdown becomes the lines a reader of the typeset page would see."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import ReadError
from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.links import web_address
from briefqa.reading.markdown import read_markdown

FILE = Path("brief.md")


def lines(text: str) -> list[Line]:
    return list(read_markdown(text.encode(), FILE).lines)


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


def only(text: str) -> Line:
    (line,) = lines(text)
    return line


class TestPlaces:
    def test_lines_are_numbered_as_in_the_file(self) -> None:
        text = "# Brief\n\n\nA title\nNHS England, 2023\n\n- one\n- two\n"
        assert [(line.number, line.text) for line in lines(text)] == [
            (1, "Brief"),
            (4, "A title"),
            (5, "NHS England, 2023"),
            (7, "• one"),
            (8, "• two"),
        ]

    def test_blank_lines_are_gaps(self) -> None:
        assert [line.gap for line in lines("one\ntwo\n\nthree\n\n\n\nfour")] == [False, False, True, True]

    def test_there_are_no_pages(self) -> None:
        assert [(line.text, line.page) for line in lines("one\n\ftwo\f\n\nthree")] == [
            ("one", None),
            ("two", None),
            ("three", None),
        ]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_line_end_will_do(self, end: str) -> None:
        text = "# A\n\none  \ntwo\nthree\n\n* four\n"
        assert lines(text.replace("\n", end)) == lines(text)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    def test_any_encoding_of_text_will_do(self, encoding: str) -> None:
        (line,) = read_markdown("The King’s Fund – *annual* report".encode(encoding), FILE).lines
        assert line.text == "The King’s Fund – annual report"

    def test_what_is_no_text_is_named(self) -> None:
        with pytest.raises(ReadError, match=r"brief\.md:2: holds control characters.*save the brief as"):
            read_markdown(codecs.BOM_UTF8 + b"# A\n\x00", FILE)

    @pytest.mark.parametrize("text", ["", "\n\n", "---\n", "[a]: https://a.org\n", "<!-- note -->", "#", "* * *"])
    def test_what_shows_nothing_is_no_line(self, text: str) -> None:
        assert lines(text) == []


class TestBreaks:
    def test_a_wrapped_line_is_rather_the_margins(self) -> None:
        first, second = lines("one\ntwo")
        assert first.fresh == 1.0
        assert (second.fresh or 0.0) < 0.5

    @pytest.mark.parametrize("text", ["one  \ntwo", "one\\\ntwo", "one<br>two", "one<br />two", "one<BR/>two"])
    def test_a_hard_break_is_the_writers(self, text: str) -> None:
        assert [(line.text, line.fresh) for line in lines(text)] == [("one", 1.0), ("two", 1.0)]

    def test_a_break_in_html_stays_on_its_line(self) -> None:
        assert [line.number for line in lines("one<br>two\nthree")] == [1, 1, 2]


class TestHeadings:
    def test_have_levels(self) -> None:
        assert [(line.text, line.style.level) for line in lines("# A\n### B ###\ntext\n\nC\n=\nD\n-\nend")] == [
            ("A", 1),
            ("B", 3),
            ("text", 0),
            ("C", 1),
            ("D", 2),
            ("end", 0),
        ]

    def test_a_number_sign_without_a_space_makes_none(self) -> None:
        assert [(line.text, line.style.level) for line in lines("#rotas")] == [("#rotas", 0)]

    def test_a_paragraph_with_a_rule_under_it_is_none(self) -> None:
        long, short = "word " * 41, "word " * 30
        assert [line.style.level for line in lines(f"{long}\n---\n\n{short}\n---\n")] == [0, 2]

    def test_may_hold_links(self) -> None:
        line = only("## [Rotas](https://a.org) that work")
        assert (line.text, line.style.level, line.links) == ("Rotas that work", 2, (Link(0, 5, "https://a.org"),))


class TestInline:
    @pytest.mark.parametrize(
        ("text", "style"),
        [
            ("**bold**", Style(bold=True)),
            ("__bold__", Style(bold=True)),
            ("*italic*", Style(italic=True)),
            ("***both***", Style(bold=True, italic=True)),
            ("**bold *and* both**", Style(bold=True)),
            ("<u>under</u>", Style(underlined=True)),
            ("<U>under</U>", Style(underlined=True)),
            ("plain", Style()),
        ],
    )
    def test_looks_as_it_is_marked(self, text: str, style: Style) -> None:
        assert only(text).style == style

    def test_ends_where_its_mark_ends(self) -> None:
        line = only("**Title** *source*, <u>2023</u> plain")
        assert line.text == "Title source, 2023 plain"
        assert [line.text[turn:] for turn in line.turns] == [
            "source, 2023 plain",
            ", 2023 plain",
            "2023 plain",
            "plain",
        ]
        assert line.looks == (Style(bold=True), Style(italic=True), Style(), Style(underlined=True), Style())

    def test_marks_reach_over_line_breaks(self) -> None:
        assert [line.style.bold for line in lines("**one\ntwo** and\nthree words")] == [True, False, False]
        assert [(line.text, line.links) for line in lines("[one\ntwo](https://a.org)")] == [
            ("one", (Link(0, 3, "https://a.org"),)),
            ("two", (Link(0, 3, "https://a.org"),)),
        ]

    def test_marks_that_mark_nothing_are_text(self) -> None:
        assert texts("p* < 0.05 and 2 * 3 * 4, snake_case_name, Abstract only\\*") == [
            "p* < 0.05 and 2 * 3 * 4, snake_case_name, Abstract only*"
        ]

    def test_shows_what_the_page_shows(self) -> None:
        assert texts("&amp; &lt;b&gt; \\[x\\] `code`, ![a picture](x.png), NHS&nbsp;England, a <span>b</span>") == [
            "& <b> [x] code, a picture, NHS England, a b"
        ]

    @pytest.mark.parametrize(
        ("text", "shown", "target"),
        [
            ("[Rotas](https://a.org)", "Rotas", "https://a.org"),
            ('[Rotas](https://a.org "tip")', "Rotas", "https://a.org"),
            ("[Rotas][r]\n\n[r]: https://a.org\n", "Rotas", "https://a.org"),
            ("<https://a.org/x>", "https://a.org/x", "https://a.org/x"),
            ("[**Rotas** and *wards*](https://a.org)", "Rotas and wards", "https://a.org"),
            ("[Mail](mailto:library@nhs.net)", "Mail", "mailto:library@nhs.net"),
        ],
    )
    def test_links_lead_where_they_say(self, text: str, shown: str, target: str) -> None:
        line = only(text)
        assert (line.text, line.links) == (shown, (Link(0, len(shown), target),))

    def test_a_link_ends_where_it_ends(self) -> None:
        line = only("See [the rotas](https://a.org), [wards](https://b.org) and more")
        assert [(line.text[link.start : link.end], link.target) for link in line.links] == [
            ("the rotas", "https://a.org"),
            ("wards", "https://b.org"),
        ]
        assert not line.linked


class TestContents:
    def test_links_to_headings_are_contents_and_lead_nowhere(self) -> None:
        read = lines("* [Reviews](#reviews)\n* [Case studies](#case-studies)\n\n# Reviews")
        assert [(line.text, line.contents, line.links) for line in read] == [
            ("• Reviews", True, ()),
            ("• Case studies", True, ()),
            ("Reviews", False, ()),
        ]

    def test_a_line_that_also_leads_out_is_none(self) -> None:
        line = only("[Rotas](https://a.org), see [Reviews](#reviews)")
        assert (line.contents, line.links) == (False, (Link(0, 5, "https://a.org"),))


class TestLists:
    @pytest.mark.parametrize("mark", ["-", "*", "+"])
    def test_bullets_are_bullets(self, mark: str) -> None:
        assert texts(f"{mark} one\n{mark} two\n  more\n") == ["• one", "• two", "more"]

    def test_numbers_are_kept(self) -> None:
        assert texts("3. three\n4. four\n\n1) one\n2) two\n") == ["3. three", "4. four", "1) one", "2) two"]

    def test_inside_lists_are_lists(self) -> None:
        assert [(line.number, line.text) for line in lines("1. one\n   - a\n   - b\n2. two\n")] == [
            (1, "1. one"),
            (2, "• a"),
            (3, "• b"),
            (4, "2. two"),
        ]

    def test_only_the_first_paragraph_of_an_item_has_its_mark(self) -> None:
        assert [(line.text, line.gap) for line in lines("- one\n\n  two\n\n- three\n")] == [
            ("• one", False),
            ("two", True),
            ("• three", True),
        ]


class TestOtherBlocks:
    def test_quotes_are_text(self) -> None:
        assert texts("> one\n> two\n\nthree") == ["one", "two", "three"]

    def test_indented_text_is_no_code(self) -> None:
        assert [(line.text, line.style.bold) for line in lines("    **Rotas**\n    for wards\n")] == [
            ("Rotas", True),
            ("for wards", False),
        ]

    def test_the_text_of_code_is_kept_as_it_stands(self) -> None:
        assert [(line.number, line.text) for line in lines("one\n\n```text\n**two**\n\nthree\n```\n\nfour")] == [
            (1, "one"),
            (4, "**two**"),
            (6, "three"),
            (9, "four"),
        ]

    def test_the_text_of_html_is_kept_without_its_tags(self) -> None:
        assert texts('<div class="note">\nSee the <b>rotas</b>\n</div>\n\nnext') == ["See the rotas", "next"]

    def test_no_cell_of_a_table_is_lost(self) -> None:
        shown = " ".join(texts("| Title | Year |\n|---|---|\n| Rotas | 2023 |\n| [Wards](https://a.org) | 2024 |\n"))
        assert shown == "Title Year Rotas 2023 Wards 2024"


@given(
    st.lists(st.sampled_from(["one", "two", "**", "*", "[", "](https://a.org)", "#", "- ", "> ", "\n", "  \n", " "]))
)
def test_no_word_is_lost_or_moved(parts: list[str]) -> None:
    text = " ".join(parts).replace("(https://a.org)", "(x)")
    read = [word for line in lines(text) for word in line.text.replace("*", " ").split() if word in ("one", "two")]
    assert read == [word for word in text.replace("*", " ").split() if word in ("one", "two")]


@given(st.text(max_size=200) | st.text(alphabet="a1 \n\t#*_[]()<>!`|-=>&;\\.+:/\"'", max_size=200))
def test_lines_of_any_text_are_in_order_and_show_something(text: str) -> None:
    with contextlib.suppress(ReadError):
        read = lines(text)
        numbers = [line.number for line in read]
        assert numbers == sorted(numbers)
        assert all(line.text == " ".join(line.text.split()) != "" for line in read)
        assert all(0 <= link.start < link.end <= len(line.text) for line in read for link in line.links)


class TestLinksOfHtml:
    @pytest.mark.parametrize(
        "text",
        [
            '<a href="https://a.uk/?a=1&amp;b=2">Rotas</a> and rest',
            "<a class='x' href='https://a.uk/?a=1&b=2'>Rotas</a> and rest",
            "see <b>below</b>\n\n<p>\n<a href=https://a.uk/?a=1&b=2>Rotas</a> and rest\n</p>",
        ],
    )
    def test_are_links(self, text: str) -> None:
        line = lines(text)[-1]
        assert (line.text, [(link.start, link.end, link.target) for link in line.links]) == (
            "Rotas and rest",
            [(0, 5, "https://a.uk/?a=1&b=2")],
        )

    def test_of_any_kind_have_their_text(self) -> None:
        line = only("[Rotas](javascript:alert) and rest")
        assert (line.text, [link.target for link in line.links]) == ("Rotas and rest", ["javascript:alert"])


def test_lines_that_only_mark_up_are_counted() -> None:
    text = "Rotas\n=====\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n[1]: https://a.uk\n<!-- x -->\n"
    read = read_markdown(text.encode(), FILE)
    assert read.markup == (2, 4, 7, 10, 12, 14, 15)
    numbers = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert sorted((*read.markup, *(line.number for line in read.lines))) == numbers


@pytest.mark.parametrize("start", ["https://a.uk", "https://www.a.uk", "www.a.uk"])
def test_an_address_with_a_space_in_it_is_a_links_all_the_same(start: str) -> None:
    (line,) = lines(f"See [Rotas and rest]({start}/a guide.pdf)")
    (link,) = line.links
    assert line.text == "See Rotas and rest"
    assert web_address(link.target) == f"https://{start.removeprefix('https://')}/a%20guide.pdf"


def test_brackets_with_words_are_no_address() -> None:
    (line,) = lines("Rest [sic](or naps https://a.uk)")
    assert "naps" in line.text
