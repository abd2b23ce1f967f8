"""Which paragraphs are shaped as titles are that stand by themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.bare_titles import bare_titles
from briefqa.reading.lines import Line, Style
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES

WORDS = ("porters", "at", "night", "rotas", "wards", "after", "rest", "sleep", "hospitals", "pay", "without", "meals")


def bare(*paragraphs: str, page_break: bool = False) -> list[str]:
    """The bare ones of paragraphs whose lines are parted by line ends."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        for position, text in enumerate(paragraph.split("\n")):
            lines.append(Line(len(lines) + 1, text, gap=position == 0, page_break=page_break and position == 0))
    clues = look(lines, NO_NAMES)
    return ["\n".join(lines[i].text for i in found) for found in bare_titles(clues)]


@pytest.mark.parametrize(
    "title",
    [
        "Naps for porters on night shifts",
        "Naps for porters on night\nshifts",
        "Naps for porters: a survey of three\nhospitals in the north of Wales\nafter the change of rota",
        "Do naps help porters who work at night?",
        "“We never sit down”: porters on their breaks",
        "Why porters are leaving hospitals in the north",
        "Naps: what porters have said about them",
        "The Night Porter: A Guide to Rotas and Rest",
        "Naps for porters (film, 12 minutes)",
    ],
)
def test_titles_however_they_wrap(title: str) -> None:
    assert bare("Wards", title, "NHS England, 2021") == [title]
    assert bare("Wards", title) == [title]


@pytest.mark.parametrize(
    "text",
    [
        "Naps help porters who work at night.",  # a sentence
        "Naps may help porters who work at night",  # one without its stop
        "Porters were asked about their breaks. They had none",
        "Naps for porters and for",  # goes on
        "Naps for porters (a survey of three hospitals",
        "Naps for porters on",
        "naps for porters on night shifts",  # the rest of a sentence
        "Naps for porters",  # as well a heading
        "Naps and Rotas for Porters on Wards",
        "Royal College of Night Porters and Nurses",
        "Naps for porters on night shifts BMJ Open 12(3), 2022",
        "NHS England, May 2022",
        "• Naps for porters on night shifts",
        "Background: naps for porters on night shifts",
        "You can find figures on porters in the library",
        "More figures on porters are available in the library",
        "Please acknowledge this evidence brief as your source",
        "\n".join(["Naps for porters on all"] * 5),
        " ".join(["naps"] * 60).capitalize(),
    ],
)
def test_other_paragraphs(text: str) -> None:
    assert text not in bare("Wards", text, "NHS England, 2021")


def test_an_access_note_ends_one() -> None:
    assert bare("Naps for porters on night\nshifts\nAbstract only*") == ["Naps for porters on night\nshifts"]
    assert bare("Naps for porters on night shifts Abstract only*\nNHS England, 2021") == []


def test_none_goes_on_in_small_letters_over_a_page() -> None:
    assert bare("Naps for porters on night shifts", "in three hospitals", page_break=True) == []
    assert bare("Naps for porters on night shifts", "Rotas", page_break=True) == ["Naps for porters on night shifts"]


def test_what_is_set_as_a_heading_is_none() -> None:
    line = Line(1, "Naps for porters on night shifts", gap=True)
    for style, count in ((Style(level=2), 0), (Style(bold=True), 1)):
        assert len(bare_titles(look([replace(line, style=style)], NO_NAMES))) == count


def test_without_blank_lines_a_break_that_is_surely_the_writers_parts_them() -> None:
    first, second = Line(1, "Naps for porters on night shifts"), Line(2, "Rotas for porters on wards by day")
    for fresh, count in ((1.0, 2), (0.75, 2), (None, 0)):
        lines = [replace(first, gap=True), replace(second, fresh=fresh)]
        assert len([found for found in bare_titles(look(lines, NO_NAMES)) if len(found) == 1]) == count


@given(st.lists(st.sampled_from(WORDS[::2]), min_size=6, max_size=14), st.integers(1, 5))
def test_where_a_line_ends_makes_no_difference(words: list[str], cut: int) -> None:
    title = " ".join(words).capitalize()
    broken = " ".join(words[:cut]).capitalize() + "\n" + " ".join(words[cut:])
    assert [found.replace("\n", " ") for found in bare(broken)] == bare(title)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_no_sentence_with_its_stop_is_one(words: list[str]) -> None:
    assert bare(" ".join(words).capitalize() + ".") == []


class TestAboveLongLines:
    """A line longer than any margin is no rest of a short one above it."""

    LONG = "Porters who take naps make fewer errors. " * 5

    @pytest.mark.parametrize("title", ["Naps for porters: a toolkit", "Naps for porters who work\non night shifts"])
    def test_ends_above_one(self, title: str) -> None:
        assert bare(f"{title}\n{self.LONG.strip()}") == [title]

    @pytest.mark.parametrize("below", ["Porters who take naps make fewer errors.", "porters " + LONG, LONG[:123]])
    def test_goes_on_in_others(self, below: str) -> None:
        assert bare(f"Naps for porters: a toolkit\n{below.strip()}") == []

    def test_a_long_line_is_no_title(self) -> None:
        assert bare(f"{'Naps for porters who work nights ' * 4}\n{self.LONG.strip()}") == []
