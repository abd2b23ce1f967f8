"""What abbreviations stand for, as the texts themselves say: "voluntary and community sector (VCS)".

For those that staff use and no text explains there is a list, nhs_abbreviations.tsv.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np
from numpy.typing import NDArray

from briefqa.terms import stems

# Up to ten characters in brackets: "(VCSE)", "(TSOs)", "(EoLC)".
_IN_BRACKETS = re.compile(r"\(([A-Za-z][A-Za-z&/-]{1,9})\)")
# "children's" is one word.
_LETTERS_AFTER = r"[^\W\d_]*+(?:['’][^\W\d_]+)?+"
_WORD = re.compile(rf"[^\W\d_]{_LETTERS_AFTER}")
_SENTENCE_END = re.compile(r"[.!?;:()\n]")
# Words that an abbreviation may pass over.
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"})
_MARKS = " ,;:“”\"'‘’("
_LONGEST = 8
# The code of a first letter that is not English.
_OTHER = 255


def is_abbreviation(word: str) -> bool:
    """Whether a word of a question or a text is an abbreviation: short, and with two capitals or more."""
    return 2 <= len(word) <= _LONGEST and sum(letter.isupper() for letter in word) >= 2


def singular(short: str) -> str:
    """An abbreviation in capitals, without the s of a plural: "TSOs" and "TSO" are one."""
    return (short[:-1] if short.endswith("s") else short).upper()


@cache
def standard() -> Mapping[str, str]:
    """The abbreviations usual in the NHS: in capitals → long form in small letters."""
    lines = files("briefqa").joinpath("nhs_abbreviations.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def learn(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The abbreviations that texts explain: in capitals → long forms in small letters, the most used first."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        counts.update(_pairs(text))
    found: dict[str, list[str]] = {}
    for (short, long), _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        found.setdefault(short, []).append(long)
    return {short: tuple(found[short]) for short in sorted(found)}


@dataclass(frozen=True, slots=True)
class Initials:
    """The first letters of all words of texts: which texts may have a phrase with given initials.

    Attributes:
        letters: uint8, shape (letters,): a small letter for each word, a capital for one that an abbreviation may pass
            over; 255 for letters that are not English, 0 behind each text.
        ends: int64, shape (groups of texts,): where those of each group end.
    """

    letters: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> Self:
        """Those of groups of texts."""
        pieces = [b"".join(_initials(text) for text in texts) for texts in groups]
        ends = np.cumsum(np.asarray([len(piece) for piece in pieces], np.int64), dtype=np.int64)
        return cls(np.frombuffer(b"".join(pieces), np.uint8), ends)

    def having(self, short: str) -> NDArray[np.int64]:
        """The groups, rising, in which words that stand side by side have the letters of an abbreviation.

        Of two words of the phrase a small one may stand in between.
        """
        wanted = [_code(letter) for letter in singular(short).lower() if letter.isalpha()]
        letters = self.letters
        places = np.flatnonzero(_is(letters, wanted[0])) if wanted else np.zeros(0, np.int64)
        for code in wanted[1:]:
            after = places + 1
            after = after[after < len(letters)]
            passed = after[(letters[after] >= ord("A")) & (letters[after] <= ord("Z"))] + 1
            after = np.union1d(after, passed[passed < len(letters)])
            places = after[_is(letters[after], code)]
        return np.unique(np.searchsorted(self.ends, places, side="right"))


def _is(letters: NDArray[np.uint8], code: int) -> NDArray[np.bool_]:
    """Which letters, of small words or others, have a code."""
    found: NDArray[np.bool_] = (letters == code) | (letters == code - 32) if code < _OTHER else letters == code
    return found


def _initials(text: str) -> bytes:
    words = _WORD.findall(text.lower())
    return bytes([*(_code(word[0]) - 32 if word in _SMALL else _code(word[0]) for word in words), 0])


def _code(letter: str) -> int:
    return ord(letter) if "a" <= letter <= "z" else _OTHER


def phrase_with_initials(short: str, texts: Iterable[str], least: int = 2) -> str | None:
    """The phrase that texts use most of those with these initials, small words counted or passed over.

    For abbreviations that no text explains. None where no phrase stands `least` times, or another is about as usual:
    less than one and a half times as often.
    """
    letters = [re.escape(letter) for letter in singular(short).lower()]
    between = rf"[\W_]+(?:(?:{'|'.join(sorted(_SMALL))})[\W_]+)?"
    phrase = between.join(f"{letter}{_LETTERS_AFTER}" for letter in letters)
    pattern = re.compile(rf"(?<!\w)(?<!\w['’]){phrase}", re.IGNORECASE)
    spellings: Counter[str] = Counter()
    for text in texts:
        for match in pattern.finditer(text):
            words = _WORD.findall(match[0].lower())
            if words and not _SENTENCE_END.search(match[0]) and not {words[0], words[-1]} & _SMALL:
                spellings[" ".join(words)] += 1
    # "district nurse", "district nurses" and "district nursing" are one.
    counts: Counter[str] = Counter()
    for spelling, count in spellings.items():
        counts[" ".join(stems(spelling))] += count
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < least or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    forms = [spelling for spelling in spellings if " ".join(stems(spelling)) == ranked[0][0]]
    return min(forms, key=lambda spelling: (-spellings[spelling], spelling))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for match in _IN_BRACKETS.finditer(text):
        if is_abbreviation(match[1]):
            short = singular(match[1])
            before = _SENTENCE_END.split(text[: match.start()])[-1].rstrip()
            long = _by_first_letters(short, before) or _by_letters(short, before)
            if long is not None:
                yield short, " ".join(long.lower().split())


def _by_first_letters(short: str, before: str) -> str | None:
    """The words at the end of a text of which each gives a letter; small words may give none."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    start = None
    for match in reversed(list(_WORD.finditer(before[-200:]))):
        word = match[0].lower()
        # "and action" is no long form of AA, while "The King's Fund" is one of TKF.
        begins_small = len(letters) == 1 and match[0] in _SMALL
        if letters and word[0] == letters[-1] and not begins_small:
            letters.pop()
            start = match.start()
        elif word not in _SMALL:
            break
        if not letters:
            break
    if letters or start is None:
        return None
    return before[-200:][start:].strip(_MARKS)


def _by_letters(short: str, before: str) -> str | None:
    """The shortest end of a text that holds the letters in their order, the first at the start of a word.

    Schwartz & Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, 2003; of one word
    alone, in which such letters are soon found, it is not believed.
    """
    words = before.split()[-min(len(short) + 5, 2 * len(short)) :]
    text = " ".join(words)
    place = len(text)
    for number, letter in enumerate(reversed([letter for letter in short.lower() if letter.isalnum()]), start=1):
        first = number == sum(character.isalnum() for character in short)
        place -= 1
        while place >= 0 and (text[place].lower() != letter or (first and place > 0 and text[place - 1].isalnum())):
            place -= 1
        if place < 0:
            return None
    long = text[text.rfind(" ", 0, place + 1) + 1 :].strip(_MARKS)
    return long if len(_WORD.findall(long)) > 1 else None
