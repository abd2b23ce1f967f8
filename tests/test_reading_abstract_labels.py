"""Labels of structured abstracts are told from titles and headings."""

from __future__ import annotations

import pytest

from briefqa.reading.abstract_labels import is_label, is_only_label, is_whole_label


@pytest.mark.parametrize(
    "text",
    [
        "Background: Nurses rest.",
        "METHODS Nurses were asked.",
        "Aim(s): to rest",
        "Originality/value: The first study of its kind.",
        "Design/methodology/approach: Nurses were asked.",
        "DESIGN/METHODOLOGY/APPROACH",
        "Research limitations/implications: One ward.",
        "Practical implications: Let them rest.",
        "Social implications – none.",
        "Main outcome measures: sleep",
        "Data sources: Medline",
        "Materials and methods: A survey.",
        "Setting and participants: One ward.",
        "Implications for nursing management: Let them rest.",
        "Relevance to clinical practice: Let them rest.",
        "Conclusion:",
    ],
)
def test_a_part_of_an_abstract_begins_so(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "Methods for measuring rest: a review",
        "Recommendations for rest: a view",
        "Design of rotas: a survey",
        "Implications of naps",
        "Participants",
        "Discussion",
        "Settings of care",
        "Originality in nursing",
        "Outcomes of rest: a review",
        "",
    ],
)
def test_a_title_or_a_heading_begins_otherwise(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    ("text", "whole", "only"),
    [
        ("ORIGINALITY/VALUE", True, True),
        ("Practical implications:", True, True),
        ("Background", True, False),
        ("Aims and methods", True, False),
        ("Background to rest", False, False),
        ("Originality/value: new", False, False),
    ],
)
def test_a_section_may_be_called_by_one_word_as_well(text: str, *, whole: bool, only: bool) -> None:
    assert (is_whole_label(text), is_only_label(text)) == (whole, only)
