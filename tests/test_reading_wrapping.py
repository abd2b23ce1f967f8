"""Which breaks are the writer's, and what margins parted."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from briefqa.reading.lines import LIKELY_BREAK, PLAIN, Line, Link, Style, join
from briefqa.reading.text import read_text
from briefqa.reading.wrapping import paragraphs, rejoined, with_addresses_apart, with_breaks, with_titles_apart

LONG = (
    "Porters who work at night sleep less than five hours and say that they would rather work by day than be paid "
    "more, while managers hold that rotas are hard to fill as it is and that wards which change them lose staff"
)
URL = "https://a.uk/x"


def lines(*texts: str) -> list[Line]:
    return [Line(n, text) for n, text in enumerate(texts, start=1)]


def rejoin(*texts: str) -> str:
    return join(rejoined(lines(*texts)))


class TestBreaks:
    @staticmethod
    def fresh(text: str) -> list[float | None]:
        return [line.fresh for line in with_breaks(read_text(text.encode(), Path("brief.txt")).lines)]

    def test_a_full_line_was_wrapped_and_a_short_one_was_broken(self) -> None:
        wrapped = textwrap.wrap(LONG, 60)
        text = "\n".join([*wrapped, "A new paragraph after a short line, which is as long as."])
        found = self.fresh(text.replace(wrapped[-1], "staff."))
        assert found[1 : len(wrapped)] == [None] * (len(wrapped) - 1)
        assert found[-1] == 0.75

    def test_a_somewhat_short_line_may_be_either(self) -> None:
        first, second = "Porters who work at night sleep less than five hours today", "x" * 70
        assert self.fresh(f"{first}. Y\n{'y' * 8} {second}"[:200])[1] in (None, 0.5)

    def test_blank_lines_say_enough(self) -> None:
        assert self.fresh("Rotas\n\nNaps\n\nRest") == [None, None, None]

    def test_a_file_with_a_line_for_each_paragraph_has_no_margin(self) -> None:
        text = "\n".join([f"{LONG}.", "Rotas and naps in wards of many kinds.", f"{LONG}.", "Rest."])
        assert self.fresh(text) == [None, 0.75, 0.75, 0.75]

    def test_behind_a_line_longer_than_any_margin_a_paragraph_starts(self) -> None:
        assert self.fresh(f"{LONG}\nand rest\nof all of these, and naps")[1] == 0.75

    def test_what_a_format_knows_is_kept(self) -> None:
        known = [Line(1, "Rotas"), Line(2, "Naps", fresh=1.0), Line(3, "Rest", fresh=0.0)]
        assert [line.fresh for line in with_breaks(known)] == [None, 1.0, 0.0]

    def test_breaks_in_the_middle_of_sentences_are_a_margins(self) -> None:
        torn = [
            Line(1, "Porters who work at night"),
            Line(2, "sleep less than five hours, and", fresh=1.0),
            Line(3, "say so.", fresh=1.0),
        ]
        assert all(line.fresh != 1.0 for line in with_breaks(torn))

    def test_a_list_keeps_its_breaks(self) -> None:
        items = [Line(1, "Naps are:"), Line(2, "short;", fresh=1.0), Line(3, "free.", fresh=1.0)]
        assert [line.fresh for line in with_breaks(items)] == [None, 1.0, 1.0]

    def test_one_such_break_on_a_page_is_a_long_words(self) -> None:
        page = [Line(1, "Porters who", height=0.1), Line(2, "sleep less.", fresh=1.0, height=0.2)]
        assert with_breaks(page)[1].fresh == 1.0
        assert with_breaks([Line(1, "Porters who"), Line(2, "sleep less.", fresh=1.0)])[1].fresh != 1.0

    @staticmethod
    def unwrapped(*others: str) -> list[Line]:
        """A file of lines that are as long as their paragraphs, and some others behind the first two."""
        paragraphs = [text for n in range(1, 11) for text in (f"{LONG} {n}.", f"Rotas and naps in ward {n}.")]
        return lines(*paragraphs[:2], *others, *paragraphs[2:])

    def test_a_file_of_unwrapped_lines_may_have_wrapped_titles(self) -> None:
        title = ("Rotas and naps and what porters of all wards say of them when", "they are asked")
        found = with_breaks(self.unwrapped(*title))
        assert found[3].text == title[1]
        # What is wrapped says nothing, and elsewhere a break is no longer quite so surely the writer's.
        assert found[3].fresh is None
        assert {line.fresh for line in (*found[1:3], *found[5:])} == {LIKELY_BREAK}
        assert {line.fresh for line in with_breaks(self.unwrapped())[1:]} == {0.75}

    def test_a_wrapped_paragraph_is_left_out_with_all_its_lines(self) -> None:
        wrapped = [line for line in textwrap.wrap(f"{LONG}.", 60) if line[0].islower()]
        found = with_breaks(self.unwrapped("Porters who work at night sleep less than five hours and say", *wrapped))
        assert {line.fresh for line in found[3 : 3 + len(wrapped)]} == {None}
        assert {line.fresh for line in found[4 + len(wrapped) :]} == {LIKELY_BREAK}

    def test_a_file_with_many_wrapped_titles_is_wrapped(self) -> None:
        title = ("Rotas and naps and what porters of all wards say of", "them when asked.")
        text = [text for n in range(10) for text in (f"{LONG} {n}.", *title, "Nurses like them.", "Managers do not.")]
        assert LIKELY_BREAK not in {line.fresh for line in with_breaks(lines(*text))}

    def test_names_with_particles_and_addresses_are_no_torn_sentences(self) -> None:
        found = with_breaks(self.unwrapped("van der Berg A, Ahmed S", "https://a.uk/x", "de Souza P"))
        assert {line.fresh for line in found[1:]} == {0.75}

    def test_unwrapped_lines_may_all_be_short(self) -> None:
        full = "Porters who work at night sleep less than five hours."
        assert {line.fresh for line in with_breaks(lines(*[full] * 10))[1:]} == {0.75}
        wrapped = with_breaks(lines(*[full] * 10, "and say so."))
        assert {line.fresh for line in wrapped[1:]} == {None}

    def test_a_short_file_may_be_wrapped_though_no_line_starts_in_mid_sentence(self) -> None:
        paragraph = f"Porters of {'Big Wards and Small Homes and ' * 16}Clinics."
        assert {line.fresh for line in with_breaks(lines(*textwrap.wrap(paragraph, 60)))[1:-1]} == {None}
        contents = (f"Ward {n} {'.' * 50} {n}" for n in range(5))
        assert {line.fresh for line in with_breaks(lines(*contents, *textwrap.wrap(paragraph, 60)))[6:-1]} == {None}

    def test_sentences_that_go_on_over_pages_do_not_make_a_file_wrapped(self) -> None:
        text = [
            line
            for n in range(8)
            for line in (
                Line(3 * n + 1, f"{LONG} and", gap=True),
                Line(3 * n + 2, "rest.", gap=True, page_break=True),
                Line(3 * n + 3, f"Naps help nurses of ward {n}."),
            )
        ]
        found = with_breaks(text)
        assert {line.fresh for line in found[2::3]} == {0.75}
        assert {line.fresh for line in found[1::3]} == {None}

    def test_a_page_in_an_unwrapped_file_ends_a_paragraph(self) -> None:
        text = self.unwrapped()
        text[4] = replace(text[4], gap=True, page_break=True)
        text[8] = replace(text[8], gap=True)
        found = with_breaks(text)
        # Blank lines say enough; the edge of a page says nothing.
        assert (found[4].fresh, found[8].fresh) == (0.75, None)

    def test_a_title_may_be_broken_by_force(self) -> None:
        title = [Line(1, "Naps."), Line(2, "Rotas in small and", gap=True), Line(3, "in large wards", fresh=1.0)]
        assert with_breaks(title)[2].fresh != 1.0
        # A sentence has ended, or a name begins: the break may mean what it says.
        for first, second in (("Rotas in wards.", "naps"), ("Rotas in wards", "Royal Ward Trust")):
            assert with_breaks([Line(1, first, gap=True), Line(2, second, fresh=1.0)])[1].fresh == 1.0

    def test_a_break_by_force_in_one_title_leaves_other_paragraphs_alone(self) -> None:
        text = [
            Line(1, "Rotas in small and", gap=True),
            Line(2, "in large wards", fresh=1.0),
            Line(3, "Naps are:", gap=True),
            Line(4, "Short", fresh=1.0),
        ]
        assert [line.fresh == 1.0 for line in with_breaks(text)] == [False, False, False, True]

    def test_nothing_has_no_breaks(self) -> None:
        assert with_breaks([]) == []


class TestDividedWords:
    @pytest.mark.parametrize(
        ("texts", "joined"),
        [
            # The word stands whole elsewhere in the brief.
            (("The nur-", "ses and nurses"), "The nurses and nurses"),
            # The compound does.
            (("Long-", "term care is long-term"), "Long-term care is long-term"),
            # Neither does: the hyphen is taken for the word's own.
            (("A well-", "being hub"), "A well-being hub"),
            # The hyphen stands for a word to come.
            (("pre-", "and post-natal"), "pre- and post-natal"),
            (("pre-", "or post-natal"), "pre- or post-natal"),
            # A dash between words is none.
            (("Naps -", "they help"), "Naps - they help"),
            (("BREATH-", "LESS and BREATHLESS"), "BREATHLESS and BREATHLESS"),
            (("pp. 401-", "419"), "pp. 401-419"),
            (("pp. 401–", "419"), "pp. 401–419"),
            (("Anglo-", "American nurses"), "Anglo-American nurses"),
            # A number may be the compound's second part.
            (("in the Covid-", "19 pandemic"), "in the Covid-19 pandemic"),
            (("COVID-", "19"), "COVID-19"),
            (("wards –", "19 of them"), "wards – 19 of them"),
            # "to-" goes on with the compound, "to " is a word between two.
            (("face-", "to-face"), "face-to-face"),
            (("Day-", "to-day care"), "Day-to-day care"),
            (("face-to-", "face"), "face-to-face"),
            (("short-", "to long-term"), "short- to long-term"),
            (("Covid-", "and flu wards"), "Covid- and flu wards"),
        ],
    )
    def test_are_joined_as_the_brief_spells_them(self, texts: tuple[str, ...], joined: str) -> None:
        assert rejoin(*texts) == joined

    def test_lose_their_hyphens_where_a_brief_divides_words_throughout(self) -> None:
        divided = [
            part
            for word in (("nur", "ses"), ("por", "ters"), ("mana", "gers"))
            for part in (f"Some {word[0]}-", f"{word[1]} know {''.join(word)}")
        ]
        assert join(rejoined(lines(*divided, "The doc-", "tors"))).endswith("The doctors")
        assert rejoin("The doc-", "tors") == "The doc-tors"

    def test_stay_apart_over_blank_lines_and_writers_breaks(self) -> None:
        for second in (Line(2, "ses", gap=True), Line(2, "ses", fresh=1.0)):
            assert join(rejoined([Line(1, "nurses, nur-"), second])) == "nurses, nur- ses"

    def test_go_on_over_pages(self) -> None:
        page = Line(2, "ses", gap=True, page_break=True)
        assert join(rejoined([Line(1, "nurses, nur-"), page])) == "nurses, nurses"

    def test_links_end_with_the_word(self) -> None:
        first = Line(1, "nurses, nur-", links=(Link(8, 12, URL),))
        assert rejoined([first, Line(2, "ses")])[0].links == (Link(8, 11, URL),)

    def test_without_any_nothing_changes(self) -> None:
        whole = lines("Porters who work at night", "sleep less.")
        assert rejoined(whole) == whole


class TestAddresses:
    @pytest.mark.parametrize(
        ("first", "second", "joined"),
        [
            ("https://www.nhs.uk/", "guides/rotas", "https://www.nhs.uk/guides/rotas"),
            ("See https://www.nhs.uk/a-", "guide/", "See https://www.nhs.uk/a-guide/"),
            ("www.nhs.uk/page?", "id=12", "www.nhs.uk/page?id=12"),
            ("doi:10.1136/bmjopen-", "2023-045678", "doi:10.1136/bmjopen-2023-045678"),
            ("https://doi.org/10.1136/", "bmj.n71", "https://doi.org/10.1136/bmj.n71"),
        ],
    )
    def test_are_joined(self, first: str, second: str, joined: str) -> None:
        (line,) = rejoined(lines(first, second))
        assert line.text == joined

    @pytest.mark.parametrize("second", ["Naps help nurses.", "https://b.uk", "porters"])
    def test_end_before_words_and_other_addresses(self, second: str) -> None:
        assert [line.text for line in rejoined(lines("https://a.uk/x", second))] == ["https://a.uk/x", second]


class TestTitlesApart:
    BOLD = Style(bold=True)

    def test_a_title_ends_where_its_link_does(self) -> None:
        text = "Rotas and rest in small wards Royal Ward Trust"
        line = Line(1, text, gap=True, turns=(30,), looks=(PLAIN, PLAIN), links=(Link(0, 29, URL),))
        title, source = with_titles_apart([line])
        assert (title.text, source.text) == ("Rotas and rest in small wards", "Royal Ward Trust")
        assert (title.links, source.links) == ((Link(0, 29, URL),), ())
        assert (title.gap, source.gap, source.fresh) == (True, False, 1.0)
        assert (title.number, source.number) == (1, 1)

    def test_a_linked_title_ends_though_it_reads_like_the_beginning_of_the_name(self) -> None:
        text = "Sleep among GP Receptionists Institute for Employment Studies, 21 June 2008"
        line = Line(1, text, gap=True, turns=(29,), looks=(PLAIN, PLAIN), links=(Link(0, 28, URL),))
        title, source = with_titles_apart([line])
        assert (title.text, source.text) == (text[:28], text[29:])

    def test_a_title_ends_where_its_look_does(self) -> None:
        text = "Rotas and rest in small wards – Royal Ward Trust"
        line = Line(1, text, turns=(30,), looks=(self.BOLD, PLAIN), style=self.BOLD)
        title, source = with_titles_apart([line])
        assert (title.text, title.style) == ("Rotas and rest in small wards", self.BOLD)
        assert (source.text, source.style) == ("Royal Ward Trust", PLAIN)

    def test_links_of_the_rest_move_with_it(self) -> None:
        text = "Rotas and rest in small wards Royal Ward Trust"
        line = Line(1, text, turns=(30, 41), looks=(self.BOLD, PLAIN, PLAIN), links=(Link(41, 46, URL),))
        _, source = with_titles_apart([line])
        assert (source.links, source.turns, source.looks) == ((Link(11, 16, URL),), (11,), (PLAIN, PLAIN))

    def test_a_source_may_only_begin_there(self) -> None:
        text = "Rotas and rest in small wards International Journal of"
        first = Line(1, text, turns=(30,), looks=(self.BOLD, PLAIN))
        found = with_titles_apart([first, Line(2, "Rest 9(1), 2021")])
        assert [line.text for line in found] == [
            "Rotas and rest in small wards",
            "International Journal of",
            "Rest 9(1), 2021",
        ]

    @pytest.mark.parametrize(
        ("rest", "parted"),
        [
            ("It says what managers can do, and when.", True),
            ("and rest in wards that never close at night.", False),
            ("Says Little About Wards And Nothing About Porters.", False),
            ("For all wards.", False),
            ("A review of what is known about wards", False),
        ],
    )
    def test_sentences_behind_a_link_describe_what_it_leads_to(self, rest: str, *, parted: bool) -> None:
        for title, named in (("Safe rotas: a guide", True), ("Rotas", False), ("Rotas and rest are free.", False)):
            link = Link(0, len(title), URL)
            line = Line(1, f"{title} {rest}", gap=True, turns=(len(title) + 1,), looks=(PLAIN, PLAIN), links=(link,))
            found = [part.text for part in with_titles_apart([line])]
            assert (found == [title, rest]) is (parted and named)
            assert with_titles_apart([replace(line, gap=False)]) == [replace(line, gap=False)]

    @pytest.mark.parametrize("last", ["wards", "Wards"])
    def test_a_titles_last_word_is_parted_from_the_source_on_its_line(self, last: str) -> None:
        first = Line(1, "Rotas and rest in small and large", gap=True, style=self.BOLD)
        # By itself the line would read like a journal called "Wards BMC Medicine".
        second = Line(2, f"{last} BMC Medicine 2(1), 2020", turns=(6,), looks=(self.BOLD, PLAIN))
        found = with_titles_apart([first, second])
        assert [line.text for line in found] == [first.text, last, "BMC Medicine 2(1), 2020"]
        assert [line.fresh for line in found] == [None, None, 1.0]

    def test_a_source_that_turns_by_itself_stays_whole(self) -> None:
        first = Line(1, "Rotas and rest in small and large wards", gap=True, style=self.BOLD)
        second = Line(2, "BMC Medicine 2(1), 2020", turns=(13,), looks=(Style(italic=True), PLAIN))
        assert with_titles_apart([first, second]) == [first, second]

    @pytest.mark.parametrize(
        "text",
        [
            "Rotas and rest in small wards and large ones, too",  # the title goes on
            "Rotas and rest in small wards Abstract only*",  # an access note is the title's
            "Rotas and rest in small wards Nurses like them.",
        ],
    )
    def test_what_follows_must_be_a_source(self, text: str) -> None:
        line = Line(1, text, turns=(30,), looks=(self.BOLD, PLAIN))
        assert with_titles_apart([line]) == [line]

    def test_an_access_note_that_wraps_is_the_titles(self) -> None:
        first = Line(1, "Rotas and rest in small wards NHS OpenAthens", turns=(30,), looks=(self.BOLD, PLAIN))
        second = Line(2, "account required")
        assert with_titles_apart([first, second]) == [first, second]

    def test_a_bold_word_at_the_start_is_no_title(self) -> None:
        line = Line(1, "Source: Sleep Medicine 9(1), 2021", turns=(8,), looks=(self.BOLD, PLAIN))
        assert with_titles_apart([line]) == [line]

    def test_a_line_without_turns_stays(self) -> None:
        line = Line(1, "Rotas and rest in small wards Sleep Medicine 9(1), 2021")
        assert with_titles_apart([line]) == [line]


class TestJoin:
    def test_lines_are_joined_by_what_stands_between_them(self) -> None:
        assert join([Line(1, "Naps"), Line(2, "help nur"), Line(3, "ses.", joint="")]) == "Naps help nurses."
        assert join([Line(1, "ses", joint="")]) == "ses"
        assert join([]) == ""

    def test_paragraphs_begin_behind_blank_lines_and_writers_breaks(self) -> None:
        text = [
            Line(1, "Naps"),
            Line(2, "help."),
            Line(3, "Rest", gap=True),
            Line(4, "does,", fresh=0.5),
            Line(5, "Pay", fresh=0.75),
            Line(6, "too.", fresh=None),
        ]
        assert list(paragraphs(text)) == ["Naps help.", "Rest does,", "Pay too."]
        assert list(paragraphs([])) == []


@pytest.mark.parametrize("unit", ["Smith J, ", "1, ", "Ab ", "a-", "https://a.uk ", ". ", "( ", "10.1000/"])
def test_a_long_line_of_one_thing_again_and_again_is_read(unit: str) -> None:
    line = (unit * (20_000 // len(unit) + 1))[:20_000].strip()
    found = rejoined(with_breaks(with_titles_apart(lines(line, line))))
    assert len(join(found)) >= 2 * len(line) - 2


class TestShownAddresses:
    @staticmethod
    def parted(*texts: str) -> list[str]:
        return [line.text for line in with_addresses_apart(lines(*texts))]

    @pytest.mark.parametrize("source", ["BMC Medicine 2(1), 2020", "NHS England, May 2020", "Royal Ward Trust"])
    def test_an_address_behind_a_titles_last_words_is_parted_from_them(self, source: str) -> None:
        assert self.parted("Rotas and", f"rest <{URL}>", source) == ["Rotas and", "rest", f"<{URL}>", source]

    def test_it_goes_with_the_line_before(self) -> None:
        title, address, _ = with_addresses_apart(
            [Line(1, f"Rotas <{URL}>", gap=True), Line(2, "NHS England, May 2020", gap=True)]
        )
        assert (title.gap, address.gap, address.fresh) == (True, False, 1.0)

    @pytest.mark.parametrize(
        "texts",
        [
            (f"Naps help: see the film <{URL}>", "and read more about naps."),
            (f"Naps help: see the film <{URL}>",),
            (f"NHS England, May 2020 <{URL}>", "BMC Medicine 2(1), 2020"),
            (f"<{URL}>", "NHS England, May 2020"),
            (f"Rotas {URL}", "NHS England, May 2020"),
        ],
    )
    def test_other_addresses_stay(self, texts: tuple[str, ...]) -> None:
        assert self.parted(*texts) == list(texts)
