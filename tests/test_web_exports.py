"""Answers as files: what is asked, or what of it was selected."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
import rispy

from briefqa import Retriever
from briefqa.citing import Format
from briefqa.errors import QuestionError
from briefqa.web.exports import export_of
from markup import HOSTILE
from tiny import HashingEncoder, brief_text, make_index

NIGHT = "ward-life/night-shifts-and-sleep-among-porters"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return Retriever.open(make_index(tmp_path_factory.mktemp("exports"), ward=brief_text()), HashingEncoder())


def _titles(data: bytes) -> list[str]:
    return [item["title"] for item in rispy.loads(data.decode())]


def test_all_that_is_shown_is_saved_in_its_order(asked: Retriever) -> None:
    made = export_of(asked, "q=night+shifts&format=ris")
    assert _titles(made.data) == [hit.entry.title for hit in asked.ask("night shifts").hits]
    assert made.name == "evidence-night-shifts.ris"
    assert b"Ward Life" in made.data
    assert b"Abstract only*" in made.data


def test_filters_and_number_hold_for_files_too(asked: Retriever) -> None:
    assert len(_titles(export_of(asked, "q=night+shifts&section=Training&format=ris").data)) == 1
    assert len(_titles(export_of(asked, "q=night+shifts&show=2&format=ris").data)) == 2


def test_what_is_selected_is_saved(asked: Retriever) -> None:
    made = export_of(asked, urlencode({"q": "night shifts", "format": "ris", "pick": NIGHT}))
    assert _titles(made.data) == ["Night shifts and sleep among porters"]


def test_an_entry_is_saved_by_itself(asked: Retriever) -> None:
    made = export_of(asked, urlencode({"entry": NIGHT, "format": "markdown"}))
    assert b"Night shifts and sleep among porters" in made.data
    assert b"Question" not in made.data


@pytest.mark.parametrize("form", Format)
def test_every_format_is_a_file(asked: Retriever, form: Format) -> None:
    made = export_of(asked, f"q=night&format={form.value}")
    assert made.data
    assert "/" in made.media_type


@pytest.mark.parametrize("question", [HOSTILE, '"\r\nSet-Cookie: a=b', "../../etc/passwd", "日本", "x" * 1000])
def test_names_of_files_are_safe(asked: Retriever, question: str) -> None:
    name = export_of(asked, urlencode({"q": question, "format": "csv"})).name
    assert re.fullmatch(r"evidence-[a-z0-9-]{1,50}\.csv", name)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=night", "there is no format ''"),
        ("q=night&format=exe", "there is no format 'exe'; choose from: ris"),
        ("format=ris", "the question is empty"),
        ("q=night&format=ris&pick=gone", "none of the selected entries"),
        ("entry=gone&format=ris", "not in the briefs"),
        ("q=night&format=ris&sections=Training", "a part that is not known here, “sections”"),
        ("q=night&q=day&format=ris", "the question is given more than once"),
    ],
)
def test_what_cannot_be_saved_is_said(asked: Retriever, query: str, said: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(said)):
        export_of(asked, query)


@pytest.mark.parametrize("form", ["ris", "csv", "markdown"])
def test_an_nhs_number_gets_into_no_file(asked: Retriever, form: str) -> None:
    made = export_of(asked, f"q=night+shifts+943+476+5919&format={form}")
    assert made.name.startswith("evidence-brief.")
    assert "Night shifts and sleep among porters" in made.data.decode()
    assert "5919" not in made.data.decode()
