"""The parts of a document in their order, the same for all formats."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from typeset.manuscript import is_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typeset.habits import EntryHabits, Habits, Join
    from typeset.manuscript import Manuscript, Work

HELP_HEADING = "Help accessing articles or papers"


_LABELS = {"authors": "Authors:", "source": "Source:", "abstract": "Abstract:", "note": "Access:", "url": "Link:"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an entry and how it follows the piece before it; items are the list items of an abstract.

    A label stands in front of its piece, or is one by itself.
    """

    kind: Literal["title", "note", "url", "source", "abstract", "item", "authors", "label"]
    text: str
    join: Join
    url: str | None = None
    label: str = ""

    @property
    def printed(self) -> str:
        """The text behind its label."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: a paragraph, a line of the contents with its page, or an entry in pieces."""

    kind: Literal["title", "contents-heading", "contents", "paragraph", "heading", "entry"]
    text: str = ""
    level: int = 1
    page: int = 0
    pieces: tuple[Piece, ...] = ()


def parts(manuscript: Manuscript, habits: Habits, entry_habits: Sequence[EntryHabits]) -> Iterator[Part]:
    """A whole document."""
    how = iter(entry_habits)
    if habits.title_line:
        yield Part("title", f"Evidence Brief: {manuscript.title}")
    yield from _contents(manuscript, habits)
    yield from _front(manuscript, habits)
    for section in manuscript.sections:
        for level, part in [(1, section), *((2, inner) for inner in section.sections)]:
            yield Part("heading", part.heading, level)
            if part.pointer:
                yield Part("paragraph", part.pointer)
            for work in part.works:
                yield Part("entry", pieces=tuple(_labelled(_pieces(work, next(how), habits), habits)))
    if next(how, None) is not None:
        raise ValueError("more entry habits than works")


def _contents(manuscript: Manuscript, habits: Habits) -> Iterator[Part]:
    if habits.contents == "none":
        return
    yield Part("contents-heading", "Contents")
    page = 2
    if _needs_help(manuscript):
        yield Part("contents", HELP_HEADING, page=page)
    for section in manuscript.all_sections():
        yield Part("contents", section.heading, page=page)
        page += (len(section.works) + 1) // 2  # about two entries fit a page


def _front(manuscript: Manuscript, habits: Habits) -> Iterator[Part]:
    yield Part("paragraph", f"Date of publication: {manuscript.date}")
    authors = "".join(f"{author}. " for author in [" and ".join(manuscript.authors)] if author)
    asked = "Please acknowledge this work in any resulting paper or presentation as: " if habits.asked else ""
    by = "" if habits.asked or not authors else "Compiled by "
    yield Part(
        "paragraph",
        f"{asked}Evidence Brief: {manuscript.title}. {by}{authors}({manuscript.date}) UK: Library and Evidence Team",
    )
    if _needs_help(manuscript):
        yield Part("heading", HELP_HEADING)
    if manuscript.policy:
        yield Part("paragraph", manuscript.policy)
    if manuscript.contact:
        yield Part("paragraph", f"For help with getting an article, write to {manuscript.contact}")


def _needs_help(manuscript: Manuscript) -> bool:
    return manuscript.policy is not None or manuscript.contact is not None


def _labelled(pieces: Iterator[Piece], habits: Habits) -> Iterator[Piece]:
    """The pieces with their labels, which notes on the title's line have none of."""
    labelled = set()
    for piece in pieces:
        label = _LABELS.get(piece.kind, "")
        if habits.labels == "none" or not label or piece.join == "space" or piece.kind in labelled:
            yield piece
        elif habits.labels == "before":
            yield replace(piece, label=label)
        else:
            yield Piece("label", label, piece.join)
            yield replace(piece, join="newline")
        labelled.add(piece.kind)


def _pieces(work: Work, how: EntryHabits, habits: Habits) -> Iterator[Piece]:
    note = how.note_of(work)
    yield Piece("title", work.title, "blank", work.url)
    if note and how.note_place == "title":
        yield Piece("note", note, "space")
    if work.url and how.url_line:
        yield Piece("url", work.url, how.url_join)
    if note and how.note_place == "next-line":
        yield Piece("note", note, "newline")
    apart = habits.labels != "none"
    authors = how.authors_of(work) if apart else None
    if authors:
        yield Piece("authors", authors, how.source_join)
    if work.source:
        line = how.source_line_of(work, authors=not apart)
        dash = f"{habits.dash} " if habits.dash and how.source_join == "space" else ""
        yield Piece("source", f"{dash}{line}", "newline" if authors else how.source_join)
    if note and how.note_place == "after-source-line":
        yield Piece("note", note, "newline")
    join: Join = how.abstract_join if work.source else "blank"
    after_item = False
    for paragraph in work.abstract:
        item = is_item(paragraph)
        yield Piece("item" if item else "abstract", paragraph, "newline" if item and after_item else join)
        join, after_item = "blank", item


def wrapped(text: str, width: int, *, hold: str = "") -> list[str]:
    """Lines of at most `width` columns where words allow it.

    A number or dash that would look like the marker of a list item never starts a line, and matches of the pattern
    `hold` stay on one line: nobody could read the one, no markup survives the other.
    """
    held = re.sub(r" (?=(?:\d{1,2}[.)]|[-•*+#–—])(?: |$))", "\0", text)
    if hold:
        held = re.sub(hold, lambda match: match[0].replace(" ", "\0"), held)
    lines = textwrap.wrap(held, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def ends_sentence(text: str) -> bool:
    """Whether nothing shows that a paragraph goes on behind these words, so that no page may end here."""
    return re.search(r"[.?!:;][\"'”’)\]]*$", text) is not None
