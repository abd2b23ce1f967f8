"""Authors as printed → people, where they can be parted without guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OTHERS = re.compile(r",?\s(?:et al\.?|and others|and colleagues)$")
_AND = re.compile(r",?\s(?:and|&)\s")
_MOST_INITIALS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """One author.

    Attributes:
        family: the surname; the whole name as printed where the name cannot be parted.
        given: given names or initials, or "".
    """

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """The authors of an entry.

    Attributes:
        printed: as printed, "" where none are.
        named: one by one; empty where they cannot be parted safely.
        others: whether the brief says that there are more ("et al.").
    """

    printed: str = ""
    named: tuple[Person, ...] = ()
    others: bool = False

    @property
    def whole(self) -> bool:
        """Whether `named` says all that is printed."""
        return bool(self.named) and not self.others


def people_of(printed: str) -> People:
    """Part authors: `Smith J, Patel R`, `Smith, Jane; Patel, Ravi` or `Jane Smith, Ravi Patel and Ann Jones`."""
    if not printed:
        return People()
    listed = _OTHERS.sub("", printed)
    named = _surnames_with_initials(listed) or _surnames_with_names(listed) or _whole_names(listed)
    return People(printed, tuple(named), listed != printed)


def _surnames_with_initials(listed: str) -> list[Person]:
    """`Müller-Haas K, van der Berg J.A. and Smith JR`: no name holds a comma, and all end in initials."""
    people = []
    for name in re.split(r"[,;]\s?", _AND.sub(", ", listed)):
        words = name.split(" ")
        family = list(words)
        while len(family) > 1 and _are_initials(family[-1]):
            family.pop()
        if len(family) == len(words) or not _is_name(" ".join(family)):
            return []
        people.append(Person(" ".join(family), " ".join(words[len(family) :])))
    return people


def _surnames_with_names(listed: str) -> list[Person]:
    """`Smith, Jane; Patel, Ravi`: every name holds one comma."""
    people = []
    for name in re.split(r";\s?", _AND.sub("; ", listed)):
        family, comma, given = name.partition(", ")
        if not comma or "," in given or not (_is_name(family) and given):
            return []
        people.append(Person(family, given))
    # "Garcia Lopez, Maria Jose" is one person or two.
    return people if len(people) > 1 or " " not in people[0].family else []


def _whole_names(listed: str) -> list[Person]:
    """`Jane Smith, Ravi Patel and Ann Jones`: names of several words, which stay whole."""
    names = re.split(r",\s?", _AND.sub(", ", listed))
    if not all(_is_name(name) and " " in name for name in names):
        return []
    return [Person(name) for name in names] if len(names) != 2 or _AND.search(listed) else []


def _are_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= _MOST_INITIALS


def _is_name(text: str) -> bool:
    """Whether a text has what a name has: letters in front, small letters within, and no digits or commas."""
    return text[:1].isalpha() and any(map(str.islower, text)) and re.search(r"[\d,;(){}]", text) is None
