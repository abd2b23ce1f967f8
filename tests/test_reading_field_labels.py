"""Labels of fields go where a brief labels its entries, and say what a line is; elsewhere they stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefqa.brief import Access, PartialDate
from briefqa.reading.field_labels import with_fields_joined, without_field_labels
from briefqa.reading.layout import Part, read_layout
from briefqa.reading.lines import PLAIN, Document, Line, Link, Style
from briefqa.reading.roles import Field
from briefqa.reading.text import read_text

if TYPE_CHECKING:
    from briefqa.brief import Entry
    from briefqa.reading.layout import Layout

BOLD = Style(bold=True)
WARDS = ("Ash", "Birch", "Cedar", "Elm")
FRONT = "Evidence Brief: Rotas\n\nDate: May 2024\n\nReviews\n\n"


def layout(text: str) -> Layout:
    return read_layout(read_text(text.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64)


def entries(form: str, count: int = 4, **others: str) -> tuple[Entry, ...]:
    """The entries of a brief that has each in this form; {n} and {ward} change."""
    text = "\n\n".join(form.format(n=n, ward=WARDS[n], **others) for n in range(count))
    return layout(FRONT + text).brief.entries


def fields(lines: list[Line]) -> list[tuple[Field | None, str]]:
    return [(line.field, line.text) for line in without_field_labels(lines)[0]]


def labelled(*texts: str) -> list[Line]:
    return [Line(n, text, fresh=0.75) for n, text in enumerate(texts, start=1)]


@pytest.mark.parametrize("source", ["Source", "SOURCE", "Published in", "Journal", "Publication"])
@pytest.mark.parametrize("abstract", ["Abstract", "Summary"])
@pytest.mark.parametrize("authors", ["Authors", "Author(s)"])
def test_labels_say_what_lines_are(source: str, abstract: str, authors: str) -> None:
    form = (
        "Rotas on {ward} Ward\n{authors}: Smith J, Patel R\n{source}: BMJ Open {n}(1), 2020\n"
        "Access: Abstract only*\n{abstract}: Background: Naps help."
    )
    for n, entry in enumerate(entries(form, source=source, abstract=abstract, authors=authors)):
        assert (entry.title, entry.authors) == (f"Rotas on {WARDS[n]} Ward", "Smith J, Patel R")
        assert (entry.source, entry.date) == (f"BMJ Open {n}(1)", PartialDate(2020))
        assert (entry.access_note, entry.access) == ("Abstract only*", Access.ABSTRACT_ONLY)
        assert entry.abstract == "Background: Naps help."


@pytest.mark.parametrize(
    "order",
    [
        "Authors: Smith J\nSource: A Group for Naps\nAbstract: Naps help.\nLink: https://a.uk",
        "Source: A Group for Naps\nAuthors: Smith J\nLink: https://a.uk\nAbstract: Naps help.",
        "Link: https://a.uk\nAbstract: Naps help.\nSource: A Group for Naps\nAuthors: Smith J",
        "URL: https://a.uk\nSource:\nA Group for Naps\nAuthors:\nSmith J\nAbstract:\nNaps help.",
    ],
)
def test_labelled_lines_stand_in_any_order(order: str) -> None:
    for n, entry in enumerate(entries(f"Rotas on {{ward}} Ward\n{order}")):
        assert entry.title == f"Rotas on {WARDS[n]} Ward"
        found = (entry.source, entry.authors, entry.abstract, entry.url)
        assert found == ("A Group for Naps", "Smith J", "Naps help.", "https://a.uk")


@pytest.mark.parametrize(
    "order", ["Source: A Group for Naps\nDate: May 2019", "Date: May 2019\nSource: A Group for Naps"]
)
def test_a_labelled_date_is_the_sources(order: str) -> None:
    for entry in entries(f"Rotas on {{ward}} Ward\n{order}\nAbstract: Naps help."):
        assert (entry.source, entry.date, entry.abstract) == ("A Group for Naps", PartialDate(2019, 5), "Naps help.")


@pytest.mark.parametrize("note", ["Free", "Freely available", "Open access"])
def test_a_labelled_note_is_one_whatever_it_says(note: str) -> None:
    form = "Rotas on {ward} Ward\nSource: A Group for Naps\nAccess: {note}\nAbstract: Naps help."
    for entry in entries(form, note=note):
        assert (entry.access_note, entry.access, entry.abstract) == (note, Access.FREE, "Naps help.")


def test_titles_may_be_labelled() -> None:
    form = "Title: Rotas on {ward} Ward\nAccess: on request\nSource: A Group for Naps\nAbstract: Naps help."
    for n, entry in enumerate(entries(form)):
        assert (entry.title, entry.access_note) == (f"Rotas on {WARDS[n]} Ward", "on request")


@pytest.mark.parametrize("count", [1, 2])
def test_few_labels_are_no_habit(count: int) -> None:
    found = entries("Rotas on {ward} Ward\nBMJ Open {n}(1), 2020\nAbstract: Naps help.", count)
    assert [entry.abstract for entry in found] == ["Abstract: Naps help."] * count


def test_labels_of_some_abstracts_stay() -> None:
    plain = "Rotas on {ward} Ward\nBMJ Open {n}(1), 2020\n{label}Naps help."
    texts = [plain.format(n=n, ward=chr(65 + n) * 3, label="Abstract: " if n % 2 else "") for n in range(8)]
    found = layout(FRONT + "\n\n".join(texts)).brief.entries
    assert [entry.abstract for entry in found] == ["Naps help.", "Abstract: Naps help."] * 4


def test_only_the_first_of_an_abstracts_labels_goes() -> None:
    form = "Rotas on {ward} Ward\nSource: A Group for Naps\nAbstract: Aim: To nap."
    more = "\n\nAccess: Those who nap say where.\n\nSummary: Naps help."
    text = "\n\n".join(form.format(ward=ward) for ward in WARDS)
    *others, last = layout(f"{FRONT}{text}{more}").brief.entries
    assert {entry.abstract for entry in others} == {"Aim: To nap."}
    assert last.abstract == "Aim: To nap.\nAccess: Those who nap say where.\nSummary: Naps help."


def test_a_bold_label_goes_with_its_look() -> None:
    lines = [
        Line(1, "Source: BMJ", style=BOLD, turns=(8,), looks=(BOLD, PLAIN), links=(Link(8, 11, "https://a.uk"),)),
        Line(2, "Abstract Naps help", turns=(9, 14), looks=(BOLD, PLAIN, Style(italic=True))),
        Line(3, "Abstract of a talk"),
    ]
    shorter, alone = without_field_labels([*lines, *lines, *lines])
    assert not alone
    source, abstract, other = shorter[:3]
    assert (source.text, source.style, source.turns) == ("BMJ", PLAIN, ())
    assert source.links == (Link(0, 3, "https://a.uk"),)
    assert (abstract.text, abstract.turns, abstract.looks) == ("Naps help", (5,), (PLAIN, Style(italic=True)))
    assert other == lines[2]


def test_what_stands_before_what_it_says_need_not_come_back() -> None:
    many = ["Rotas", "Source: A", "Abstract: B"] * 3
    more = ["Rotas", "Authors: Smith J", "Authors: The Nap Group", "Link: here", "Link: https://a.uk", "Date: May"]
    assert fields(labelled(*many, *more))[9:] == [
        (None, "Rotas"),
        (Field.AUTHORS, "Smith J"),
        (None, "Authors: The Nap Group"),
        (None, "Link: here"),
        (Field.LINK, "https://a.uk"),
        (None, "Date: May"),
    ]


def test_a_labelled_source_that_wraps_is_one_line() -> None:
    lines = [
        Line(1, "Health Care and", field=Field.SOURCE),
        Line(2, "Work Journal", links=(Link(0, 4, "https://a.uk"),)),
        Line(3, "Naps help.", field=Field.ABSTRACT),
        Line(4, "Truly."),
    ]
    whole, *others = with_fields_joined(lines)
    assert (whole.text, whole.links) == ("Health Care and Work Journal", (Link(16, 20, "https://a.uk"),))
    assert others == lines[2:]


def test_what_goes_on_for_long_is_no_source() -> None:
    lines = [Line(1, "A Group", field=Field.SOURCE), *(Line(n, "of naps") for n in range(2, 7))]
    assert with_fields_joined(lines) == lines


def test_every_line_is_accounted_for() -> None:
    text = "\n\n".join(
        f"Rotas on {ward} Ward\nSource:\nA Group of Those who Nap\nfor Longer\nAbstract:\nNaps help." for ward in WARDS
    )
    read = layout(FRONT + text)
    taken = [(line.part, line.entry) for line in read.lines]
    assert taken[-24:] == [(Part.ENTRY, n) for n in range(4) for _ in range(6)]
    assert len(taken) == 27


def test_a_label_at_the_end_of_a_file_is_accounted_for() -> None:
    lines = labelled(
        "Evidence Brief: Rotas", *["Rotas on a ward", "Source: A Group", "Abstract: Naps help."] * 3, "Abstract:"
    )
    read = read_layout(Document(tuple(lines)), file="brief.docx", sha256="0" * 64)
    assert len(read.lines) == len(lines)


def test_an_entry_without_an_abstract_does_not_take_the_next_ones_title() -> None:
    form = "Rotas and {ward} Ward 10 Years on\nSource: A Group for Naps, 2020"
    for n, entry in enumerate(entries(form)):
        assert (entry.title, entry.abstract) == (f"Rotas and {WARDS[n]} Ward 10 Years on", "")


def test_what_stands_below_a_label_may_begin_with_its_word() -> None:
    form = "Rotas on {ward} Ward\nSource: A Group for Naps\nAbstract:\nAbstract: Naps help."
    assert {entry.abstract for entry in entries(form)} == {"Abstract: Naps help."}


def test_sentences_below_what_stands_behind_a_dash_are_no_part_of_it() -> None:
    lines = [
        Line(1, "A Journal 13(2)", field=Field.BEHIND_DASH),
        Line(2, "We asked nurses."),
        Line(3, "Rest", gap=True),
    ]
    assert with_fields_joined(lines) == lines
