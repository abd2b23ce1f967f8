from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefqa.abbreviations import Initials, is_abbreviation, learn, phrase_with_initials, singular, standard

# None of them is a small word or begins like one.
WORDS = st.sampled_from(["care", "health", "learning", "nurse", "patient", "quality", "service", "children's"])
SMALL = st.sampled_from(["", "", "of ", "and ", "for the ", "to "])
BRACKETED = st.text(alphabet="aAbBtTsS ,.()-&'’\n", max_size=60)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("VCSE", True),
        ("EoLC", True),
        ("TSOs", True),
        ("GP", True),
        ("eOL", True),
        ("", False),
        ("G", False),
        ("Gp", False),
        ("nurse", False),
        ("Nurse", False),
        ("ABCDEFGH", True),
        ("ABCDEFGHI", False),
    ],
)
def test_an_abbreviation_is_short_and_has_two_capitals(word: str, expected: bool) -> None:
    assert is_abbreviation(word) is expected


@pytest.mark.parametrize(
    ("short", "expected"), [("TSOs", "TSO"), ("TSO", "TSO"), ("EoLC", "EOLC"), ("ARRS", "ARRS"), ("", "")]
)
def test_a_plural_s_is_no_part_of_an_abbreviation(short: str, expected: str) -> None:
    assert singular(short) == expected


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "The voluntary, community and social enterprise (VCSE) sector",
            "VCSE",
            "voluntary, community and social enterprise",
        ),
        ("Work with third-sector organisations (TSOs) grew.", "TSO", "third-sector organisations"),
        ("Frequent users of emergency departments (EDs)", "ED", "emergency departments"),
        # Small words may give a letter …
        ("Volunteers in end of life care (EoLC)", "EOLC", "end of life care"),
        ("patients' quality of life (QoL)", "QOL", "quality of life"),
        # … or be passed over.
        (
            "Improving Access to Psychological Therapies (IAPT)",
            "IAPT",
            "improving access to psychological therapies",
        ),
        ("Children and young people (CYP)", "CYP", "children and young people"),
        ("the assessment and action (AA) plan", "AA", "assessment and action"),
        # Hyphenated words give a letter for each part, or one alone.
        ("People with long-term conditions (LTCs)", "LTC", "long-term conditions"),
        ("health-related quality of life (HRQoL)", "HRQOL", "health-related quality of life"),
        ("A well-being service (WS)", "WS", "well-being service"),
        # Names may begin with a small word.
        ("says the King's Fund (KF)", "KF", "king's fund"),
        ("says The King’s Fund (TKF)", "TKF", "the king’s fund"),
        ("A Better Life (ABL)", "ABL", "a better life"),
        # Letters from within a word.
        ("a cardiovascular disease (CVD) clinic", "CVD", "cardiovascular disease"),
        ("research and development (R&D)", "R&D", "research and development"),
        ("called “community link workers” (CLWs)", "CLW", "community link workers"),
        ("A café society (CS)", "CS", "café society"),
        ("social  \t prescribing (SP)", "SP", "social prescribing"),
    ],
)
def test_long_forms_as_briefs_explain_them(text: str, short: str, long: str) -> None:
    assert learn([text]) == {short: (long,)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nurses (n=12)",
        "carried out in hospitals (UK)",
        "a review (2022)",
        "more nurses (see Table)",
        "Journal of Tests (ISSN 1234-5678)",
        "nurses (abstract)",
        "nurses (Nurses)",
        "(VCSE)",
        "and (VCSE)",
        "porters (NHS)",
        "voluntary, community and social enterprise (VCSE",
        "voluntary, community and social enterprise, VCSE",
    ],
)
def test_brackets_that_explain_nothing(text: str) -> None:
    assert learn([text]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Many are voluntary. Community sector (VCS)",
        "Is it voluntary? Community sector (VCS)",
        "Voluntary: community sector (VCS)",
        "Voluntary\ncommunity sector (VCS)",
        "(voluntary) community sector (VCS)",
        "It was a cardio clinic. Visits by day (CVD)",
    ],
)
def test_no_long_form_goes_over_the_end_of_a_sentence(text: str) -> None:
    assert learn([text]) == {}


@pytest.mark.parametrize("text", ["Better healthcare (HC)", "telehealth (TH)", "the children's (CS) view"])
def test_a_long_form_of_one_word_is_not_believed(text: str) -> None:
    assert learn([text]) == {}


def test_the_long_form_that_is_used_most_comes_first() -> None:
    texts = ["a link worker (LW)", "link workers (LWs) and link workers (LWs)", "lay workers (LWs)"]
    assert learn(texts) == {"LW": ("link workers", "lay workers", "link worker")}
    assert learn(reversed(texts)) == learn(texts)


def test_a_text_may_explain_several_abbreviations_of_which_each_has_its_own() -> None:
    text = "Social prescribing (SP) by link workers (LWs) in primary care networks (PCNs). LINK WORKERS (LW) help."
    assert learn([text]) == {"LW": ("link workers",), "PCN": ("primary care networks",), "SP": ("social prescribing",)}


@given(st.lists(st.tuples(WORDS, SMALL), min_size=2, max_size=6))
def test_words_are_found_by_their_first_letters_whatever_small_words_stand_between(
    words: list[tuple[str, str]],
) -> None:
    long = words[0][0] + "".join(f" {small}{word}" for word, small in words[1:])
    short = "".join(word[0] for word, _ in words).upper()
    assert learn([f"A study on {long} ({short}) in wards."]) == {short: (long,)}


@given(st.lists(BRACKETED | st.text(), max_size=4))
def test_any_texts_have_abbreviations_in_capitals_and_long_forms_in_small_letters(texts: list[str]) -> None:
    for short, longs in learn(texts).items():
        assert short == short.upper()
        assert longs
        assert len(set(longs)) == len(longs)
        assert all(long == long.lower() and " " in " ".join(long.split()).replace("-", " ") for long in longs)


@given(st.lists(BRACKETED, max_size=4))
def test_long_forms_stand_in_a_text_before_the_bracket(texts: list[str]) -> None:
    plain = [" ".join(text.lower().split()) for text in texts]
    for longs in learn(texts).values():
        assert all(any(long in text for text in plain) for long in longs)


EOLC = "End of life care matters."
LTC = "People with long-term conditions."
ARRS = "Paid by the Additional Roles Reimbursement Scheme."


@pytest.mark.parametrize(
    ("short", "texts", "expected"),
    [
        ("EoLC", [EOLC, "in end-of-life care"], "end of life care"),
        ("LTCs", [LTC, "Long term conditions"], "long term conditions"),
        ("LTC", [LTC, LTC], "long term conditions"),
        ("ARRS", [ARRS, ARRS.upper()], "additional roles reimbursement scheme"),
        ("CYP", ["children and young people"] * 2, "children and young people"),
        ("WH", ["women's health", "Women's Health"], "women's health"),
        ("R&D", ["research & development"] * 2, "research development"),
        ("ÉÉ", ["Une école élite", "École élite"], "école élite"),
        ("EoLC", ["eyes, ears and noses"] * 2, None),
        ("EoLC", [], None),
    ],
)
def test_the_phrase_with_these_initials(short: str, texts: list[str], expected: str | None) -> None:
    assert phrase_with_initials(short, texts) == expected


def test_a_phrase_used_less_often_than_asked_for_is_not_taken() -> None:
    assert phrase_with_initials("EoLC", [EOLC]) is None
    assert phrase_with_initials("EoLC", [EOLC], least=1) == "end of life care"
    assert phrase_with_initials("EoLC", [f"{EOLC} {EOLC}"]) == "end of life care"
    assert phrase_with_initials("EoLC", [EOLC] * 4, least=5) is None


@pytest.mark.parametrize(("often", "seldom", "taken"), [(2, 2, False), (4, 3, False), (3, 2, True), (2, 0, True)])
def test_of_two_phrases_one_has_to_be_clearly_more_usual(often: int, seldom: int, taken: bool) -> None:
    texts = ["link workers"] * often + ["lay wisdom"] * seldom
    assert phrase_with_initials("LW", texts) == ("link workers" if taken else None)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a link worker", "link workers"], "link worker"),
        (["a link worker", "link workers", "Link Workers"], "link workers"),
        # Counted apart, neither form would be usual enough beside the other phrase.
        (["link worker"] * 2 + ["link workers"] * 2 + ["lay wisdom"] * 2, "link worker"),
    ],
)
def test_plural_and_singular_are_one_phrase_in_its_more_usual_form(texts: list[str], expected: str) -> None:
    assert phrase_with_initials("LW", texts) == expected
    assert phrase_with_initials("LWs", texts) == expected


@pytest.mark.parametrize(
    "text",
    ["the link. Workers say", "a link? Workers say", "a link: workers say", "the link (workers say)", "link\nworkers"],
)
def test_no_phrase_goes_over_the_end_of_a_sentence(text: str) -> None:
    assert phrase_with_initials("LW", [text] * 3) is None


@pytest.mark.parametrize(
    ("short", "text"),
    [
        ("CS", "the children's views"),
        ("SV", "the children’s views"),
        ("LW", "the blink workers"),
        ("OT", "of teams"),
        ("TO", "teams of"),
    ],
)
def test_neither_parts_of_words_nor_small_words_at_the_ends_make_a_phrase(short: str, text: str) -> None:
    assert phrase_with_initials(short, [text] * 3) is None


@pytest.mark.parametrize("short", ["", "s", "11", "&&", ".*", "(?", "[A", "\\", "A+", "ßß", "İI", "SS", "ÉÉ"])
def test_odd_characters_in_an_abbreviation_are_only_characters(short: str) -> None:
    texts = ["", "1 1", "& &", "a& &", ". *", "ſ ſ", "( ?", "plain words of a text", "a\u0301 b"]
    assert phrase_with_initials(short, texts, least=2) is None


@given(st.text(max_size=8), st.lists(st.text() | BRACKETED, max_size=4))
@example("SS", ["ſ ſ ſ ſ"])
@example("11", ["1 1"])
def test_any_abbreviation_and_texts_have_a_phrase_or_none(short: str, texts: list[str]) -> None:
    phrase = phrase_with_initials(short, texts, least=1)
    assert phrase is None or phrase == phrase.lower()


@given(st.lists(WORDS, min_size=2, max_size=5))
def test_a_phrase_is_found_by_its_own_initials(words: list[str]) -> None:
    phrase = " ".join(words)
    short = "".join(word[0] for word in words).upper()
    assert phrase_with_initials(short, [f"About {phrase}.", f"For {phrase.upper()}."]) == phrase


def test_forms_of_one_phrase_count_together() -> None:
    texts = ["district nurses", "District nursing by district nurses", "day nursery, day nursery"]
    assert phrase_with_initials("DN", texts) == "district nurses"


def test_the_usual_abbreviations_can_all_be_typed() -> None:
    assert standard()["CPD"] == "continuing professional development"
    for short, long in standard().items():
        assert is_abbreviation(short)
        assert singular(short) == short
        assert long == long.lower()
        assert len(long) > len(short)


@given(
    st.lists(st.lists(st.tuples(WORDS, SMALL), max_size=8), max_size=6), st.sampled_from(["CH", "NSs", "QPC", "CoN"])
)
@example([[("care", "of "), ("home", "")], [("health", "")]], "CH")
def test_first_letters_tell_which_texts_may_have_a_phrase(groups: list[list[tuple[str, str]]], short: str) -> None:
    texts = ["".join(f"{word} {small}" for word, small in words) for words in groups]
    having = Initials.of([text] for text in texts).having(short).tolist()
    with_it = {at for at, text in enumerate(texts) if phrase_with_initials(short, [text], least=1)}
    assert with_it <= set(having)
    assert phrase_with_initials(short, [texts[at] for at in having]) == phrase_with_initials(short, texts)


@given(BRACKETED, st.sampled_from(["AB", "TAS", "A&E", "É"]))
@example("Accident & Emergency, accident and emergency", "A&E")
@example("b's (as) ta", "TAS")
def test_no_text_that_has_a_phrase_is_passed_over(text: str, short: str) -> None:
    if phrase_with_initials(short, [text], least=1) is not None:
        assert Initials.of([["", text]]).having(short).tolist() == [0]


def test_no_phrase_goes_from_one_text_into_the_next() -> None:
    initials = Initials.of([["a link", "worker"], ["link worker", ""], [], ["links", "and work"], ["link of work"]])
    assert initials.having("LW").tolist() == [1, 4]
    assert Initials.of([]).having("LW").tolist() == []
    assert initials.having("&-").tolist() == []
