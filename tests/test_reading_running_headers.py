"""What running headers say, and what only resembles them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefqa.reading.furniture import without_furniture
from briefqa.reading.running_headers import running_title
from briefqa.reading.text import read_text

HEADER = "Evidence Brief: Ward Life"
# Lines that differ in a number alone are pages' headers; these tell text apart.
WARDS = ("Ash Ward", "Birch Ward", "Cedar Ward", "Elm Ward")


def part(text: str) -> tuple[list[str], list[str]]:
    kept, furniture = without_furniture(read_text(text.encode(), Path("brief.txt")).lines)
    return [line.text for line in kept], [line.text for line in furniture]


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


def test_the_header_names_the_brief() -> None:
    _, furniture = without_furniture(
        read_text(
            "3\n\na\n\nEvidence Brief: Ward – Life 3\n\nb\n\nEvidence Brief: Ward – Life 4".encode(), Path("b.txt")
        ).lines
    )
    assert running_title(furniture) == "Ward – Life"


def test_without_a_header_there_is_no_name() -> None:
    assert running_title([]) is None


def test_a_line_that_names_the_brief_as_its_citation_does_is_a_header() -> None:
    cited = "Please acknowledge this work as: Evidence Brief: Ward Life. A. Author. (May 2024)"
    pages = "\n\n".join(f"Nurses of {ward} stay.\n\nA Team – Ward Life" for ward in WARDS[:2])
    assert part(f"{cited}\n\n{pages}")[1] == ["A Team – Ward Life"] * 2
    assert part(pages)[1] == []


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


class TestOpeningsBelowTitles:
    """The same words below titles that no source follows, where a line ends for want of room."""

    def written(self, shared: str, rest: str) -> str:
        return "".join(
            f"Naps on {ward}: what has been learned\n\n{shared}\n{rest.format(ward.lower())}.\n\n" for ward in WARDS
        )

    def test_a_line_as_long_as_those_below_it_is_no_header(self) -> None:
        shared = "This rapid review was carried out to find out what is"
        assert part(self.written(shared, "{} and naps"))[1] == []
        longer = "{} and its porters and how they rest at night after work"
        assert part(self.written(shared, longer))[1] == [shared] * 4
        assert part(self.written("Ward Life", "{} and naps"))[1] == ["Ward Life"] * 4

    def test_nor_is_one_that_goes_on(self) -> None:
        assert part(self.written("Health services and", "{} and naps"))[1] == []


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


def test_a_citation_is_no_header() -> None:
    citation = "Evidence Brief: Ward Life. Compiled by Jo Bell. (May 2024) A Library Service"
    kept, furniture = part(f"A Library Service\n\n{citation}\n\nReports")
    assert (kept, furniture) == (["A Library Service", citation, "Reports"], [])
    # But it says what headers may say, with more beside it.
    pages = "\n\nWard Life | May 2024\n\n".join(f"Nurses of {ward}." for ward in WARDS)
    first, rest = citation.split(" Jo ")
    kept, furniture = part(f"Ward Life\n\n{first}\nJo {rest}\n\n{pages}")
    assert furniture == ["Ward Life | May 2024"] * (len(WARDS) - 1)


def test_a_title_below_a_heading_that_the_contents_list_is_no_header() -> None:
    contents = f"{TestTheTitleAlone.CITED}Contents\n\nReports\t1\nReviews\t2\n\nReports\n\n"
    entries = "Ward Life\n\n".join(TestTheTitleAlone.ENTRIES)
    kept, furniture = part(f"{contents}Ward Life\n\nNHS Employers, Spring 2023\n\nNurses stay.\n\n{entries}")
    assert (kept.count("Ward Life"), furniture) == (1, ["Ward Life"] * (len(WARDS) - 1))
    kept, _ = part(f"{contents}Naps\n\nWard Life\n\nNHS Employers, Spring 2023\n\nNurses stay.\n\n{entries}")
    assert "Ward Life" not in kept


class TestOnTopOfPages:
    """What stands on top of pages that form feeds part, and nowhere else, breaks into no sentence to be a header."""

    TEAM = "Northern Care Group Library and Knowledge Service"

    def pages(self, top: str, *, first: str = "") -> str:
        return first + "\f".join(
            f"{top}\n\n{ward} and its naps\n\nNursing Times, 2023\n\nNurses of {ward} sleep." if position else ward
            for position, ward in enumerate(("Naps", *WARDS[:3]))
        )

    @pytest.mark.parametrize("numbered", ["", "    {}", " | page {}"])
    @pytest.mark.parametrize("first", ["", "@@\n\n"])
    def test_is_a_header(self, numbered: str, first: str) -> None:
        text = self.pages("@@", first=first)
        for page in range(1 if first else 2, 5):
            text = text.replace("@@", self.TEAM + numbered.format(page), 1)
        kept, furniture = part(text)
        assert [line[: len(self.TEAM)] for line in furniture] == [self.TEAM] * (3 + bool(first))
        assert not any(self.TEAM in line for line in kept)

    @pytest.mark.parametrize(
        "line",
        [
            "Abstract only",
            "NHS OpenAthens account required",
            "https://example.org/naps",
            "library@example.org",
            "• naps for all",
            "Naps are good for all nurses.",
            "Do naps help nurses?",
            "Conclusion:",
            "NHS England, 2023",
            "BMJ Open 12(3)",
            "Smith J, Patel R",
            "Naps " * 25,
            "Nurses of all wards and",
        ],
    )
    def test_what_comes_there_by_chance_is_none(self, line: str) -> None:
        assert part(self.pages(line.strip()))[1] == []

    def test_what_stands_elsewhere_too_is_none(self) -> None:
        assert part(f"{self.pages(self.TEAM)}\n\n{self.TEAM}\n\nIt lends.")[1] == []
        assert part(f"Naps\n\n{self.TEAM}\n\n{self.pages(self.TEAM)}")[1] == []

    def test_two_pages_are_not_enough(self) -> None:
        assert part(self.pages(self.TEAM).rsplit("\f", 1)[0])[1] == []

    def test_without_form_feeds_nothing_shows_a_page(self) -> None:
        assert part(self.pages(self.TEAM).replace("\f", "\n\n"))[1] == []


@pytest.mark.parametrize("page", ["{0}\n\nWard Life Team", "Ward Life Team\n\n{0}", "{0}\nWard Life Team"])
def test_a_header_next_to_pages_numbers_need_break_into_no_sentence(page: str) -> None:
    text = "\n\n".join(f"Nurses of {ward} stay longer.\n\n{page.format(at)}" for at, ward in enumerate(WARDS, start=3))
    kept, furniture = part(f"{text}\n\nThe last ward is new.")
    assert [line for line in kept if "Team" in line] == []
    assert furniture.count("Ward Life Team") == len(WARDS)


@pytest.mark.parametrize("line", ["Nursing Times, 2023", "Abstract only*", "https://a.example/x"])
@pytest.mark.parametrize("step", [0, 5])
def test_next_to_other_numbers_it_is_none(line: str, step: int) -> None:
    numbers = [3, 3 + step, 3 + 2 * step, 3]
    text = "\n\n".join(
        f"Nurses of {ward} stay longer.\n\n{at}\n\n{line}" for at, ward in zip(numbers, WARDS, strict=True)
    )
    assert line in part(f"{text}\n\nThe last ward is new.")[0]
