"""What a librarian is offered for a brief that was uploaded; tests/test_web_librarian_render.py has its escaping."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.library import Kind, Meaning, Move, Preview, Review, Upload
from briefqa.reading import Doubt
from briefqa.web.librarian_frame import Frame
from briefqa.web.librarian_review import render_review
from tiny import brief, entry

FRAME = Frame("/librarian", "secret")


@pytest.mark.parametrize("kind", list(Kind))
def test_only_what_would_change_something_can_be_accepted(kind: Kind) -> None:
    moves = () if kind in (Kind.EMPTY, Kind.SAME) else (Move("a.txt", None, "1"),)
    review = Review(
        Upload("0" * 32, Path("a.txt"), "1", 0),
        Preview(brief([entry("Sleep")]), (), {}),
        Meaning(kind, moves, "a.txt"),
        ("other.txt",),
        "mark",
    )
    page = render_review(FRAME, review)
    assert ("Accept and index" in page) is bool(moves)
    assert ("other.txt" in page) is bool(moves)
    assert "Discard" in page


def test_doubts_say_where_to_look() -> None:
    doubts = (Doubt("odd", "the title is long", 3, 2), Doubt("odd", "no date", 7), Doubt("odd", "it has no contents"))
    review = Review(
        Upload("0" * 32, Path("a.txt"), "1", 0),
        Preview(brief([entry("Sleep"), entry("Naps"), entry("Rest", section=())]), doubts, {"entry": 3}),
        Meaning(Kind.NEW, (Move("a.txt", None, "1"),), "a.txt"),
        (),
        "mark",
    )
    page = render_review(FRAME, review)
    assert "<li>Page 2, line 3: the title is long</li><li>Line 7: no date</li><li>It has no contents</li>" in page
    assert "<li>Reviews: 2 entries</li><li>(no section): 1 entry</li>" in page
    assert "All 3 entries" in page
