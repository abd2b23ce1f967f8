"""The bullets and numbers that Word counts itself, in front of paragraphs made here."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.word_numbers import Numbering

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OUTLINE = ("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")


def level(position: int, kind: str, text: str, start: int | None = 1) -> str:
    begin = f'<w:start w:val="{start}"/>' if start is not None else ""
    return f'<w:lvl w:ilvl="{position}">{begin}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identifier: int, *levels: tuple[str, str]) -> str:
    inner = "".join(level(position, *made) for position, made in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{identifier}">{inner}</w:abstractNum>'


def instance(identifier: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(position: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{position}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def properties(number: int | None, position: int | None = 0) -> str:
    where = f'<w:ilvl w:val="{position}"/>' if position is not None else ""
    which = f'<w:numId w:val="{number}"/>' if number is not None else ""
    return f"<w:pPr><w:numPr>{where}{which}</w:numPr></w:pPr>"


def numbering(definitions: str, styles: str = "") -> Numbering:
    """The numbering of a file that has these definitions, and these styles, and no others."""
    package = docx.Document()
    for root, children in ((package.part.numbering_part.element, definitions), (package.styles.element, styles)):
        for child in list(root):
            root.remove(child)
        for child in list(parse_xml(f"<w:root {NAMESPACE}>{children}</w:root>")):
            root.append(child)
    return Numbering(package)


def paragraph(inner: str = "") -> Any:  # noqa: ANN401 python-docx gives elements of its own, without types
    return parse_xml(f"<w:p {NAMESPACE}>{inner}</w:p>")


def labels(made: Numbering, *places: tuple[int, int]) -> list[str]:
    """What stands in front of paragraphs of these instances and levels, one after the other."""
    return [made.label(paragraph(properties(*place)), "") for place in places]


class TestBullets:
    @pytest.mark.parametrize(
        ("sign", "shown"), [("•", "•"), ("-", "-"), ("–", "–"), ("\uf0b7", "•"), ("o", "•"), ("§", "•"), ("", "•")]
    )
    def test_are_signs_of_their_own_or_points(self, sign: str, shown: str) -> None:
        assert labels(numbering(abstract(0, ("bullet", sign)) + instance(1, 0)), (1, 0), (1, 0)) == [shown, shown]

    def test_have_levels(self) -> None:
        made = numbering(abstract(0, ("bullet", "\uf0b7"), ("bullet", "–")) + instance(1, 0))
        assert labels(made, (1, 0), (1, 1), (1, 0)) == ["•", "–", "•"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("kind", "shown"),
        [
            ("decimal", ["1", "2", "3", "4", "5"]),
            ("decimalZero", ["01", "02", "03", "04", "05"]),
            ("lowerLetter", ["a", "b", "c", "d", "e"]),
            ("upperLetter", ["A", "B", "C", "D", "E"]),
            ("lowerRoman", ["i", "ii", "iii", "iv", "v"]),
            ("upperRoman", ["I", "II", "III", "IV", "V"]),
            ("ordinal", ["1", "2", "3", "4", "5"]),
        ],
    )
    def test_are_of_many_kinds(self, kind: str, shown: list[str]) -> None:
        assert labels(numbering(abstract(0, (kind, "%1")) + instance(1, 0)), *[(1, 0)] * 5) == shown

    @pytest.mark.parametrize(
        ("kind", "start", "shown"),
        [
            ("lowerLetter", 26, ["z", "aa", "bb"]),
            ("upperLetter", 52, ["ZZ", "AAA", "BBB"]),
            ("lowerRoman", 8, ["viii", "ix", "x"]),
            ("upperRoman", 1999, ["MCMXCIX", "MM", "MMI"]),
            ("lowerRoman", 48, ["xlviii", "xlix", "l"]),
            ("decimalZero", 9, ["09", "10", "11"]),
            ("decimal", 0, ["0", "1", "2"]),
            ("lowerRoman", 0, ["", "i", "ii"]),
        ],
    )
    def test_start_anywhere(self, kind: str, start: int, shown: list[str]) -> None:
        definition = f'<w:abstractNum w:abstractNumId="0">{level(0, kind, "%1", start)}</w:abstractNum>'
        assert labels(numbering(definition + instance(1, 0)), (1, 0), (1, 0), (1, 0)) == shown

    def test_start_at_one_where_nothing_is_said(self) -> None:
        definition = f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1)", None)}</w:abstractNum>'
        assert labels(numbering(definition + instance(1, 0)), (1, 0), (1, 0)) == ["1)", "2)"]

    @given(st.integers(1, 3999))
    def test_in_roman_letters_mean_what_they_say(self, start: int) -> None:
        definition = f'<w:abstractNum w:abstractNumId="0">{level(0, "upperRoman", "%1", start)}</w:abstractNum>'
        (shown,) = labels(numbering(definition + instance(1, 0)), (1, 0))
        values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in shown]
        assert sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True)) == start

    def test_have_text_around_them(self) -> None:
        made = numbering(
            abstract(0, ("decimal", "Section %1:"), ("decimal", "[%1-%2]"), ("none", "%3")) + instance(1, 0)
        )
        assert labels(made, (1, 0), (1, 1), (1, 2)) == ["Section 1:", "[1-1]", ""]


class TestLevels:
    def test_count_by_themselves_and_anew_under_each_number(self) -> None:
        made = numbering(abstract(0, *OUTLINE) + instance(1, 0))
        places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
        assert labels(made, *places) == ["1.", "1.1", "1.2", "(a)", "1.3", "(a)", "2.", "2.1", "(a)"]

    def test_go_on_after_deeper_ones(self) -> None:
        made = numbering(abstract(0, ("decimal", "%1."), ("bullet", "•")) + instance(1, 0))
        assert labels(made, (1, 0), (1, 1), (1, 1), (1, 0)) == ["1.", "•", "•", "2."]

    def test_whose_parent_was_not_met_show_its_start(self) -> None:
        assert labels(numbering(abstract(0, *OUTLINE) + instance(1, 0)), (1, 1), (1, 1)) == ["1.1", "1.2"]

    def test_that_are_not_defined_show_nothing(self) -> None:
        made = numbering(abstract(0, ("decimal", "%1.%3")) + instance(1, 0))
        assert labels(made, (1, 0), (1, 5)) == ["1.", ""]


class TestInstances:
    def test_of_one_definition_count_on(self) -> None:
        made = numbering(abstract(0, ("decimal", "%1.")) + instance(1, 0) + instance(2, 0))
        assert labels(made, (1, 0), (2, 0), (1, 0)) == ["1.", "2.", "3."]

    def test_of_two_definitions_count_apart(self) -> None:
        made = numbering(
            abstract(0, ("decimal", "%1.")) + abstract(7, ("decimal", "%1)")) + instance(1, 0) + instance(2, 7)
        )
        assert labels(made, (1, 0), (2, 0), (1, 0), (2, 0)) == ["1.", "1)", "2.", "2)"]

    def test_that_restart_do_so_once(self) -> None:
        made = numbering(abstract(0, ("decimal", "%1.")) + instance(1, 0) + instance(2, 0, restart(0, 5)))
        assert labels(made, (1, 0), (1, 0), (2, 0), (2, 0)) == ["1.", "2.", "5.", "6."]

    def test_that_restart_one_level_leave_the_others(self) -> None:
        made = numbering(abstract(0, *OUTLINE) + instance(1, 0) + instance(2, 0, restart(1, 4)))
        assert labels(made, (1, 0), (1, 1), (2, 0), (2, 1), (2, 1)) == ["1.", "1.1", "2.", "2.4", "2.5"]

    @pytest.mark.parametrize("start", ["", "x"])
    def test_that_restart_nowhere_count_on(self, start: str) -> None:
        override = f'<w:lvlOverride><w:startOverride w:val="{start}"/></w:lvlOverride><w:lvlOverride w:ilvl="0"/>'
        made = numbering(abstract(0, ("decimal", "%1.")) + instance(1, 0) + instance(2, 0, override))
        assert labels(made, (1, 0), (2, 0)) == ["1.", "2."]

    @pytest.mark.parametrize("place", [(0, 0), (9, 0)])
    def test_that_are_none_show_nothing(self, place: tuple[int, int]) -> None:
        assert labels(numbering(abstract(0, ("decimal", "%1.")) + instance(1, 0)), place) == [""]


class TestStyles:
    DEFINITIONS = abstract(0, *OUTLINE) + instance(1, 0) + abstract(2, ("bullet", "•")) + instance(3, 2)

    @staticmethod
    def style(identifier: str, inner: str = "", based: str = "") -> str:
        basis = f'<w:basedOn w:val="{based}"/>' if based else ""
        return f'<w:style w:type="paragraph" w:styleId="{identifier}">{basis}{inner}</w:style>'

    def test_number_their_paragraphs(self) -> None:
        made = numbering(self.DEFINITIONS, self.style("Item", properties(1, None)) + self.style("Body"))
        assert [made.label(paragraph(), name) for name in ("Item", "Body", "Item", "None")] == ["1.", "", "2.", ""]

    def test_number_at_their_own_level(self) -> None:
        made = numbering(self.DEFINITIONS, self.style("A", properties(1, None)) + self.style("B", properties(1, 1)))
        assert [made.label(paragraph(), name) for name in "ABBA"] == ["1.", "1.1", "1.2", "2."]

    def test_inherit_from_those_they_are_based_on(self) -> None:
        made = numbering(
            self.DEFINITIONS,
            self.style("A", properties(1, 1)) + self.style("B", based="A") + self.style("C", based="B"),
        )
        assert [made.label(paragraph(), "C"), made.label(paragraph(), "A")] == ["1.1", "1.2"]

    def test_may_change_only_the_level(self) -> None:
        made = numbering(
            self.DEFINITIONS, self.style("A", properties(1, 0)) + self.style("B", properties(None, 1), based="A")
        )
        assert [made.label(paragraph(), name) for name in "AB"] == ["1.", "1.1"]

    def test_may_take_the_number_back(self) -> None:
        made = numbering(
            self.DEFINITIONS, self.style("A", properties(1)) + self.style("B", properties(0, None), based="A")
        )
        assert made.label(paragraph(), "B") == ""

    def test_give_way_to_the_paragraph(self) -> None:
        made = numbering(self.DEFINITIONS, self.style("A", properties(1)))
        assert made.label(paragraph(properties(3)), "A") == "•"
        assert made.label(paragraph(properties(0, None)), "A") == ""
        assert made.label(paragraph(properties(None, 1)), "A") == "1.1"

    def test_based_on_each_other_number_nothing(self) -> None:
        made = numbering(self.DEFINITIONS, self.style("A", based="B") + self.style("B", based="A"))
        assert made.label(paragraph(), "A") == ""


class TestWordsOwnTemplate:
    def test_numbers_and_points_as_word_does(self) -> None:
        package = docx.Document()
        made = Numbering(package)
        styles = ("List Number", "List Number", "List Bullet", "List Number", "Normal", "Heading 1")
        added = [package.add_paragraph("a", style=style) for style in styles]
        shown = [made.label(item._p, str(item.style.style_id)) for item in added if item.style is not None]
        assert shown == ["1.", "2.", "•", "3.", "", ""]

    def test_of_a_file_without_numbering_nothing_is_numbered(self) -> None:
        package = docx.Document()
        for identifier, relation in list(package.part.rels.items()):
            if relation.reltype.endswith("/numbering"):
                del package.part.rels[identifier]
        assert Numbering(package).label(paragraph(properties(1)), "Normal") == ""
