"""NHS numbers in a text, by which a patient could be known: whether there are any, and the text without them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LENGTH = 10
# What whoever asks so is told.
REMINDER = "Do not enter patient data: the question seems to hold an NHS number."
# Signs between two digits of one number: 943 476 5919, 943-476-5919, (943) 476 5919, [943][476][5919], 943, 476, 5919.
_APART = 3
_RUN = re.compile(rf"[0-9]+(?:[^0-9a-z]{{1,{_APART}}}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")


def has_nhs_number(text: str) -> bool:
    """Whether ten digits of `text`, in whatever groups they are written, are an NHS number with a right check digit.

    Between two digits may stand up to three signs that are neither letters nor digits, and any that cannot be seen.
    Digits of all scripts count. Years, telephone numbers and other ten digits pass for one in 1 of 11 cases.
    """
    plain, _ = _plain(text)
    return any(True for _ in _numbers(plain))


def without_nhs_numbers(text: str) -> str:
    """`text` without any NHS number in it; as it is where it has none, else with single spaces between words."""
    left = text
    while spans := _spans(left):
        for start, end in reversed(spans):
            left = f"{left[:start]} {left[end:]}"
    return text if left is text else " ".join(left.split())


def _spans(text: str) -> list[tuple[int, int]]:
    """Where NHS numbers stand in a text, in order and apart from each other."""
    plain, places = _plain(text)
    spans: list[tuple[int, int]] = []
    for first, last in _numbers(plain):
        start, end = places[first], places[last] + 1
        if spans and start < spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return spans


def _plain(text: str) -> tuple[str, list[int]]:
    """Digits as 0 to 9, letters as `a`, all else that can be seen as it is; and where in `text` each of them stands."""
    signs = [(sign, at) for at, one in enumerate(text) for sign in map(_plain_sign, unicodedata.normalize("NFKC", one))]
    there = [(sign, at) for sign, at in signs if sign]
    return "".join(sign for sign, _ in there), [at for _, at in there]


def _plain_sign(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    # Marks stand on what is before them.
    if kind in ("Cf", "Mn", "Me"):
        return ""
    return "a" if kind[0] in "LMN" else sign


def _numbers(plain: str) -> Iterator[tuple[int, int]]:
    """The first and the last digit of every NHS number that whole groups of digits make."""
    for run in _RUN.finditer(plain):
        groups = [(run.start() + group.start(), group[0]) for group in _GROUP.finditer(run[0])]
        for first, (start, _) in enumerate(groups):
            digits = ""
            for at, group in groups[first:]:
                digits += group
                if len(digits) >= _LENGTH:
                    if len(digits) == _LENGTH and _is_nhs_number(digits):
                        yield start, at + len(group) - 1
                    break


def _is_nhs_number(digits: str) -> bool:
    """Whether the check digit is right: modulus 11 over weights 10 to 2 (NHS Data Dictionary, "NHS number")."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[-1])
