"""Whether a text holds an NHS number, by which a patient could be known."""

from __future__ import annotations

import re
import unicodedata

# Digits in groups that one space, hyphen, dash, dot, slash or the like parts: 943 476 5919, 943-476-5919, 9434765919.
_GROUPS = re.compile(r"[0-9]+(?:[ ./_\-‐‑‒–—−][0-9]+)*")
_LENGTH = 10
# What whoever asks so is told.
REMINDER = "Do not enter patient data: the question seems to hold an NHS number."


def has_nhs_number(text: str) -> bool:
    """Whether ten digits of `text`, in whatever groups they are written, are an NHS number with a right check digit.

    Years, telephone numbers and other ten digits pass for one in 1 of 11 cases.
    """
    # Wide digits become plain ones, and every space but a tab the usual one.
    plain = unicodedata.normalize("NFKC", text)
    return any(_is_nhs_number(digits) for run in _GROUPS.findall(plain) for digits in _tens(run))


def _tens(run: str) -> list[str]:
    """Every ten digits that whole groups of a run make."""
    groups = re.findall(r"[0-9]+", run)
    joined = ("".join(groups[first:last]) for first in range(len(groups)) for last in range(first + 1, len(groups) + 1))
    return [digits for digits in joined if len(digits) == _LENGTH]


def _is_nhs_number(digits: str) -> bool:
    """Whether the check digit is right: modulus 11 over weights 10 to 2 (NHS Data Dictionary, "NHS number")."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[-1])
