from __future__ import annotations

from typing import TYPE_CHECKING

from briefqa.indexing import build_index, read_manifest
from briefqa.library import Move, Outcome, move_in_words
from briefqa.library.outcome import outcome_of_build, outcome_of_turn_back
from tiny import HashingEncoder, brief_text, make_index, write_briefs

if TYPE_CHECKING:
    from pathlib import Path


def test_what_a_build_changed_is_said_in_sentences(tmp_path: Path) -> None:
    seeds = write_briefs(
        tmp_path / "seeds",
        ward=brief_text(),
        home=brief_text("Home Life"),
        goes=brief_text("Going"),
        stays=brief_text("Stays"),
    )
    build_index(seeds, tmp_path / "index", HashingEncoder())
    (seeds / "goes.txt").unlink()
    (seeds / "home.txt").write_text(brief_text("Home Life").replace("ten lessons", "nine lessons"))
    (seeds / "ward-2.txt").write_text(brief_text(date="June 2024"))
    (seeds / "ward-0.txt").write_text(brief_text(date="June 2020"))
    (seeds / "broken.docx").write_bytes(b"PK and no more")
    told = outcome_of_build(build_index(seeds, tmp_path / "index", HashingEncoder()))
    *changes, broken, unchanged, total = told.changes
    assert told.heading == "The index is up to date"
    assert changes == [
        "ward-0.txt was added: 3 entries.",
        "ward-2.txt was added: 3 entries.",
        "home.txt was changed: 1 entry changed.",
        "goes.txt was removed.",
        "ward.txt is not searched any more: ward-2.txt is a newer edition.",
        "ward-0.txt is not searched: ward-2.txt is a newer edition.",
    ]
    assert broken.startswith("broken.docx could not be read: is damaged")
    assert (unchanged, total) == ("2 other briefs did not change.", "The index now holds 9 entries.")


def test_what_an_earlier_change_did_is_not_said_again(tmp_path: Path) -> None:
    seeds = write_briefs(tmp_path / "seeds", old=brief_text(), new=brief_text(date="June 2026"))

    def told() -> tuple[str, ...]:
        return outcome_of_build(build_index(seeds, tmp_path / "index", HashingEncoder())).changes[:-1]

    assert "old.txt is not searched: new.txt is a newer edition." in told()
    (seeds / "home.txt").write_text(brief_text("Home Life"))
    assert told() == ("home.txt was added: 3 entries.", "2 other briefs did not change.")
    (seeds / "new.txt").unlink()
    assert told() == ("new.txt was removed.", "old.txt is searched again.", "2 other briefs did not change.")


def test_what_turning_back_did_is_said(tmp_path: Path) -> None:
    manifest = read_manifest(make_index(tmp_path, ward=brief_text()))
    moves = [Move("a.txt", None, "1"), Move("b.txt", "1", "2"), Move("c.txt", "1", None)]
    assert outcome_of_turn_back(manifest, moves) == Outcome(
        "The index is as it was before", (*map(move_in_words, moves), "The index now holds 3 entries.")
    )
    assert len({move_in_words(move).partition(":")[2] for move in moves}) == 3
