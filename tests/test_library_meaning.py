from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import PartialDate
from briefqa.indexing import supersede
from briefqa.library import Kind, Meaning, Move
from briefqa.library.meaning import free_name, meaning_of, pending
from briefqa.library.names import safe_name
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.brief import Brief

MAY, JUNE = PartialDate(2024, 5), PartialDate(2024, 6)


def made(file: str, published: PartialDate | None = MAY, sha256: str = "", id: str = "ward-life") -> Brief:  # noqa: A002
    return brief([entry("Sleep")], id=id, file=file, published=published, sha256=sha256 or file)


def meaning(new: Brief, *present: Brief) -> Meaning:
    return meaning_of(new, present, {other.file: other.sha256 for other in present})


def test_a_brief_that_is_not_there_is_new() -> None:
    told = meaning(made("ward.txt"), made("home.txt", id="home-life"))
    assert told == Meaning(Kind.NEW, (Move("ward.txt", None, "ward.txt"),), "ward.txt")


def test_a_file_that_is_there_is_not_taken_in_again() -> None:
    told = meaning(made("other.txt", sha256="one"), made("ward.txt", sha256="one"))
    assert (told.kind, told.moves, told.same_as) == (Kind.SAME, (), ("ward.txt",))


def test_a_file_without_entries_is_not_taken_in() -> None:
    told = meaning(brief([], file="letter.txt"))
    assert (told.kind, told.moves) == (Kind.EMPTY, ())


def test_a_later_date_is_a_newer_edition_and_the_file_before_stays() -> None:
    first, second = made("a.txt", PartialDate(2023)), made("b.txt")
    told = meaning(made("ward.txt", JUNE), first, second)
    assert (told.kind, told.rivals) == (Kind.NEWER, (second,))
    assert told.moves == (Move("ward.txt", None, "ward.txt"),)


@pytest.mark.parametrize("published", [PartialDate(2023), PartialDate(2024), None])
def test_an_earlier_date_or_none_is_an_older_edition(published: PartialDate | None) -> None:
    there = made("ward.txt")
    told = meaning(made("old.txt", published), there)
    assert (told.kind, told.rivals) == (Kind.OLDER, (there,))


def test_the_same_date_takes_the_place_of_the_file() -> None:
    there = made("ward.txt")
    told = meaning(made("mended.txt"), there)
    assert (told.kind, told.name, told.rivals) == (Kind.CORRECTED, "ward.txt", (there,))
    assert told.moves == (Move("ward.txt", "ward.txt", "mended.txt"),)


def test_the_same_date_in_another_format_takes_the_other_file_out() -> None:
    told = meaning(made("ward.docx"), made("ward.txt"), made("again.txt", sha256="x"))
    assert told.moves == (
        Move("ward.docx", None, "ward.docx"),
        Move("ward.txt", "ward.txt", None),
        Move("again.txt", "x", None),
    )


def test_another_brief_of_the_same_file_name_is_not_written_over() -> None:
    told = meaning(made("Brief.txt"), made("brief.txt", id="home-life"))
    assert (told.kind, told.name) == (Kind.NEW, "Brief-2.txt")
    assert told.moves == (Move("Brief-2.txt", None, "Brief.txt"),)


def test_a_file_that_is_gone_from_the_folder_is_no_rival() -> None:
    assert meaning_of(made("ward.txt"), [made("gone.txt")], {}).kind is Kind.NEW
    assert meaning_of(made("ward.txt"), [made("gone.txt")], {"gone.txt": None}).kind is Kind.NEW


DATES = st.sampled_from([None, PartialDate(2023), MAY, JUNE])
FILES = st.sampled_from(["a.txt", "b.txt", "c.docx", "d.pdf"])


@given(st.dictionaries(FILES, DATES, max_size=4), DATES, FILES)
def test_what_is_said_is_what_a_build_would_do(
    there: dict[str, PartialDate | None], date: PartialDate | None, file: str
) -> None:
    present = [made(name, published, sha256=f"old {name}") for name, published in there.items()]
    new = made(file, date, sha256="new")
    told = meaning(new, *present)
    after = {other.file: other for other in present}
    for move in told.moves:
        assert move.before == (after[move.name].sha256 if move.name in after else None)
        if move.after is None:
            del after[move.name]
        else:
            after[move.name] = made(move.name, date, sha256=move.after)
    assert after[told.name].sha256 == "new"
    older = supersede(list(after.values()))
    assert older.get(told.name) == told.behind
    assert (told.kind is Kind.OLDER) <= (told.behind is not None)
    assert (told.kind in (Kind.NEW, Kind.NEWER)) <= (told.behind is None)
    if told.kind is not Kind.CORRECTED:
        assert after.keys() >= there.keys()


@given(st.lists(st.sampled_from(["a.txt", "A.txt", "a-2.txt", "b.txt"]), unique=True))
def test_a_free_name_is_free_and_safe(taken: list[str]) -> None:
    name = free_name("a.txt", taken)
    assert name.casefold() not in {other.casefold() for other in taken}
    assert safe_name(name) == name
    assert free_name("c.txt", taken) == "c.txt"


def test_what_is_pending_is_what_differs() -> None:
    found = {"same": "1", "changed": "2", "added": "3", "unread": None}
    assert pending(found, {"same": "1", "changed": "1", "removed": "4", "unread": None}) == (
        "added",
        "changed",
        "removed",
    )
