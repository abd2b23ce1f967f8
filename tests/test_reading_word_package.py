"""Word files that hold far more than a brief are refused before they are taken apart."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from lxml import etree

from briefqa.errors import ReadError
from briefqa.reading.pace import MAX_SHORT_LINES
from briefqa.reading.word_package import refuse_many_paragraphs

FILE = Path("brief.docx")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def body(text: str, count: int) -> etree._Element:
    paragraph = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p/>"
    return etree.fromstring(f'<w:body xmlns:w="{WORD}">{paragraph * count}</w:body>')


def test_tens_of_thousands_of_very_short_paragraphs_are_no_brief() -> None:
    with pytest.raises(ReadError, match=r"^brief\.docx: holds 10,001 lines of 2 characters on average"):
        refuse_many_paragraphs(body("ab", MAX_SHORT_LINES + 1), FILE)


def test_as_many_longer_ones_are_and_empty_ones_do_not_count() -> None:
    refuse_many_paragraphs(body("Naps help nurses to rest.", MAX_SHORT_LINES + 1), FILE)
    refuse_many_paragraphs(body("ab", MAX_SHORT_LINES), FILE)
    refuse_many_paragraphs(docx.Document().element.body, FILE)
