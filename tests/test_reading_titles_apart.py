"""Titles are parted from the sources, addresses and descriptions behind them on their line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefqa.reading.lines import PLAIN, Line, Link, Style
from briefqa.reading.titles_apart import with_addresses_apart, with_titles_apart

URL = "https://a.uk/x"


def lines(*texts: str) -> list[Line]:
    return [Line(n, text) for n, text in enumerate(texts, start=1)]


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


class TestShownAddresses:
    @staticmethod
    def parted(*texts: str) -> list[str]:
        return [line.text for line in with_addresses_apart(lines(*texts))]

    @pytest.mark.parametrize("source", ["BMC Medicine 2(1), 2020", "NHS England, May 2020", "Royal Ward Trust"])
    def test_an_address_behind_a_titles_last_words_is_parted_from_them(self, source: str) -> None:
        assert self.parted("Rotas and", f"rest <{URL}>", source) == ["Rotas and", "rest", f"<{URL}>", source]

    @pytest.mark.parametrize("source", ["BMC Medicine 2(1), 2020", "NHS England, May 2020", "Royal Ward Trust"])
    @pytest.mark.parametrize("address", [URL, "www.a.uk/x", "doi:10.1136/bmj.n71", "10.1136/bmj.n71"])
    def test_it_may_be_bare(self, address: str, source: str) -> None:
        assert self.parted(f"Rotas and rest {address}", source) == ["Rotas and rest", address, source]

    def test_a_note_may_stand_on_either_side_of_it(self) -> None:
        source = "BMC Medicine 2(1), 2020"
        for line in (f"Rotas Abstract only* {URL}", f"Rotas {URL} Abstract only*"):
            parted = self.parted(line, source)
            assert parted == ["Rotas Abstract only*", URL, source]
        assert self.parted(f"Rotas {URL}", "[Abstract only]", source) == ["Rotas", URL, "[Abstract only]", source]

    def test_it_may_be_a_link_of_its_own(self) -> None:
        linked = Line(1, f"Rotas {URL}", turns=(6,), looks=(PLAIN, PLAIN), links=(Link(6, 6 + len(URL), URL),))
        title, address, _ = with_addresses_apart([linked, Line(2, "NHS England, May 2020")])
        assert (title.text, title.links) == ("Rotas", ())
        assert (address.text, address.links) == (URL, (Link(0, len(URL), URL),))

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
            (f"Rotas {URL}", "and read more about naps."),
            (f"See the film about {URL}", "NHS England, May 2020"),
            (f"Naps help. A film shows naps. {URL}", "Royal Ward Trust"),
            (f"Rotas BMC Medicine 2(1), 2020 {URL}", "NHS England, May 2020"),
        ],
    )
    def test_other_addresses_stay(self, texts: tuple[str, ...]) -> None:
        assert self.parted(*texts) == list(texts)
