"""What margins parted, and what stands on one line though it is two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefqa.reading.breaks import with_breaks
from briefqa.reading.lines import PLAIN, Line, Link, Style, join
from briefqa.reading.wrapping import (
    paragraphs,
    rejoined,
    with_abbreviations_back,
    with_addresses_apart,
    with_titles_apart,
)

URL = "https://a.uk/x"


def lines(*texts: str) -> list[Line]:
    return [Line(n, text) for n, text in enumerate(texts, start=1)]


def rejoin(*texts: str) -> str:
    return join(rejoined(lines(*texts)))


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


class TestAbbreviationsBack:
    """What ends a title and stands before the source: "… in the / NHS Sleep Medicine 9(1), 2022"."""

    @staticmethod
    def back(*texts: str) -> list[str]:
        return [line.text for line in with_abbreviations_back(lines(*texts))]

    def test_go_behind_the_article(self) -> None:
        found = self.back("Naps among porters in the", "NHS Sleep Medicine 9(1), June 2022 Porters sleep.")
        assert found == ["Naps among porters in the NHS", "Sleep Medicine 9(1), June 2022 Porters sleep."]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Naps among porters at night", "NHS Sleep Medicine 9(1), June 2022"),
            ("Naps among porters in the", "NHS England, June 2022"),
            ("Naps among porters in the", "Sleep Medicine 9(1), June 2022"),
        ],
    )
    def test_stay_where_they_may_be_the_sources(self, first: str, second: str) -> None:
        assert self.back(first, second) == [first, second]
