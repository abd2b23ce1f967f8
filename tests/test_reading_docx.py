"""Word files, made here with python-docx and raw XML, become the lines that Word prints."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefqa.errors import ReadError
from briefqa.reading.docx import read_docx
from briefqa.reading.lines import Line, Link, Oddity
from briefqa.reading.word_package import MAX_PARTS
from uploads import zip_bomb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as WordDocument

    from briefqa.reading.lines import Document

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
    )
)
URL = "https://example.org/rotas"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def link_field(code: str, shown: str) -> str:
    return f"{mark('begin')}{instruction(code)}{mark('separate')}{shown}{mark('end')}"


def text_box(content: str) -> str:
    """As Word writes it: once for itself, and once more for older versions."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


class Word:
    """Writes Word files and reads them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "brief.docx"

    def read(self, body: str = "", prepare: Callable[[WordDocument], object] | None = None) -> Document:
        document = docx.Document()
        if prepare is not None:
            prepare(document)
        last = document.element.body[-1]
        for element in list(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")):
            last.addprevious(element)
        document.save(self.path)
        return read_docx(self.path)

    def lines(self, body: str = "", prepare: Callable[[WordDocument], object] | None = None) -> list[Line]:
        return list(self.read(body, prepare).lines)

    def texts(self, body: str = "", prepare: Callable[[WordDocument], object] | None = None) -> list[str]:
        return [line.text for line in self.lines(body, prepare)]

    def refused(self, data: bytes) -> str:
        self.path.write_bytes(data)
        with pytest.raises(ReadError) as caught:
            read_docx(self.path)
        message = str(caught.value)
        assert message.startswith(f"{self.path}: ")
        assert "\n" not in message
        return caught.value.problem


@pytest.fixture
def word(tmp_path: Path) -> Word:
    return Word(tmp_path)


class TestParagraphs:
    def test_are_lines_with_gaps_parted_at_breaks(self, word: Word) -> None:
        body = paragraph(run("one")) + paragraph("") + paragraph(run("two") + "<w:r><w:br/><w:t>three</w:t></w:r>")
        assert [(line.number, line.text, line.gap, line.fresh) for line in word.lines(body)] == [
            (1, "one", True, 1.0),
            (3, "two", True, 1.0),
            (4, "three", False, 1.0),
        ]

    def test_of_nothing_are_none(self, word: Word) -> None:
        assert word.read(paragraph("") + paragraph(run(" \u00a0"))).lines == ()

    def test_join_what_editing_parted_into_runs(self, word: Word) -> None:
        body = paragraph(run("Link ") + '<w:proofErr w:type="spellStart"/>' + run("wor") + run("kers"))
        assert word.texts(body) == ["Link workers"]

    @pytest.mark.parametrize(
        ("inner", "text"),
        [
            ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
            ("<w:r><w:t>one</w:t><w:ptab/><w:t>two</w:t></w:r>", "one two"),
            ("<w:r><w:t>link</w:t><w:noBreakHyphen/><w:t>up</w:t></w:r>", "link-up"),
            ("<w:r><w:t>so</w:t><w:softHyphen/><w:t>ft</w:t></w:r>", "soft"),
            ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> rotas</w:t></w:r>', "• rotas"),
            ('<w:r><w:t>rotas</w:t><w:footnoteReference w:id="2"/></w:r>', "rotas"),
            (run("fell (") + "<m:oMath><m:r><m:t>p&lt;0.05</m:t></m:r></m:oMath>" + run(")"), "fell (p<0.05)"),
        ],
    )
    def test_hold_signs_besides_text(self, inner: str, text: str, word: Word) -> None:
        assert word.texts(paragraph(inner)) == [text]

    @pytest.mark.parametrize("kind", ['<w:br w:type="textWrapping"/>', "<w:cr/>", "<w:br/>"])
    def test_are_parted_at_every_kind_of_line_break(self, kind: str, word: Word) -> None:
        assert word.texts(paragraph(run("one") + f"<w:r>{kind}</w:r>" + run("two"))) == ["one", "two"]

    def test_inside_content_controls_and_tags_are_read(self, word: Word) -> None:
        inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('chosen')}</w:sdtContent></w:sdt>"
        body = (
            f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('one'))}</w:sdtContent></w:sdt>"
            + paragraph(run("two ") + inner + f'<w:smartTag w:element="x">{run(" three")}</w:smartTag>')
            + f'<w:customXml w:element="x">{paragraph(run("four"))}</w:customXml>'
        )
        assert word.texts(body) == ["one", "two chosen three", "four"]

    def test_hold_what_was_inserted_and_not_what_was_deleted_or_moved_away(self, word: Word) -> None:
        body = paragraph(
            run("We ")
            + '<w:del w:id="1" w:author="a"><w:r><w:delText>plan</w:delText></w:r></w:del>'
            + f'<w:ins w:id="2" w:author="a">{run("make")}</w:ins>'
            + f'<w:moveFrom w:id="3" w:author="a">{run(" gone")}</w:moveFrom>'
            + f'<w:moveTo w:id="4" w:author="a">{run(" rotas")}</w:moveTo>'
        )
        assert word.texts(body) == ["We make rotas"]

    def test_hidden_text_is_not_printed(self, word: Word) -> None:
        body = paragraph(run("shown") + run(" hidden", "<w:vanish/>") + run(" again", '<w:vanish w:val="0"/>'))
        assert word.texts(body) == ["shown again"]

    def test_offered_in_two_versions_are_read_in_the_newer(self, word: Word) -> None:
        new, old = paragraph(run("new")), paragraph(run("old"))
        choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        assert word.texts(f"<mc:AlternateContent>{choice}</mc:AlternateContent>") == ["new"]

    def test_comments_in_the_file_are_none_of_it(self, word: Word) -> None:
        assert word.texts(paragraph("<!-- a note -->" + run("one"))) == ["one"]


class TestStyles:
    def test_headings_have_levels(self, word: Word) -> None:
        def prepare(document: WordDocument) -> None:
            document.add_heading("Brief", 1)
            document.add_heading("Reviews", 3)
            document.add_paragraph("text")

        assert [(line.text, line.style.level) for line in word.lines(prepare=prepare)] == [
            ("Brief", 1),
            ("Reviews", 3),
            ("text", 0),
        ]

    def test_runs_turn_where_they_look_otherwise(self, word: Word) -> None:
        (line,) = word.lines(paragraph(run("A longer title ", "<w:b/>") + run("source", '<w:color w:val="FF0000"/>')))
        assert (line.text, line.turns, line.style.bold) == ("A longer title source", (15,), True)
        assert [(look.bold, look.color) for look in line.looks] == [(True, ""), (False, "ff0000")]


class TestPages:
    BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"

    def test_are_counted_by_the_breaks_word_last_rendered(self, word: Word) -> None:
        body = paragraph(run("one")) + paragraph(self.BREAK + run("two")) + paragraph(run("three") + self.BREAK)
        assert [(line.text, line.page) for line in word.lines(body + paragraph(run("four")))][:2] == [
            ("one", 1),
            ("two", 2),
        ]
        assert word.lines(body + paragraph(run("four")))[-1].page == 3

    def test_are_unknown_where_word_did_not_render_any(self, word: Word) -> None:
        assert [line.page for line in word.lines(paragraph(run("one")) + paragraph(run("two")))] == [None, None]


class TestLinks:
    @staticmethod
    def related(document: WordDocument) -> None:
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, URL, "rLink", is_external=True)

    def test_by_relationship_lead_where_the_relationship_does(self, word: Word) -> None:
        inner = run("Read ") + f'<w:hyperlink r:id="rLink">{run("the ")}{run("rotas")}</w:hyperlink>' + run(" now")
        (line,) = word.lines(paragraph(inner), self.related)
        assert (line.text, line.links) == ("Read the rotas now", (Link(5, 14, URL),))

    @pytest.mark.parametrize("attributes", ['w:anchor="Reviews"', 'r:id="rNone"', 'r:id="rPart"', ""])
    def test_inside_the_file_are_none(self, attributes: str, word: Word) -> None:
        def prepare(document: WordDocument) -> None:
            part = document.part
            part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, part, "rPart", is_external=False)

        (line,) = word.lines(paragraph(f"<w:hyperlink {attributes}>{run('Reviews')}</w:hyperlink>"), prepare)
        assert (line.text, line.links) == ("Reviews", ())

    @pytest.mark.parametrize(
        "code",
        [
            f' HYPERLINK "{URL}" ',
            f"HYPERLINK {URL}",
            f' hyperlink "{URL}" \\o "a tip" ',
            f' HYPERLINK "{URL}" \\l "part" \\t "_blank" ',
        ],
    )
    def test_by_field_lead_where_the_code_says(self, code: str, word: Word) -> None:
        (line,) = word.lines(paragraph(run("Read ") + link_field(code, run("the") + run(" rotas")) + run(" now")))
        assert (line.text, line.links) == ("Read the rotas now", (Link(5, 14, URL),))

    def test_by_field_may_have_their_code_in_pieces(self, word: Word) -> None:
        code = instruction(" HYPER") + instruction('LINK "https://example') + instruction('.org/rotas" ')
        (line,) = word.lines(paragraph(mark("begin") + code + mark("separate") + run("rotas") + mark("end")))
        assert (line.text, line.links) == ("rotas", (Link(0, 5, URL),))

    def test_by_field_may_go_on_over_paragraphs(self, word: Word) -> None:
        start = mark("begin") + instruction(f' HYPERLINK "{URL}" ') + mark("separate")
        body = paragraph(start + run("one")) + paragraph(run("two") + mark("end") + run(" three"))
        assert [(line.text, line.links) for line in word.lines(body)] == [
            ("one", (Link(0, 3, URL),)),
            ("two three", (Link(0, 3, URL),)),
        ]

    def test_by_simple_field_lead_where_the_code_says(self, word: Word) -> None:
        inner = f'<w:fldSimple w:instr=" HYPERLINK &quot;{URL}&quot; ">{run("rotas")}</w:fldSimple>'
        (line,) = word.lines(paragraph(inner + run(" now")))
        assert (line.text, line.links) == ("rotas now", (Link(0, 5, URL),))

    @pytest.mark.parametrize(
        "inner",
        [
            link_field(' HYPERLINK \\l "_Toc1" ', run("rotas")),
            '<w:fldSimple w:instr=" HYPERLINK \\l &quot;_Toc1&quot; ">' + run("rotas") + "</w:fldSimple>",
            link_field(" PAGEREF _Toc1 ", run("rotas")),
            f'<w:fldSimple w:instr=" TITLE ">{run("rotas")}</w:fldSimple>',
            f"<w:fldSimple>{run('rotas')}</w:fldSimple>",
        ],
    )
    def test_other_fields_are_none(self, inner: str, word: Word) -> None:
        (line,) = word.lines(paragraph(inner))
        assert (line.text, line.links) == ("rotas", ())

    def test_fields_inside_a_link_are_part_of_it(self, word: Word) -> None:
        inner = link_field(f' HYPERLINK "{URL}" ', run("page ") + link_field(" PAGE ", run("7")))
        (line,) = word.lines(paragraph(inner + run(" end")))
        assert (line.text, line.links) == ("page 7 end", (Link(0, 6, URL),))

    def test_field_marks_without_their_partners_do_no_harm(self, word: Word) -> None:
        body = paragraph(mark("end") + mark("separate") + instruction(" HYPERLINK x ") + run("one") + mark("begin"))
        assert [(line.text, line.links) for line in word.lines(body + paragraph(run("two")))] == [
            ("one", ()),
            ("two", ()),
        ]

    def test_in_a_deleted_field_nothing_is_linked(self, word: Word) -> None:
        deleted = f'<w:del w:id="1" w:author="a">{link_field(" HYPERLINK x ", "")}</w:del>'
        assert [(line.text, line.links) for line in word.lines(paragraph(deleted + run("one")))] == [("one", ())]


class TestContents:
    def test_by_field_are_marked_until_it_ends(self, word: Word) -> None:
        body = (
            paragraph(run("Contents"))
            + paragraph(mark("begin") + instruction(' TOC \\o "1-3" ') + mark("separate") + run("Reviews") + "<w:r/>")
            + paragraph(run("Toolkits"))
            + paragraph(mark("end"))
            + paragraph(run("Reviews"))
        )
        assert [(line.text, line.contents) for line in word.lines(body)] == [
            ("Contents", False),
            ("Reviews", True),
            ("Toolkits", True),
            ("Reviews", False),
        ]

    def test_by_style_are_marked(self, word: Word) -> None:
        def prepare(document: WordDocument) -> None:
            document.styles.add_style("toc 1", 1)
            document.add_paragraph("Reviews\t3", style="toc 1")
            document.add_paragraph("Reviews")

        assert [(line.text, line.contents) for line in word.lines(prepare=prepare)] == [
            ("Reviews 3", True),
            ("Reviews", False),
        ]


class TestTables:
    def test_a_row_of_short_cells_is_one_line(self, word: Word) -> None:
        body = table(
            [paragraph(run("Reviews")), paragraph(run("12"))], [paragraph(run("Toolkits")), paragraph(run("30"))]
        )
        assert [(line.text, line.gap) for line in word.lines(body + paragraph(run("end")))] == [
            ("Reviews 12", True),
            ("Toolkits 30", True),
            ("end", True),
        ]

    def test_a_row_of_short_cells_keeps_its_links(self, word: Word) -> None:
        linked = link_field(f' HYPERLINK "{URL}" ', run("rotas"))
        (line,) = word.lines(table([paragraph(run("See")), paragraph(run("our ") + linked + run(" now"))]))
        assert (line.text, line.links) == ("See our rotas now", (Link(8, 13, URL),))

    @pytest.mark.parametrize(
        "cells",
        [
            [paragraph(run("one")) + paragraph(run("two")), paragraph(run("three"))],
            [paragraph(run("one") + "<w:r><w:br/></w:r>" + run("two")), paragraph(run("three"))],
        ],
    )
    def test_cells_of_several_lines_are_read_one_after_the_other(self, cells: list[str], word: Word) -> None:
        assert word.texts(table(cells)) == ["one", "two", "three"]

    def test_long_cells_are_lines_of_their_own(self, word: Word) -> None:
        short, long = "a" * 197, "a" * 198
        assert word.texts(table([paragraph(run("one")), paragraph(run(short))])) == [f"one {short}"]
        assert word.texts(table([paragraph(run("one")), paragraph(run(long))])) == ["one", long]

    def test_a_table_of_one_cell_is_only_a_frame(self, word: Word) -> None:
        body = table([paragraph(run("one")) + paragraph(run("two"))], [paragraph(run("three"))], [paragraph("")])
        assert word.texts(body) == ["one", "two", "three"]

    def test_empty_cells_say_nothing(self, word: Word) -> None:
        assert word.texts(table([paragraph(""), paragraph(run("one")), paragraph("")])) == ["one"]

    def test_cells_and_rows_in_content_controls_are_read(self, word: Word) -> None:
        cell = f"<w:sdt><w:sdtContent><w:tc>{paragraph(run('one'))}</w:tc></w:sdtContent></w:sdt>"
        row = f"<w:tr>{cell}<w:tc>{paragraph(run('two'))}</w:tc></w:tr>"
        body = f"<w:tbl><w:tblPr/><w:tblGrid/><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
        assert word.texts(body) == ["one two"]


class TestTextBoxes:
    def test_are_read_once_after_the_paragraph_they_hang_on(self, word: Word) -> None:
        box = text_box(paragraph(run("boxed")) + paragraph(run("too")))
        body = paragraph(run("be") + box + run("fore")) + paragraph(run("after"))
        assert word.texts(body) == ["before", "boxed", "too", "after"]

    def test_of_older_versions_are_read(self, word: Word) -> None:
        box = f"<v:shape><v:textbox><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></v:textbox></v:shape>"
        assert word.texts(paragraph(run("one") + f"<w:r><w:pict>{box}</w:pict></w:r>")) == ["one", "boxed"]

    def test_may_hold_tables(self, word: Word) -> None:
        box = text_box(table([paragraph(run("a")), paragraph(run("b"))]))
        assert word.texts(paragraph(box)) == ["a b"]


class TestFurniture:
    def test_headers_and_footers_come_last_and_once_each(self, word: Word) -> None:
        def prepare(document: WordDocument) -> None:
            document.add_paragraph("one")
            first = document.sections[0]
            first.header.paragraphs[0].text = "Evidence Brief: Rotas"
            first.footer.paragraphs[0].text = "Page 1"
            first.different_first_page_header_footer = True
            first.first_page_header.paragraphs[0].text = "Knowledge team"
            second = document.add_section()
            second.header.is_linked_to_previous = False
            second.header.paragraphs[0].text = "Evidence Brief: Rotas"
            document.add_paragraph("two")

        assert [(line.text, line.furniture, line.gap) for line in word.lines(prepare=prepare)] == [
            ("one", False, True),
            ("two", False, True),
            ("Evidence Brief: Rotas", True, True),
            ("Knowledge team", True, True),
            ("Page 1", True, True),
        ]

    def test_links_in_a_header_are_its_own(self, word: Word) -> None:
        def prepare(document: WordDocument) -> None:
            header = document.sections[0].header
            header.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, URL, "rHead", is_external=True)
            inner = f'<w:hyperlink r:id="rHead">{run("Library")}</w:hyperlink>'
            header._element.append(parse_xml(paragraph(inner).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))

        (line,) = word.lines(prepare=prepare)
        assert (line.text, line.links, line.furniture) == ("Library", (Link(0, 7, URL),), True)


class TestNotes:
    @staticmethod
    def noted(kind: str, *texts: str) -> Callable[[WordDocument], None]:
        def prepare(document: WordDocument) -> None:
            notes = "".join(
                f'<w:{kind} w:id="{number}">{paragraph(run(text))}</w:{kind}>' for number, text in enumerate(texts)
            )
            xml = f"<w:{kind}s {NAMESPACES}>{notes}</w:{kind}s>".encode()
            content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
            part = Part(PackURI(f"/word/{kind}s.xml"), content_type, xml, document.part.package)
            document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
            document.add_paragraph("one")

        return prepare

    @pytest.mark.parametrize("kind", ["footnote", "endnote"])
    def test_are_reported_as_not_read(self, kind: str, word: Word) -> None:
        read = word.read(prepare=self.noted(kind, "", "See the rotas.", "And wards."))
        assert [line.text for line in read.lines] == ["one"]
        assert read.oddities == (
            Oddity("note-not-read", f"this {kind} was not read: “See the rotas.”"),
            Oddity("note-not-read", f"this {kind} was not read: “And wards.”"),
        )

    def test_are_quoted_by_their_beginnings(self, word: Word) -> None:
        exact, long = "a" * 120, "b" * 121
        first, second = word.read(prepare=self.noted("footnote", exact, long)).oddities
        assert first.message.endswith(f"“{exact}”")
        assert second.message.endswith(f"“{'b' * 119}…”")

    def test_of_a_file_without_any_are_none(self, word: Word) -> None:
        assert word.read(paragraph(run("one"))).oddities == ()


class TestNumbers:
    def test_stand_in_front_of_the_text(self, word: Word) -> None:
        def prepare(document: WordDocument) -> None:
            for text in ("one", "two"):
                document.add_paragraph(text, style="List Number")
            document.add_paragraph("three", style="List Bullet").add_run().add_break(WD_BREAK.LINE)
            document.paragraphs[-1].add_run("four")

        assert word.texts(prepare=prepare) == ["1. one", "2. two", "• three", "four"]


def saved() -> bytes:
    made = io.BytesIO()
    document = docx.Document()
    for number in range(20):
        document.add_paragraph(f"Paragraph {number} of a brief")
    document.save(made)
    return made.getvalue()


def zipped(*parts: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return made.getvalue()


def repacked(name: str, data: bytes) -> bytes:
    """A Word file with one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(saved())) as old:
        return zipped(*((part, data if part == name else old.read(part)) for part in old.namelist()))


class TestHostileFiles:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="empty"),
            pytest.param(bytes(range(256)) * 20, id="random"),
            pytest.param(b"PK\x03\x04 and then text", id="only starts like a zip"),
            pytest.param(b"Evidence Brief\n", id="text"),
            pytest.param(saved()[:-30], id="without its end"),
            pytest.param(saved()[: len(saved()) // 2], id="half"),
            pytest.param(zipped(("hello.txt", b"hello")), id="another zip"),
            pytest.param(zipped(), id="empty zip"),
            pytest.param(repacked("word/document.xml", b"<w:document"), id="broken XML"),
            pytest.param(repacked("word/document.xml", b"<a/>"), id="other XML"),
            pytest.param(repacked("_rels/.rels", b"<Relationships/>"), id="no relationships"),
            pytest.param(repacked("[Content_Types].xml", b"<a/>"), id="no content types"),
        ],
    )
    def test_damaged_is_refused(self, data: bytes, word: Word) -> None:
        assert word.refused(data) == (
            "is damaged, or no Word document; open it in Word, save it again as .docx, and use that"
        )

    def test_a_workbook_under_a_word_files_name_is_refused(self, word: Word) -> None:
        main = "application/vnd.openxmlformats-officedocument.{}.main+xml"
        with zipfile.ZipFile(io.BytesIO(saved())) as old:
            types = old.read("[Content_Types].xml").decode()
        assert main.format("wordprocessingml.document") in types
        types = types.replace(main.format("wordprocessingml.document"), main.format("spreadsheetml.sheet"))
        assert "no Word document" in word.refused(repacked("[Content_Types].xml", types.encode()))

    def test_the_old_format_and_a_locked_file_are_refused(self, word: Word) -> None:
        problem = word.refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
        assert "locked with a password, or in the old .doc format" in problem
        assert "save it as .docx without a password" in problem

    @pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.bin"])
    def test_what_unpacks_to_a_gigabyte_is_not_unpacked(self, name: str, word: Word) -> None:
        bomb = zip_bomb(name, megabytes=1_000)
        assert len(bomb) < 2_000_000
        assert "unpacks to far more than a brief holds" in word.refused(bomb)

    def test_the_bomb_of_these_tests_would_go_off(self) -> None:
        with zipfile.ZipFile(io.BytesIO(zip_bomb("a", megabytes=3))) as archive, archive.open("a") as part:
            assert part.read(2_999_999) == bytes(2_999_999)

    def test_many_small_bombs_are_one(self, word: Word) -> None:
        zeros = bytes(15_000_000)
        parts = [(f"word/media/{number}.xml", zeros) for number in range(14)]
        assert "unpacks to far more than a brief holds" in word.refused(zipped(*parts))

    def test_thousands_of_parts_are_refused(self, word: Word) -> None:
        parts = [(f"{number}.txt", b"") for number in range(MAX_PARTS + 1)]
        assert "unpacks to far more than a brief holds" in word.refused(zipped(*parts))

    def test_entities_that_multiply_are_not_resolved(self, word: Word) -> None:
        entities = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        )
        body = f"<w:body>{paragraph(run('one &i;'))}</w:body>"
        bomb = f"{entities}]><w:document {NAMESPACES}>{body}</w:document>"
        word.path.write_bytes(repacked("word/document.xml", bomb.encode()))
        try:
            read = read_docx(word.path)
        except ReadError:
            return
        assert sum(len(line.text) for line in read.lines) < 100

    @settings(deadline=None)
    @given(
        data=st.binary(max_size=300), start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"])
    )
    def test_any_bytes_are_refused_in_one_line(
        self, tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
    ) -> None:
        Word(tmp_path_factory.getbasetemp()).refused(start + data)

    @settings(deadline=None, max_examples=50)
    @given(length=st.integers(0, len(saved()) - 23))
    def test_any_beginning_of_a_word_file_is_refused(
        self, tmp_path_factory: pytest.TempPathFactory, length: int
    ) -> None:
        assert "is damaged" in Word(tmp_path_factory.getbasetemp()).refused(saved()[:length])
