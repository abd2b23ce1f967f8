"""What a Word file's lines cannot give is told to the librarian."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml

from briefqa.reading.lines import Oddity
from briefqa.reading.word_oddities import oddities_of

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PART = "<m:r><m:t>{}</m:t></m:r>"


def oddities(equation: str) -> list[Oddity]:
    package = docx.Document()
    paragraph = f'<w:p xmlns:w="{WORD}" xmlns:m="{MATH}"><m:oMathPara><m:oMath>{equation}</m:oMath></m:oMathPara></w:p>'
    package.element.body.insert(0, parse_xml(paragraph))
    return list(oddities_of(package))


def test_an_equation_that_is_a_line_of_text_is_read_as_one() -> None:
    assert oddities("<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>p = 0.04</m:t></m:r>") == []


@pytest.mark.parametrize(
    ("equation", "signs"),
    [
        (f"<m:f><m:num>{PART.format(1)}</m:num><m:den>{PART.format(2)}</m:den></m:f>", "12"),
        (f"<m:sSup><m:e>{PART.format('x')}</m:e><m:sup>{PART.format(2)}</m:sup></m:sSup>", "x2"),
    ],
)
def test_one_whose_layout_says_something_is_doubted(equation: str, signs: str) -> None:
    (found,) = oddities(equation)
    assert found.kind == "equation"
    assert found.message.endswith(f"“{signs}”")
