"""What a publication's name looks like, and where it begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.names import NO_NAMES, Names
from briefqa.reading.source_names import (
    ABBREVIATED,
    ENDS_ORGANISATION,
    MAX_NAME,
    SENTENCE_BREAK,
    STOPPED_ORGANISATION,
    TITLE_WORDS,
    holds_title,
    is_named,
    is_only_a_name,
    name_start,
    plausible,
    runs_into_sentence,
    stands_alone,
    starts_sentence,
)

MET = Names(frozenset({"Porters Weekly", "Sleep and wards"}))
COLLEGE = "The British Journal of General Practice: The Journal of the Royal College of General Practitioners"


class TestPlausible:
    @pytest.mark.parametrize(
        "name",
        [
            "BMJ",
            "NHS England",
            "Health and Social Care in the Community",
            "Public Health Research (Southampton, England)",
            "npj Digital Health Medicine",
            "eLife",
            "medRxiv",
            "Int. J. Environ. Res. Public Health",
            "J. Adv. Nurs.",
            "“Rotas” Weekly",
            COLLEGE,
        ],
    )
    def test_names_are(self, name: str) -> None:
        assert plausible(name, detailed=False)

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "B",
            "2024",
            "2024 Rotas",
            "12",
            "58(10), 27 June",
            "551-560",
            "9), June",
            "Rotas In Wards?",
            "Rotas:",
            "Rotas!",
            "Do Nurses Sleep? Yes",
            "Nurses Stopped. They Left",
            "(Rotas)",
            "May",
            "12 May",
            "Winter",
            "Journal of",
            "Nurses and",
            "Published online",
            "Date of publication",
            "In Wards",
            "Since May",
            "These Wards",
            "porters Weekly",
            "Nurses who work at night",
            "A" * (MAX_NAME + 1),
        ],
    )
    def test_other_texts_are_not(self, name: str) -> None:
        assert not plausible(name, detailed=False)

    def test_small_letters_count_less_before_a_volume(self) -> None:
        name = "Journal of evaluation in clinical practice"
        assert not plausible(name, detailed=False)
        assert plausible(name, detailed=True)
        assert not plausible("journal of evaluation", detailed=True)

    @given(st.text("ABab12 .:?,()“", max_size=40), st.booleans())
    def test_any_text_is_or_is_not(self, name: str, detailed: bool) -> None:
        # Leading and closing space is taken off before a name is looked at.
        assert plausible(name.strip(), detailed=detailed) in (True, False)


class TestNamed:
    @pytest.mark.parametrize(
        "name", ["NHS England", "Royal Ward Trust", "Journal of Rest", "BMJ Open", "Porters Weekly"]
    )
    def test_by_its_words_or_because_it_was_met(self, name: str) -> None:
        assert is_named(name, MET)

    @pytest.mark.parametrize("name", ["Sleepers", "Porters Monthly", "Wards and naps"])
    def test_not_by_capitals_alone(self, name: str) -> None:
        assert not is_named(name, MET)

    @pytest.mark.parametrize(
        "name", ["NHS England", "Royal Ward Trust", "Journal of Rest", "British Journal of Nursing"]
    )
    def test_some_are_nothing_but_names(self, name: str) -> None:
        assert is_only_a_name(name)

    @pytest.mark.parametrize(
        "name",
        [
            "Rotas in Wards",
            "Review",
            "A Scoping Review",
            "Health Survey for England",
            "Royal Trust nurses",
            "NHS England: Rotas",
            "NHS England and What It Says Of The Wards And Rotas There",
        ],
    )
    def test_others_may_be_titles(self, name: str) -> None:
        assert not is_only_a_name(name)

    @pytest.mark.parametrize("text", ["A Study of Naps", "Findings", "Results of", "Umbrella Review", "The Trial"])
    def test_some_words_are_titles(self, text: str) -> None:
        assert TITLE_WORDS.search(text)
        assert TITLE_WORDS.search(text.lower()) is None

    @pytest.mark.parametrize("text", ["Royal Ward Trust", "University", "Care Network"])
    def test_some_words_end_organisations(self, text: str) -> None:
        assert ENDS_ORGANISATION.search(text)
        assert ENDS_ORGANISATION.search(f"{text} wards") is None


class TestStops:
    @pytest.mark.parametrize(
        "text", ["Nurses stopped. They left", "(Nurses “stopped”). They", "Do they? We asked", "Yes! No"]
    )
    def test_a_sentence_ends(self, text: str) -> None:
        assert SENTENCE_BREAK.search(text)

    @pytest.mark.parametrize("text", ["J. Adv. Nurs", "Nurses (Lond. ed)", "Nurses sleep.", "St. Thomas"])
    def test_other_stops_end_none(self, text: str) -> None:
        assert SENTENCE_BREAK.search(text) is None

    @pytest.mark.parametrize("text", ["Int. J. Environ. Res. Public Health", "J. Adv. Nurs.", "Br. J. Gen. Pract."])
    def test_shortened_names_hold_several(self, text: str) -> None:
        assert ABBREVIATED.fullmatch(text)

    @pytest.mark.parametrize("text", ["J Adv Nurs", "J. Smith asked nurses", "Journal. Nursing", "J."])
    def test_other_names_do_not(self, text: str) -> None:
        assert ABBREVIATED.fullmatch(text) is None

    @pytest.mark.parametrize(
        "text", ["Royal College of Ward Society.", "The Ward and Rest Foundation.", "NHS Ward Network."]
    )
    def test_an_organisation_may_end_in_one(self, text: str) -> None:
        assert STOPPED_ORGANISATION.fullmatch(text)

    @pytest.mark.parametrize(
        "text", ["Trust.", "They asked the Trust.", "Royal Ward Trust", "The Ward of the Society ended."]
    )
    def test_a_sentence_about_one_is_none(self, text: str) -> None:
        assert STOPPED_ORGANISATION.fullmatch(text) is None


REST = "ward was opened in the spring, and parents like it."


class TestRunsIntoSentence:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Journal of Women & Aging The adult children", "Journal of Women & Aging"),
            ("Alder Hey Children’s NHS Foundation Trust Our virtual ward", "Alder Hey Children’s NHS Foundation Trust"),
            ("British Medical Journal In many wards", "British Medical Journal"),
        ],
    )
    def test_a_name_that_is_worded_as_one_ends_where_a_sentence_starts(self, text: str, name: str) -> None:
        assert runs_into_sentence(text, 0) == (name, True)
        assert runs_into_sentence(f"Smith J. {text}", 9) == (name, True)

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            (f"Capital Nurse A shared {REST}", "Capital Nurse"),
            (f"The Care Collective This virtual {REST}", "The Care Collective"),
            (f"Help at Home for All In many wards a {REST}", "Help at Home for All"),
            (f"UK Hospital at Home Society Recruitment to the {REST}", "UK Hospital at Home Society"),
            (f"Centre for Advancing Practice Experienced nurses who {REST}", "Centre for Advancing Practice"),
            (f"NHS Humber and Wight Seven trusts and a {REST}", "NHS Humber and Wight"),
            (f"Ageing & Society Hospital at home or on the {REST}", "Ageing & Society"),
        ],
    )
    def test_others_only_before_more_of_a_sentence(self, text: str, name: str) -> None:
        assert runs_into_sentence(text, 0) == (name, False)
        assert runs_into_sentence(text[: len(name) + 30], 0) is None

    @pytest.mark.parametrize(
        "text",
        [
            "Trust The wards",
            "Royal Ward Trust",
            "nurses of the Ward The adult",
            "Ward Trust The NHS",
            f"Data Sources We searched; the {REST}",  # a label of an abstract's part
            f"In England A third of the {REST}",  # a sentence's words
            f"Night Porters Survey The new virtual {REST}",  # a title's
            f"Virtual Wards Guidance on the {REST}",  # neither an organisation's words nor those of a sentence
            f"Royal Ward Trust Board members say that the {REST}",  # more of the name
            f"Porters The new virtual {REST}",  # one word
        ],
    )
    def test_without_one_there_is_no_telling(self, text: str) -> None:
        assert runs_into_sentence(text, 0) is None


@pytest.mark.parametrize(
    ("before", "alone"),
    [
        ("Rotas in wards ", True),
        ("Workforce plans of ", False),
        ("Rotas and rest: ", False),
        ("Rotas, naps – ", False),
        ("Two words ", False),
        ("", False),
    ],
)
def test_a_title_must_have_ended_before_a_publisher(before: str, *, alone: bool) -> None:
    assert stands_alone(before) is alone


class TestStartsSentence:
    REST = "Social prescribing enables all staff to refer people."

    def test_a_long_rest_with_a_capital_does(self) -> None:
        assert starts_sentence(f"NHS England {self.REST}", "NHS England", ())
        assert starts_sentence(f"NHS England “{self.REST}”", "NHS England", ())

    def test_a_short_or_small_one_does_not(self) -> None:
        assert not starts_sentence("NHS England Rotas", "NHS England", ())
        assert not starts_sentence(f"NHS England {self.REST.lower()}", "NHS England", ())

    def test_any_does_where_the_look_changes(self) -> None:
        assert starts_sentence("NHS England rotas", "NHS England", (12,))
        assert not starts_sentence("NHS England rotas", "NHS England", (4,))


class TestNameStart:
    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("Rotas in small wards", "Sleep Medicine"),
            ("Rotas in small wards", "The Lancet"),
            ("Rotas In Wards", "NHS England"),
            ("Rotas In Small Wards", "Journal of Rest"),
            ("Rotas and Rest in Wards", "British Journal of Nursing"),
            ("Rotas In Wards", "Porters Weekly"),
            ("Do They Sleep?", "Sleep Medicine"),
            ("Rotas in small", "Rest: The Journal of Sleep"),
            ("Rotas in small wards", COLLEGE),
        ],
    )
    def test_it_begins_behind_the_title(self, title: str, name: str) -> None:
        text = f"{title} {name}"
        assert text[name_start(text, len(text), MET) :] == name
        assert text[name_start(f"{text}, 2024", len(text), MET) :] == name

    @pytest.mark.parametrize("name", ["Sleep Medicine", "Journal of Rest", "Rotas And Rest Sleep Medicine"])
    def test_in_capitals_throughout_it_cannot_be_told(self, name: str) -> None:
        assert name_start(name, len(name), NO_NAMES) == 0

    def test_nor_in_small_letters(self) -> None:
        assert name_start("rotas in small wards", 20, NO_NAMES) == 0


class TestHoldsTitle:
    @pytest.mark.parametrize(
        "name",
        [
            "Rotas in small wards Sleep Medicine",
            "Rotas In Small Wards Journal of Rest",
            "Nurses who work at night BMC Medicine",
            "A Guide to Rotas The King's Fund",
            "Rotas in General Practice: a Survey in 2021 — The Lancet",
        ],
    )
    def test_a_title_and_a_name_are_two_things(self, name: str) -> None:
        assert holds_title(name, NO_NAMES)

    @pytest.mark.parametrize(
        "name",
        [
            "Sleep Medicine",
            "Journal of Rest",
            "Health & Social Care in the Community",
            "Journal of evaluation in clinical practice",
            "Sleep and wards",
            COLLEGE,
            "Health Education England, NHS England",
            "Faculty and Friends of The Health Foundation",
        ],
    )
    def test_a_name_is_one(self, name: str) -> None:
        assert not holds_title(name, MET)


@pytest.mark.parametrize("unit", ["A", "Ab ", "a ", "Journal of ", "J. ", "The ", "& ", ": ", "NHS ", "Trust The "])
def test_a_long_text_of_one_thing_again_and_again_is_looked_at(unit: str) -> None:
    # Nothing is said of time: a pattern that blew up would not come to an end at all.
    text = (unit * (20_000 // len(unit))).strip()
    assert 0 <= name_start(text, len(text), NO_NAMES) <= len(text)
    assert not plausible(text, detailed=True)
    assert holds_title(text, NO_NAMES) in (True, False)
    assert is_only_a_name(text) in (True, False)
    assert runs_into_sentence(text, 0) is None or unit.startswith(("Trust", "The"))
