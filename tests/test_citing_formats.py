from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from briefqa.brief import Access
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


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    ("access", "words"),
    [
        (Access.FREE, "freely available (the brief marks no restriction)"),
        (Access.ABSTRACT_ONLY, "only the abstract is freely available"),
        (Access.OPENATHENS, "an NHS OpenAthens account is required"),
        (Access.UNKNOWN, "the brief does not say"),
    ],
)
def test_access_is_said_in_words_with_whom_to_ask(form: Format, access: Access, words: str) -> None:
    found = brief([entry("One", access=access)], contact="library@example.org")
    for references in (of_brief(found), of_answer(answer(found))):
        data = export(references, form)
        if form is Format.DOCX:
            data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
        text = data.decode()
        assert words in text
        # At the end of a reading list the address stands in any case.
        if form not in (Format.MARKDOWN, Format.DOCX):
            assert ("library@example.org" in text) is (access is not Access.FREE)
        else:
            asked = f"{words}; for {'the full text' if access is Access.ABSTRACT_ONLY else 'help'}, ask library@"
            assert (asked in text.replace("\\", "")) is (access is not Access.FREE)


def test_what_notes_mean_is_said_once_where_entries_stand_as_in_the_brief() -> None:
    listed = [entry("One"), entry("Two", access=Access.ABSTRACT_ONLY, access_note="Abstract only*"), entry("Three")]
    text = export(of_brief(brief(listed, contact="library@example.org")), Format.MARKDOWN).decode()
    assert text.count("Access where nothing is marked: freely available (the brief marks no restriction)") == 1
    assert "Access where “Abstract only\\*” is marked: only the abstract is freely available; for the full text" in text
    assert "\n\n**Two** Abstract only\\*" in text
