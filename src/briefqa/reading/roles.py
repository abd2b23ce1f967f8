"""The parts that lines of a brief can play, and which may follow which."""

from __future__ import annotations

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import IntEnum, StrEnum, auto

# The points of what cannot be.
IMPOSSIBLE = math.inf


class Role(IntEnum):
    """What a line is, or what the parts of a line are in the order they stand in it."""

    FRONT = auto()
    HEADING = auto()
    POINTER = auto()
    TITLE = auto()
    TITLE_MORE = auto()
    TITLE_NOTE = auto()
    TITLE_LINK = auto()
    AUTHORS = auto()
    SOURCE_HEAD = auto()
    SOURCE_MORE = auto()
    SOURCE_REST = auto()
    SOURCE_REST_ABSTRACT = auto()
    SOURCE = auto()
    SOURCE_ABSTRACT = auto()
    TITLE_SOURCE = auto()
    TITLE_SOURCE_ABSTRACT = auto()
    TITLE_SOURCE_HEAD = auto()
    MORE_SOURCE = auto()
    MORE_SOURCE_ABSTRACT = auto()
    MORE_SOURCE_HEAD = auto()
    SOURCE_NOTE = auto()
    SOURCE_LINK = auto()
    ABSTRACT = auto()
    ABSTRACT_MORE = auto()
    PARAGRAPH = auto()
    ABSTRACT_NOTE = auto()
    ABSTRACT_LINK = auto()
    SOURCE_LAST = auto()
    AUTHORS_LAST = auto()
    BACK = auto()


class Field(StrEnum):
    """What the brief itself says a line is, by a label in front of it, or by a dash between title and source."""

    TITLE = auto()
    AUTHORS = auto()
    SOURCE = auto()
    LAST_SOURCE = auto()
    ABSTRACT = auto()
    ACCESS = auto()
    LINK = auto()
    DATE = auto()
    BEHIND_DASH = auto()


STARTS_ENTRY = frozenset({Role.TITLE, Role.TITLE_SOURCE, Role.TITLE_SOURCE_ABSTRACT, Role.TITLE_SOURCE_HEAD})
# A title, or the rest of one, and a source behind it on the same line.
TITLE_WITH_SOURCE = frozenset({Role.TITLE_SOURCE, Role.TITLE_SOURCE_ABSTRACT, Role.TITLE_SOURCE_HEAD})
MORE_WITH_SOURCE = frozenset({Role.MORE_SOURCE, Role.MORE_SOURCE_ABSTRACT, Role.MORE_SOURCE_HEAD})
HEADS = frozenset({Role.SOURCE_HEAD, Role.TITLE_SOURCE_HEAD, Role.MORE_SOURCE_HEAD})
IN_TITLE = frozenset({Role.TITLE, Role.TITLE_MORE})
BEHIND_TITLE = frozenset({Role.TITLE_NOTE, Role.TITLE_LINK, Role.AUTHORS})
HAS_SOURCE = frozenset({Role.SOURCE, Role.SOURCE_REST, Role.TITLE_SOURCE, Role.MORE_SOURCE})
BEHIND_SOURCE = frozenset({Role.SOURCE_NOTE, Role.SOURCE_LINK, Role.AUTHORS_LAST})
IN_ABSTRACT = frozenset(
    {
        Role.SOURCE_ABSTRACT,
        Role.SOURCE_REST_ABSTRACT,
        Role.TITLE_SOURCE_ABSTRACT,
        Role.MORE_SOURCE_ABSTRACT,
        Role.ABSTRACT,
        Role.ABSTRACT_MORE,
        Role.PARAGRAPH,
    }
)
BEHIND_ABSTRACT = frozenset({Role.ABSTRACT_NOTE, Role.ABSTRACT_LINK, Role.SOURCE_LAST, Role.AUTHORS_LAST})
ENTRY_ENDS = IN_TITLE | BEHIND_TITLE | HAS_SOURCE | BEHIND_SOURCE | IN_ABSTRACT | BEHIND_ABSTRACT
OUTSIDE = frozenset({Role.FRONT, Role.HEADING, Role.POINTER})
SOURCES = frozenset({Role.SOURCE, Role.SOURCE_ABSTRACT, Role.SOURCE_HEAD})

# What a line with a label can play, whatever it says; and, by what it says, besides.
FIELD_ROLES: Mapping[Field, AbstractSet[Role]] = {
    Field.TITLE: {Role.TITLE},
    Field.AUTHORS: {Role.AUTHORS, Role.AUTHORS_LAST},
    Field.SOURCE: {Role.SOURCE},
    Field.LAST_SOURCE: {Role.SOURCE, Role.SOURCE_LAST},
    Field.ABSTRACT: {Role.ABSTRACT},
    Field.ACCESS: {Role.TITLE_NOTE, Role.SOURCE_NOTE, Role.ABSTRACT_NOTE},
    Field.LINK: {Role.TITLE_LINK, Role.SOURCE_LINK, Role.ABSTRACT_LINK},
    Field.DATE: {Role.SOURCE},
    Field.BEHIND_DASH: {Role.SOURCE},
}
FIELD_ROLES_BESIDES: Mapping[Field, AbstractSet[Role]] = {
    Field.TITLE: TITLE_WITH_SOURCE,
    Field.SOURCE: {Role.SOURCE_HEAD, Role.SOURCE_ABSTRACT},
    Field.LAST_SOURCE: {Role.SOURCE_HEAD, Role.SOURCE_ABSTRACT},
    Field.BEHIND_DASH: {Role.SOURCE_HEAD, Role.SOURCE_ABSTRACT},
}

# Which roles may come directly before each; None stands for the start of the body.
BEFORE: Mapping[Role, AbstractSet[Role]] = {
    Role.FRONT: {Role.FRONT},
    Role.HEADING: OUTSIDE | ENTRY_ENDS | {Role.BACK},
    Role.POINTER: {Role.HEADING, Role.POINTER},
    **dict.fromkeys(STARTS_ENTRY, OUTSIDE | ENTRY_ENDS | {Role.BACK}),
    Role.TITLE_MORE: IN_TITLE,
    **dict.fromkeys(MORE_WITH_SOURCE, IN_TITLE),
    Role.TITLE_NOTE: IN_TITLE | BEHIND_TITLE,
    Role.TITLE_LINK: IN_TITLE | BEHIND_TITLE,
    Role.AUTHORS: IN_TITLE | {Role.TITLE_NOTE, Role.TITLE_LINK},
    **dict.fromkeys(SOURCES, IN_TITLE | BEHIND_TITLE),
    Role.SOURCE_MORE: HEADS,
    Role.SOURCE_REST: HEADS | {Role.SOURCE_MORE},
    Role.SOURCE_REST_ABSTRACT: HEADS | {Role.SOURCE_MORE},
    Role.SOURCE_NOTE: HAS_SOURCE | BEHIND_SOURCE,
    Role.SOURCE_LINK: HAS_SOURCE | BEHIND_SOURCE,
    Role.ABSTRACT: IN_TITLE | BEHIND_TITLE | HAS_SOURCE | BEHIND_SOURCE,
    Role.ABSTRACT_MORE: IN_ABSTRACT,
    Role.PARAGRAPH: IN_ABSTRACT,
    Role.ABSTRACT_NOTE: IN_ABSTRACT | BEHIND_ABSTRACT,
    Role.ABSTRACT_LINK: IN_ABSTRACT | BEHIND_ABSTRACT,
    Role.SOURCE_LAST: IN_ABSTRACT | {Role.ABSTRACT_NOTE, Role.ABSTRACT_LINK, Role.AUTHORS_LAST},
    Role.AUTHORS_LAST: HAS_SOURCE | BEHIND_SOURCE | IN_ABSTRACT | BEHIND_ABSTRACT,
    Role.BACK: ENTRY_ENDS | {Role.BACK, Role.POINTER},
}
