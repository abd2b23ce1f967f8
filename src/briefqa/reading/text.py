"""Plain text files → lines."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from briefqa.errors import ReadError
from briefqa.reading.lines import Line

# The marks a converter leaves around a hyperlink; nothing else of HTML occurs in briefs.
_UNDERLINE = re.compile(r"</?u>", re.IGNORECASE)
# Characters that show as nothing: zero-width spaces and joiners, soft hyphen, byte order mark.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\u00ad\ufeff]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def decode(data: bytes, file: Path) -> str:
    """The text of a file in UTF-8 (with or without a byte order mark), UTF-16 with one, or Windows-1252.

    Raises:
        ReadError: the bytes are no text in any of these, or hold control characters, as a binary file does.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide:
        # Before decoding, as a binary file is seldom text in any encoding, and this says more.
        _refuse_control_characters(data.decode("latin-1"), file)
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        _refuse_control_characters(text, file)
        return text
    raise ReadError("is not text in UTF-8, UTF-16 or Windows-1252; save the brief as plain text (UTF-8)", file=file)


def _refuse_control_characters(text: str, file: Path) -> None:
    control = _NOT_TEXT.search(text)
    if control is not None:
        raise ReadError(
            "holds control characters, so it is not a text file; save the brief as plain text (UTF-8)",
            file=file,
            line=len(_LINE_END.findall(text[: control.start()])) + 1,
        )


def clean(text: str) -> str:
    """One line's text without hyperlink underline marks, invisible characters and surplus white space."""
    return " ".join(_INVISIBLE.sub("", _UNDERLINE.sub("", text)).split())


def read_text(data: bytes, file: Path) -> list[Line]:
    """The non-blank lines of a plain text file, in order; form feeds count pages.

    Raises:
        ReadError: see `decode`.
    """
    text = decode(data, file)
    paged = "\f" in text
    page = 1
    gap = page_break = False
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        pieces = raw.split("\f")
        for turn, piece in enumerate(pieces):
            if turn:
                page += 1
                page_break = True
            content = clean(piece)
            if content:
                linked = piece.lstrip().lower().startswith("<u>")
                lines.append(Line(number, content, gap, linked, page if paged else None, page_break))
                gap = page_break = False
            elif turn == len(pieces) - 1:
                gap = True
    return lines
