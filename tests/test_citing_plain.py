from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.citing import of_entries, to_bibtex, to_csl, to_csv, to_docx, to_markdown, to_ris
from briefqa.citing.plain import is_web_address, one_line, paragraphs
from tiny import brief, entry


def test_white_space_is_collapsed_and_what_no_format_holds_is_left_out() -> None:
    assert one_line(" a\tb\r\nc\x00d\ud800 e\ufffe ") == "a b cd e"
    assert paragraphs("One\n\n two \r\nthree\x07") == ["One", "two", "three"]


@pytest.mark.parametrize("url", ["https://example.org/a", "HTTP://example.org"])
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "www.example.org", ""])
def test_other_addresses(url: str) -> None:
    assert not is_web_address(url)


@given(st.text(st.characters(exclude_categories=[])), st.text(st.characters(exclude_categories=[])))
def test_whatever_texts_hold_can_be_written(one: str, two: str) -> None:
    fields = {"section": (two,), "source": one, "authors": two, "access_note": one, "url": two, "doi": one, "note": two}
    found = brief([entry(one, two, **fields)], citation=one)
    listed = of_entries([(found.entries[0], found)])
    for written in (to_ris(listed), to_bibtex(listed), to_csl(listed), to_markdown(listed)):
        assert written.encode("utf-8")
        assert "\x00" not in written
    assert json.loads(to_csl(listed))
    assert to_csv(listed)


@given(st.text(st.characters(exclude_categories=[])))
def test_whatever_texts_hold_can_be_written_in_word(text: str) -> None:
    found = brief([entry(text, text, section=(text,), source=text, access_note=text)], citation=text)
    assert to_docx(of_entries([(found.entries[0], found)], text))[:2] == b"PK"
