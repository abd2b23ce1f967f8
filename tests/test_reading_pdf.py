"""PDF files, drawn here with reportlab or written by hand, become lines in the order one reads them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reportlab
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from briefqa.errors import ReadError
from briefqa.reading.lines import Line, Link, Oddity, Style
from briefqa.reading.pdf import MAX_PAGES, read_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefqa.reading.lines import Document

LEFT, TOP, LEADING = 72, 760, 14
URL = "https://example.org/rotas"
WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima")
NO_PDF = "is damaged, or no PDF; open it in a PDF reader, save a new copy, and use that"


class Page:
    """Draws on one page of a PDF."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y: float = TOP
        self.font()

    def font(self, name: str = "Helvetica", size: float = 11, color: str = "#000000") -> Page:
        self.name, self.size = name, size
        self.canvas.setFont(name, size)
        self.canvas.setFillColor(color)
        return self

    def width(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, self.name, self.size))

    def line(self, *lines: str, x: float = LEFT) -> Page:
        for text in lines:
            self.canvas.drawString(x, self.y, text)
            self.y -= LEADING
        return self

    def down(self, points: float) -> Page:
        self.y -= points
        return self

    def linked(self, before: str, shown: str, after: str, target: str) -> Page:
        start = LEFT + self.width(before)
        self.canvas.linkURL(target, (start, self.y - 3, start + self.width(shown), self.y + 10))
        return self.line(before + shown + after)


class Pdf:
    """Writes PDF files and reads them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "brief.pdf"

    def write(self, *pages: Callable[[Page], object], **options: object) -> Path:
        canvas = Canvas(str(self.path), invariant=1, **options)
        for draw in pages:
            draw(Page(canvas))
            canvas.showPage()
        canvas.save()
        return self.path

    def read(self, *pages: Callable[[Page], object], **options: object) -> Document:
        return read_pdf(self.write(*pages, **options))

    def lines(self, *pages: Callable[[Page], object]) -> list[Line]:
        return list(self.read(*pages).lines)

    def texts(self, *pages: Callable[[Page], object]) -> list[str]:
        return [line.text for line in self.lines(*pages)]

    def raw(self, content: bytes = b"", *, annotation: bytes = b"null", unicode: bytes = b"") -> list[Line]:
        """Read a page of PDF operators; reportlab cannot write everything."""
        bodies = (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [7 0 R]"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            stream(content or b"BT /F1 11 Tf 72 700 Td (See rotas) Tj ET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
            stream(
                b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
                b"endcodespacerange 2 beginbfchar "
                + (unicode or b"<01> <0020> <02> <0020>")
                + b" endbfchar endcmap end end"
            ),
            annotation,
        )
        objects = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(bodies, start=1))
        self.path.write_bytes(b"%PDF-1.7\n" + objects + b"trailer << /Root 1 0 R >>\n%%EOF\n")
        return list(read_pdf(self.path).lines)

    def refused(self, data: bytes | None = None) -> str:
        if data is not None:
            self.path.write_bytes(data)
        with pytest.raises(ReadError) as caught:
            read_pdf(self.path)
        message = str(caught.value)
        assert message.startswith(f"{self.path}: ")
        assert "\n" not in message
        return caught.value.problem


def stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def link_to(action: bytes) -> bytes:
    return b"<< /Type /Annot /Subtype /Link /Rect [93 695 120 712] %s >>" % action


def brief_of(pages: int) -> bytes:
    """Many small pages of a word each."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(100, 50), invariant=1)
    for _ in range(pages):
        canvas.drawString(5, 20, "word")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.fixture
def pdf(tmp_path: Path) -> Pdf:
    return Pdf(tmp_path)


class TestLines:
    def test_know_their_pages_numbers_and_heights(self, pdf: Pdf) -> None:
        read = pdf.lines(lambda page: page.line("one", "two"), lambda page: page.line("three"))
        assert [(line.text, line.page, line.number, line.page_break) for line in read] == [
            ("one", 1, 1, False),
            ("two", 1, 2, False),
            ("three", 2, 1, True),
        ]
        heights = [line.height or 0.0 for line in read]
        assert 0.05 < heights[0] < heights[1] < 0.15
        assert heights[0] == pytest.approx(heights[2], abs=0.01)

    def test_are_read_from_the_top_however_they_were_drawn(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            for text, y in (("last", 100), ("first", 700), ("second", 600)):
                page.canvas.drawString(LEFT, y, text)

        assert pdf.texts(draw) == ["first", "second", "last"]

    def test_of_one_height_are_one(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            page.canvas.drawString(400, 700, "12")
            page.canvas.drawString(LEFT, 700, "Reviews")
            page.canvas.drawString(LEFT, 680, "x")
            page.font(size=6).canvas.drawString(79, 684, "2")

        assert pdf.texts(draw) == ["Reviews 12", "x 2"]

    def test_hold_letters_that_were_placed_one_by_one(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            x: float = LEFT
            for letter in "link workers":
                page.canvas.drawString(x, 700, letter)
                x += page.width(letter)

        assert pdf.texts(draw) == ["link workers"]

    def test_have_ligatures_taken_apart(self, pdf: Pdf) -> None:
        pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
        assert pdf.texts(lambda page: page.font("Vera").line("of\ufb01ce \ufb02ow")) == ["office flow"]

    def test_hold_what_their_font_says_its_signs_mean(self, pdf: Pdf) -> None:
        content = b"BT /F1 11 Tf 72 700 Td (A xCe) Tj ET"
        (line,) = pdf.raw(content, unicode=b"<41> <00660069> <43> <FB03>")
        assert line.text == "fi xffie"

    @pytest.mark.parametrize("hyphen", ["-", "\u00ad"])
    def test_keep_the_hyphen_a_word_is_divided_by(self, hyphen: str, pdf: Pdf) -> None:
        read = pdf.lines(lambda page: page.line(f"Nurses who co{hyphen}", "operate stay"))
        assert [line.text for line in read] == ["Nurses who co-", "operate stay"]

    def test_keep_hyphens_inside_lines(self, pdf: Pdf) -> None:
        assert pdf.texts(lambda page: page.line("well-known - link-up")) == ["well-known - link-up"]

    def test_hold_the_letters_of_windows(self, pdf: Pdf) -> None:
        text = "The King’s Fund – “caf\u00e9”, £20 • 1"
        assert pdf.texts(lambda page: page.line(text)) == [text]


class TestBreaks:
    SENTENCE = ("Nurses who plan their own rotas stay for", "longer in post than nurses whose rotas", "others plan.")

    def test_where_the_next_word_had_no_room_are_the_margins(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            for _ in range(4):
                page.line(*self.SENTENCE)

        fresh = [line.fresh for line in pdf.lines(draw)]
        assert fresh == [None, 0.0, 0.0, *[1.0, 0.0, 0.0] * 3]

    def test_where_lines_are_close_are_no_gaps(self, pdf: Pdf) -> None:
        read = pdf.lines(lambda page: page.line(*self.SENTENCE).down(8).line(*self.SENTENCE).down(2).line("end"))
        assert [line.gap for line in read] == [False, False, False, True, False, False, False]

    def test_of_pages_are_gaps_that_are_marked(self, pdf: Pdf) -> None:
        one, two = (lambda page: page.line("Nurses stay for"), lambda page: page.line("longer.", "end"))
        assert [(line.gap, line.page_break) for line in pdf.lines(one, two)] == [
            (False, False),
            (True, True),
            (False, False),
        ]

    def test_over_a_page_are_told_by_room_as_well(self, pdf: Pdf) -> None:
        one, two = (lambda page: page.line(*self.SENTENCE[:2]), lambda page: page.line(*self.SENTENCE[2:], "end"))
        assert [line.fresh for line in pdf.lines(one, two)] == [None, 0.0, 0.0, 1.0]

    def test_at_larger_type_need_more_room_to_be_gaps(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            page.font(size=22).line("A long title that goes").down(12).line("on here").down(30)
            page.font().line(*self.SENTENCE)

        assert [line.gap for line in pdf.lines(draw)] == [False, False, True, False, False]


class TestLooks:
    @pytest.mark.parametrize(
        ("font", "size", "color", "style"),
        [
            ("Helvetica", 11, "#000000", Style(size=11.0)),
            ("Helvetica-Bold", 14, "#000000", Style(size=14.0, bold=True)),
            ("Times-Italic", 9.5, "#000000", Style(size=9.5, italic=True)),
            ("Helvetica-BoldOblique", 12, "#0563c1", Style(size=12.0, bold=True, italic=True, color="0563c1")),
            ("Courier", 10, "#ff0000", Style(size=10.0, color="ff0000")),
        ],
    )
    def test_are_of_the_font(self, font: str, size: float, color: str, style: Style, pdf: Pdf) -> None:
        (line,) = pdf.lines(lambda page: page.font(font, size, color).line("A title"))
        assert line.style == style

    def test_count_the_scale_the_text_is_drawn_at(self, pdf: Pdf) -> None:
        (line,) = pdf.raw(b"BT /F1 1 Tf 14 0 0 14 72 700 Tm (See rotas) Tj ET")
        assert (line.text, line.style.size) == ("See rotas", 14.0)

    def test_turn_inside_lines(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            page.canvas.drawString(LEFT, 700, "A plain title ")
            x = LEFT + page.width("A plain title ")
            page.font("Helvetica-Bold").canvas.drawString(x, 700, "source")

        (line,) = pdf.lines(draw)
        assert (line.text, line.turns) == ("A plain title source", (14,))
        assert [look.bold for look in line.looks] == [False, True]


class TestLinks:
    @pytest.mark.parametrize(
        "target", [URL, "http://x.org/a?b=c&d=(e)#f", "mailto:library@nhs.net", "file:///C:/briefs/rotas.docx"]
    )
    def test_cover_the_words_under_their_rectangle(self, target: str, pdf: Pdf) -> None:
        (line,) = pdf.lines(lambda page: page.linked("Read ", "the rotas", " now", target))
        assert (line.text, line.links) == ("Read the rotas now", (Link(5, 14, target),))
        assert not line.contents

    def test_over_several_lines_cover_each(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            page.canvas.linkURL(URL, (LEFT - 2, TOP - LEADING - 3, 300, TOP + 12))
            page.line("A title that goes", "on here", "Source")

        assert [line.links for line in pdf.lines(draw)] == [(Link(0, 17, URL),), (Link(0, 7, URL),), ()]

    def test_side_by_side_stay_apart(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            page.linked("", "one", " two", "https://a.org").down(-LEADING)
            page.linked("one ", "two", "", "https://b.org")

        links = {link for line in pdf.lines(draw) for link in line.links}
        assert {link.target for link in links} == {"https://a.org", "https://b.org"}

    def test_to_places_in_the_file_mark_contents(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            page.canvas.bookmarkPage("here")
            page.canvas.linkRect("", "here", (LEFT - 2, TOP - 3, 300, TOP + 12))
            page.line("Reviews 2", "See also")
            page.canvas.linkRect("", "here", (LEFT - 2, page.y - 3, LEFT + page.width("Case"), page.y + 12))
            page.line("Case studies")

        assert [(line.text, line.contents, line.links) for line in pdf.lines(draw)] == [
            ("Reviews 2", True, ()),
            ("See also", False, ()),
            ("Case studies", False, ()),
        ]

    @pytest.mark.parametrize(
        ("action", "target"),
        [
            (b"/A << /S /URI /URI (https://example.org/rotas) >>", URL),
            (b"/A << /S /URI /URI ( https://example.org/rotas ) >>", URL),
            (b"/A << /S /Launch /F (other brief.docx) >>", "file:other brief.docx"),
            (b"/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >>", "file:other.pdf"),
            (b"/A << /S /URI /URI (https://x.org/caf\xe9) >>", "https://x.org/caf\ufffd"),
        ],
    )
    def test_of_every_kind_lead_out(self, action: bytes, target: str, pdf: Pdf) -> None:
        (line,) = pdf.raw(annotation=link_to(action))
        assert (line.text, line.links) == ("See rotas", (Link(4, 9, target),))

    @pytest.mark.parametrize(
        "action",
        [
            b"/Dest [3 0 R /Fit]",
            b"/A << /S /GoTo /D [3 0 R /Fit] >>",
            b"/A << /S /JavaScript /JS (app.alert\\(1\\)) >>",
            b"/A << /S /URI /URI () >>",
            b"",
        ],
    )
    def test_of_other_kinds_lead_nowhere(self, action: bytes, pdf: Pdf) -> None:
        (line,) = pdf.raw(annotation=link_to(action))
        assert (line.text, line.links, line.contents) == ("See rotas", (), False)

    def test_without_a_rectangle_cover_nothing(self, pdf: Pdf) -> None:
        annotation = link_to(b"/A << /S /URI /URI (https://example.org/rotas) >>")
        (line,) = pdf.raw(annotation=annotation.replace(b"/Rect [93 695 120 712]", b""))
        assert (line.text, line.links) == ("See rotas", ())

    def test_with_a_rectangle_from_right_to_left_are_links(self, pdf: Pdf) -> None:
        annotation = link_to(b"/A << /S /URI /URI (https://example.org/rotas) >>")
        (line,) = pdf.raw(annotation=annotation.replace(b"[93 695 120 712]", b"[120 712 93 695]"))
        assert line.links == (Link(4, 9, URL),)


class TestFurniture:
    @staticmethod
    def page(word: str, number: int, *, header: str = "Evidence Brief: Rotas", at: float = 810) -> Callable:  # type: ignore[type-arg]
        def draw(page: Page) -> None:
            page.canvas.drawString(LEFT, at, header)
            page.line(*(f"{word} and {other}" for other in WORDS))
            page.canvas.drawString(300, 40, f"Page {number}")

        return draw

    def furniture(self, lines: list[Line]) -> list[tuple[int | None, str]]:
        return [(line.page, line.text) for line in lines if line.furniture]

    def test_is_what_comes_back_at_one_height(self, pdf: Pdf) -> None:
        read = pdf.lines(self.page("one", 1), self.page("two", 2))
        assert self.furniture(read) == [
            (1, "Evidence Brief: Rotas"),
            (1, "Page 1"),
            (2, "Evidence Brief: Rotas"),
            (2, "Page 2"),
        ]
        assert len(read) == 2 * (2 + len(WORDS))

    def test_does_not_come_between_the_lines_around_it(self, pdf: Pdf) -> None:
        read = [line for line in pdf.lines(self.page("one", 1), self.page("two", 2)) if not line.furniture]
        breaks = [line.text for line in read if line.page_break]
        assert breaks == ["two and alpha"]
        assert [line.text for line in read if line.gap] == breaks

    def test_says_nothing_of_where_the_margin_is(self, pdf: Pdf) -> None:
        header = " ".join(WORDS)
        read = pdf.lines(*(self.page(WORDS[at], at, header=header) for at in range(4)))
        body = [line for line in read if not line.furniture]
        assert self.furniture(read)[0] == (1, header)
        # The longest lines leave no room for "alpha", which the header would.
        assert {line.fresh for line, before in zip(body[1:], body, strict=False) if len(before.text) >= 19} == {0.0}

    def test_is_not_what_comes_back_at_other_heights(self, pdf: Pdf) -> None:
        read = pdf.lines(self.page("one", 1, at=810), self.page("two", 2, at=780))
        assert self.furniture(read) == [(1, "Page 1"), (2, "Page 2")]

    @pytest.mark.parametrize("shift", [0.4, 1.0, 3.0])
    def test_may_stand_a_little_higher_on_some_pages(self, shift: float, pdf: Pdf) -> None:
        read = pdf.lines(self.page("one", 1), self.page("two", 2, at=810 + shift))
        assert (2, "Evidence Brief: Rotas") in self.furniture(read)

    def test_is_not_what_says_something_else(self, pdf: Pdf) -> None:
        read = pdf.lines(self.page("one", 1, header="Reviews"), self.page("two", 2, header="Toolkits"))
        assert self.furniture(read) == [(1, "Page 1"), (2, "Page 2")]

    def test_is_not_in_the_middle_of_pages(self, pdf: Pdf) -> None:
        def draw(word: str) -> Callable[[Page], object]:
            return lambda page: page.line(
                *(f"{word} {other}" for other in WORDS[:6]), "Abstract only*", *(f"{word} {other}" for other in WORDS)
            )

        assert self.furniture(pdf.lines(draw("one"), draw("two"), draw("three"))) == []

    def test_of_many_pages_must_come_back_more_than_once(self, pdf: Pdf) -> None:
        headers = ["Reviews", "Reviews", "a", "b", "Toolkits", "Toolkits", "Toolkits"]
        read = pdf.lines(*(self.page(WORDS[at], at, header=header) for at, header in enumerate(headers)))
        assert {text for _, text in self.furniture(read) if not text.startswith("Page")} == {"Toolkits"}

    def test_of_one_page_cannot_be_told(self, pdf: Pdf) -> None:
        assert self.furniture(pdf.lines(self.page("one", 1))) == []


class TestColumns:
    def test_are_read_one_after_the_other(self, pdf: Pdf) -> None:
        def draw(page: Page) -> None:
            for x, side in ((60, "left"), (320, "right")):
                for position, word in enumerate(WORDS):
                    page.canvas.drawString(x, 700 - LEADING * position, f"{side} {word} of the columns")

        expected = [f"{side} {word} of the columns" for side in ("left", "right") for word in WORDS]
        assert pdf.texts(draw) == expected

    def test_of_a_few_short_lines_are_rows(self, pdf: Pdf) -> None:
        numbers = [str(number) for number in range(11, 20)]

        def draw(page: Page) -> None:
            for x, words in ((60, WORDS), (320, numbers)):
                for position, word in enumerate(words):
                    page.canvas.drawString(x, 700 - LEADING * position, word)

        rows = [f"{word} {number}" for word, number in zip(WORDS, numbers, strict=False)]
        assert pdf.texts(draw) == [*rows, *WORDS[9:]]


class TestPagesWithoutText:
    def test_are_reported(self, pdf: Pdf) -> None:
        def picture(page: Page) -> None:
            page.canvas.rect(100, 100, 200, 200, fill=1)

        read = pdf.read(lambda page: page.line("one"), picture, lambda page: page.line("two"), lambda _: None)
        assert [(line.text, line.page) for line in read.lines] == [("one", 1), ("two", 3)]
        message = "this page holds no text; if it is a picture, it was not read"
        assert read.oddities == tuple(Oddity("page-without-text", message, number) for number in (2, 4))

    def test_only_are_refused(self, pdf: Pdf) -> None:
        pdf.write(lambda page: page.canvas.rect(100, 100, 200, 200, fill=1), lambda _: None)
        problem = pdf.refused()
        assert "holds no text, so its pages are probably scanned pictures" in problem
        assert "use the Word version, or a copy with recognised text (OCR)" in problem

    def test_are_none_in_a_file_of_text(self, pdf: Pdf) -> None:
        assert pdf.read(lambda page: page.line("one")).oddities == ()


class TestHostileFiles:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="empty"),
            pytest.param(bytes(range(256)) * 20, id="random"),
            pytest.param(b"%PDF-1.7\n", id="only the first line"),
            pytest.param(
                b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n", id="no pages"
            ),
            pytest.param(brief_of(3)[:300], id="without its end"),
            pytest.param(b"PK\x03\x04 a Word file", id="another format"),
        ],
    )
    def test_damaged_is_refused(self, data: bytes, pdf: Pdf) -> None:
        assert pdf.refused(data) == NO_PDF

    def test_locked_is_refused(self, pdf: Pdf) -> None:
        pdf.write(lambda page: page.line("one"), encrypt=StandardEncryption("secret", strength=128))
        assert pdf.refused() == ("is locked with a password; open it, save a copy without the password, and use that")

    def test_locked_only_against_changes_is_read(self, pdf: Pdf) -> None:
        lock = StandardEncryption("", ownerPassword="secret", canModify=0, canCopy=0, strength=128)
        assert [line.text for line in pdf.read(lambda page: page.line("one"), encrypt=lock).lines] == ["one"]

    @pytest.mark.parametrize("pages", [MAX_PAGES + 1, 2_000])
    def test_more_pages_than_a_brief_ever_has_are_refused(self, pages: int, pdf: Pdf) -> None:
        problem = pdf.refused(brief_of(pages))
        assert problem == (
            f"has {pages:,} pages, more than the 1,000 that are read; "
            "save the pages of the brief as a file of their own"
        )

    def test_the_most_pages_are_read(self, pdf: Pdf) -> None:
        pdf.path.write_bytes(brief_of(MAX_PAGES))
        assert [line.page for line in read_pdf(pdf.path).lines] == list(range(1, MAX_PAGES + 1))

    def test_a_page_that_is_none_is_refused(self, pdf: Pdf) -> None:
        pdf.write(lambda page: page.line("one"), lambda page: page.line("two"))
        data = pdf.path.read_bytes()
        assert data.count(b"/Type /Page\n") == 2
        problem = pdf.refused(data.replace(b"/Type /Page\n", b"/Type /Pane\n", 1).replace(b"/Count 2", b"/Count 9"))
        assert "is damaged" in problem
        assert "save a new copy" in problem

    @settings(deadline=None)
    @given(data=st.binary(max_size=300), start=st.sampled_from([b"", b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<"]))
    def test_any_bytes_are_refused_in_one_line(
        self, tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
    ) -> None:
        Pdf(tmp_path_factory.getbasetemp()).refused(start + data)

    @settings(deadline=None)
    @given(at=st.integers(0, len(brief_of(3)) - 1), put=st.binary(min_size=1, max_size=4), cut=st.booleans())
    @example(at=len(brief_of(3)) // 2, put=b"\x00", cut=True)
    def test_any_damage_is_read_or_refused(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes, cut: bool
    ) -> None:
        pdf = Pdf(tmp_path_factory.getbasetemp())
        whole = brief_of(3)
        pdf.path.write_bytes(whole[:at] if cut else whole[:at] + put + whole[at + len(put) :])
        try:
            read = read_pdf(pdf.path)
        except ReadError as error:
            assert str(error).startswith(f"{pdf.path}: ")  # noqa: PT017 either outcome is right
        else:
            assert all(line.page is not None and 1 <= line.page <= 3 for line in read.lines)
