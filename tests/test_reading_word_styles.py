"""How Word paragraphs and runs look, through styles based on styles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from briefqa.reading.lines import Style
from briefqa.reading.word_styles import Styles

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DEFAULTS = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
BODY = Style(size=11.0)


def style(
    identifier: str, run: str = "", *, name: str = "", based: str = "", paragraph: str = "", kind: str = "paragraph"
) -> str:
    basis = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name or identifier}"/>{basis}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def styles(*made: str, defaults: str = DEFAULTS) -> Styles:
    """The styles of a file that has these and no others."""
    package = docx.Document()
    root = package.styles.element
    for child in list(root):
        root.remove(child)
    for child in list(parse_xml(f"<w:styles {NAMESPACE}>{defaults}{''.join(made)}</w:styles>")):
        root.append(child)
    return Styles(package)


def paragraph(properties: str = "") -> Any:  # noqa: ANN401 python-docx gives elements of its own, without types
    return parse_xml(f"<w:p {NAMESPACE}><w:pPr>{properties}</w:pPr></w:p>")


def chosen(identifier: str, properties: str = "") -> Any:  # noqa: ANN401
    return paragraph(f'<w:pStyle w:val="{identifier}"/>{properties}')


def run(properties: str = "") -> Any:  # noqa: ANN401
    return parse_xml(f"<w:r {NAMESPACE}><w:rPr>{properties}</w:rPr></w:r>")


class TestParagraphs:
    def test_look_as_the_file_says_without_styles(self) -> None:
        found = styles().of_paragraph(paragraph())
        assert (found.look, found.contents, found.hidden) == (BODY, False, False)

    def test_without_any_default_are_of_ten_points(self) -> None:
        assert styles(defaults="").of_paragraph(paragraph()).look == Style(size=10.0)

    def test_without_properties_have_the_default_style(self) -> None:
        default = style("Body", "<w:i/>").replace("<w:style ", '<w:style w:default="1" ')
        made = styles(style("Other", "<w:b/>"), default)
        assert made.of_paragraph(parse_xml(f"<w:p {NAMESPACE}/>")).look == replace(BODY, italic=True)
        assert made.of_paragraph(paragraph()).name == "Body"

    def test_of_an_unknown_style_look_as_the_file_says(self) -> None:
        assert styles().of_paragraph(chosen("None")).look == BODY

    @pytest.mark.parametrize(
        ("properties", "look"),
        [
            ("<w:b/>", replace(BODY, bold=True)),
            ('<w:b w:val="1"/><w:i w:val="true"/>', replace(BODY, bold=True, italic=True)),
            ('<w:b w:val="0"/><w:i w:val="false"/>', BODY),
            ('<w:b w:val="off"/>', BODY),
            ('<w:u w:val="single"/>', replace(BODY, underlined=True)),
            ('<w:u w:val="none"/>', BODY),
            ('<w:sz w:val="33"/>', Style(size=16.5)),
            ('<w:sz w:val="large"/>', BODY),
            ("<w:sz/>", BODY),
            ('<w:szCs w:val="40"/><w:bCs/>', BODY),
            ('<w:color w:val="0563C1"/>', replace(BODY, color="0563c1")),
            ('<w:color w:val="auto"/>', BODY),
            ('<w:color w:val="000000"/>', BODY),
            ("<w:color/>", BODY),
            ("<!-- a note --><w:b/>", replace(BODY, bold=True)),
        ],
    )
    def test_look_as_their_style_says(self, properties: str, look: Style) -> None:
        assert styles(style("A", properties)).of_paragraph(chosen("A")).look == look

    def test_look_as_the_styles_theirs_is_based_on_where_it_says_nothing(self) -> None:
        made = styles(
            style("A", '<w:b/><w:sz w:val="40"/><w:color w:val="FF0000"/>'),
            style("B", '<w:i/><w:color w:val="auto"/>', based="A"),
            style("C", '<w:b w:val="0"/>', based="B"),
        )
        assert made.of_paragraph(chosen("C")).look == Style(size=20.0, italic=True)
        assert made.of_paragraph(chosen("B")).look == Style(size=20.0, bold=True, italic=True)

    def test_of_styles_based_on_each_other_still_look_like_something(self) -> None:
        made = styles(style("A", "<w:b/>", based="B"), style("B", "<w:i/>", based="A"))
        assert made.of_paragraph(chosen("A")).look == replace(BODY, bold=True, italic=True)

    def test_hide_what_their_style_hides(self) -> None:
        made = styles(style("A", "<w:vanish/>"), style("B", '<w:vanish w:val="0"/>', based="A"))
        assert [made.of_paragraph(chosen(name)).hidden for name in "AB"] == [True, False]


class TestLevels:
    @pytest.mark.parametrize(
        ("name", "level"),
        [("heading 1", 1), ("Heading 3", 3), ("heading 9", 9), ("Heading", 0), ("My heading 2", 0), ("heading 12", 0)],
    )
    def test_are_told_by_the_names_of_styles(self, name: str, level: int) -> None:
        assert styles(style("A", name=name)).of_paragraph(chosen("A")).look.level == level

    @pytest.mark.parametrize(("outline", "level"), [("0", 1), ("2", 3), ("8", 9), ("9", 0)])
    def test_are_told_by_the_outline(self, outline: str, level: int) -> None:
        properties = f'<w:outlineLvl w:val="{outline}"/>'
        assert styles(style("A", paragraph=properties)).of_paragraph(chosen("A")).look.level == level
        assert styles().of_paragraph(paragraph(properties)).look.level == level

    def test_are_inherited(self) -> None:
        made = styles(
            style("A", name="heading 2"), style("B", based="A"), style("C", based="B", paragraph="<w:keepNext/>")
        )
        assert made.of_paragraph(chosen("C")).look.level == 2

    def test_of_a_style_go_before_those_it_is_based_on(self) -> None:
        made = styles(
            style("A", name="heading 1"),
            style("B", based="A", name="heading 2"),
            style("C", based="B", paragraph='<w:outlineLvl w:val="9"/>'),
        )
        assert [made.of_paragraph(chosen(name)).look.level for name in "ABC"] == [1, 2, 0]

    def test_of_a_paragraph_go_before_those_of_its_style(self) -> None:
        made = styles(style("A", "<w:b/>", name="heading 1"))
        found = made.of_paragraph(chosen("A", '<w:outlineLvl w:val="9"/>'))
        assert found.look == replace(BODY, bold=True)
        assert made.of_paragraph(chosen("A")).look.level == 1

    def test_of_words_own_template_are_those_of_its_headings(self) -> None:
        package = docx.Document()
        made = Styles(package)
        for level in (1, 2, 3):
            assert made.of_paragraph(package.add_heading("A", level)._p).look.level == level
        assert made.of_paragraph(package.add_paragraph("a")._p).look.level == 0


class TestContents:
    @pytest.mark.parametrize(
        ("name", "contents"), [("toc 1", True), ("TOC 3", True), ("toc", False), ("TOC Heading", False)]
    )
    def test_are_told_by_the_names_of_styles(self, name: str, contents: bool) -> None:
        assert styles(style("A", name=name)).of_paragraph(chosen("A")).contents is contents

    def test_are_inherited(self) -> None:
        assert styles(style("A", name="toc 1"), style("B", based="A")).of_paragraph(chosen("B")).contents


class TestRuns:
    def test_look_as_their_paragraph_where_they_say_nothing(self) -> None:
        made = styles(style("A", '<w:b/><w:sz w:val="28"/>', name="heading 2"))
        bare = parse_xml(f"<w:r {NAMESPACE}/>")
        expected = Style(level=2, size=14.0, bold=True)
        assert made.of_run(bare, made.of_paragraph(chosen("A"))) == (expected, False)
        assert made.of_run(run(), made.of_paragraph(chosen("A"))) == (expected, False)

    def test_look_as_their_own_style_says_and_then_as_they_say(self) -> None:
        made = styles(
            style("A", "<w:b/>"),
            style("Mark", '<w:u w:val="single"/><w:color w:val="0563C1"/>', kind="character"),
            style("Link", '<w:sz w:val="18"/>', based="Mark", kind="character"),
        )
        properties = '<w:color w:val="FF0000"/><w:rStyle w:val="Link"/><w:b w:val="0"/>'
        look, hidden = made.of_run(run(properties), made.of_paragraph(chosen("A")))
        assert look == Style(size=9.0, underlined=True, color="ff0000")
        assert not hidden

    def test_of_an_unknown_style_look_as_their_paragraph(self) -> None:
        made = styles()
        assert made.of_run(run('<w:rStyle w:val="None"/>'), made.of_paragraph(paragraph())) == (BODY, False)

    def test_are_hidden_by_themselves_by_their_style_or_by_their_paragraph(self) -> None:
        made = styles(style("A", "<w:vanish/>"), style("Secret", "<w:vanish/>", kind="character"))
        shown, hiding = made.of_paragraph(paragraph()), made.of_paragraph(chosen("A"))
        assert made.of_run(run("<w:vanish/>"), shown)[1]
        assert made.of_run(run('<w:rStyle w:val="Secret"/>'), shown)[1]
        assert made.of_run(run(), hiding)[1]
        assert made.of_run(parse_xml(f"<w:r {NAMESPACE}/>"), hiding)[1]
        assert not made.of_run(run('<w:vanish w:val="false"/>'), hiding)[1]
