"""What can be seen on a line of a brief, by itself and with those around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefqa.reading.lines import LIKELY_BREAK, Line
from briefqa.reading.names import capitalised_share
from briefqa.reading.roles import Role
from briefqa.reading.source_match import SourceMatch

# A title may go on after a question mark ("…? A qualitative study"), but not after a full stop.
_SENTENCE_BREAK = re.compile(r"[a-z)][.!]\s+[A-Z]")
# What says where something is to be had, or speaks to the reader, as abstracts seldom do.
_POINTING = re.compile(
    r"\b(?:asked for|available|be found|briefs?|click|contact|e-?mail|hub|intranet|library|links?|listed|pages?|please|"
    r"resources|see|visit|web(?:pages?|sites?)?|you|your)\b|https?:|www\.|@",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"(?:No|None|Nothing|We (?:did|could|found|have|searched)|There (?:is|are|was|were|has|have))\b")
# An abstract on one line has so many characters, and a title so many words.
_ABSTRACT, _TITLE_WORDS = 150, 5
# A heading by itself has so many characters, and neither numbers nor marks.
_LONE = 60
_MAKER = re.compile(
    r"\b(?:NHS|Centre|College|Department|Hospitals?|Institute|Librar(?:y|ies)|Services?|Team|Trust|University)\b"
)
_PLAIN = re.compile(r"[^\W\d_][^\d@|:/,]*")


@dataclass(frozen=True, slots=True)
class Clues:
    """What can be seen on a line, found once.

    Attributes:
        line: the line itself.
        title_text: its text without an access note behind it.
        at_start: the source it starts with.
        in_title: the source that stands behind a title on it.
        joined: the source that it and the next line or two make together, where it alone makes none.
        joined_in_title: the source that starts behind a title on it and ends on the next line or the one after.
        clearly_in_title: whether that one starts where nothing but a source would.
        divided: whether the name of that one surely goes on in the next line.
        labelled: the source behind "Source:", as bulletins put it after the abstract.
        named: whether it is the name of a known publication.
        undated: whether it can be a source without a date.
        nameable: whether it is short and in capitals throughout, as names are.
        named_below: whether it is that right below a title in small letters, and a blank line behind it.
        access_note: whether it is an access note.
        address: whether it is a bare address or DOI, or a link that says "Full text".
        people: whether it is names of authors.
        front: whether it, or a short paragraph it belongs to, speaks of the brief itself.
        surely_front: whether it says what nothing but front and back matter does.
        notice: whether it says whom to ask, or when something was last checked.
        elsewhere: whether it belongs to a paragraph that leads to another section or brief ("See also: …").
        item: whether it is a list item.
        in_item: whether it is what a list item above it goes on with.
        label: whether it starts with what parts of abstracts are called.
        terminal: whether it ends as sentences do.
        broken: whether a sentence ends inside it.
        torn: whether it looks like the rest of a sentence.
        wraps: whether a line follows that it may go on in.
        dated_below: whether it is a source by the date it ends in and by its place between a title and an abstract.
        bare: whether it belongs to a paragraph shaped as a title that stands by itself is.
        bare_last: whether such a paragraph ends on it.
        rests: what it can be of a source that a line before begins: a middle, the whole rest, or the rest's line.
        signature: how it looks: lines that play one role mostly look alike.
    """

    line: Line
    title_text: str
    at_start: SourceMatch | None
    in_title: SourceMatch | None
    joined: SourceMatch | None
    joined_in_title: SourceMatch | None
    clearly_in_title: bool
    divided: bool
    labelled: SourceMatch | None
    named: bool
    undated: bool
    nameable: bool
    named_below: bool
    access_note: bool
    address: bool
    people: bool
    front: bool
    surely_front: bool
    notice: bool
    elsewhere: bool
    item: bool
    in_item: bool
    label: bool
    terminal: bool
    broken: bool
    torn: bool
    wraps: bool
    dated_below: bool
    bare: bool
    bare_last: bool
    rests: frozenset[Role]
    signature: tuple[object, ...]

    @property
    def cut_short(self) -> bool:
        """Whether its last sentence seems to go on; list items often end without a stop."""
        return not self.terminal and not self.item

    @property
    def mere_name(self) -> bool:
        """Whether it is short and in capitals as names and headings are, and nothing else says what it is."""
        return self.nameable and not (self.named or self.undated or self.whole_source or self.named_below)

    @property
    def noted(self) -> bool:
        """Whether it ends in an access note."""
        return self.title_text != self.line.text

    @property
    def sourced(self) -> bool:
        """Whether it holds what is hardly anything but a source: dated, or with volume and pages."""
        found = [match for match in (self.at_start, self.in_title) if match is not None]
        return any(match.date is not None or match.name != match.text for match in found)

    @property
    def whole_source(self) -> bool:
        """Whether it is a source and nothing else."""
        return self.at_start is not None and self.at_start.end >= len(self.line.text)

    @property
    def likely_source(self) -> bool:
        """Whether it is a source and nothing else, by more than its place."""
        return self.whole_source and self.at_start is not None and (self.at_start.sure or self.at_start.likely)

    @property
    def title_shaped(self) -> bool:
        """Whether it stands apart and reads as titles do: several words, most in small letters, and no sentence."""
        text = self.line.text
        apart = self.line.gap or (self.line.fresh or 0.0) >= LIKELY_BREAK
        other = self.terminal or self.item or self.label or self.broken or self.line.style.level or self.line.small
        worded = len(text) <= _ABSTRACT and len(text.split()) >= _TITLE_WORDS and capitalised_share(text) <= 0.5
        return apart and worded and not other

    @property
    def bare_first(self) -> bool:
        """Whether a paragraph shaped as a title that stands by itself starts on it."""
        return self.bare and (self.line.gap or (self.line.fresh or 0.0) >= LIKELY_BREAK)

    @property
    def abstract_shaped(self) -> bool:
        """Whether it reads as an abstract on one line does: sentences, none of which points elsewhere."""
        text = self.line.text
        return self.broken and len(text) >= _ABSTRACT and not (self.front or self.points)

    @property
    def lone(self) -> bool:
        """Whether it reads as a heading does that nothing else speaks against: short, no sentence, nobody's name."""
        other = self.terminal or self.wraps or self.front or self.people or self.item or self.sourced
        shown = _PLAIN.fullmatch(self.line.text) is not None and _MAKER.search(self.line.text) is None
        return len(self.line.text) <= _LONE and not other and shown

    @property
    def linked(self) -> bool:
        """Whether most of it is a hyperlink."""
        return self.line.linked_share > 0.6

    @property
    def linked_throughout(self) -> bool:
        """Whether it is linked, or, as plain text shows a link, underlined from its first to its last letter."""
        return self.linked or (self.line.style.underlined and not self.line.links and not self.line.turns)

    @property
    def points(self) -> bool:
        """Whether it says where something is to be had, or speaks to the reader."""
        return _POINTING.search(self.line.text) is not None

    @property
    def speechless(self) -> bool:
        """Whether it is by itself no sentence, and says neither where something is nor that nothing was found."""
        said = self.terminal or self.points or self.says_nothing_found or self.front
        return not (said or self.wraps or self.item or self.broken)

    @property
    def says_nothing_found(self) -> bool:
        """Whether it says that there is nothing, as sections without entries do."""
        return _NOTHING.match(self.line.text) is not None


def is_broken(text: str) -> bool:
    """Whether a sentence ends inside a text."""
    return _SENTENCE_BREAK.search(text) is not None


def signature(line: Line) -> tuple[object, ...]:
    """How a line looks."""
    style = line.style
    capitals = len(line.text) > 3 and line.text.isupper()
    return (
        style.level,
        style.size,
        style.bold,
        style.italic,
        style.color,
        line.linked_share > 0.6 or (style.underlined and not line.links),
        capitals,
    )
