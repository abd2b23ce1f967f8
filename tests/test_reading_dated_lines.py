"""Lines that are sources by their date and by what stands around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa import read_brief
from briefqa.reading.dated_lines import dated_below_titles, dated_line
from briefqa.reading.lines import Line
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES

TITLE = "Naps for porters on night shifts"
ABSTRACT = "Porters who take naps make fewer errors. They were asked in May."
SMALL = "Centre for ageing better, March 2021"


def found(*texts: str, gap: bool = True, fresh: float | None = None) -> list[str]:
    lines = [Line(i + 1, text, gap=gap or not i, fresh=fresh) for i, text in enumerate(texts)]
    return [texts[i] for i in sorted(dated_below_titles(look(lines, NO_NAMES)))]


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        (SMALL, "Centre for ageing better", "2021-03"),
        ("Mind, the mental health charity, 2021.", "Mind, the mental health charity", "2021"),
        ("Mersey care, 3 May 2021", "Mersey care", "2021-05"),
        ("Naps, 2019, and shifts, 2021", "Naps, 2019, and shifts", "2021"),
    ],
)
def test_a_date_behind_a_comma_ends_a_source(text: str, name: str, date: str) -> None:
    source = dated_line(text)
    assert source is not None
    assert (source.name, str(source.date), source.start, source.end) == (name, date, 0, len(text))


@pytest.mark.parametrize("text", ["Naps in wards (2021)", "Naps in 2021", "Naps in wards", ", 2021", "2021, naps"])
def test_other_lines_are_none(text: str) -> None:
    assert dated_line(text) is None


class TestBelowTitles:
    @pytest.mark.parametrize(
        "line",
        [
            SMALL,
            "Mind, the mental health charity, March 2021",
            "Hospital at home network England, 2021",
            "NHS <script>document.title=3</script> England, March 2021",
        ],
    )
    def test_is_a_source(self, line: str) -> None:
        assert found("Wards", TITLE, line, ABSTRACT) == [line]
        assert found("Wards", TITLE, line, ABSTRACT, gap=False, fresh=1.0) == [line]

    @pytest.mark.parametrize(
        "line",
        [
            "Naps: a survey of hospital porters, 2021",
            "Do porters nap? Answers from wards, 2021",
            "How naps help – answers from wards, 2021",
            "A Survey of porters and nurses, 2021",
            "centre for ageing better, March 2021",
            "Porters napped longer. They were asked in wards, 2021",
            "• naps for hospital porters, 2021",
            "Background: naps for porters in wards, 2021",
            "Rotas and rest for hospital porters Nursing Times, 2021",
            "Date of publication, May 2021",
            "Naps for hospital porters and nurses",
            "Naps for hospital porters and for all of the nurses who work at night, with those who wash and cook, 2021",
            "Rest and naps and sleep for the porters and nurses and cooks of wards, 2021",
        ],
    )
    def test_what_may_be_something_else_is_none(self, line: str) -> None:
        assert found("Wards", TITLE, line, ABSTRACT) == []

    def test_only_between_a_title_and_an_abstract(self) -> None:
        assert found("Wards", SMALL, ABSTRACT) == []
        assert found("Porters slept for an hour each.", SMALL, ABSTRACT) == []
        assert found("Wards", TITLE, SMALL) == []
        assert found("Wards", TITLE, SMALL, "NHS England, May 2021", ABSTRACT) == []
        assert found("Wards", TITLE, SMALL, "and porters who take naps.") == []
        assert found("Wards", TITLE, SMALL, ABSTRACT, gap=False) == []


def read(folder: Path, text: str) -> list[tuple[str, str | None, str]]:
    path = folder / "brief.txt"
    path.write_text(text, encoding="utf-8")
    return [(made.title, made.source, made.abstract) for made in read_brief(path).brief.entries]


FRONT = (
    "Contents\n\nReviews\t1\n\n"
    "Please acknowledge this work as: Evidence Brief: Ward Life. A. Author. (May 2024) UK: A Team\n\n"
    "Reviews\n\nRotas in maternity wards: a review\n\nBMC Medicine 2(1), 2020\n\nRotas help nurses. They rest.\n\n"
)


@pytest.mark.parametrize("line", [SMALL, "NHS <script>document.title=3</script> England, March 2021"])
def test_it_is_its_entrys_source(line: str, tmp_path: Path) -> None:
    entry = read(tmp_path, f"{FRONT}{TITLE}\n\n{line}\n\n{ABSTRACT}\n")[1:]
    assert entry == [(TITLE, line.removesuffix(", March 2021"), ABSTRACT)]


def test_a_title_that_ends_in_a_date_keeps_its_own_source(tmp_path: Path) -> None:
    title = "Sickness absence rates in wards, March 2021"
    entries = read(tmp_path, f"{FRONT}{TITLE}\n\n{title}\n\nNHS Digital, May 2021\n\n{ABSTRACT}\n")[1:]
    assert (title, "NHS Digital", ABSTRACT) in entries
