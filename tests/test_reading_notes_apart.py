"""Access notes between title and source: each on a line of its own."""

from __future__ import annotations

import pytest

from briefqa.reading.lines import Line
from briefqa.reading.notes_apart import with_notes_apart

TITLE = "Naps among porters of small hospitals"
SOURCE = "Sleep Medicine 9(1), June 2022"


def parted(*texts: str, gap: bool = False) -> list[str]:
    lines = [Line(number, text, gap=gap or number == 1) for number, text in enumerate(texts, start=1)]
    return [line.text for line in with_notes_apart(lines)]


@pytest.mark.parametrize("note", ["Abstract only", "NHS OpenAthens account required", "Freely available online"])
class TestAnyNote:
    def test_is_parted_from_the_source_behind_it(self, note: str) -> None:
        assert parted(TITLE, f"{note} {SOURCE} Porters sleep.") == [TITLE, note, f"{SOURCE} Porters sleep."]

    def test_also_where_the_source_wraps(self, note: str) -> None:
        lines = parted(TITLE, f"{note} Journal of Sleep", "Medicine 9(1), June 2022")
        assert lines == [TITLE, note, "Journal of Sleep", "Medicine 9(1), June 2022"]

    def test_is_put_together_where_a_margin_divides_it(self, note: str) -> None:
        first, rest = note.split(" ", 1)
        assert parted(f"{TITLE} {first}", f"{rest} {SOURCE}") == [TITLE, note, SOURCE]
        assert parted(TITLE, first, f"{rest} {SOURCE}") == [TITLE, note, SOURCE]

    def test_is_parted_from_the_address_behind_it(self, note: str) -> None:
        address = "https://www.example.org/292/full"
        assert parted(TITLE, f"{note} {address}", "Porters sleep.") == [TITLE, note, address, "Porters sleep."]

    def test_is_left_where_no_source_follows(self, note: str) -> None:
        lines = [TITLE, f"{note} What that means is said below."]
        assert parted(*lines) == lines

    def test_is_not_put_together_over_a_blank_line(self, note: str) -> None:
        first, rest = note.split(" ", 1)
        assert parted(f"{TITLE} {first}", f"{rest} {SOURCE}", gap=True)[0] == f"{TITLE} {first}"


def test_words_of_a_sentence_are_no_note() -> None:
    lines = ["Most reports are", "freely available online Sleep Medicine 9(1), June 2022"]
    assert parted(*lines) == lines
