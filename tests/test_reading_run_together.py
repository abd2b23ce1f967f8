"""Sources inside abstracts."""

from __future__ import annotations

import pytest

from briefqa.reading.names import NO_NAMES
from briefqa.reading.run_together import sources_inside


@pytest.mark.parametrize(
    ("abstract", "held"),
    [
        ("Naps help. Pay of porters: a survey BMJ Open 12(3), 2022. Pay helps.", ["BMJ Open 12(3)"]),
        (
            "Naps help. A standard for porters (Level 3) Institute for Apprenticeships and Technical Education, May"
            " 2020 The standard lists duties.",
            ["Institute for Apprenticeships and Technical Education"],
        ),
        ("Naps help. Flexible nights in practice Timewise, 2020 The guide lists three.", ["Timewise"]),
        ("Naps help.\nFlexible nights in practice NHS Employers, May 2020\nThey do.", ["NHS Employers"]),
        ("Naps help.\nAge UK, March 2020 The guide lists three.", ["Age UK"]),
        (
            "Naps help. Nights for all Age UK, March 2020 It is short. "
            + "More is said here. " * 100
            + "Days for all staff Timewise, 2021 It is long.",
            ["Age UK", "Timewise"],
        ),
        ("Naps help nurses in Wales, 2020 data say. The survey by NHS England, March 2022. It was long.", []),
        ("Nurses in the UK (Royal College of Nursing, 2021) sleep. So do porters (BMJ 2019;12(3):1-9).", []),
        ("Data were taken from the NHS Staff Survey, 2023. We found that nurses sleep.", []),
        ("NHS Employers, May 2020 The entry's own abstract.", []),
    ],
)
def test_what_an_abstract_holds_and_does_not_cite(abstract: str, held: list[str]) -> None:
    assert list(sources_inside(abstract, NO_NAMES)) == held
