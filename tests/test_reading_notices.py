"""Notices say whom to ask, or when something was last checked."""

from __future__ import annotations

import pytest

from briefqa.reading.notices import is_notice


@pytest.mark.parametrize(
    "text",
    [
        "Contact: library@nhs.net",
        "library@nhs.net",
        "For copies ring Bo Writer on 01234 567890.",
        "Tel: 0113 496 0000",
        "Contact us for a copy",
        "Last checked: 12 May 2022",
        "Links checked May 2022",
        "This page was last updated on 3 May 2022.",
        "Searched: 2022",
    ],
)
def test_a_short_line_may_be_a_notice(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Contact with patients on wards",
        "Updated guidance on rest 2022",
        "Last orders: rest on wards",
        "Reviewed by nurses",
        "Of 181,130 nurses 12 slept.",
        "Naps help. " * 20 + "library@nhs.net",
        "",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert not is_notice(text)
