from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from briefqa.citing import Format, export, of_answer, of_brief
from citable import answer
from tiny import brief, entry

FOUND = brief([entry("Zoë’s ward"), entry("Two")], citation="Evidence Brief: Tiny. A. Author. (May 2024) UK: A Team")


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.DOCX])
def test_every_text_holds_the_titles_and_the_acknowledgement(form: Format) -> None:
    text = export(of_brief(FOUND), form).decode("utf-8-sig")
    for expected in ("Zoë’s ward", "Two", "Evidence Brief: Tiny. A. Author. (May 2024) UK: A Team", "November 2025"):
        assert expected in text.replace("2025-11", "November 2025")


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.DOCX])
def test_every_text_names_the_question_and_that_it_is_not_covered(form: Format) -> None:
    text = export(of_answer(answer(FOUND, covered=False)), form).decode("utf-8-sig")
    assert "Question: how do porters sleep?" in text
    assert "Covered by the briefs: no; the entries are merely the nearest" in text
    assert "strong" not in text


def test_a_word_file_is_a_zip_package() -> None:
    assert export(of_brief(FOUND), Format.DOCX).startswith(b"PK\x03\x04")


@pytest.mark.parametrize("form", Format)
def test_a_question_with_an_nhs_number_gets_into_none(form: Format) -> None:
    asked = replace(answer(FOUND), question="sleep of 943 476 5919", searched="sleep at night of 943 476 5919")
    data = export(of_answer(asked), form)
    if form is Format.DOCX:
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    text = data.decode()
    assert "943" not in text
    assert "Question: left out, as it seems to hold an NHS number" in text
