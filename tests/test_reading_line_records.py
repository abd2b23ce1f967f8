"""Lines come back from one process to another as they went."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.line_records import from_record, to_record
from briefqa.reading.lines import Document, Line, Link, Oddity, Style

PLAIN = Style()
BOLD = Style(bold=True)

_STYLES = st.builds(
    Style,
    level=st.integers(0, 9),
    size=st.floats(0, 72, width=16),
    bold=st.booleans(),
    italic=st.booleans(),
    underlined=st.booleans(),
    color=st.sampled_from(["", "ff0000", "0563c1"]),
)
_FRACTIONS = st.none() | st.floats(0, 1)
_LINES = st.builds(
    Line,
    number=st.integers(1, 10_000),
    text=st.text(min_size=1),
    gap=st.booleans(),
    page=st.none() | st.integers(1, 999),
    page_break=st.booleans(),
    fresh=_FRACTIONS,
    style=_STYLES,
    turns=st.lists(st.integers(0, 99)).map(tuple),
    looks=st.lists(_STYLES, max_size=3).map(tuple),
    links=st.lists(st.builds(Link, st.integers(0, 9), st.integers(9, 99), st.text()), max_size=3).map(tuple),
    contents=st.booleans(),
    furniture=st.booleans(),
    height=_FRACTIONS,
    joint=st.sampled_from(["", " "]),
)
_ODDITIES = st.builds(Oddity, st.text(), st.text(), st.none() | st.integers(1, 999))


class TestRecord:
    @given(st.builds(Document, st.lists(_LINES, max_size=4).map(tuple), st.lists(_ODDITIES, max_size=2).map(tuple)))
    def test_comes_back_the_same_through_json(self, document: Document) -> None:
        assert from_record(json.loads(json.dumps(to_record(document)))) == document

    def test_gives_lines_that_can_be_kept_in_sets(self) -> None:
        line = Line(1, "one", turns=(1,), looks=(PLAIN, BOLD), links=(Link(0, 1, "a"),))
        (back,) = from_record(json.loads(json.dumps(to_record(Document((line,)))))).lines
        assert {back, line} == {line}

    @pytest.mark.parametrize("record", [{}, {"lines": []}, {"lines": [[1, "one"]], "oddities": []}])
    def test_of_another_shape_is_refused(self, record: dict[str, object]) -> None:
        with pytest.raises((KeyError, ValueError)):
            from_record(record)
