"""Which role each line plays: small bodies, every habit by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefqa.reading.assigning import assign_roles
from briefqa.reading.breaks import with_breaks
from briefqa.reading.lines import Line, Link, Style
from briefqa.reading.looking import look
from briefqa.reading.names import Names
from briefqa.reading.roles import Role
from briefqa.reading.setting import Setting, is_compact
from briefqa.reading.text import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE = "Night shifts among porters: a scoping review"
SOURCE = "Sleep Medicine 9(1), June 2022"
ABSTRACT = "Background: Porters who work at night sleep less than five hours."
NOTE = "Abstract only*"


def assign(
    lines: Sequence[Line], *, headings: tuple[int, ...] = (), has_contents: bool = True, known: tuple[str, ...] = ()
) -> list[str]:
    clues = look(lines, Names(frozenset(known)))
    setting = Setting(frozenset(headings), has_contents, compact=is_compact(clues))
    return [role.name for role in assign_roles(clues, setting)]


def _roles(
    text: str, *, headings: tuple[int, ...] = (), has_contents: bool = True, known: tuple[str, ...] = ()
) -> list[str]:
    lines = with_breaks(read_text(text.encode(), Path("brief.txt")).lines)
    return assign(lines, headings=headings, has_contents=has_contents, known=known)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}", "TITLE SOURCE ABSTRACT"),
        (f"{TITLE}\n{SOURCE}\n{ABSTRACT}", "TITLE SOURCE ABSTRACT"),
        (f"{TITLE}\n\n{SOURCE} {ABSTRACT}", "TITLE SOURCE_ABSTRACT"),
        (f"{TITLE} {SOURCE}\n\n{ABSTRACT}", "TITLE_SOURCE ABSTRACT"),
        (f"{TITLE} {SOURCE} {ABSTRACT}", "TITLE_SOURCE_ABSTRACT"),
        (f"{TITLE}\n{NOTE}\n{SOURCE}\n{ABSTRACT}", "TITLE TITLE_NOTE SOURCE ABSTRACT"),
        (f"{TITLE}\n{SOURCE}\n{NOTE}\n{ABSTRACT}", "TITLE SOURCE SOURCE_NOTE ABSTRACT"),
        (f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\n{NOTE}", "TITLE SOURCE ABSTRACT ABSTRACT_NOTE"),
        (f"{TITLE}\nhttps://a.uk/x\n{SOURCE}\n{ABSTRACT}", "TITLE TITLE_LINK SOURCE ABSTRACT"),
        (f"{TITLE}\n{SOURCE}\nhttps://a.uk/x\n{ABSTRACT}", "TITLE SOURCE SOURCE_LINK ABSTRACT"),
        (
            f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\nAvailable at: https://a.uk/x",
            "TITLE SOURCE ABSTRACT ABSTRACT_LINK",
        ),
        (f"{TITLE}\n\nSmith J, Patel R\n\n{SOURCE}\n\n{ABSTRACT}", "TITLE AUTHORS SOURCE ABSTRACT"),
        (f"{TITLE}\n\n{ABSTRACT}\n\nSource: {SOURCE}", "TITLE ABSTRACT SOURCE_LAST"),
        (f"Night shifts among porters in hospitals:\na scoping review\n\n{SOURCE}", "TITLE TITLE_MORE SOURCE"),
        (
            f"Night shifts among porters in large\nhospitals {SOURCE}\n\n{ABSTRACT}",
            "TITLE MORE_SOURCE ABSTRACT",
        ),
        (
            f"{TITLE}\n\nInternational Journal of\nSleep Medicine 9(1), June 2022\n\n{ABSTRACT}",
            "TITLE SOURCE_HEAD SOURCE_REST ABSTRACT",
        ),
        (f"{TITLE}\n\n{SOURCE}\n\nPorters who work at night sleep\n\nless.", "TITLE SOURCE ABSTRACT ABSTRACT_MORE"),
        (f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\nNaps help them. They are short.", "TITLE SOURCE ABSTRACT PARAGRAPH"),
        (f"{TITLE}\n\n{SOURCE}\n\nNaps are:\n- Short\n- Free", "TITLE SOURCE ABSTRACT PARAGRAPH PARAGRAPH"),
        (
            f"{TITLE}\n\n{SOURCE}\n\nNaps are:\n• Short\n• Free for nurses and for those\nwho work\n\n"
            f"Uniforms that breathe on the wards\n\n{ABSTRACT}",
            "TITLE SOURCE ABSTRACT PARAGRAPH PARAGRAPH ABSTRACT_MORE TITLE ABSTRACT",
        ),
        (f"{TITLE}\n\nNHS England\n\n{ABSTRACT}", "TITLE SOURCE ABSTRACT"),
        (f"{TITLE}\n\n{ABSTRACT}", "TITLE ABSTRACT"),
        (f"{TITLE}\n\n{SOURCE}\n\n{TITLE}\n\n{SOURCE}", "TITLE SOURCE TITLE SOURCE"),
    ],
)
def test_an_entry_in_every_habit(text: str, roles: str) -> None:
    assert _roles(f"Reviews\n\n{text}", headings=(0,)) == ["HEADING", *roles.split()]


@pytest.mark.parametrize(
    "sentence",
    [
        "In May 2019, the scheme was extended to every hospital in Wales.",
        "Since 2007, the programme has made it easier.",
        "The NHS Long Term Plan (2019) promised link workers.",
        "We searched MEDLINE and CINAHL from January 2010 to March 2020.",
        "Data were taken from Hospital Episode Statistics (2010-2020).",
        "According to NHS England, 2020, nurses leave.",
        "Funding: National Institute for Health and Care Research, 2020.",
        "Trial registration: ISRCTN12345678, May 2020.",
    ],
)
def test_what_resembles_a_source_in_an_abstract_is_none(sentence: str) -> None:
    text = f"Reviews\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n{sentence}\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}"
    roles = _roles(text, headings=(0,))
    assert roles[:4] == ["HEADING", "TITLE", "SOURCE", "ABSTRACT"]
    assert roles[4] in ("ABSTRACT_MORE", "PARAGRAPH")
    assert roles[5:] == ["TITLE", "SOURCE", "ABSTRACT"]


def test_a_section_that_only_points_elsewhere() -> None:
    text = f"Statistics\n\nYou can find statistics elsewhere.\n\nReviews\n\n{TITLE}\n\n{SOURCE}"
    assert _roles(text, headings=(0, 2)) == ["HEADING", "POINTER", "HEADING", "TITLE", "SOURCE"]


def test_what_the_contents_name_is_a_heading_however_it_looks() -> None:
    text = f"{'Very long heading. ' * 8}\n\n{TITLE}\n\n{SOURCE}"
    assert _roles(text, headings=(0,)) == ["HEADING", "TITLE", "SOURCE"]


def test_without_contents_a_heading_is_told_by_what_follows() -> None:
    text = f"Reviews\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}"
    assert _roles(text, has_contents=False) == ["HEADING", "TITLE", "SOURCE", "ABSTRACT"]


def test_a_known_name_parts_source_and_abstract() -> None:
    text = f"Reviews\n\n{TITLE}\n\nPorters Weekly Porters who work at night sleep less than five hours."
    assert _roles(text, headings=(0,), known=("Porters Weekly",)) == ["HEADING", "TITLE", "SOURCE_ABSTRACT"]


def test_back_matter_ends_a_brief() -> None:
    text = f"Reviews\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\nProduced by A Team\n\nPlease cite this evidence brief."
    assert _roles(text, headings=(0,))[-3:] == ["ABSTRACT", "BACK", "BACK"]


def styled(*parts: tuple[str, Style]) -> list[Line]:
    return [Line(n, text, gap=True, fresh=1.0, style=style) for n, (text, style) in enumerate(parts, start=1)]


def test_lines_that_look_like_titles_are_titles() -> None:
    bold, plain, head = Style(size=11, bold=True), Style(size=11), Style(size=16, bold=True)
    entries = [
        part
        for subject in ("Rotas", "Naps", "Pay")
        for part in ((f"{subject} And Porters", bold), (f"{subject} Weekly", plain), (ABSTRACT, plain))
    ]
    lines = styled(("Reviews", head), *entries)
    assert assign(lines, has_contents=False) == ["HEADING", *["TITLE", "SOURCE", "ABSTRACT"] * 3]


def test_a_linked_line_starts_an_entry_though_nothing_else_does() -> None:
    lines = styled(
        ("Reviews", Style(level=1)),
        ("Naps for porters", Style()),
        (ABSTRACT, Style()),
        ("Pay for porters", Style()),
        (ABSTRACT, Style()),
    )
    lines[1] = Line(2, lines[1].text, gap=True, links=(Link(0, 16, "https://a.uk"),))
    lines[3] = Line(4, lines[3].text, gap=True, links=(Link(0, 15, "https://b.uk"),))
    assert assign(lines, has_contents=False) == ["HEADING", "TITLE", "ABSTRACT", "TITLE", "ABSTRACT"]


def test_nothing_has_no_roles() -> None:
    assert assign([]) == []


def test_every_line_has_a_role() -> None:
    text = "\n".join(["x"] * 50)
    assert len(_roles(text)) == 50
    assert set(_roles(text)) <= set(Role.__members__)


@pytest.mark.parametrize(
    "text", ["Abstract only*", "https://a.uk", "of", "12", "Source: BMJ 1(2), 2020", "(", "• Rest"]
)
def test_any_line_may_stand_alone(text: str) -> None:
    assert len(_roles(text)) == 1
    assert len(_roles(f"{text}\n{text}\n\n{text}")) == 3


class TestHeadingsInSmallLetters:
    """Where no contents say what is a heading, a file's own habit does."""

    ALONE = f"A letter home\n\n{ABSTRACT}\n\n"
    HEADINGS = ("Key Reports", "Pay and Conditions", "Night Work", "Case Studies", "Staff Stories")

    @staticmethod
    def brief(headings: Sequence[str], alone: str) -> list[str]:
        entries = [f"{heading}\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\n" for heading in headings]
        return _roles("".join([*entries[:-1], alone, entries[-1]]), has_contents=False)

    @pytest.mark.parametrize(
        ("headings", "roles"),
        [
            (HEADINGS, ["TITLE", "ABSTRACT"]),
            (HEADINGS[:3], ["HEADING", "POINTER"]),  # no habit yet
            ([heading.capitalize() for heading in HEADINGS], ["HEADING", "POINTER"]),  # no look of its own
            ([*HEADINGS, "Peer support", "Digital skills"], ["HEADING", "POINTER"]),  # either occurs
        ],
    )
    def test_may_be_titles_of_entries_without_a_source(self, headings: Sequence[str], roles: list[str]) -> None:
        found = self.brief(headings, self.ALONE)
        assert found[-6:-4] == roles
        assert found.count("HEADING") == len(headings) + (roles[0] == "HEADING")

    def test_are_headings_above_text_that_points_elsewhere(self) -> None:
        alone = "Further reading\n\nYou can find more in the library’s catalogue.\n\n"
        assert self.brief(self.HEADINGS, alone)[-6:-4] == ["HEADING", "POINTER"]

    def test_one_word_shows_nothing(self) -> None:
        assert self.brief(self.HEADINGS, self.ALONE.replace("A letter home", "Letters"))[-6:-4] == [
            "HEADING",
            "POINTER",
        ]

    def test_are_headings_above_entries_all_the_same(self) -> None:
        found = self.brief([*self.HEADINGS, "Peer support"], "")
        assert found.count("HEADING") == 6


class TestHeadings:
    """What most headings of a file have shows which lines are none."""

    ENTRY = f"{TITLE}\n{SOURCE}\n\n{ABSTRACT}"

    def test_a_blank_line_below(self) -> None:
        names = ("Wards", "Nights", "Care homes", "Retention", "Pay", "Rest", "Training", "Abroad")
        apart = "".join(f"{name}\n\n{self.ENTRY}\n\n" for name in names)
        wide = "Porters who work at night in hospitals sleep less than five hours."
        title = "Porter development: learning from Saint\nBartholomew’s and Hôpital Européen"
        split = f"{title}\n{NOTE}\n{SOURCE}\n{wide}\n{wide}"
        roles = _roles(apart + split, has_contents=False)
        assert roles[-6:-1] == ["TITLE", "TITLE_MORE", "TITLE_NOTE", "SOURCE", "ABSTRACT"]

    def test_a_look_that_nothing_else_has(self) -> None:
        look = Style(size=13.0, bold=True)
        plain, link = Style(size=11.0), Style(size=11.0, underlined=True, color="0563c1")
        entry = ((TITLE, link), (SOURCE, plain), (ABSTRACT, plain))
        parts = [
            part for name in ("Wards", "Nights", "Care homes", "Abroad", "Europe") for part in ((name, look), *entry)
        ]
        unlinked = (("Welcome to the wards: a booklet for porters", plain), (ABSTRACT, plain))
        roles = assign(styled(*parts, ("Regional", look), *unlinked, *entry), has_contents=False)
        assert roles[-6:] == ["HEADING", "TITLE", "ABSTRACT", "TITLE", "SOURCE", "ABSTRACT"]


def test_an_entry_without_an_abstract_before_one_without_a_source() -> None:
    bare = "Careers of porters in hospitals\n\nThe framework sets out what porters need to know."
    roles = _roles(f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\n{TITLE} {SOURCE}\n\n{bare}")
    assert roles[3:] == ["TITLE_SOURCE", "TITLE", "ABSTRACT"]


def test_an_entry_on_one_line_without_an_abstract_is_no_heading() -> None:
    entry = f"{TITLE}\n{SOURCE}\n\n{ABSTRACT}"
    bare = "The cost of a porter: £££ and hours NHS Employers, 2021"
    assert _roles(f"Money\n\n{entry}\n\n{bare}\n\n{entry}", has_contents=False)[4] == "TITLE_SOURCE"


def test_an_entry_that_is_a_title_and_an_address() -> None:
    entry = f"{TITLE}\n{SOURCE}\n\n{ABSTRACT}"
    roles = _roles(f"{entry}\n\n{TITLE}\nhttps://a.uk/x\n\nNights\n\n{TITLE}\n{SOURCE}", has_contents=False)
    assert roles[3:] == ["TITLE", "TITLE_LINK", "HEADING", "TITLE", "SOURCE"]


def test_an_entry_on_one_line_without_a_date() -> None:
    entry = (
        f"Interpreting for porters: an unseen part of the job? Porter Practice 95(3), pp. 40-43 {ABSTRACT} Naps help."
    )
    assert _roles(f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\n{entry}")[-1] == "TITLE_SOURCE_ABSTRACT"


class TestEntriesWithoutASource:
    """A title and an abstract, whatever stands before them."""

    ALONE = (
        "Fair pay for porters in small hospitals\n\nThis paper argues that porters are paid less than others who do "
        "night work, and that few of them stay for long. Three ways to change this are compared.\n\n"
    )
    AFTER = f"Pay\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}"

    def test_behind_one_with_an_abstract(self) -> None:
        text = f"Night\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\n{self.ALONE}{self.AFTER}"
        assert _roles(text, has_contents=False)[4:7] == ["TITLE", "ABSTRACT", "HEADING"]

    def test_behind_one_without(self) -> None:
        text = f"Night\n\n{TITLE}\n\n{SOURCE}\n\n{self.ALONE}{self.AFTER}"
        assert _roles(text, has_contents=False)[2:6] == ["SOURCE", "TITLE", "ABSTRACT", "HEADING"]

    def test_where_every_line_is_a_paragraph(self) -> None:
        text = f"{TITLE}\n\n{SOURCE}\n\n{self.ALONE}"
        lines = [Line(number, part, gap=True, fresh=1.0) for number, part in enumerate(text.strip().split("\n\n"), 1)]
        assert assign(lines) == ["TITLE", "SOURCE", "TITLE", "ABSTRACT"]

    def test_not_under_what_sections_are_called(self) -> None:
        text = f"{TITLE}\n{SOURCE}\n\n{ABSTRACT}\n\nFurther resources\n\nThe Porters Charity\nhttps://a.uk\n\nIt helps."
        assert _roles(text, has_contents=False)[3:] == ["HEADING", "TITLE", "TITLE_LINK", "ABSTRACT"]

    def test_of_few_words_where_the_section_would_hold_nothing_else(self) -> None:
        alone = self.ALONE.replace("Fair pay for porters in small hospitals", "The lonely porter")
        text = f"Night\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\n{alone}{self.AFTER}"
        assert _roles(text, has_contents=False)[4:7] == ["TITLE", "ABSTRACT", "HEADING"]

    def test_not_where_the_section_says_that_nothing_was_found(self) -> None:
        nothing = "No report on what porters are paid was found. " * 4
        text = f"Night\n\n{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}\n\nThe lonely porter\n\n{nothing}\n\n{self.AFTER}"
        assert _roles(text, has_contents=False)[4:7] == ["HEADING", "POINTER", "HEADING"]


class TestATitleAndNothingElse:
    """Where the contents name every heading but one, that one is an entry."""

    ENTRY = f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}"

    def roles(self, *bare: str, listed: int = 5) -> list[str]:
        sections = "\n\n".join(f"Ward {number}\n\n{self.ENTRY}" for number in range(listed))
        text = f"{sections}\n\n" + "\n\n".join(f"{line}\n\n{self.ENTRY}" for line in bare)
        return _roles(text, headings=tuple(range(0, 4 * listed, 4)))[4 * listed :]

    @pytest.mark.parametrize("title", ["Naps for beginners", "Porters from India at night, 1948 to the present day"])
    def test_is_one(self, title: str) -> None:
        assert self.roles(title) == ["TITLE", "TITLE", "SOURCE", "ABSTRACT"]

    def test_is_a_heading_where_there_are_several(self) -> None:
        assert self.roles("Naps", "Shifts", "Meals")[::4] == ["HEADING"] * 3

    def test_is_a_heading_where_the_contents_name_few(self) -> None:
        assert self.roles("Naps for beginners", listed=2)[0] == "HEADING"

    def test_is_one_above_a_heading(self) -> None:
        sections = "\n\n".join(f"Ward {number}\n\n{self.ENTRY}" for number in range(5))
        text = f"{sections}\n\nNaps: a podcast\n\nLast\n\n{self.ENTRY}"
        assert _roles(text, headings=(0, 4, 8, 12, 16, 21))[20:23] == ["TITLE", "HEADING", "TITLE"]

    def test_is_one_where_plain_text_underlines_it(self) -> None:
        text = f"Wards\n\n{self.ENTRY}\n\n<u>Naps for porters of all wards</u>\n\n{self.ENTRY}"
        assert _roles(text, headings=(0,))[4:] == ["TITLE", "TITLE", "SOURCE", "ABSTRACT"]


class TestATitleAndNothingMore:
    """Entries that are a title alone, one behind another, before a heading, over a page, and last."""

    ENTRY = f"{TITLE}\n\n{SOURCE}\n\n{ABSTRACT}"
    BARE = "Naps for porters: what three hospitals have\nlearned"

    def test_behind_one_without_an_abstract(self) -> None:
        text = f"Night\n\n{self.ENTRY}\n\n{TITLE}\n\n{SOURCE}\n\n{self.BARE}\n\n{self.ENTRY}"
        assert _roles(text, headings=(0,))[4:] == [
            "TITLE",
            "SOURCE",
            "TITLE",
            "TITLE_MORE",
            "TITLE",
            "SOURCE",
            "ABSTRACT",
        ]

    def test_with_an_abstract_behind_one_without(self) -> None:
        text = f"Night\n\n{self.ENTRY}\n\n{TITLE}\n\n{SOURCE}\n\n{self.BARE}\n\n{ABSTRACT} Naps help."
        assert _roles(text, headings=(0,))[4:] == ["TITLE", "SOURCE", "TITLE", "TITLE_MORE", "ABSTRACT"]

    def test_before_a_heading_and_last(self) -> None:
        text = f"Night\n\n{self.ENTRY}\n\n{TITLE}\n\n{SOURCE}\n\n{self.BARE}\n\nDay\n\n{self.ENTRY}\n\n{self.BARE}"
        found = _roles(text, headings=(0, 8))
        assert found[6:8] == found[-2:] == ["TITLE", "TITLE_MORE"]

    def test_without_contents_it_is_longer_than_headings_are(self) -> None:
        bare = "Naps for porters at night on small and large wards: what three hospitals in Wales have learned"
        text = f"Night\n\n{self.ENTRY}\n\n{bare}\n\n{self.ENTRY}\n\nDay\n\n{self.ENTRY}\n\n{bare}"
        found = _roles(text, has_contents=False)
        assert (found.count("HEADING"), found[4], found[-1]) == (2, "TITLE", "TITLE")

    def test_of_headings_in_hand_the_long_one_is_none(self) -> None:
        names = ("Pay", "Night work", "Rest", "Case studies", "Staff stories", "Care homes")
        sections = "".join(f"{name}\n\n{self.ENTRY}\n\n" for name in names)
        long = "The night porter and what became of his rota in the end"
        found = _roles(f"{sections}{long}\n\n{self.ENTRY}", has_contents=False)
        assert found[-4:] == ["TITLE", "TITLE", "SOURCE", "ABSTRACT"]
        assert _roles(f"{sections}Porters abroad\n\n{self.ENTRY}", has_contents=False)[-4] == "HEADING"

    def test_an_abstract_that_is_no_sentence_where_the_briefs_others_are_none(self) -> None:
        entries = "".join(f"{TITLE}\n\n{SOURCE}\n\nA guide for managers of {name}\n\n" for name in ("wards", "homes"))
        assert _roles(f"Night\n\n{entries}", headings=(0,)).count("TITLE") >= 2


def test_a_mere_name_above_entries_is_rather_a_heading() -> None:
    bare = "Naps for porters at night on small and large wards: what three hospitals in Wales have learned"
    text = f"Night Work\n\n{TITLE}\n\n{SOURCE}\n\n{bare}\n\nRest and Sleep\n\n{TITLE}\n\n{SOURCE}"
    assert _roles(text, has_contents=False)[3:5] == ["TITLE", "HEADING"]
