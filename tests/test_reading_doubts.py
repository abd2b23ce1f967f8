"""What is doubtful about a reading is said, once, with its line; what is not is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.brief import PartialDate
from briefqa.reading.contents import Contents
from briefqa.reading.doubts import Doubt, doubt_alone, doubt_front, doubt_headings, doubt_outside, doubt_parts
from briefqa.reading.entries import collect, finish
from briefqa.reading.front import Front
from briefqa.reading.layout import read_layout
from briefqa.reading.lines import Document, Line, Link, Oddity, Style
from briefqa.reading.looking import look
from briefqa.reading.names import NO_NAMES
from briefqa.reading.roles import Role
from briefqa.reading.text import read_text

FRONT = """Contents

{contents}

Date of publication: May 2024

Please acknowledge this work as: Evidence Brief: Ward Life. A. Author. (May 2024) UK: A Team

Where a report is freely available the link has been provided. If an account is required this has been indicated.

"""
ENTRY = "Rotas and rest\n\nBMC Medicine 9(1), 2021\n\nNaps help."
OTHER = "Pay of porters\n\nBMC Medicine 9(2), 2021\n\nPay helps, too."


def lines_of(body: str, *, headings: str = "Reviews 2") -> tuple[Line, ...]:
    return read_text((FRONT.format(contents=headings) + body).encode(), Path("brief.txt")).lines


def doubts_of(lines: tuple[Line, ...], oddities: tuple[Oddity, ...] = ()) -> list[Doubt]:
    return list(read_layout(Document(lines, oddities), file="brief.txt", sha256="0" * 64).doubts)


def told(body: str) -> list[tuple[str, int | None]]:
    return [(doubt.kind, doubt.line) for doubt in doubts_of(lines_of(f"Reviews\n\n{body}"))]


class TestAddresses:
    @pytest.mark.parametrize("address", ["ftp://a.uk/x", "mailto:a@b.uk", "https:/a.uk", "a.org/x"])
    @pytest.mark.parametrize("between", [" ", "\n"])
    def test_that_lead_nowhere_are_doubted_on_the_titles_line_and_below(self, address: str, between: str) -> None:
        assert told(ENTRY.replace("Rotas and rest", f"Rotas and rest{between}{address}")) == [("link-not-http", 13)]

    def test_that_a_space_cuts_are_doubted(self) -> None:
        assert told(ENTRY.replace("and rest", "and rest https://a.uk/a b.pdf")) == [("address-in-title", 13)]


class TestEntries:
    def test_a_plain_entry_leaves_no_doubt(self) -> None:
        assert told(ENTRY) == []

    @pytest.mark.parametrize(
        ("entry", "kind"),
        [
            ("Rotas and rest\n\nNaps help those who work at night.", "no-source"),
            ("Rotas and rest\n\nNHS England\n\nNaps help.", "no-year"),
            ("Rotas and rest\n\nBMC Medicine 9(1), 2021", "no-abstract"),
            ("Rotas\n\nBMC Medicine 9(1), 2021\n\nNaps help.", "title-length"),
            (f"{'Rotas and rest ' * 21}\n\nBMC Medicine 9(1), 2021\n\nNaps help.", "title-length"),
            ("Rotas and rest\n\nBMC Medicine 9(1), 2021\n\nNaps help. 3", "stray-number"),
            ("Rotas and rest *\n\nBMC Medicine 9(1), 2021\n\nNaps help.", "access-unclear"),
            ("Rotas and rest†\n\nBMC Medicine 9(1), 2021\n\nNaps help.", "access-unclear"),
            ("Rotas and rest\nftp://a.uk/rest\n\nBMC Medicine 9(1), 2021\n\nNaps help.", "link-not-http"),
            ("Rotas and rest\n\nBMC Medicine 9(1), 2021\nexample.org/rest\n\nNaps help.", "link-not-http"),
            ("Rotas and rest Membership required*\n\nBMC Medicine 9(1), 2021\n\nNaps help.", "access-unclear"),
            ("Naps that porters take Sleeping Nurses, 2021\n\nThey help.", "source-guessed"),
        ],
    )
    def test_each_doubt_names_the_line_its_entry_starts_on(self, entry: str, kind: str) -> None:
        assert told(f"{OTHER}\n\n{entry}") == [(kind, 19)]

    def test_where_a_source_without_a_date_ends_may_be_guessed(self) -> None:
        entry = "Rotas and rest\n\nCapital Nurse A shared roster was drawn up by seven trusts for their nurses."
        assert told(f"{OTHER}\n\n{entry}") == [("source-guessed", 19), ("no-year", 19)]
        assert told(f"{OTHER}\n\n{entry.replace('Capital Nurse', 'Royal Ward Trust')}") == [("no-year", 19)]

    @pytest.mark.parametrize(("length", "doubtful"), [(7, True), (8, False), (300, False), (301, True)])
    def test_titles_are_of_usual_length(self, length: int, *, doubtful: bool) -> None:
        title = ("Rotas " * 60)[: length - 1] + "x"
        found = told(f"{title}\n\nBMC Medicine 9(1), 2021\n\nNaps help.")
        assert (("title-length", 13) in found) is doubtful

    def test_one_entry_may_be_doubtful_in_more_ways_than_one(self) -> None:
        assert told(f"Rotas\n\nNHS England\n\n{ENTRY}")[:3] == [
            ("title-length", 13),
            ("no-year", 13),
            ("no-abstract", 13),
        ]

    def test_doubts_come_in_the_order_of_the_file(self) -> None:
        marked = ENTRY.replace("rest", "rest Membership required*")
        body = f"Pay and sleep\n\nNHS England\n\nNaps help.\n\n{marked}\n\nFood at night\n\nBMC Medicine 9(3), 2021"
        assert told(body) == [("no-year", 13), ("access-unclear", 19), ("no-abstract", 25)]

    def test_the_same_title_twice_in_a_section_is_told_twice(self) -> None:
        body = f"{ENTRY}\n\n{ENTRY.replace('9(1)', '9(2)').replace('rest', 'REST')}"
        assert told(body) == [("same-title", 13), ("same-title", 19)]

    def test_the_same_title_in_two_sections_is_not(self) -> None:
        lines = lines_of(f"Reviews\n\n{ENTRY}\n\nWards\n\n{ENTRY}", headings="Reviews 2\nWards 2")
        assert doubts_of(lines) == []

    @pytest.mark.parametrize(
        ("line", "doubtful"),
        [
            (Line(4, "BMC Nursing 3(1), 2020"), True),
            (Line(4, "Pay of porters", links=(Link(0, 14, "https://a.uk"),)), True),
            (Line(4, "• Pay of porters", links=(Link(0, 16, "https://a.uk"),)), False),
            (Line(4, "Full text", links=(Link(0, 9, "https://a.uk"),)), False),
            (Line(4, "Pay of porters, in part", links=(Link(0, 3, "https://a.uk"),)), False),
            (Line(4, "BMC Nursing 3(1), 2020 said that pay helps."), False),
            (Line(4, "NHS England"), False),
        ],
    )
    def test_a_line_of_an_abstract_may_be_another_entrys(self, line: Line, *, doubtful: bool) -> None:
        lines = [Line(1, "Rotas"), Line(2, "BMC Medicine 9(1), 2021"), Line(3, "Naps help."), line]
        drafts = collect(lines, [Role.TITLE, Role.SOURCE, Role.ABSTRACT, Role.PARAGRAPH])
        entries = [finish(draft, "ward-life", None, NO_NAMES) for draft in drafts]
        found = list(doubt_parts(entries, {id(here.line): here for here in look(lines, NO_NAMES)}, NO_NAMES))
        assert [(doubt.kind, doubt.line) for doubt in found] == ([("two-in-one", 4)] if doubtful else [])
        assert all(line.text in doubt.message for doubt in found)

    @pytest.mark.parametrize(
        ("abstract", "held"),
        [
            (["Naps help. Pay of porters: a survey BMJ Open 12(3), 2022 Pay helps."], "BMJ Open 12(3)"),
            (["Naps help. Pay of porters: a survey", "BMJ Open 12(3), 2022 Pay helps."], "BMJ Open 12(3)"),
            (["Naps help. Pay of porters in wards NHS England, May 2022 Pay helps."], "NHS England"),
            (["Naps help. In May 2022, pay did (BMJ 2019;12(3):1-9)."], None),
        ],
    )
    def test_two_may_run_into_one_another_in_a_paragraph(self, abstract: list[str], held: str | None) -> None:
        lines = [Line(n, text) for n, text in enumerate(("Rotas", "BMC Medicine 9(1), 2021", *abstract), 1)]
        roles = [Role.TITLE, Role.SOURCE, Role.ABSTRACT, *[Role.ABSTRACT_MORE] * (len(abstract) - 1)]
        entries = [finish(draft, "ward-life", None, NO_NAMES) for draft in collect(lines, roles)]
        found = list(doubt_parts(entries, {}, NO_NAMES))
        assert [(doubt.kind, doubt.line) for doubt in found] == ([("two-in-one", 2 + len(abstract))] if held else [])
        assert all(held is not None and held in doubt.message for doubt in found)

    @pytest.mark.parametrize(
        ("target", "kinds"),
        [
            ("https://a.uk", []),
            ("mailto:a@nhs.uk", ["link-not-http"]),
            ("file:///C:/brief.docx", ["link-not-http"]),
        ],
    )
    def test_a_link_leads_to_the_web(self, target: str, kinds: list[str]) -> None:
        lines = list(lines_of(f"Reviews\n\n{ENTRY}"))
        at = next(n for n, line in enumerate(lines) if line.text == "Rotas and rest")
        lines[at] = Line(13, "Rotas and rest", gap=True, links=(Link(0, 14, target),))
        found = doubts_of(tuple(lines))
        assert [doubt.kind for doubt in found] == kinds
        assert all(doubt.line == 13 and target in doubt.message for doubt in found)


class TestOutside:
    def test_text_among_entries_that_belongs_to_none_is_told(self) -> None:
        assert told(f"Reviews of this kind are sorted by year of publication.\n\n{ENTRY}") == [("text-outside", 13)]

    @pytest.mark.parametrize(
        ("line", "role", "doubtful"),
        [
            (Line(5, "BMC Nursing 3(1), 2020", page=2), Role.BACK, True),
            (Line(5, "Pay of porters", page=2, links=(Link(0, 14, "https://a.uk"),)), Role.BACK, True),
            (Line(5, "BMC Nursing 3(1), 2020", page=2), Role.FRONT, True),
            (Line(5, "Evidence Brief: Ward Life", page=2, links=(Link(0, 25, "https://a.uk"),)), Role.BACK, False),
            (Line(5, "Thank you", page=2), Role.BACK, False),
            (Line(5, "Sleepers, 2020", page=2), Role.BACK, False),
        ],
    )
    def test_what_looks_like_part_of_an_entry_and_is_none_is_told(
        self, line: Line, role: Role, *, doubtful: bool
    ) -> None:
        found = list(doubt_outside([line], [role], look([line], NO_NAMES)))
        assert [(doubt.kind, doubt.line, doubt.page) for doubt in found] == (
            [("text-outside", 5, 2)] if doubtful else []
        )

    def test_a_source_in_a_section_without_entries_is_told(self) -> None:
        lines = [Line(1, "Reviews"), Line(2, "BMC Nursing 3(1), 2020"), Line(3, "Networks"), Line(4, "See elsewhere.")]
        roles = [Role.HEADING, Role.POINTER, Role.HEADING, Role.POINTER]
        assert [doubt.line for doubt in doubt_outside(lines, roles, look(lines, NO_NAMES))] == [2]

    def test_a_section_that_points_elsewhere_is_not(self) -> None:
        body = f"Statistics\n\nYou can find statistics in the Landscape.\n\nReviews\n\n{ENTRY}"
        assert doubts_of(lines_of(body, headings="Statistics 2\nReviews 2")) == []

    @pytest.mark.parametrize(
        ("heading", "doubtful"),
        [(Style(), True), (Style(bold=True), False)],
        ids=["looks like titles", "looks like none"],
    )
    def test_a_heading_over_text_alone_may_be_a_title(self, heading: Style, *, doubtful: bool) -> None:
        lines = [Line(1, "Naps at night"), Line(2, "BMC Nursing 3(1), 2020"), Line(3, "Networks", style=heading)]
        lines.append(Line(4, "The team meets on Mondays."))
        roles = [Role.TITLE, Role.SOURCE, Role.HEADING, Role.POINTER]
        found = list(doubt_alone(roles, look(lines, NO_NAMES)))
        assert [(doubt.kind, doubt.line) for doubt in found] == ([("heading-or-title", 3)] if doubtful else [])

    def test_a_heading_over_nothing_at_the_end_may_be_a_title(self) -> None:
        lines = [Line(1, "Naps at night"), Line(2, "BMC Nursing 3(1), 2020"), Line(3, "Rest"), Line(4, "Networks")]
        roles = [Role.TITLE, Role.SOURCE, Role.HEADING, Role.HEADING]
        assert [doubt.line for doubt in doubt_alone(roles, look(lines, NO_NAMES))] == [4]

    def test_a_heading_over_entries_is_one(self) -> None:
        lines = [Line(1, "Networks"), Line(2, "Naps at night"), Line(3, "BMC Nursing 3(1), 2020")]
        assert list(doubt_alone([Role.HEADING, Role.TITLE, Role.SOURCE], look(lines, NO_NAMES))) == []

    @pytest.mark.parametrize(
        ("inner", "level", "doubtful"),
        [("Menopause awareness", 0, True), ("2.1 Menopause", 0, False), ("Menopause awareness", 2, False)],
    )
    def test_one_of_two_headings_in_a_row_may_be_a_title(self, inner: str, level: int, *, doubtful: bool) -> None:
        lines = [
            Line(1, "Resources", style=Style(level=level)),
            Line(2, inner, style=Style(level=level)),
            Line(3, "Naps at night"),
            Line(4, "BMC Nursing 3(1), 2020"),
        ]
        found = list(doubt_alone([Role.HEADING, Role.HEADING, Role.TITLE, Role.SOURCE], look(lines, NO_NAMES)))
        assert [(doubt.kind, doubt.line) for doubt in found] == ([("heading-or-title", 2)] if doubtful else [])
        assert all('right below "Resources"; one of them' in doubt.message for doubt in found)

    def test_where_contents_say_what_is_a_heading_none_is_doubted(self) -> None:
        body = f"Reviews\n\n{ENTRY}\n\nStatistics\n\nYou can find statistics in the Landscape."
        assert doubts_of(lines_of(body, headings="Reviews 2\nStatistics 2")) == []
        without = read_layout(Document(tuple(lines_of(body)[3:]), ()), file="brief.txt", sha256="0" * 64)
        assert [doubt.kind for doubt in without.doubts] == ["heading-or-title"]

    def test_a_brief_without_entries_says_so(self) -> None:
        assert ("no-entries", None) in told("")


class TestHeadings:
    def test_what_the_contents_list_is_met(self) -> None:
        block = Contents(("Cases", "Reviews", "Reviews", "Ethics"), 0, 4)
        found = list(doubt_headings(block, [Line(9, "cases"), Line(12, "ETHICS")]))
        assert [(doubt.kind, doubt.line) for doubt in found] == [("heading-not-met", None)]
        assert found[0].message == 'the contents list "Reviews", which was not met as a heading'

    def test_what_is_met_the_contents_list(self) -> None:
        found = list(doubt_headings(Contents(("Cases",), 0, 1), [Line(9, "Cases"), Line(12, "Naps", page=2)]))
        assert [(doubt.kind, doubt.line, doubt.page) for doubt in found] == [("heading-not-listed", 12, 2)]
        assert '"Naps"' in found[0].message

    def test_without_contents_no_heading_is_doubtful(self) -> None:
        assert list(doubt_headings(Contents((), 0, 0), [Line(9, "Cases")])) == []


def front(title: str | None = "Ward Life", published: PartialDate | None = None, policy: str | None = "Free.") -> Front:
    return Front(title, (), published or PartialDate(2024), None, None, policy)


class TestFront:
    def test_a_full_front_leaves_no_doubt(self) -> None:
        assert list(doubt_front(front(), titled=True)) == []

    def test_a_title_from_elsewhere_is_told_apart_from_none(self) -> None:
        (elsewhere,) = doubt_front(front(title=None), titled=True)
        (none,) = doubt_front(front(title=None), titled=False)
        assert (elsewhere.kind, none.kind) == ("no-title", "no-title")
        assert "elsewhere" in elsewhere.message
        assert "file's name" in none.message

    def test_what_a_brief_does_not_say_is_told(self) -> None:
        empty = Front(None, (), None, None, None, None)
        kinds = [(doubt.kind, doubt.line) for doubt in doubt_front(empty, titled=True)]
        assert kinds == [("no-title", None), ("no-date", None), ("no-access-policy", None)]


def test_what_a_format_could_not_give_is_told_with_its_page() -> None:
    found = doubts_of(lines_of(f"Reviews\n\n{ENTRY}"), (Oddity("scanned-page", "page 3 holds a picture", 3),))
    assert found == [Doubt("scanned-page", "page 3 holds a picture", None, 3)]


def test_each_is_one_line_and_a_long_quotation_is_cut() -> None:
    long = f"{'Rotas and rest ' * 30}".strip()
    found = doubts_of(lines_of(f"Reviews\n\n{long}\n\nBMC Medicine 9(1), 2021\n\nNaps help."))
    assert [doubt.kind for doubt in found] == ["title-length"]
    assert "\n" not in found[0].message
    assert len(found[0].message) < 250
    assert "…" in found[0].message


def test_a_doubt_knows_its_page() -> None:
    lines = lines_of("Reviews\n\n\f\n" + ENTRY.removesuffix("\n\nNaps help."))
    assert [(doubt.kind, doubt.page) for doubt in doubts_of(lines)] == [("no-abstract", 2)]
