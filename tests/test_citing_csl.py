from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given

from briefqa.brief import PartialDate
from briefqa.citing import of_answer, of_brief, of_entries, to_csl
from citable import GOLDEN, answer, briefs
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.reading import Reading


def test_the_first_entries_of_the_real_brief(reading: Reading) -> None:
    first = [(listed, reading.brief) for listed in reading.brief.entries[9:13]]
    assert to_csl(of_entries(first)) == (GOLDEN / "first.csl.json").read_text(encoding="utf-8")


@given(briefs)
def test_what_is_written_is_read_back(found: Brief) -> None:
    listed = of_brief(found)
    for record, item in zip(json.loads(to_csl(listed)), listed.items, strict=True):
        printed = item.entry
        assert (record["id"], record["title"]) == (item.key, printed.title)
        assert record.get("abstract", "") == printed.abstract
        assert record["note"].split("\n") == item.notes
        assert (record.get("URL"), record.get("DOI")) == (printed.url, printed.doi)
        (parts,) = record.get("issued", {"date-parts": [[]]})["date-parts"]
        assert (PartialDate(*parts) if parts else None) == printed.date
        assert record["custom"]["section"] == list(printed.section)
        assert record["custom"]["access-note"] == printed.access_note
        assert record["custom"]["acknowledge-as"] == item.acknowledgement


def test_all_fields() -> None:
    full = entry("Title", source="Journal of Tests (26883740) 1(2), pp. 10-19", authors="Smith J, Roe A")
    (record,) = json.loads(to_csl(of_brief(brief([full]))))
    assert record["type"] == "article-journal"
    assert record["author"] == [{"family": "Smith", "given": "J"}, {"family": "Roe", "given": "A"}]
    assert record["container-title"] == "Journal of Tests"
    assert (record["volume"], record["issue"], record["page"]) == ("1", "2", "10-19")
    assert (record["ISSN"], record["source"]) == ("2688-3740", "Evidence Brief: Tiny (November 2025)")


def test_authors_that_cannot_be_parted_stay_whole() -> None:
    (record,) = json.loads(to_csl(of_brief(brief([entry("Title", authors="A Team, NHS", source="NHS England")]))))
    assert record["author"] == [{"literal": "A Team, NHS"}]
    assert (record["type"], record["publisher"]) == ("report", "NHS England")


def test_an_answer_says_what_was_asked() -> None:
    first, *_ = json.loads(to_csl(of_answer(answer(brief([entry("One")])))))
    assert first["note"].endswith("Question: how do porters sleep?\nCovered by the briefs: yes\nRelevance: strong")


def test_nothing_is_an_empty_list() -> None:
    assert json.loads(to_csl(of_entries([]))) == []
