"""Dashes between titles and sources part them; others stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.layout import read_layout
from briefqa.reading.lines import PLAIN, Line, Link, Style, join
from briefqa.reading.roles import Field
from briefqa.reading.text import read_text
from briefqa.reading.title_dashes import with_dashes_parted

FRONT = "Evidence Brief: Rotas\n\nReviews\n"
BLUE = Style(color="0000ff")


def parted(*texts: str) -> list[str]:
    lines = [Line(n, text, fresh=0.75) for n, text in enumerate(texts, start=1)]
    return [line.text for line in with_dashes_parted(lines)]


def linked(title: str, rest: str) -> Line:
    cut = len(title)
    return Line(1, title + rest, turns=(cut,), looks=(BLUE, PLAIN), links=(Link(0, cut, "https://a.uk"),))


def sourced(dash: str) -> list[str]:
    return [f"Rotas on {ward} Ward {dash} BMJ Open {n}(1), 2020" for n, ward in enumerate(("Ash", "Birch", "Elm"))]


@pytest.mark.parametrize("dash", ["—", "–", "-", "|"])
def test_a_dash_that_most_sources_stand_behind_parts(dash: str) -> None:
    read = parted(*sourced(dash), f"Naps {dash} Sleep Medicine, May 2019 (Abstract only)", f"Rest {dash} Nap Group")
    assert read[:4] == ["Rotas on Ash Ward", "BMJ Open 0(1), 2020", "Rotas on Birch Ward", "BMJ Open 1(1), 2020"]
    assert read[6:] == ["Naps", "Sleep Medicine, May 2019 (Abstract only)", "Rest", "Nap Group"]


def test_volume_and_pages_tell_a_source_as_a_date_does() -> None:
    abstract = [f"We asked {n} nurses who nap." for n in range(5)]
    read = parted("Naps of nurses — Archives of Night Work 105(9), pp. 105-114", *abstract, *sourced("—"))
    assert read[:2] == ["Naps of nurses", "Archives of Night Work 105(9), pp. 105-114"]


@pytest.mark.parametrize("dash", ["—", "–", "-", "|"])
def test_entries_are_read(dash: str) -> None:
    body = "\n".join(f"{line} (Abstract only)\nWe asked {n} nurses." for n, line in enumerate(sourced(dash), start=5))
    text = f"{FRONT}{body}\nNaps - a study of rest {dash} Nap Group\nNaps help those who take them on long shifts."
    entries = read_layout(read_text(text.encode(), Path("brief.txt")), file="brief.txt", sha256="0" * 64).brief.entries
    assert [entry.title for entry in entries][2:] == ["Rotas on Elm Ward", "Naps - a study of rest"]
    assert [entry.source for entry in entries] == ["BMJ Open 0(1)", "BMJ Open 1(1)", "BMJ Open 2(1)", "Nap Group"]
    assert entries[0].date == PartialDate(2020)
    assert entries[0].access_note == "(Abstract only)"
    assert entries[0].abstract == "We asked 5 nurses."


@pytest.mark.parametrize(
    "text",
    [
        "Naps — a study of rest",
        "Naps — A Scoping Review",
        "Smith J, Patel R — BMJ Open 3(1), 2020",
        "• Naps — Nap Group",
        "It helps — Naps help.",
        f"{'Naps help. ' * 30}And so — BMJ Open 3(1), 2020",
        "Naps and rest — " + "Long Name " * 20,
    ],
)
def test_other_dashes_stay(text: str) -> None:
    assert parted(*sourced("—"), text)[6:] == [text]


def test_few_dashes_are_no_habit() -> None:
    assert parted(*sourced("—")[:2]) == sourced("—")[:2]
    others = [f"BMJ Open {n}(2), 2021" for n in range(3)]
    assert parted(*sourced("—"), *others) == [*sourced("—"), *others]


def test_a_dash_that_a_link_ends_at_parts() -> None:
    title, source = with_dashes_parted([linked("Rotas on Ash Ward", " — Health and Safety Executive")])
    assert (title.text, title.style, title.links) == ("Rotas on Ash Ward", BLUE, (Link(0, 17, "https://a.uk"),))
    assert (source.text, source.style, source.links) == ("Health and Safety Executive", PLAIN, ())
    assert source.field is Field.BEHIND_DASH
    assert join([title, source]) == "Rotas on Ash Ward — Health and Safety Executive"


def test_a_description_behind_a_link_is_no_source() -> None:
    line = linked("Rotas on Ash Ward", " — This page shows how.")
    assert with_dashes_parted([line]) == [line]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rotas on Ash Ward — BMJ", "Open 3(1), 2020"),
        ("Rotas on Ash Ward —", "BMJ Open 3(1), 2020"),
        ("Rotas on Ash Ward", "— BMJ Open 3(1), 2020"),
    ],
)
def test_a_margin_may_stand_beside_the_dash(first: str, second: str) -> None:
    lines = [Line(1, first, gap=True), Line(2, second)] * 3
    read = with_dashes_parted(lines)
    assert [line.text for line in read if line.gap] == ["Rotas on Ash Ward"] * 3
    text = join([line for line in read if not line.gap][: len(read) // 3 - 1])
    assert text == "BMJ Open 3(1), 2020"
    assert sum(line.field is Field.BEHIND_DASH for line in read) == 3
