"""A line of a brief, as every file format gives it to the one grammar."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefqa.reading.roles import Field

# Characters that show as nothing: zero-width spaces and joiners, soft hyphen, byte order mark.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\u00ad\ufeff\ud800-\udfff]")
# What only a font draws differently: ligatures, and the bullets that Word takes from symbol fonts.
_DRAWN = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "•",
        "\uf0fc": "•",
    }
)
# "van der Berg A, Ahmed S" starts a list of authors, "https://…" an address.
_NAMED_SMALL = re.compile(
    r"(?:van|von|de|der|den|di|da|du|la|le|el|al|bin|ter|ten)\s(?:(?:der|den|de|la)\s)?[A-Z]|https?://|www\.|doi:"
)
# From this on a break is rather its writer's than the margin's (see `Line.fresh`).
LIKELY_BREAK = 0.6
# More than half of a line, its page number aside.
_MOSTLY = 0.5
# A dash or a number before a small letter is the rest of a sentence that was wrapped there.
_LIST_ITEM = re.compile(
    r"^(?:[•▪●○◦‣⁃■□▫]\s?|o\s+(?=[A-Z])|(?:[*–-]|\(?\d{1,2}[.)]|\(?[a-hivx]{1,3}\)|[a-h]\.)\s+(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How most of a line is set, as far as its file says; all plain where it does not.

    Attributes:
        level: 1 for a heading of the outermost level, 2, 3 …; 0 where it is marked as none.
        size: of the font, in points; 0 where it is not known.
        bold, italic, underlined: of the font.
        color: six hex digits, or "" for black or unknown.
    """

    level: int = 0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    color: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: span of the line's text, and target as written in the file."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        number: 1-based line number; in the file, or on the page where the format has pages; in Word files
            paragraphs and line breaks are counted.
        text: white space collapsed to single spaces, markup removed, never empty.
        gap: whether blank lines, or the space that stands for them, come before it.
        page: 1-based page, or None where the format has no pages.
        page_break: whether a running header, or the edge of a page, was removed just before it, so that
            a gap there says nothing about paragraphs.
        fresh: how sure it is that the break before it is the writer's and not the margin's, from 0 to 1; None
            where nothing is known.
        style: of most of its characters.
        turns: offsets at which the style changes, or a link starts or ends.
        looks: the style of each stretch between turns, from left to right; empty where there are no turns.
        links: in order, without overlap.
        contents: whether the file marks it as part of a table of contents.
        furniture: whether the file marks it as a running header or footer.
        height: where it stands on its page, from 0 (top) to 1, or None where the format does not say.
        joint: what stands between it and the line before where they are one sentence: a space, nothing where a word
            was divided, or a dash that may have parted title and source.
        counted: whether it stood behind the number, or the bullet, of an entry.
        field: what a label, or a dash, that was taken from before it says it is, or None.
        indent: how many columns, or levels of lists, it stands in from the margin; 0 where the format does not say.
    """

    number: int
    text: str
    gap: bool = False
    page: int | None = None
    page_break: bool = False
    fresh: float | None = None
    style: Style = PLAIN
    turns: tuple[int, ...] = ()
    looks: tuple[Style, ...] = ()
    links: tuple[Link, ...] = ()
    contents: bool = False
    furniture: bool = False
    height: float | None = None
    joint: str = " "
    counted: bool = False
    field: Field | None = None
    indent: int = dataclasses.field(default=0, compare=False)

    @property
    def linked(self) -> bool:
        """Whether it starts with a hyperlink, or with the underline a converter left of one."""
        return bool(self.links and self.links[0].start <= 2) or (self.style.underlined and not self.links)

    @property
    def small(self) -> bool:
        """Whether it starts with a small letter, as the rest of a sentence does, and not as names and addresses do."""
        return self.text[:2].islower() and _NAMED_SMALL.match(self.text) is None

    @property
    def linked_share(self) -> float:
        """How much of the text is hyperlink, from 0 to 1."""
        return sum(link.end - link.start for link in self.links) / len(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters set alike, and the link they carry."""

    text: str
    style: Style = PLAIN
    target: str = ""


@dataclass(frozen=True, slots=True)
class Oddity:
    """What a file format could not give as lines, for a librarian to look at."""

    kind: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a file format gives: lines in reading order, and what it could not read.

    Attributes:
        lines: not blank, in order.
        oddities: what could not be given as lines.
        markup: 1-based numbers of lines that show no text and are not blank, such as rules.
    """

    lines: tuple[Line, ...]
    oddities: tuple[Oddity, ...] = ()
    markup: tuple[int, ...] = ()


def clean(text: str) -> str:
    """Text without invisible characters and surplus white space, letters composed, ligatures taken apart."""
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_DRAWN)


def with_local_links_as_contents(line: Line) -> Line:
    """Links to places in the file itself make contents where they are most of a line, and lead nowhere else."""
    local = [link for link in line.links if link.target.startswith("#")]
    if not local:
        return line
    share = sum(link.end - link.start for link in local) / len(line.text)
    kept = tuple(link for link in line.links if not link.target.startswith("#"))
    return replace(line, contents=line.contents or share > _MOSTLY, links=kept)


def compose(pieces: Iterable[Piece], line: Line) -> Line | None:
    """`line` with the text, style, turns and links of its pieces; None where they show nothing."""
    text = ""
    spans: list[tuple[int, int, Piece]] = []
    for piece in pieces:
        shown = re.sub(r"\s+", " ", _visible(piece.text))
        if not text or text.endswith(" "):
            shown = shown.lstrip(" ")
        if shown:
            spans.append((len(text), len(text) + len(shown), piece))
            text += shown
    text = text.rstrip(" ")
    spans = [(start, min(end, len(text)), piece) for start, end, piece in spans if start < len(text)]
    if not text:
        return None
    styles: Counter[Style] = Counter()
    for start, end, piece in spans:
        styles[piece.style] += end - start
    turns, looks = _turns(text, spans)
    style = max(styles, key=lambda style: styles[style])
    return replace(line, text=text, style=style, turns=turns, looks=looks, links=_links(spans))


def _turns(text: str, spans: Iterable[tuple[int, int, Piece]]) -> tuple[tuple[int, ...], tuple[Style, ...]]:
    turns: list[int] = []
    looks: list[Style] = []
    before: Piece | None = None
    for start, _, piece in spans:
        if not _visible(piece.text).strip():
            continue
        if before is None:
            looks.append(piece.style)
        elif (piece.style, piece.target) != (before.style, before.target):
            turns.append(start + (text[start] == " "))
            looks.append(piece.style)
        before = piece
    return tuple(turns), tuple(looks) if turns else ()


def _links(spans: Iterable[tuple[int, int, Piece]]) -> tuple[Link, ...]:
    links: list[Link] = []
    for start, end, piece in spans:
        if not piece.target:
            continue
        if links and links[-1].end >= start - 1 and links[-1].target == piece.target:
            links[-1] = Link(links[-1].start, end, piece.target)
        else:
            links.append(Link(start, end, piece.target))
    return tuple(links)


def is_list_item(text: str) -> bool:
    """Whether a line starts with a bullet or a number."""
    return _LIST_ITEM.match(text) is not None


def join(lines: Sequence[Line]) -> str:
    """The text of lines that make one paragraph."""
    return "".join((line.joint if position else "") + line.text for position, line in enumerate(lines))
