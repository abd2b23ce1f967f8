"""Words as a PDF file's page has them, with their places."""

from __future__ import annotations

from briefqa.reading.lines import Style
from briefqa.reading.pdf_rows import Row, Word

PLAIN = Style(size=10)
# Points that a letter, and the space between words, take here; and how high a line is as its letters are.
WIDE, SPACE, HIGH = 5.0, 3.0, 10.0
LEFT, RIGHT, LEADING = 72.0, 320.0, 12.0
NAPS = ("Porters who", "sleep at night", "work by day", "and say that", "naps help them", "a great deal", "at work.")


def words(text: str, y: float, x: float = LEFT, style: Style = PLAIN, target: str = "") -> list[Word]:
    """The words of a text, set from `x` on with their feet at `y`."""
    found = []
    for part in text.split():
        right = x + WIDE * len(part)
        found.append(Word(part, x, y, right, y + HIGH, style, target))
        x = right + SPACE
    return found


def texts(rows: list[Row]) -> list[str]:
    return [one.text for one in rows]
