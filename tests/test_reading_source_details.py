"""Volumes, issues, pages and dates: where they stand, and how far they go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import PartialDate
from briefqa.reading.source_details import (
    SURE_DETAIL,
    Anchor,
    anchors_in,
    closely_dated,
    details_start,
    is_bracketed,
    is_spaced_year,
    numbers_behind,
    tail_of,
)

# A name, what stands between it and the date, and the date with what parts it from the rest.
PARTS = [
    ("BMC Medicine", " 22(1)", ", 2024"),
    ("Nursing Times", ", vol. 12, no. 3, pp. 4-5", ", 2024"),
    ("Nursing Times", " Volume: 12, Issue: 3", ", May 2024"),
    ("Nursing Times", " Volume 12, Number 3", ", 2024"),
    ("Journal of Nursing", " (ISSN: 0966-0429) 12(3)", ", 2024"),
    ("Lifestyle Medicine", " (26883740) 5(1)", ", 2024"),
    ("Nurse Education Today", " 120", " (2023)"),
    ("Human Resources for Health", " 19, 95", " (2021)"),
    ("Age and Ageing", " 53(Suppl 4)", ", October 2024"),
    ("Midwifery", " 30 Suppl 1", ", 2024"),
    ("Health and Social Care", " 2025(1)", ", 2025"),
    ("BMJ Open", " 12(3), e045678", ", 2024"),
    ("BMJ Open", " 12(3): 45-67", ", 2024"),
    ("Nursing Studies", " 102, article no. 103456", ", 2020"),
    ("NHS England", "", ", May 2023"),
    ("Age UK", "", " 2020"),
]
# A line, what anchors its source, what belongs to the source behind that, and the details among it.
TAILS = [
    ("BMJ 2024;12(3):45-67", " 2024", ";12(3):45-67", ";12(3):45-67"),
    ("BMJ, 2024, pp. 15-19 We asked.", ", 2024", ", pp. 15-19", ", pp. 15-19"),
    ("Nurse Education Today 120 (2023) 105632", " (2023)", " 105632", " 105632"),
    ("Nurse Education Today 120 (2023) 105632 We asked.", " (2023)", " 105632", " 105632"),
    ("British Journal of Nursing, 28 (2019), pp. 12-15", " (2019)", ", pp. 12-15", ", pp. 12-15"),
    # What follows is a sentence of the abstract.
    ("BMJ, 2024 15 nurses were asked", ", 2024", "", ""),
    ("BMJ, 2024, 12(3) in wards", ", 2024", "", ""),
    ("Nurses (2023) 15 of us", " (2023)", "", ""),
    ("NHS England, 2023 We asked.", ", 2023", "", ""),
    ("NHS England, 2023", ", 2023", "", ""),
]


def anchor(text: str, printed: str) -> Anchor:
    """The anchor that is printed so, without what is told of it by its words."""
    begin = text.index(printed)
    return Anchor(begin, begin + len(printed), None)


def dated(text: str) -> Anchor:
    return [found for found in anchors_in(text, 0) if found.date is not None][-1]


class TestAnchors:
    @pytest.mark.parametrize(
        ("text", "printed", "date"),
        [
            ("Sleepers, May 2024", ", May 2024", PartialDate(2024, 5)),
            ("BMC Medicine 22(1), 2024", ", 2024", PartialDate(2024)),
            ("Nurse Education Today 120 (2023) 105632", " (2023)", PartialDate(2023)),
            ("Midwifery 2023;116:103543", " 2023", PartialDate(2023)),
            ("J Nurs Manag 2021 Jul;29(5):1439-1449", " 2021 Jul", PartialDate(2021, 7)),
            ("Age Ageing. 2023 May 1;52(5):afad078.", ". 2023 May 1", PartialDate(2023, 5)),
            ("Nursing Times (Winter 2021)", " (Winter 2021)", PartialDate(2021)),
            # A space is enough where the line ends.
            ("Age UK 2020", " 2020", PartialDate(2020)),
            ("Age UK May 2020.", " May 2020.", PartialDate(2020, 5)),
        ],
    )
    def test_a_date_is_one(self, text: str, printed: str, date: PartialDate) -> None:
        found = dated(text)
        assert (text[found.begin : found.stop], found.date) == (printed, date)

    @pytest.mark.parametrize("pages", ["22(1)", "22(1), pp. 4-5", "22(Suppl 1)", "22: 45-67", "22, p. 4"])
    def test_volume_and_pages_are_one_without_a_date(self, pages: str) -> None:
        text = f"Sleepers {pages}"
        found = anchors_in(text, 0)
        assert text[found[-1].begin : found[-1].stop].strip() == pages
        assert {one.date for one in found} == {None}

    def test_a_doi_is_one_with_nothing_in_it(self) -> None:
        text = "BMJ Open. doi:10.1136/abc"
        assert anchors_in(text, 0) == [Anchor(len("BMJ Open"), len("BMJ Open"), None)]

    @pytest.mark.parametrize("text", ["", "No digits", "Nurses 22", "In 15 wards", "doi:10.1136/abc"])
    def test_other_words_and_numbers_are_none(self, text: str) -> None:
        assert anchors_in(text, 0) == []

    def test_they_come_in_order_and_behind_what_is_skipped(self) -> None:
        text = "May (2019) BMC Medicine 22(1), pp. 4-5, 2024. doi:10.1136/abc"
        every = anchors_in(text, 0)
        assert [found.begin for found in every] == sorted(found.begin for found in every)
        assert [found for found in every if found.begin >= 10] == anchors_in(text, 10)
        assert every[0].date == PartialDate(2019)

    def test_no_more_are_looked_for_than_a_title_and_a_source_can_hold(self) -> None:
        # The last of these dates stand where no source does any more.
        assert len(anchors_in("Rotas, 2020 " * 1_000, 0)) < 100
        assert anchors_in(f"{'Rotas ' * 1_000}, 2020", 0) == []

    @given(st.text("A1 2(0).,;:-)–pdoi/"))
    def test_they_lie_in_the_text(self, text: str) -> None:
        for found in anchors_in(text, 0):
            assert 0 <= found.begin <= found.stop <= len(text)
            assert details_start(text, found.begin) <= found.begin


class TestNumbersBehind:
    @pytest.mark.parametrize(
        ("text", "printed"),
        [
            ("Health Policy, 345, 116702", ", 345, 116702"),
            ("Health Policy 345, 1-12", " 345, 1-12"),
            ("Health Policy 345, e116", " 345, e116"),
            ("Health Policy, 345, 116702. We asked.", ", 345, 116702"),
        ],
    )
    def test_volume_and_article_are_enough_behind_a_date(self, text: str, printed: str) -> None:
        (found,) = numbers_behind(text, 0)
        assert (text[found.begin : found.stop], found.date) == (printed, None)

    @pytest.mark.parametrize("text", ["Health Policy", "Health Policy 345", "Health Policy, 345", ""])
    def test_less_is_not(self, text: str) -> None:
        assert numbers_behind(text, 0) == []

    def test_what_is_skipped_is_not_looked_at(self) -> None:
        assert numbers_behind("Wards 12, 13", 6) == []


class TestDetails:
    @pytest.mark.parametrize(("name", "details", "date"), PARTS)
    def test_begin_where_the_name_ends(self, name: str, details: str, date: str) -> None:
        text = name + details + date
        found = dated(text)
        assert text[found.begin : found.stop] == date
        assert details_start(text, found.begin) == len(name)

    @pytest.mark.parametrize(("name", "details", "date"), PARTS)
    def test_are_recognised_at_a_texts_end(self, name: str, details: str, date: str) -> None:
        text = name + details
        assert text[details_start(text, len(text)) :] == details
        assert date

    def test_are_short(self) -> None:
        text = f"Sleepers{' 12(3),' * 40} 12(3)"
        assert 20 <= len(text) - details_start(text, len(text)) <= 120

    @pytest.mark.parametrize("text", ["Nurses", "in 12 wards", "22% more", "(2020)", "12-hour"])
    def test_words_and_years_in_brackets_are_none(self, text: str) -> None:
        assert details_start(text, len(text)) == len(text)

    @pytest.mark.parametrize(
        "text",
        [
            " 12(3)",
            " Suppl 1",
            ", Issue: 3",
            ", no. 4",
            ", pp. 4-5",
            " ISSN 0966-0429",
            ";12:45-67",
            " 12: 3",
            ", 345, 116702",
            " Pt 2",
        ],
    )
    def test_some_are_hardly_anything_else(self, text: str) -> None:
        assert SURE_DETAIL.search(text)

    @pytest.mark.parametrize("text", [" 12", ", 345", " nurses", ""])
    def test_mere_numbers_may_be_anything(self, text: str) -> None:
        assert SURE_DETAIL.search(text) is None


class TestDates:
    @pytest.mark.parametrize(
        ("text", "bracketed"),
        [
            ("Age UK (2020)", True),
            ("Age UK [2020]", True),
            ("Age UK (May 2020)", False),
            ("Age UK, 2020", False),
            ("Age UK 2020", False),
        ],
    )
    def test_a_year_in_brackets_is_told(self, text: str, *, bracketed: bool) -> None:
        assert is_bracketed(text, dated(text)) is bracketed

    @pytest.mark.parametrize(
        ("text", "printed", "spaced"),
        [
            ("BMJ 2024;12(3)", " 2024", True),
            ("Age UK May 2020", " May 2020", True),
            ("Age UK, 2020", ", 2020", False),
            ("Age UK (2020)", " (2020)", False),
        ],
    )
    def test_so_is_a_date_behind_nothing_but_a_space(self, text: str, printed: str, *, spaced: bool) -> None:
        assert is_spaced_year(text, anchor(text, printed)) is spaced

    @pytest.mark.parametrize(
        ("text", "closely"),
        [
            ("Age UK, May 2020", True),
            ("Age UK, Published online: 2020", True),
            ("Age UK, updated 2020", True),
            ("Age UK, 12/05/2020", True),
            ("Age UK, 2020", False),
            ("Age UK, Winter 2020", True),
            ("Age UK, Spring/Summer 2020", True),
            # A title may end so.
            ("Care in Winter 2020", False),
        ],
    )
    def test_a_month_or_a_label_is_close(self, text: str, *, closely: bool) -> None:
        assert closely_dated(text, dated(text)) is closely

    def test_volume_and_pages_are_no_date(self) -> None:
        text = "Sleepers 12(3), pp. 4-5"
        assert not any(closely_dated(text, found) for found in anchors_in(text, 0))


class TestTails:
    @pytest.mark.parametrize(("text", "printed", "tail", "details"), TAILS)
    def test_what_belongs_to_a_source_behind_its_date(self, text: str, printed: str, tail: str, details: str) -> None:
        found = anchor(text, printed)
        end, said, date, extras = tail_of(text, Anchor(found.begin, found.stop, PartialDate(2020)))
        assert (text[found.stop : end], said, date, extras) == (tail, details, None, {})

    def test_a_date_behind_volume_and_pages_is_the_sources(self) -> None:
        text = "BMJ Open 12(3), pp. 4-5, May 2024 We asked in 2019, 2020."
        end, details, date, _ = tail_of(text, anchor(text, " 12(3)"))
        assert (text[end:], details, date) == (" We asked in 2019, 2020.", ", pp. 4-5", PartialDate(2024, 5))

    def test_a_second_date_is_only_with_a_label(self) -> None:
        text = "BMJ Open, 2024, Published online: 12 May 2024"
        found = Anchor(8, 14, PartialDate(2024))
        assert tail_of(text, found)[:3] == (len(text), "", PartialDate(2024, 5))
        assert tail_of("BMJ Open, 2024, 12 May 2024", found)[2] is None

    def test_dois_addresses_notes_and_authors_come_by_name(self) -> None:
        text = "BMJ Open 12(3), 2024. doi:10.1136/abc. https://a.uk/x Abstract only*"
        end, details, date, extras = tail_of(text, anchor(text, " 12(3)"))
        assert (end, details, date) == (len(text), "", PartialDate(2024))
        assert extras == {"doi": "10.1136/abc", "url": "https://a.uk/x", "access_note": "Abstract only*"}
        assert tail_of("BMJ, 2024 - Smith J, Patel R", Anchor(3, 9, PartialDate(2024)))[3] == {
            "authors": "Smith J, Patel R"
        }

    def test_nothing_is_named_twice(self) -> None:
        text = "BMJ Open 12(3), 2024. doi:10.1136/abc doi:10.1136/def"
        end, _, _, extras = tail_of(text, anchor(text, " 12(3)"))
        assert (text[end:].strip(), extras["doi"]) == ("doi:10.1136/def", "10.1136/abc")

    @pytest.mark.parametrize("unit", ["12,", "12, ", "12–13, ", "2020, ", "Suppl 1 ", ";12(3):4", "doi:10.1000/a "])
    def test_a_long_tail_is_read_to_some_end(self, unit: str) -> None:
        # Nothing is said of time: a pattern that blew up would not come to an end at all.
        text = f"BMJ, 2024 {unit * (20_000 // len(unit))}"
        end, _, _, _ = tail_of(text, Anchor(3, 9, PartialDate(2024)))
        assert 9 <= end <= len(text)
        assert 0 <= details_start(text, len(text)) <= len(text)
