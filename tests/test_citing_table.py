from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from briefqa.citing import References, of_answer, of_brief, of_entries, to_csv
from citable import GOLDEN, answer, briefs
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.reading import Reading


def _rows(references: References) -> list[dict[str, str]]:
    """Rows, with the quotes taken off that keep cells from being formulas."""
    text = to_csv(references).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{name: re.sub(r"^'(?='*[=+\-@＝＋－＠])", "", cell) for name, cell in row.items()} for row in rows]


def test_the_first_entries_of_the_real_brief(reading: Reading) -> None:
    first = [(listed, reading.brief) for listed in reading.brief.entries[9:13]]
    assert to_csv(of_entries(first)) == (GOLDEN / "first.csv").read_bytes()


def test_excel_is_told_that_it_is_utf_8() -> None:
    assert to_csv(of_entries([])).startswith(b"\xef\xbb\xbfkey,type,title,")


@given(briefs)
def test_what_is_written_is_read_back(found: Brief) -> None:
    listed = of_brief(found)
    for row, item in zip(_rows(listed), listed.items, strict=True):
        printed = item.entry
        assert (row["key"], row["title"], row["source"]) == (item.key, printed.title, printed.source)
        assert (row["abstract"], row["authors"]) == (printed.abstract, printed.authors or "")
        assert (row["access"], row["access_note"]) == (printed.access.value, printed.access_note or "")
        assert row["section"] == " › ".join(printed.section)
        assert row["acknowledge_as"] == item.acknowledgement
        assert row["year"] == (str(printed.date.year) if printed.date else "")
        assert row["month"] == (str(printed.date.month or "") if printed.date else "")


@given(briefs)
def test_no_cell_is_a_formula(found: Brief) -> None:
    for row in csv.reader(io.StringIO(to_csv(of_brief(found)).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


@pytest.mark.parametrize("title", ["=1+1", "+44", "-2", "@SUM(A1)", '=HYPERLINK("https://example.org")', "\t=1", "＝1"])
def test_a_formula_is_given_a_quote(title: str) -> None:
    text = to_csv(of_brief(brief([entry(title)]))).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == f"'{title.strip()}"


def test_an_answer_says_what_was_asked() -> None:
    first, _ = _rows(of_answer(answer(brief([entry("One"), entry("Two")]))))
    assert (first["title"], first["relevance"]) == ("Two", "strong")
    assert first["remarks"].startswith("Question: how do porters sleep?\nCovered by the briefs: yes")
