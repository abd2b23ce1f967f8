from __future__ import annotations

import json

from briefqa.answer import Answer, Hit, Quote, Why
from briefqa.brief import Access, Entry
from briefqa.integrations.passages import FOR_MODELS, metadata_of, text_of
from tiny import NIGHTS, brief, entry

WHY = Why(0.3, 0.1, 0.0, title=False, matched=("night",))
DOUBLE = entry("Night shifts and sleep", brief_id="home", access=Access.OPENATHENS, access_note="OpenAthens*")


def answer_with(one: Entry, *, covered: bool = True, also_in: tuple[Entry, ...] = ()) -> Answer:
    quote = Quote(one.title, "title", 0, len(one.title))
    hit = Hit(1, 0.61239, one, quote, WHY, also_in)
    return Answer("nights", "nights", covered, (hit,), (), ("Reviews",), (brief([one], citation="Cite me"),))


def test_the_text_is_the_entry_as_printed() -> None:
    assert text_of(NIGHTS) == "Night shifts and sleep\n\nPorters sleep less. They nap."
    assert text_of(DOUBLE) == "Night shifts and sleep"


def test_the_metadata_say_all_that_an_answer_says() -> None:
    answer = answer_with(NIGHTS, also_in=(DOUBLE,))
    assert metadata_of(answer, answer.hits[0]) == {
        "covered": True,
        "entry_id": "tiny/night-shifts-and-sleep",
        "title": "Night shifts and sleep",
        "source": "Journal of Tests 1(2)",
        "date": "2022-06",
        "authors": "A. Author",
        "section": "Reviews",
        "section_path": ["Published", "Reviews"],
        "brief": "Tiny",
        "brief_id": "tiny",
        "brief_date": "2025-11",
        "brief_citation": "Cite me",
        "access": "abstract_only",
        "access_note": "Abstract only*",
        "access_in_words": "only the abstract is freely available; ask for help at help@example.org "
        "(marked “Abstract only*”)",
        "note": "See Annex A",
        "url": "https://example.org/1",
        "doi": "10.1000/1",
        "rank": 1,
        "score": 0.6124,
        "relevance": "strong",
        "quote": "Night shifts and sleep",
        "quote_field": "title",
        "also_in": [
            {
                "entry_id": "home/night-shifts-and-sleep",
                "brief_id": "home",
                "section": "Reviews",
                "access": "openathens",
                "access_note": "OpenAthens*",
            }
        ],
    }


def test_what_is_not_printed_is_none_and_what_is_not_covered_has_no_relevance() -> None:
    answer = answer_with(entry("Bare", date=None, section=()), covered=False)
    metadata = metadata_of(answer, answer.hits[0])
    assert metadata["covered"] is False
    assert {name for name, value in metadata.items() if value is None} == {
        *{"date", "authors", "access_note", "note", "url", "doi", "relevance"},
    }
    assert metadata["section"] == ""
    assert json.loads(json.dumps(metadata)) == metadata


def test_what_models_are_shown_is_there() -> None:
    answer = answer_with(NIGHTS)
    assert set(FOR_MODELS) <= set(metadata_of(answer, answer.hits[0]))
    assert FOR_MODELS[0] == "covered"
