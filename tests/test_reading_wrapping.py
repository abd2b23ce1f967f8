"""What margins parted, and what stands on one line though it is two."""

from __future__ import annotations

import pytest

from briefqa.reading.breaks import with_breaks
from briefqa.reading.lines import Line, Link, join
from briefqa.reading.titles_apart import with_addresses_apart, with_titles_apart
from briefqa.reading.wrapping import (
    paragraphs,
    rejoined,
    with_abbreviations_back,
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
        # What is parted there is a compound, whatever else the brief does.
        assert join(rejoined(lines(*divided, "Most are self-", "funded"))).endswith("Most are self-funded")
        assert join(rejoined(lines(*divided, "Such selfless-", "ness"))).endswith("Such selflessness")

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
    found = rejoined(with_breaks(with_titles_apart(with_addresses_apart(lines(line, line)))))
    assert len(join(found)) >= 2 * len(line) - 2


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
