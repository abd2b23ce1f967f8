"""Running headers and page numbers go; nothing that belongs to an entry goes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.furniture import running_title, without_furniture
from briefqa.reading.lines import Line
from briefqa.reading.text import read_text

HEADER = "Evidence Brief: Ward Life"
# Lines that differ in a number alone are pages' headers; these tell text apart.
WARDS = ("Ash Ward", "Birch Ward", "Cedar Ward", "Elm Ward")


def part(text: str) -> tuple[list[str], list[str]]:
    kept, furniture = without_furniture(read_text(text.encode(), Path("brief.txt")).lines)
    return [line.text for line in kept], [line.text for line in furniture]


def test_a_running_header_is_taken_out_wherever_it_stands() -> None:
    text = f"Nurses who rotate\n\n{HEADER}\n\nstay longer.\n\n{HEADER}\n\nRotas: a review\n"
    assert part(text) == (["Nurses who rotate", "stay longer.", "Rotas: a review"], [HEADER, HEADER])


@pytest.mark.parametrize(
    "headers",
    [
        ("Evidence Brief: Ward Life 2", "Evidence Brief: Ward Life 13"),
        ("2 Evidence Brief: Ward Life", "13 Evidence Brief: Ward Life"),
        ("EVIDENCE BRIEF – Ward Life", "EVIDENCE BRIEF – Ward Life"),
        ("Ward Life 1", "Ward Life 2", "Ward Life 3"),
        ("Knowledge Management Team", "Knowledge Management Team", "Knowledge Management Team"),
    ],
)
def test_a_header_may_carry_a_page_number_or_other_words(headers: tuple[str, ...]) -> None:
    text = "".join(
        f"Nurses of {ward} say they\n\n{header}\n\nstay longer.\n" for ward, header in zip(WARDS, headers, strict=False)
    )
    assert part(text)[1] == list(headers)


@pytest.mark.parametrize("number", ["3", "Page 3", "page 3 of 18", "3/18", "3 of 18"])
def test_a_page_number_is_taken_out(number: str) -> None:
    assert part(f"Nurses who rotate\n\n{number}\n\nstay longer.") == (["Nurses who rotate", "stay longer."], [number])


@pytest.mark.parametrize("line", ["2023", "Page 3 sets out why.", "In 3 of 18 wards", "12-hour shifts"])
def test_a_line_that_only_resembles_a_page_number_stays(line: str) -> None:
    assert part(f"Rotas\n\n{line}\n\nNurses") == (["Rotas", line, "Nurses"], [])


def test_a_line_after_furniture_is_marked() -> None:
    kept, _ = without_furniture(
        read_text(f"a\n\n{HEADER}\nb\n\n{HEADER}\n\n3\n\nc\n\nd".encode(), Path("brief.txt")).lines
    )
    assert [(line.text, line.gap, line.page_break) for line in kept] == [
        ("a", False, False),
        ("b", True, True),
        ("c", True, True),
        ("d", True, False),
    ]


def test_a_header_inside_a_paragraph_is_text() -> None:
    text = f"The team wrote\n{HEADER}\nand then\n{HEADER}\nonce more."
    assert part(text)[1] == []


@pytest.mark.parametrize(
    "line",
    [
        "NHS England, 2023",
        "NHS England",
        "Abstract only*",
        "NHS OpenAthens account required",
        "No abstract available.",
        "Key findings",
        "Conclusion:",
        "- Rotas",
    ],
)
def test_what_several_entries_share_is_no_header(line: str) -> None:
    text = "\n\n".join(f"Nurses of {ward} stay longer.\n\n{line}\n\n{ward} is new." for ward in WARDS)
    assert part(text)[1] == []


def test_entries_that_differ_in_a_number_are_no_headers() -> None:
    titles = [f"Rotas for beginners: module {n}" for n in (1, 2, 3)]
    text = "\n\n".join(f"{title}\n\nNHS England, 2023\n\nHow to plan a rota." for title in titles)
    assert set(titles) <= set(part(text)[0])


def test_the_header_names_the_brief() -> None:
    _, furniture = without_furniture(
        read_text(
            "3\n\na\n\nEvidence Brief: Ward – Life 3\n\nb\n\nEvidence Brief: Ward – Life 4".encode(), Path("b.txt")
        ).lines
    )
    assert running_title(furniture) == "Ward – Life"


def test_without_a_header_there_is_no_name() -> None:
    assert running_title([]) is None


def test_a_line_that_counts_pages_is_a_header() -> None:
    text = "\n\n".join(f"Nurses of {ward} stay.\n\nWard Life | Page {n} of 4" for n, ward in enumerate(WARDS, 1))
    assert part(text)[1] == [f"Ward Life | Page {n} of 4" for n in range(1, 5)]


@pytest.mark.parametrize(
    "form",
    ["Lesson {}: rotas", "Ward {} is new", "Chapter {}", "- {} naps a day", "Sleep Medicine 9({}), 2021"],
)
def test_other_lines_that_count_are_none(form: str) -> None:
    text = "\n\n".join(f"Nurses of {ward} stay.\n\n{form.format(n)}" for n, ward in enumerate(WARDS, 1))
    assert part(text)[1] == []


def test_a_header_is_the_same_on_all_pages_or_counts_on() -> None:
    text = "\n\n".join(
        f"Nurses of {ward} stay.\n\nPage {n} of Ward Life" for n, ward in zip((1, 5, 2, 9), WARDS, strict=True)
    )
    assert [line for line in part(text)[1] if "Ward Life" in line] == []


def test_a_line_that_names_the_brief_as_its_citation_does_is_a_header() -> None:
    cited = "Please acknowledge this work as: Evidence Brief: Ward Life. A. Author. (May 2024)"
    pages = "\n\n".join(f"Nurses of {ward} stay.\n\nA Team – Ward Life" for ward in WARDS[:2])
    assert part(f"{cited}\n\n{pages}")[1] == ["A Team – Ward Life"] * 2
    assert part(pages)[1] == []


def test_a_title_that_reads_like_the_header_stays() -> None:
    pages = "".join(f"Nurses of {ward} who\n\nWard Life Today\n\nstay longer.\n\n" for ward in WARDS)
    kept, furniture = part(f"{pages}Ward Life Today\n\nSleep Medicine 9(1), 2021\n\nNaps help.")
    assert furniture == ["Ward Life Today"] * 4
    assert kept[-3:] == ["Ward Life Today", "Sleep Medicine 9(1), 2021", "Naps help."]


def test_a_header_that_is_an_entrys_title_as_well_is_told_by_the_footer_next_to_it() -> None:
    pages = [f"Nurses of {ward} who\n\nWard Life\n\nPage {n} of 5\n\nstay longer." for n, ward in enumerate(WARDS, 1)]
    source = "Sleep Medicine 9(1), 2021"
    text = "\n\n".join([*pages, f"Ward Life\n\n{source}\n\nNaps help.\n\nWard Life\n\nPage 5 of 5\n\n{source}"])
    kept, furniture = part(text)
    assert kept[-4:] == ["Ward Life", source, "Naps help.", source]
    assert furniture == [line for n in range(1, 6) for line in ("Ward Life", f"Page {n} of 5")]


def test_a_footer_may_stand_before_the_header() -> None:
    pages = [f"Nurses of {ward} who\n\nSheet {n} page\n\nWard Life\n\nstay longer." for n, ward in enumerate(WARDS, 1)]
    text = "\n\n".join([*pages, "Naps help.\n\nSheet 5 page\n\nWard Life\n\nSleep Medicine 9(1), 2021"])
    kept, furniture = part(text)
    assert kept[-2:] == ["Naps help.", "Sleep Medicine 9(1), 2021"]
    assert furniture.count("Ward Life") == 5


@pytest.mark.parametrize(
    "form", ["{}. who may delegate what, to whom", "({}) who may delegate", "{}) who may delegate"]
)
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_items_that_several_lists_share_are_text(form: str, apart: str) -> None:
    listed = ["Policies of {ward} say", "1. what may be delegated", "{item}", "3. and when it may"]
    text = "\n\n".join(
        apart.join(listed).format(ward=ward, item=form.format(n if apart == "\n" else 2))
        for n, ward in enumerate(WARDS, 2)
    )
    assert part(text)[1] == []


def test_items_that_count_on_where_sentences_go_on_are_text() -> None:
    text = "\n\n".join(
        f"Nurses of {ward} know\n\n{n}. who may delegate\n\nand what." for n, ward in enumerate(WARDS, 1)
    )
    assert part(text)[1] == []
    # Without its dot the number is a page's.
    assert part(text.replace(". who", " who"))[1] == [f"{n} who may delegate" for n in range(1, 5)]


def test_a_copy_without_blank_lines_has_its_headers_all_the_same() -> None:
    text = "\n".join(f"Nurses of {ward} who\n{HEADER}\nstay longer." for ward in WARDS)
    assert part(text)[1] == [HEADER] * 4


def test_what_the_file_marks_is_furniture_and_nothing_else_like_it() -> None:
    lines = [
        Line(1, HEADER, furniture=True, height=0.02),
        Line(2, "Nurses stay.", height=0.2),
        Line(3, "Naps help.", height=0.4),
        Line(1, HEADER, page=2, furniture=True, height=0.02),
        Line(2, HEADER, gap=True, page=2, height=0.3),
        Line(3, "Rest does.", gap=True, page=2, height=0.4),
    ]
    kept, furniture = without_furniture(lines)
    assert [line.text for line in kept] == ["Nurses stay.", "Naps help.", HEADER, "Rest does."]
    assert [line.text for line in furniture] == [HEADER] * 2
    # Where lines have a place on the page, the space between them says what there is to say.
    assert not any(line.page_break for line in kept)


def test_a_number_that_the_file_marks_as_contents_stays() -> None:
    kept, furniture = without_furniture(
        [Line(1, "Reviews", contents=True), Line(2, "12", contents=True), Line(3, "12")]
    )
    assert [line.text for line in kept] == ["Reviews", "12"]
    assert [line.text for line in furniture] == ["12"]


def test_a_bare_number_in_a_paragraph_is_a_volume_unless_pages_are_numbered_so() -> None:
    volume = "Rotas\n\nJournal of Night Work\n72\n\nNurses of all wards sleep."
    assert part(volume)[1] == []
    assert part(f"{volume}\n\n3\n\nNaps help.")[1] == ["3"]
    numbered = "Nurses of all wards\n3\nsleep less.\nNaps help those who\n4\nwork at night."
    assert part(numbered)[1] == ["3", "4"]


def test_words_that_go_on_with_the_same_word_are_a_sentences() -> None:
    text = "Rotas\n\nThis report looks at what it\ncosts. It is for {}.\n\n"
    assert part("".join(text.format(ward) for ward in WARDS))[1] == []
    item = f"We asked for\n\n• naps, rest and sleep in all wards,\n\n{HEADER}\n\nhomes and clinics\n\n"
    assert set(part(item * 3)[1]) == {HEADER}


class TestOpenings:
    """Words that many abstracts begin with, and that a margin parts from what is each one's own."""

    SHARED = "This rapid review was carried out to find out what is known about"
    SOURCES = ("Nursing Times, 2023", "BMJ Open 12(3),\n2024", "NHS Employers", "Abstract only")

    def written(self, below: str = "\n") -> str:
        return "".join(
            f"Naps on {ward}\n\n{source}\n\n{self.SHARED}{below}{ward.lower()} and its naps.\n\n"
            for ward, source in zip(WARDS, self.SOURCES, strict=True)
        )

    def test_below_a_source_they_are_no_header(self) -> None:
        assert part(self.written())[1] == []

    def test_what_stands_by_itself_below_a_source_may_be_a_header(self) -> None:
        assert part(self.written(below="\n\n"))[1] == [self.SHARED] * 4

    def test_a_header_may_stand_below_a_source_once(self) -> None:
        torn = "".join(f"Nurses of {ward} say they\n\nWard Life\nstay longer there.\n\n" for ward in WARDS)
        page = "Nursing Times, 2023\n\nWard Life\nNurses sleep.\n\n"
        assert part(torn + page)[1] == ["Ward Life"] * 5


def test_nothing_has_no_furniture() -> None:
    assert without_furniture([]) == ([], [])


class TestTheTitleAlone:
    """A header that is the brief's title and nothing else, between paragraphs."""

    CITED = "Please acknowledge this work as: Evidence Brief: Ward Life. Jo Bell. (May 2024) UK: Library\n\n"
    ENTRIES = tuple(f"Naps on {ward}\n\nNursing Times, 2023\n\nNurses of {ward} sleep.\n\n" for ward in WARDS)

    @pytest.mark.parametrize("front", [f"{HEADER}\n\n{CITED}", f"Ward Life\n\n{CITED}", f"{HEADER}\n\n"])
    def test_is_taken_out_where_it_comes_back_often(self, front: str) -> None:
        kept, furniture = part(front + "Ward Life\n\n".join(self.ENTRIES))
        assert furniture.count("Ward Life") == 3 + front.startswith("Ward Life") * bool(furniture)
        assert "Ward Life" not in kept

    def test_is_taken_out_also_between_a_title_and_its_source(self) -> None:
        text = "Ward Life\n\n".join(self.ENTRIES).replace("Elm Ward\n\n", "Elm Ward\n\nWard Life\n\n", 1)
        kept, _ = part(self.CITED + text)
        assert "Ward Life" not in kept
        kept, _ = part(self.CITED + text.replace("Elm Ward\n", "Elm Ward?\n", 1))
        assert "Ward Life" not in kept

    def test_may_be_a_heading_besides_the_title_and_the_contents(self) -> None:
        text = f"Ward Life\n\n{self.CITED}Contents\n\nWard Life\n\nWard Life\n\n{self.ENTRIES[0]}"
        kept, furniture = part(text)
        assert (kept.count("Ward Life"), furniture) == (3, [])


def test_a_header_that_has_the_pages_number_leaves_titles_that_have_none() -> None:
    pages = "".join(f"Nurses of {ward} who\n\nWard Life    {n}\nstay longer.\n\n" for n, ward in enumerate(WARDS, 2))
    cited = TestTheTitleAlone.CITED
    text = f"Ward Life    1\nWard Life\n\n{cited}Reports\n\nWard Life\nNHS England, 2021\n\n{pages}"
    kept, furniture = part(text)
    assert kept[:5] == ["Ward Life", cited.strip(), "Reports", "Ward Life", "NHS England, 2021"]
    assert furniture == [f"Ward Life {n}" for n in range(1, 6)]


def test_a_header_beside_the_pages_number_leaves_the_title_above_a_source() -> None:
    pages = "".join(f"Nurses of {ward} who\n\n{n}\n\nWard Life\n\nstay longer.\n\n" for n, ward in enumerate(WARDS, 1))
    entry = "Reports\n\nWard Life\n\nNHS Employers, Spring 2023\n\n"
    kept, furniture = part(f"Ward Life\n\n{TestTheTitleAlone.CITED}{entry}{pages}")
    assert kept[1:4] == ["Reports", "Ward Life", "NHS Employers, Spring 2023"]
    assert furniture.count("Ward Life") == len(WARDS) + 1
    # Where the page ends between a title and its source the number tells.
    torn = "Naps\n\n5\n\nWard Life\n\nNHS Employers, Spring 2023\n\n"
    kept, _ = part(f"Ward Life\n\n{TestTheTitleAlone.CITED}{pages}{torn}")
    assert "Ward Life" not in kept


def test_a_title_below_a_heading_that_the_contents_list_is_no_header() -> None:
    contents = f"{TestTheTitleAlone.CITED}Contents\n\nReports\t1\nReviews\t2\n\nReports\n\n"
    entries = "Ward Life\n\n".join(TestTheTitleAlone.ENTRIES)
    kept, furniture = part(f"{contents}Ward Life\n\nNHS Employers, Spring 2023\n\nNurses stay.\n\n{entries}")
    assert (kept.count("Ward Life"), furniture) == (1, ["Ward Life"] * (len(WARDS) - 1))
    kept, _ = part(f"{contents}Naps\n\nWard Life\n\nNHS Employers, Spring 2023\n\nNurses stay.\n\n{entries}")
    assert "Ward Life" not in kept


def test_a_citation_is_no_header() -> None:
    citation = "Evidence Brief: Ward Life. Compiled by Jo Bell. (May 2024) A Library Service"
    kept, furniture = part(f"A Library Service\n\n{citation}\n\nReports")
    assert (kept, furniture) == (["A Library Service", citation, "Reports"], [])
    # But it says what headers may say, with more beside it.
    pages = "\n\nWard Life | May 2024\n\n".join(f"Nurses of {ward}." for ward in WARDS)
    first, rest = citation.split(" Jo ")
    kept, furniture = part(f"Ward Life\n\n{first}\nJo {rest}\n\n{pages}")
    assert furniture == ["Ward Life | May 2024"] * (len(WARDS) - 1)


def test_the_title_with_the_pages_number_is_a_header_where_it_stands_by_itself_on_top() -> None:
    pages = "".join(f"Ward Life {page}\n\nNurses of {ward} stay longer.\n\n" for page, ward in enumerate(WARDS, 2))

    _, furniture = part(f"Ward Life 1\n\nWard Life\n\nContents\n\n{pages}")
    assert furniture == [f"Ward Life {page}" for page in range(1, 6)]
    # Without the title by itself, these may be headings.
    assert part(f"All about wards\n\n{pages}")[1] == []


def test_a_page_number_beside_a_header_cuts_into_a_paragraph_without_blank_lines() -> None:
    pages = "Nurses of {ward} say that\n{number}\n\fMarches Service\nthey stay longer.\n\n"
    text = "".join(pages.format(ward=ward, number=number) for number, ward in enumerate(WARDS[:3], start=2))
    kept, furniture = part(f"1\n\fMarches Service\n\n{text}")
    assert furniture == ["1", "Marches Service", "2", "Marches Service", "3", "Marches Service", "4", "Marches Service"]
    assert kept[:2] == ["Nurses of Ash Ward say that", "they stay longer."]


def test_numbers_below_what_comes_back_are_volumes_where_they_cut_into_no_sentence() -> None:
    entries = "".join(
        f"Rotas in {ward}: a review\nBMJ Open\n{volume}\nNurses stay.\n\n"
        for volume, ward in enumerate(WARDS, start=12)
    )
    kept, _ = part(f"1\n\nRotas\n\n{entries}2\n\nNurses stay.\n")
    assert [line for line in kept if line.isdigit()] == ["12", "13", "14", "15"]
