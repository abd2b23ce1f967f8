"""Lines behind an abstract that may be no part of it."""

from __future__ import annotations

import pytest

from briefqa.reading.entries import collect
from briefqa.reading.lines import Line
from briefqa.reading.roles import Role
from briefqa.reading.stray_lines import stray_lines


def strays(*paragraphs: tuple[str, ...]) -> list[str]:
    """Of an entry whose abstract has these paragraphs, each of some lines."""
    lines, roles = [Line(1, "Rotas"), Line(2, "BMC Medicine 9(1), 2021")], [Role.TITLE, Role.SOURCE]
    for number, paragraph in enumerate(paragraphs):
        for place, text in enumerate(paragraph):
            lines.append(Line(len(lines) + 1, text, gap=place == 0))
            first = Role.PARAGRAPH if number else Role.ABSTRACT
            roles.append(Role.ABSTRACT_MORE if place else first)
    (draft,) = collect(lines, roles)
    return [line.text for line in stray_lines(draft)]


@pytest.mark.parametrize(
    "last",
    [
        "The end.",
        "Contact: library@nhs.net",
        "Last checked: 12 May 2022",
        "Thank you for reading this far, and have a good night on the wards.",
        "The next edition of this bulletin comes out before the summer.",
    ],
)
def test_a_paragraph_of_a_few_words_a_notice_or_words_to_readers_is_one(last: str) -> None:
    assert strays(("Naps help nurses.",), (last,)) == [last]


@pytest.mark.parametrize(
    "paragraphs",
    [
        (("Naps help.",),),
        (("Naps help.", "They do."),),
        (("Naps help.",), ("A second paragraph tells of what the wards did next.",)),
        (("Naps help.",), ("The end of naps.", "is not in sight for nurses who work on wards.")),
        (("Naps help with:",), ("• sleep",), ("• rest",)),
        (("Naps help with:",), ("• sleep",), ("They do.",)),
        (("Naps help with:",), ("• please, a ward where nurses say thank you for being asked",)),
    ],
)
def test_other_paragraphs_are_none(paragraphs: tuple[tuple[str, ...], ...]) -> None:
    assert strays(*paragraphs) == []
