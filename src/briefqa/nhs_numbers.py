"""Whether a text holds an NHS number, by which a patient could be known."""

from __future__ import annotations

import re
import unicodedata

_LENGTH = 10
# What whoever asks so is told.
REMINDER = "Do not enter patient data: the question seems to hold an NHS number."
# Signs between two digits of one number: 943 476 5919, 943-476-5919, (943) 476 5919, [943][476][5919], 943, 476, 5919.
_APART = 3
_RUN = re.compile(rf"[0-9]+(?:[^0-9a-z]{{1,{_APART}}}[0-9]+)*")


def has_nhs_number(text: str) -> bool:
    """Whether ten digits of `text`, in whatever groups they are written, are an NHS number with a right check digit.

    Between two digits may stand up to three signs that are neither letters nor digits, and any that cannot be seen.
    Digits of all scripts count. Years, telephone numbers and other ten digits pass for one in 1 of 11 cases.
    """
    return any(_is_nhs_number(digits) for run in _RUN.findall(_plain(text)) for digits in _tens(run))


def _plain(text: str) -> str:
    """Digits as 0 to 9, letters as `a`, all else that can be seen as it is, and nothing that cannot."""
    return "".join(map(_plain_sign, unicodedata.normalize("NFKC", text)))


def _plain_sign(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    # Marks stand on what is before them.
    if kind in ("Cf", "Mn", "Me"):
        return ""
    return "a" if kind[0] in "LMN" else sign


def _tens(run: str) -> list[str]:
    """Every ten digits that whole groups of a run make."""
    groups = re.findall(r"[0-9]+", run)
    found = []
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) >= _LENGTH:
                break
        if len(digits) == _LENGTH:
            found.append(digits)
    return found


def _is_nhs_number(digits: str) -> bool:
    """Whether the check digit is right: modulus 11 over weights 10 to 2 (NHS Data Dictionary, "NHS number")."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[-1])
