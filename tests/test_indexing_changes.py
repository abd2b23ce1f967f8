"""What came, changed and went between two states of an index."""

from __future__ import annotations

from dataclasses import replace

from briefqa.brief import Locator
from briefqa.indexing import BriefChange, Changes
from briefqa.indexing.changes import compare
from tiny import brief, entry

REST = entry("Rotas and rest", "Naps help.")
PAY = entry("Pay of porters", "Pay helps, too.")
FOOD = entry("Food at night", "Soup helps.")
OLD = brief([REST, PAY], sha256="a" * 64)


def test_files_come_change_stay_and_go() -> None:
    before = {"gone.txt": "1" * 64, "same.txt": "2" * 64, "tiny.txt": "3" * 64}
    briefs = [brief([], file="same.txt", sha256="2" * 64), OLD, brief([], file="new.txt")]
    found = compare(before, {}, briefs)
    assert found == Changes(
        added=("new.txt",),
        removed=("gone.txt",),
        unchanged=("same.txt",),
        entries=(BriefChange("tiny.txt", added=2, changed=0, removed=0),),
    )
    assert found.changed == ("tiny.txt",)


def test_entries_of_a_changed_brief_are_counted() -> None:
    now = brief([replace(REST, abstract="Naps help a lot."), FOOD], sha256="b" * 64)
    found = compare({"tiny.txt": OLD.sha256}, {"tiny.txt": OLD.entries}, [now])
    assert found.entries == (BriefChange("tiny.txt", added=1, changed=1, removed=1),)


def test_an_entry_that_only_moved_has_not_changed() -> None:
    now = brief([PAY, replace(REST, locator=Locator(99, 3))], sha256="b" * 64)
    found = compare({"tiny.txt": OLD.sha256}, {"tiny.txt": OLD.entries}, [now])
    assert found.entries == (BriefChange("tiny.txt", added=0, changed=0, removed=0),)


def test_a_brief_that_was_superseded_loses_its_entries() -> None:
    now = brief([REST], sha256="b" * 64)
    found = compare({"tiny.txt": OLD.sha256}, {"tiny.txt": OLD.entries}, [now], {"tiny.txt"})
    assert found.entries == (BriefChange("tiny.txt", added=0, changed=0, removed=2),)


def test_the_first_state_adds_everything() -> None:
    assert compare({}, {}, [OLD]) == Changes(added=("tiny.txt",))
