from __future__ import annotations

import json

import pytest

from briefqa.answer import Answer, Hit, KeyPoint, Quote, Why
from tiny import brief, entry

TEA = entry("Tea on the ward", "Tea is drunk. It helps.", brief_id="ward")
TWIN = entry("Tea on the ward", "Tea is drunk.", brief_id="home")
WARD = brief([TEA], id="ward", published=None)
HOME = brief([TWIN], id="home")
QUOTE = Quote("It helps.", "abstract", 14, 23)
WHY = Why(0.30001, 0.2, 0.25, title=False, matched=("tea", "helps"))


@pytest.fixture
def answer() -> Answer:
    return Answer(
        question="does tae help",
        searched="does tea help",
        covered=True,
        hits=(Hit(1, 0.87654321, TEA, QUOTE, WHY, (TWIN,)),),
        key_points=(KeyPoint("It helps.", 1),),
        nearest_sections=("Reviews",),
        briefs=(HOME, WARD),
    )


def test_an_answer_as_json(answer: Answer) -> None:
    assert json.loads(json.dumps(answer.to_dict())) == {
        "question": "does tae help",
        "searched": "does tea help",
        "covered": True,
        "hits": [
            {
                "rank": 1,
                "score": 0.8765,
                "quote": {"text": "It helps.", "field": "abstract", "start": 14, "end": 23},
                "why": {
                    "meaning": 0.3,
                    "words": 0.2,
                    "fields": 0.25,
                    "title": False,
                    "strength": 0.75,
                    "matched": ["tea", "helps"],
                },
                "entry": TEA.to_dict(),
                "also_in": [TWIN.to_dict()],
            }
        ],
        "key_points": [{"text": "It helps.", "hit": 1}],
        "nearest_sections": ["Reviews"],
        "index": {
            "briefs": [
                {"id": "home", "title": "Home", "published": "2025-11", "contact": "help@example.org", "entries": 1},
                {"id": "ward", "title": "Ward", "published": None, "contact": "help@example.org", "entries": 1},
            ]
        },
    }


def test_an_empty_answer_as_json() -> None:
    assert Answer("tea", "tea", False, (), (), (), ()).to_dict() == {
        "question": "tea",
        "searched": "tea",
        "covered": False,
        "hits": [],
        "key_points": [],
        "nearest_sections": [],
        "index": {"briefs": []},
    }


def test_the_brief_of_a_hit(answer: Answer) -> None:
    assert answer.brief_of(answer.hits[0]) is WARD


def test_an_answer_cannot_be_changed(answer: Answer) -> None:
    with pytest.raises(AttributeError):
        answer.covered = False  # type: ignore[misc]


def test_the_strength_of_a_hit_is_the_sum_of_its_parts() -> None:
    assert WHY.strength == pytest.approx(0.75001)


def test_an_entry_asked_for_by_its_title_has_all_the_strength_there_is() -> None:
    assert Why(0.3, 0.2, 0.0, title=True, matched=()).strength == 2
