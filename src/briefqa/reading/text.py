"""Plain text files → lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from briefqa.errors import ReadError
from briefqa.reading.lines import Document, Line, Piece, Style, compose
from briefqa.reading.pace import MAX_LINES, refuse_many_lines

# The marks a converter leaves around a hyperlink; nothing else of HTML occurs in briefs.
_UNDERLINE = re.compile(r"(</?u>)", re.IGNORECASE)
_UNDERLINED = Style(underlined=True)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SOFT_HYPHEN = "\u00ad"
# Of a double-spaced text so few lines stand together at most, and so many at least start in the middle of a sentence.
_CLOSE, _TORN = 0.1, 5
MAX_BYTES = 10_000_000
MAX_LINE = 20_000
# From the start of a line only: else each of its characters would be tried as the first.
_LONG_LINE = re.compile(rf"(?<![^\r\n])[^\r\n]{{{MAX_LINE + 1},}}")
_SHOWN_LINE = re.compile(r"[^\s][^\r\n]*")


def decode(data: bytes, file: Path) -> str:
    """The text of a file in UTF-8 (with or without a byte order mark), UTF-16, or Windows-1252.

    Raises:
        ReadError: the bytes are no text in any of these, hold control characters, as a binary file does, or are
            far more, or in far longer lines, than a brief has.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            f"is {len(data) / 1e6:.0f} MB of text, far more than a brief; give a file of at most "
            f"{MAX_BYTES / 1e6:.0f} MB",
            file=file,
        )
    wide = _wide_encoding(data)
    if wide is None:
        # Before decoding, as a binary file is seldom text in any encoding, and this says more.
        _refuse_control_characters(data.decode("latin-1"), file)
    for encoding in (wide,) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig":
                _refuse_damaged(data, error.start, file)
            continue
        _refuse_control_characters(text, file)
        _refuse_long_lines(text, file)
        _refuse_many_lines(text, file)
        return text
    raise ReadError("is not text in UTF-8, UTF-16 or Windows-1252; save the brief as plain text (UTF-8)", file=file)


def _refuse_damaged(data: bytes, start: int, file: Path) -> None:
    """What is UTF-8 but for a few bytes would be text in Windows-1252, too, but other text: "Itâ€™s"."""
    lenient = data.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    if sum(not character.isascii() for character in lenient) > 2 * wrong:
        raise ReadError(
            "holds bytes that are not UTF-8, as the rest of it is; mend the line, or save the brief as UTF-8 anew",
            file=file,
            line=_line_behind(data[:start].decode("utf-8", "replace")),
        )


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 by its mark or, without one, by every other byte's being zero, as in Western text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:2000]
    if len(sample) >= 4 and len(data) % 2 == 0:
        even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
        if odd > 0.7 and even < 0.05:
            return "utf-16-le"
        if even > 0.7 and odd < 0.05:
            return "utf-16-be"
    return None


def _refuse_control_characters(text: str, file: Path) -> None:
    control = _NOT_TEXT.search(text)
    if control is not None:
        raise ReadError(
            "holds control characters, so it is not a text file; save the brief as plain text (UTF-8)",
            file=file,
            line=_line_behind(text[: control.start()]),
        )


def _refuse_long_lines(text: str, file: Path) -> None:
    found = _LONG_LINE.search(text)
    if found is not None:
        raise ReadError(
            f"is a line of {len(found[0]):,} characters, so this is no brief; save it as text with line breaks",
            file=file,
            line=_line_behind(text[: found.start()]),
        )


def _line_behind(before: str) -> int:
    """The number of the line that a text leads to."""
    return len(_LINE_END.findall(before)) + 1


def _refuse_many_lines(text: str, file: Path) -> None:
    # Counted no further than to what is too many.
    lengths = [len(found[0]) for found in islice(_SHOWN_LINE.finditer(text), MAX_LINES + 1)]
    refuse_many_lines(len(lengths), sum(lengths), file, blank=max(text.count(end) for end in "\n\r\f"))


def read_text(data: bytes, file: Path) -> Document:
    """The non-blank lines of a plain text file, in order; form feeds count pages.

    Raises:
        ReadError: see `decode`.
    """
    text = decode(data, file)
    paged = "\f" in text
    page = 1
    page_break = divided = False
    blank = 0
    lines: list[Line] = []
    blanks: list[int] = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        pieces = raw.split("\f")
        for turn, piece in enumerate(pieces):
            if turn:
                page += 1
                page_break = True
            line = None
            # Most of a long file may be blank, and is passed over quickly.
            if piece and not piece.isspace():
                place = Line(
                    number,
                    "",
                    blank > 0,
                    page if paged else None,
                    page_break,
                    joint="" if divided else " ",
                    indent=len(expanded := piece.expandtabs()) - len(expanded.lstrip()),
                )
                line = compose(_pieces(piece), place)
            if line is not None:
                lines.append(_without_targets(line))
                blanks.append(blank)
                blank, page_break = 0, False
                divided = piece.rstrip().endswith(_SOFT_HYPHEN)
            elif turn == len(pieces) - 1:
                blank += 1
    return Document(tuple(_single_spaced(lines, blanks)))


def _single_spaced(lines: list[Line], blanks: list[int]) -> list[Line]:
    """The lines of a text that has a blank line behind each, also in the middle of sentences, as if it had none.

    There a gap is where more than one blank line is; where none is, all stay as they are.
    """
    inner = blanks[1:]
    together = sum(blank == 0 for blank in inner)
    torn = sum(line.small and blank == 1 for line, blank in zip(lines[1:], inner, strict=True))
    if not inner or max(inner) < 2 or together > _CLOSE * len(inner) or torn < max(_TORN, _CLOSE * len(inner)):
        return lines
    return [replace(line, gap=line.gap and blank > 1) for line, blank in zip(lines, blanks, strict=True)]


def _pieces(raw: str) -> Iterator[Piece]:
    inside = False
    for part in _UNDERLINE.split(raw):
        if _UNDERLINE.fullmatch(part):
            inside = not part.startswith("</")
        elif part:
            # The target of a link is lost in text; a mark stands for it until the spans are known.
            yield Piece(part, _UNDERLINED if inside else Style(), "u" if inside else "")


def _without_targets(line: Line) -> Line:
    if not line.links:
        return line
    underlined = line.links[0].start <= 2
    return replace(line, links=(), turns=line.turns if underlined else (), style=Style(underlined=underlined))
