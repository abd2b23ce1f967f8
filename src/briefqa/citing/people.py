"""Authors as printed → people, where they can be parted without guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OTHERS = re.compile(r",?\s(?:et al\.?|and others|and colleagues)$")
_AND = re.compile(r",?\s(?:and|&)\s")
_BETWEEN = re.compile(r"(,?\s(?:and|&)\s|[,;]\s?)")
_MOST_INITIALS = 4
# Words that organisations have in their names, and hardly any person.
_BODY = re.compile(
    r"\b(?:Academy|Agency|Alliance|Associat(?:es|ion)|Authority|Board|Centre|Center|Charity|Coalition|College|Commission"
    r"|Committee|Confederation|Consortium|Council|Department|Directorate|England|Executive|Faculty|Federation|Forum"
    r"|Foundation|Fund|Government|Group|Health(?:care|watch)?|Hospitals?|Inc|Inspectorate|Institut(?:e|ion)|Laboratory"
    r"|Limited|LLP|Ltd|Ministry|Network|NHS|Office|Organi[sz]ation|Partners(?:hip)?|Programme|Scotland|School|Services?"
    r"|Society|Taskforce|Team|Trust|UK|Union|Unit|University|Wales|plc)\b"
)
# Letters behind a name.
_DEGREE = re.compile(
    r"(?:B(?:A|N|Sc|SN|Nurs|Med|Ed|Pharm)|M(?:A|BA|D|Ed|Phil|PH|RCGP|RCP|RCPsych|Res|Sc|SN|B|BE|BBS|BChB|CSP|Pharm|SW)"
    r"|[DE]dD|D(?:Phil|NP|Prof|Nurs|ClinPsy)|P(?:h\.?D|GCE|GCert|GDip|harmD|FHEA)|R(?:N|GN|M|MN|NT|D|SCN|HV|NLD)"
    r"|F(?:RCP|RCN|RCS|RCGP|RCPsych|AAN|FPH|HEA|RSA|QNI)|S?FHEA|[OMC]BE|CPsychol|Hons|LL[BM]|Q[NT]S?)\.?|\(Hons\)"
)


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
        degrees: whether letters behind names ("RN, PhD") are left out of `named`.
    """

    printed: str = ""
    named: tuple[Person, ...] = ()
    others: bool = False
    degrees: bool = False

    @property
    def whole(self) -> bool:
        """Whether `named` says all that is printed."""
        return bool(self.named) and not (self.others or self.degrees)


def people_of(printed: str) -> People:
    """Part authors.

    Such as `Smith J, Patel R`, `Smith, J., Patel, R. and Jones, A.`, `Smith, Jane; Patel, Ravi`, `Jane Smith, RN, PhD,
    Ravi Patel and Ann Jones`. Organisations, whose names hold "and" and commas, are parted at semicolons only.
    """
    if not printed:
        return People()
    listed = _OTHERS.sub("", printed)
    others = listed != printed
    if any(map(_is_body, _BETWEEN.split(listed)[::2])):
        return People(printed, tuple(_bodies(listed)), others)
    plain = _without_degrees(listed)
    ways = (_surnames_with_initials, _surnames_before_initials, _surnames_with_names, _whole_names)
    named = next(filter(None, (way(plain) for way in ways)), [])
    return People(printed, tuple(named), others, bool(named) and plain != listed)


def _is_body(name: str) -> bool:
    words = name.split(" ")
    # "Board A" is a person, "Royal College of Nursing UK" is none.
    while words and _are_initials(words[-1], 2):
        words.pop()
    return len(words) > 1 and _BODY.search(" ".join(words)) is not None


def _bodies(listed: str) -> list[Person]:
    """`Department of Health and Social Care; NHS England`: none of them holds a comma, and each is one."""
    names = re.split(r";\s?", listed)
    return [Person(name) for name in names] if all(map(_is_one_body, names)) else []


def _is_one_body(name: str) -> bool:
    # In front of "and" two words may be a person: "Jane Smith and NHS England".
    first, *_ = _AND.split(name)
    return _is_body(name) and "," not in name and (" " not in first or _BODY.search(first) is not None)


def _without_degrees(listed: str) -> str:
    """Without the letters behind names that are whole: of `Smith, MA` they may be initials."""
    # The parts of a name: none, its surname, all of it.
    none, surname, whole = range(3)
    seen = none
    kept = ""
    first, *others = _BETWEEN.split(listed)
    for between, part in zip(["", *others[::2]], [first, *others[1::2]], strict=True):
        words = part.split(" ")
        if not between.startswith(",") or _AND.fullmatch(between):
            seen = none
        if seen == whole and all(map(_DEGREE.fullmatch, words)):
            continue
        while len(words) > 2 and _DEGREE.fullmatch(words[-1]):
            words.pop()
        kept += between + " ".join(words)
        ended = len(words) > 1 or seen == surname or (seen == whole and _are_initials(part))
        seen = whole if ended else surname
    return kept


def _surnames_before_initials(listed: str) -> list[Person]:
    """`Smith, J., van der Berg, K.A. and Brown, L.`: by turns a surname and initials."""
    parts = re.split(r"[,;]\s?", _AND.sub(", ", listed).rstrip(",;"))
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 or not all(_is_name(family) and _are_all_initials(given) for family, given in pairs):
        return []
    return [Person(family, given) for family, given in pairs]


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


def _are_all_initials(given: str) -> bool:
    return all(map(_are_initials, given.split(" ")))


def _are_initials(word: str, most: int = _MOST_INITIALS) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= most


def _is_name(text: str) -> bool:
    """Whether a text has what a name has: letters in front, small letters within, and no digits or commas."""
    return text[:1].isalpha() and any(map(str.islower, text)) and re.search(r"[\d,;(){}]", text) is None
