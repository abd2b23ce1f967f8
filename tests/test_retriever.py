from __future__ import annotations

import hashlib
import json
import math
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from briefqa import Access, Answer, Entry, Retriever
from briefqa.encoding import Vectors
from briefqa.errors import EncoderError, EncoderMismatch, IndexCorrupt, IndexMissing, QuestionError
from briefqa.indexing import Index, build_index, open_index, read_manifest
from briefqa.indexing.lexical import documents_of, topic_terms
from briefqa.indexing.passages import passages_of
from briefqa.ranking import COVERED, FIELD_WEIGHT, LEXICAL_WEIGHT, MIDDLE, SLOPE, TOPIC_FREE_WEIGHT
from briefqa.sentences import sentence_spans
from briefqa.terms import places_of, stems, without_stems
from tiny import HashingEncoder, brief_text, make_index, without

# Of each work: its title with its access note, its source with its date, its abstract.
Sections = dict[str, list[tuple[str, str, str]]]

FRONT = """Contents

{headings}

Date of publication: {date}

Please acknowledge this work in any resulting paper or presentation as: Evidence Brief: {title}. A. Author. ({date}) UK: A Team

Where a report is freely available the link has been provided. If an NHS OpenAthens account is required this has been indicated. For help write to help@example.org
"""  # noqa: E501


def text_of(title: str, sections: Sections, date: str = "June 2025") -> str:
    headings = "\n".join(f"{heading}\t1" for heading in sections)
    parts = [FRONT.format(title=title, headings=headings, date=date)]
    for heading, works in sections.items():
        parts += [heading, *(part for work in works for part in work)]
    return "\n\n".join(parts) + "\n"


WARD: Sections = {
    "Reviews": [
        (
            "Night shifts and sleep among porters Abstract only*",
            "Sleep Medicine 9(1), June 2022",
            "Porters work at night. They sleep less than five hours. Naps helped porters in two trials.",
        ),
        (
            "Tea breaks on hospital wards",
            "Ward Journal 3(2), 2019",
            "Porters and nurses drink tea. Tea breaks rest them.",
        ),
        (
            "Violence against porters in emergency departments NHS OpenAthens account required*",
            "Safety Science 4(4), May 2021",
            "Porters met violence from patients. Nurses called for training.",
        ),
    ],
    "Training": [
        (
            "Teaching sign language to receptionists",
            "NHS England, March 2021",
            "Receptionists learnt it in ten lessons.",
        ),
        ("Lifting courses for new porters", "Back Care 2(2), 2024", "Courses on lifting spared the backs of porters."),
        ("A guide for porters", "NHS England, 2023", ""),
    ],
}
HOME: Sections = {
    "Visits": [
        (
            "Night shifts and sleep among porters NHS OpenAthens account required*",
            "Sleep Medicine 9(1), June 2022",
            "Porters work at night. They sleep less than five hours.",
        ),
        (
            "Meals brought home to older people",
            "Home Care 1(1), 2020",
            "Hot meals were welcome. Older people ate more.",
        ),
        ("Falls at home and how to prevent them", "Home Care 2(1), 2022", "Rails and lamps prevent falls at home."),
    ],
    "TRAINING": [("Cooking lessons for home carers", "Home Care 5(1), 2018", "Home carers learnt to cook soup.")],
}
QUESTION = "How do porters sleep after night shifts?"


def open_briefs(folder: Path, **briefs: str) -> Retriever:
    return Retriever.open(make_index(folder, **briefs), HashingEncoder())


@pytest.fixture(scope="module")
def ward_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(make_index(tmp_path_factory.mktemp("ward"), ward=text_of("Ward Life", WARD)))


@pytest.fixture(scope="module")
def ward(ward_index: Index) -> Retriever:
    return Retriever(ward_index, HashingEncoder())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    return open_briefs(
        tmp_path_factory.mktemp("both"), ward=text_of("Ward Life", WARD), home=text_of("Home Life", HOME)
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    """More passages than are looked at for one question: 700 works with 4 each."""
    works = [
        (
            f"{(kind := 'Lifting' if n < 240 else 'Washing' if n < 450 else 'Cooking')} lesson number {n} for porters",
            f"Teaching Monthly {n}, {2000 + n // 100}",
            f"Lesson {n} in {kind.lower()} is short. It is for all porters.",
        )
        for n in range(700)
    ]
    return open_briefs(tmp_path_factory.mktemp("many"), many=text_of("Many Lessons", {"Lessons": works}))


def titles(answer: Answer) -> list[str]:
    return [hit.entry.title for hit in answer.hits]


def entries_of(retriever: Retriever) -> list[Entry]:
    return [entry for brief in retriever.briefs for entry in brief.entries]


def complaint(ask: Callable[[], Answer]) -> str:
    with pytest.raises(QuestionError) as caught:
        ask()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def plain_scores(question: str, retriever: Retriever) -> dict[str, float]:
    """The relevance of every entry of a single brief, worked out with plain loops from the texts alone."""
    entries = entries_of(retriever)
    topic = topic_terms(documents_of(entries))
    variants = dict.fromkeys(without_stems(question, [topic]), TOPIC_FREE_WEIGHT)
    variants[question] = 1
    documents = [stems("\n".join((*work.section[-1:], work.title, work.source, work.abstract))) for work in entries]
    scores = {}
    for work, document in zip(entries, documents, strict=True):
        _, texts = passages_of([work])
        whole, *others = (without(text, places_of(text, topic)) for text in texts)
        dense = sum(
            weight * (cosine(v, whole) + max(cosine(v, other) for other in others)) / 2
            for v, weight in variants.items()
            if stems(v) or v == question
        ) / sum(weight for v, weight in variants.items() if stems(v) or v == question)
        strength = (1 - LEXICAL_WEIGHT) * dense + LEXICAL_WEIGHT * share(question, document, documents)
        scores[work.id] = 1 / (1 + math.exp(-SLOPE * (strength - MIDDLE)))
    return scores


def cosine(one: str, other: str) -> float:
    first, second = HashingEncoder().encode_query([one, other]).tolist()
    return math.fsum(a * b for a, b in zip(first, second, strict=True))


def share(question: str, document: list[str], documents: list[list[str]]) -> float:
    mean_length = sum(map(len, documents)) / len(documents)
    score = attainable = 0.0
    for term in stems(question):
        holding = sum(term in other for other in documents)
        idf = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        count = document.count(term)
        attainable += idf
        score += idf * count / (count + 1.5 * (0.25 + 0.75 * len(document) / mean_length))
    return score / attainable if attainable else 0.0


@pytest.mark.parametrize(
    "question", [QUESTION, "violence from patients", "tea", "sign language lessons", "what is it", "zebra crossings"]
)
def test_scores_equal_those_worked_out_with_plain_loops(ward: Retriever, question: str) -> None:
    expected = plain_scores(question, ward)
    hits = ward.ask(question, k=100).hits
    assert {hit.entry.id: hit.score for hit in hits} == pytest.approx(expected, abs=1e-5)


def test_the_best_entry_comes_first_with_its_nearest_sentence(ward: Retriever) -> None:
    answer = ward.ask("Do porters sleep less than five hours?")
    first = answer.hits[0]
    assert first.entry.id == "ward-life/night-shifts-and-sleep-among-porters"
    assert first.quote.text == "They sleep less than five hours."
    assert answer.covered
    assert answer.key_points[0].to_dict() == {"text": "They sleep less than five hours.", "hit": 1}


@pytest.mark.parametrize("question", [QUESTION, "tea", "zebra crossings", "the guide for porters"])
def test_hits_are_ranked_from_one_with_scores_that_do_not_rise(both: Retriever, question: str) -> None:
    hits = both.ask(question, k=100).hits
    scores = [hit.score for hit in hits]
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("question", [QUESTION, "tea", "zebra crossings", "the guide for porters", "home"])
def test_every_quote_stands_word_for_word_in_its_entry(both: Retriever, question: str) -> None:
    for hit in both.ask(question, k=100).hits:
        assert hit.quote.text
        assert getattr(hit.entry, hit.quote.field)[hit.quote.start : hit.quote.end] == hit.quote.text
        assert hit.quote.field == ("abstract" if hit.entry.abstract else "title")


@pytest.mark.parametrize("question", ["violence from patients", "Did nurses call for lessons, or drink tea?"])
def test_the_quote_is_the_sentence_that_is_nearest_and_has_the_words(ward: Retriever, question: str) -> None:
    documents = documents_of(entries_of(ward))

    def fitness(sentence: str) -> float:
        weights = {}
        for term in stems(question):
            holding = sum(term in document for document in documents)
            weights[term] = math.log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
        shared = sum(weights[term] for term in weights if term in stems(sentence)) / sum(weights.values())
        return (1 - LEXICAL_WEIGHT) * cosine(question, sentence) + LEXICAL_WEIGHT * shared

    # Neither question has a word that most entries have, so there is one variant of it.
    assert not set(topic_terms(documents)) & set(stems(question))
    for hit in ward.ask(question, k=100).hits:
        if hit.entry.abstract:
            sentences = [hit.entry.abstract[start:end] for start, end in sentence_spans(hit.entry.abstract)]
            assert fitness(hit.quote.text) == pytest.approx(max(map(fitness, sentences)), abs=1e-6)


def test_why_gives_the_parts_of_the_score_and_the_words_that_matched(ward: Retriever) -> None:
    first, second = ward.ask("night-time naps for porters in 2022", k=2).hits
    assert first.entry.id == "ward-life/night-shifts-and-sleep-among-porters"
    assert set(first.why.matched) == {"night", "porters", "naps"}
    assert first.why.fields == FIELD_WEIGHT
    assert second.why.fields == 0
    for hit in (first, second):
        assert hit.why.strength == pytest.approx(hit.why.meaning + hit.why.words + hit.why.fields)
        assert hit.score == pytest.approx(1 / (1 + math.exp(-SLOPE * (hit.why.strength - MIDDLE))), abs=1e-5)


def test_an_entry_asked_for_by_its_title_says_so(ward: Retriever) -> None:
    first, second = ward.ask("Tea breaks on hospital wards", k=2).hits
    assert (first.why.title, first.why.strength) == (True, 2)
    assert not second.why.title


def test_a_question_about_fields_alone_is_answered_by_them(ward: Retriever) -> None:
    answer = ward.ask("recent papers from before 2021", k=2)
    assert answer.hits[0].entry.id == "ward-life/tea-breaks-on-hospital-wards"
    assert answer.hits[0].why.fields == 1
    assert answer.covered


def test_the_threshold_of_what_is_covered_can_be_moved(ward: Retriever, ward_index: Index) -> None:
    best = ward.ask("night").hits[0].score
    assert 0 < best < 1
    for threshold, covered in ((0.0, True), (best, True), (math.nextafter(best, 1), False), (1.0, False)):
        answer = Retriever(ward_index, HashingEncoder(), covered_at=threshold).ask("night")
        assert answer.covered is covered
        assert bool(answer.key_points) is covered
        assert answer.hits[0].score == best


def test_an_entry_goes_before_those_published_by_what_its_title_names(tmp_path: Path) -> None:
    sections: Sections = {
        "Bodies": [
            ("Porters United", "Union Press, 2023", "A union of porters that was founded in 1999."),
            ("Pay of porters", "Porters United, 2024", "Porters United asked for better pay."),
        ]
    }
    hits = open_briefs(tmp_path, union=text_of("Unions", sections)).ask("Porters United").hits
    assert [hit.entry.title for hit in hits] == ["Porters United", "Pay of porters"]
    assert hits[1].why.fields == 1


@pytest.mark.parametrize("threshold", [-0.1, 1.1, math.nan])
def test_a_threshold_out_of_range_is_refused(ward_index: Index, threshold: float) -> None:
    message = complaint(lambda: Retriever(ward_index, HashingEncoder(), covered_at=threshold).ask("tea"))
    assert message == f"covered_at is {threshold}; give a relevance from 0 to 1"


def test_an_entry_without_an_abstract_is_quoted_by_its_title(ward: Retriever) -> None:
    first = ward.ask("a guide for porters").hits[0]
    assert first.quote.to_dict() == {"text": "A guide for porters", "field": "title", "start": 0, "end": 19}


def test_a_question_is_covered_if_its_best_hit_is_relevant_enough(both: Retriever) -> None:
    for question in (QUESTION, "zebra crossings in Paris", "falls", "what"):
        answer = both.ask(question)
        assert answer.covered == (answer.hits[0].score >= COVERED)
    assert both.ask(QUESTION).covered
    assert not both.ask("zebra crossings in Paris").covered


def test_key_points_are_at_most_three_quotes_of_relevant_hits(ward_index: Index) -> None:
    ward = Retriever(ward_index, HashingEncoder(), covered_at=0.05)
    answer = ward.ask("tea lifting violence sleep", k=100)
    relevant = [hit for hit in answer.hits if hit.score >= 0.05]
    assert len(relevant) > 3
    assert [(point.text, point.hit) for point in answer.key_points] == [
        (hit.quote.text, hit.rank) for hit in relevant[:3]
    ]


def test_a_bare_title_is_no_key_point(ward_index: Index) -> None:
    answer = Retriever(ward_index, HashingEncoder(), covered_at=0.0).ask("a guide for porters")
    assert answer.hits[0].quote.field == "title"
    assert answer.key_points[0].hit > 1
    titles = {hit.entry.title for hit in answer.hits}
    assert titles.isdisjoint(point.text for point in answer.key_points)


def test_a_question_that_is_not_covered_has_no_key_points(ward: Retriever) -> None:
    answer = ward.ask("zebra crossings in Paris")
    assert answer.hits
    assert answer.key_points == ()


def test_nearest_sections_are_those_of_the_hits_in_order(both: Retriever) -> None:
    answer = both.ask(QUESTION, k=100)
    assert list(answer.nearest_sections) == list(dict.fromkeys(hit.entry.section[-1] for hit in answer.hits))
    assert both.ask(QUESTION, k=1).nearest_sections == (answer.hits[0].entry.section[-1],)


def test_an_answer_as_json(both: Retriever) -> None:
    answer = json.loads(json.dumps(both.ask(f"  {QUESTION}\n").to_dict()))
    assert set(answer) == {"question", "searched", "covered", "hits", "key_points", "nearest_sections", "index"}
    assert answer["question"] == QUESTION
    assert [set(hit) for hit in answer["hits"]] == [{"rank", "score", "quote", "why", "entry", "also_in"}] * 5
    assert set(answer["hits"][0]["quote"]) == {"text", "field", "start", "end"}
    assert [item["id"] for item in answer["index"]["briefs"]] == ["home-life", "ward-life"]


@pytest.mark.parametrize("k", [1, 3, 6, 100])
def test_as_many_hits_as_asked_for_or_as_there_are(ward: Retriever, k: int) -> None:
    everything = ward.ask(QUESTION, k=100).hits
    assert len(everything) == 6
    assert ward.ask(QUESTION, k=k).hits == everything[:k]


@pytest.mark.parametrize("question", ["", " ", "\n\t ", "\u00a0\u2003"])
def test_a_blank_question_is_refused(ward: Retriever, question: str) -> None:
    assert complaint(lambda: ward.ask(question)) == "the question is empty; type what you want to know"


@pytest.mark.parametrize(("length", "told"), [(1001, "1,001"), (10_000, "10,000")])
def test_a_question_that_is_too_long_is_refused(ward: Retriever, length: int, told: str) -> None:
    expected = f"the question has {told} characters; use at most 1,000"
    assert complaint(lambda: ward.ask("x" * length)) == expected


def test_the_longest_question_is_answered(ward: Retriever) -> None:
    question = ("porters " * 125)[:1000].ljust(1000, "s")
    assert ward.ask(f"  {question.strip()}  ").question == question.strip()


@pytest.mark.parametrize("question", ["?", "what is the", "🙂", "\x00", "' OR 1=1 --", "日本語", "<b>porters</b>"])
def test_any_other_text_is_answered(ward: Retriever, question: str) -> None:
    assert len(ward.ask(question).hits) == 5


def test_a_question_that_is_no_text_is_refused(ward: Retriever) -> None:
    # What Python makes of a command line argument that is not UTF-8.
    complaint(lambda: ward.ask(b"caf\xe9 porters".decode("utf-8", "surrogateescape")))


@pytest.mark.parametrize("k", [0, -1, 101, 1000])
def test_a_number_of_hits_out_of_range_is_refused(ward: Retriever, k: int) -> None:
    assert complaint(lambda: ward.ask(QUESTION, k=k)) == f"k is {k}; ask for 1 to 100 hits"


def test_years_in_the_wrong_order_are_refused(ward: Retriever) -> None:
    expected = "the years 2024 to 2019 are in the wrong order; put the earlier first"
    assert complaint(lambda: ward.ask(QUESTION, years=(2024, 2019))) == expected


def test_an_unknown_brief_is_refused_with_those_there_are(both: Retriever) -> None:
    expected = "there is no brief 'clinic-life'; choose from: home-life, ward-life"
    assert complaint(lambda: both.ask(QUESTION, briefs=["ward-life", "clinic-life"])) == expected


def test_an_unknown_section_is_refused_with_those_there_are(ward: Retriever) -> None:
    expected = "there is no section 'Visits'; choose from: Reviews, Training"
    assert complaint(lambda: ward.ask(QUESTION, sections=["Visits"])) == expected


def test_only_the_briefs_asked_for(both: Retriever) -> None:
    hits = both.ask(QUESTION, k=100, briefs=["home-life"]).hits
    assert {hit.entry.id for hit in hits} == {entry.id for entry in both.briefs[0].entries}


@pytest.mark.parametrize("name", ["Training", "training", "TRAINING"])
def test_a_section_is_meant_in_every_brief_that_has_it_however_it_is_spelled(both: Retriever, name: str) -> None:
    hits = both.ask("lessons", k=100, sections=[name]).hits
    expected = {entry.id for entry in entries_of(both) if entry.section[-1].casefold() == "training"}
    assert {hit.entry.id for hit in hits} == expected
    assert len(expected) == 4


def test_only_the_years_asked_for_both_included(both: Retriever) -> None:
    hits = both.ask(QUESTION, k=100, years=(2019, 2021)).hits
    assert sorted(hit.entry.date.year for hit in hits if hit.entry.date) == [2019, 2020, 2021, 2021]
    assert titles(both.ask(QUESTION, k=100, years=(2018, 2018))) == ["Cooking lessons for home carers"]


@pytest.mark.parametrize("access", list(Access))
def test_only_the_access_asked_for(both: Retriever, access: Access) -> None:
    hits = both.ask(QUESTION, k=100, access={access}).hits
    assert {hit.entry.id for hit in hits} == {entry.id for entry in entries_of(both) if entry.access is access}


def test_several_filters_all_hold(both: Retriever) -> None:
    answer = both.ask(QUESTION, k=100, briefs=["ward-life"], years=(2021, 2021), access=[Access.OPENATHENS])
    assert titles(answer) == ["Violence against porters in emergency departments"]


def test_filters_that_nothing_passes_give_no_hits(both: Retriever) -> None:
    answer = both.ask(QUESTION, years=(1900, 1901))
    assert (answer.hits, answer.covered, answer.key_points, answer.nearest_sections) == ((), False, (), ())
    assert answer.briefs == both.briefs


@pytest.mark.parametrize("empty", [None, "", [], [" "]])
def test_what_is_empty_filters_nothing(both: Retriever, empty: Any) -> None:  # noqa: ANN401 - whatever is empty
    years = empty if isinstance(empty, str) else None
    assert both.ask(QUESTION, briefs=empty, sections=empty, years=years, access=empty) == both.ask(QUESTION)


def test_filters_may_be_written_as_elsewhere(both: Retriever) -> None:
    assert both.ask(QUESTION, years="2019-2021", access={"free"}, briefs="ward-life") == both.ask(
        QUESTION, years=(2019, 2021), access=[Access.FREE], briefs=["ward-life"]
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"k": 2.5}, "k is 2.5; ask for 1 to 100 hits"),
        ({"years": 2024}, "years is 2024; give the first and the last"),
        ({"access": 1}, "access is 1; give a name or a list of names"),
        ({"access": "cheap"}, "there is no access 'cheap'; choose from"),
        ({"briefs": [1]}, "briefs has 1 in it; give a name or a list of names"),
        ({"sections": 1}, "sections is 1; give a name or a list of names"),
        ({"question": None}, "question is None; give a text"),
    ],
)
def test_arguments_of_the_wrong_kind_are_refused(both: Retriever, wrong: dict[str, Any], told: str) -> None:
    assert complaint(lambda: both.ask(**{"question": QUESTION, **wrong})).startswith(told)


def test_filters_hold_before_the_nearest_are_chosen(many: Retriever) -> None:
    question = "Where is a lifting lesson for porters?"
    assert all(title.startswith("Lifting") for title in titles(many.ask(question, k=100)))
    hits = many.ask(question, k=100, years=(2006, 2006)).hits
    assert len(hits) == 100
    assert all(hit.entry.title.startswith("Cooking") for hit in hits)
    # None is an entry of which nothing was looked at, whose strength is 0.
    assert min(hit.score for hit in hits) > 1 / (1 + math.exp(SLOPE * MIDDLE))
    assert {hit.quote.field for hit in hits} == {"abstract"}


def test_a_filter_that_all_pass_changes_nothing(many: Retriever) -> None:
    question = "Where is a lifting lesson for porters?"
    assert many.ask(question, k=100, years=(1, 9999)) == many.ask(question, k=100)


def test_the_same_work_in_two_briefs_is_one_hit_with_both_access_notes(both: Retriever) -> None:
    first, *rest = both.ask(QUESTION, k=100).hits
    assert len(first.also_in) == 1
    notes = {entry.brief_id: (entry.access, entry.access_note) for entry in (first.entry, *first.also_in)}
    assert notes == {
        "ward-life": (Access.ABSTRACT_ONLY, "Abstract only*"),
        "home-life": (Access.OPENATHENS, "NHS OpenAthens account required*"),
    }
    assert first.entry.title not in [hit.entry.title for hit in rest]
    assert all(hit.also_in == () for hit in rest)
    assert len(rest) == len(entries_of(both)) - 2


def test_the_double_is_found_even_if_only_one_hit_is_asked_for(both: Retriever) -> None:
    (hit,) = both.ask(QUESTION, k=1).hits
    assert len(hit.also_in) == 1


@pytest.mark.parametrize(
    ("home", "ward", "leads"), [("June 2025", "May 2024", "home"), ("May 2024", "June 2025", "ward")]
)
@pytest.mark.parametrize("question", ["tea breaks of porters and nurses", "Tea breaks on hospital wards"])
def test_of_a_work_in_two_briefs_the_newer_ones_entry_leads(
    question: str, home: str, ward: str, leads: str, tmp_path: Path
) -> None:
    tea: Sections = {"Reviews": WARD["Reviews"][1:2]}
    retriever = open_briefs(
        tmp_path, home=text_of("Home Life", tea, home), ward=text_of("Ward Life", {**tea, "More": HOME["Visits"]}, ward)
    )
    first, *rest = retriever.ask(question, k=100).hits
    assert first.entry.id == f"{leads}-life/tea-breaks-on-hospital-wards"
    assert [other.title for other in first.also_in] == ["Tea breaks on hospital wards"]
    scores = [hit.score for hit in (first, *rest)]
    assert scores == sorted(scores, reverse=True)


def test_a_work_is_led_by_the_entry_that_answers_better_whatever_its_date(tmp_path: Path) -> None:
    title, source = "Tea breaks on hospital wards", "Ward Journal 3(2), 2019"
    retriever = open_briefs(
        tmp_path,
        old=text_of("Old Life", {"Reviews": [(title, source, "Kettles boil. Kettles are descaled.")]}, "May 2020"),
        new=text_of("New Life", {"Reviews": [(title, source, "Biscuits crumble into saucers.")]}, "May 2025"),
    )
    assert retriever.ask("kettles descaled").hits[0].entry.brief_id == "old-life"


def test_a_double_in_a_brief_that_is_not_asked_for_is_not_shown(both: Retriever) -> None:
    hits = both.ask(QUESTION, k=100, briefs=["ward-life"]).hits
    assert all(hit.also_in == () for hit in hits)


def test_a_title_of_another_year_is_another_work(tmp_path: Path) -> None:
    later: Sections = {"Reviews": [("Tea breaks on hospital wards", "Ward Journal 9(2), 2023", "Tea is still drunk.")]}
    retriever = open_briefs(tmp_path, ward=text_of("Ward Life", WARD), later=text_of("Later Life", later))
    hits = [hit for hit in retriever.ask("tea breaks").hits if hit.entry.title == "Tea breaks on hospital wards"]
    assert [hit.also_in for hit in hits] == [(), ()]


def test_a_superseded_edition_has_no_say_in_the_ranking(tmp_path: Path) -> None:
    old: Sections = {
        "Reviews": [(f"Sleep and naps, part {n} of five", f"Old Monthly {n}, 2001", "Naps. Sleep.") for n in range(5)]
    }
    alone = open_briefs(tmp_path / "alone", a=text_of("Ward Life", WARD))
    # Its file is the last by name, after the edition that replaces it.
    after = open_briefs(tmp_path / "after", a=text_of("Ward Life", WARD), z=text_of("Ward Life", old, "January 2001"))
    for question in (QUESTION, "naps for porters", "violence against nurses"):
        assert after.ask(question, k=100).to_dict() == alone.ask(question, k=100).to_dict()


def test_the_same_question_gets_the_same_answer(both: Retriever, tmp_path: Path) -> None:
    again = open_briefs(tmp_path, ward=text_of("Ward Life", WARD), home=text_of("Home Life", HOME))
    assert again.ask(QUESTION, k=100).to_dict() == both.ask(QUESTION, k=100).to_dict()
    assert both.ask(QUESTION, k=100) == both.ask(QUESTION, k=100)


def test_entries_that_are_equally_near_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    works = [("Tea breaks on hospital wards", f"Tea {word}, 2020", "Tea.") for word in ("Weekly", "Daily", "Monthly")]
    briefs = {name: text_of(f"Life {name}", {"Reviews": [work]}) for name, work in zip("cab", works, strict=True)}
    hits = open_briefs(tmp_path, **briefs).ask("zebra crossings").hits
    assert [hit.entry.id for hit in hits] == [f"life-{name}/tea-breaks-on-hospital-wards" for name in "abc"]


def test_several_threads_get_the_same_answers(both: Retriever) -> None:
    questions = [f"{word} {n}" for n in range(20) for word in ("porters", "tea breaks", "home meals", "sign language")]
    alone = [both.ask(question).to_dict() for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert [answer.to_dict() for answer in pool.map(both.ask, questions)] == alone


@pytest.mark.parametrize("filters", [{}, {"years": (2021, 2023)}, {"briefs": ["home-life"], "k": 2}], ids=str)
def test_many_questions_get_the_answers_that_each_gets_alone(both: Retriever, filters: dict[str, Any]) -> None:
    questions = [QUESTION, "falls", "zebra crossings", QUESTION, "papers from 2021", "porters and home carers", "ZQX"]
    alone = [both.ask(question, **filters).to_dict() for question in questions]
    assert [answer.to_dict() for answer in both.ask_many(questions, **filters)] == alone


def test_many_questions_are_encoded_together(tmp_path: Path) -> None:
    encoded: list[int] = []

    class Counting(HashingEncoder):
        def encode_query(self, texts: Sequence[str]) -> Vectors:
            encoded.append(len(texts))
            return super().encode_query(texts)

    briefs = {"ward": text_of("Ward Life", WARD), "home": text_of("Home Life", HOME)}
    retriever = Retriever.open(make_index(tmp_path, **briefs), Counting())
    retriever.ask_many([f"porters {n}" for n in range(20)])
    assert len(encoded) == 1
    assert 20 <= encoded[0] <= 60


def test_no_questions_get_no_answers_and_filters_that_nothing_passes_no_hits(both: Retriever) -> None:
    assert both.ask_many([]) == []
    answers = both.ask_many([" porters ", "tea"], years=(1950, 1951))
    assert [(answer.question, answer.covered, answer.hits) for answer in answers] == [
        ("porters", False, ()),
        ("tea", False, ()),
    ]


def test_of_many_questions_the_one_that_is_refused_is_named(both: Retriever) -> None:
    with pytest.raises(QuestionError, match="question 2: the question is empty"):
        both.ask_many(["porters", " ", "tea"])
    with pytest.raises(QuestionError, match=r"^the question is empty"):
        both.ask_many([""])
    with pytest.raises(QuestionError, match="give several questions as a list"):
        both.ask_many("porters")


def test_several_threads_may_ask_many_and_one_at_once(both: Retriever) -> None:
    questions = [f"{word} {n}" for n in range(6) for word in ("porters", "tea breaks", "home meals", "sign language")]
    alone = [both.ask(question).to_dict() for question in questions]
    with ThreadPoolExecutor(8) as pool:
        batches = [pool.submit(both.ask_many, questions) for _ in range(6)]
        singles = list(pool.map(both.ask, questions))
    assert [answer.to_dict() for answer in singles] == alone
    assert all([answer.to_dict() for answer in batch.result()] == alone for batch in batches)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any index counts as large."""
    monkeypatch.setattr("briefqa.indexing.store.READ_AT_ONCE", 0)


@pytest.mark.usefixtures("large")
def test_a_large_index_answers_as_a_small_one_does(ward_index: Index, ward: Retriever) -> None:
    mapped = Retriever.open(ward_index.folder, HashingEncoder())
    for question in (QUESTION, "sign language", "papers from 2021", "zebra", "A guide for porters"):
        assert mapped.ask(question) == ward.ask(question)
    assert mapped.briefs == ward.briefs


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("stem", ["vectors", "terms", "passages", "columns"])
def test_a_large_index_that_was_altered_is_refused_as_soon_as_that_is_known(stem: str, tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=text_of("Ward Life", WARD))
    blob = next(blob for blob in read_manifest(folder).blobs[stem] if blob.path.endswith(".npy"))
    data = bytearray((folder / blob.path).read_bytes())
    data[-1] ^= 1
    (folder / blob.path).write_bytes(data)
    index = open_index(folder, trusting=True)
    with pytest.raises(IndexCorrupt, match="was altered since it was written"):
        index.checked.wait()
    with pytest.raises(IndexCorrupt, match="was altered since it was written"):
        Retriever(index, HashingEncoder()).ask(QUESTION)
    with pytest.raises(IndexCorrupt, match="was altered since it was written"):
        open_index(folder)


@pytest.mark.usefixtures("large")
def test_no_altered_entry_of_a_large_index_is_shown(tmp_path: Path) -> None:
    folder = make_index(tmp_path, ward=text_of("Ward Life", WARD))
    (blob,) = read_manifest(folder).blobs["entries"]
    path = folder / blob.path
    path.write_bytes(path.read_bytes().replace(b"less than five hours", b"more than nine hour!"))
    with pytest.raises(IndexCorrupt, match="was altered since it was written"):
        Retriever.open(folder, HashingEncoder()).ask(QUESTION)


def test_entries_in_clusters_are_found_as_those_that_are_all_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefs = {f"w{n}": brief_text(f"Ward {n}").replace("porters", f"porters of ward {n}") for n in range(12)}
    exact = open_briefs(tmp_path / "exact", **briefs)
    monkeypatch.setattr("briefqa.indexing.writing.CLUSTERED_FROM", 10)
    monkeypatch.setattr("briefqa.indexing.writing._TRIALS", 10)
    # So few, many of them about as near, are found less surely.
    monkeypatch.setattr("briefqa.indexing.wholes.LEAST_RECALL", 0.5)
    monkeypatch.setattr("briefqa.indexing.wholes._ASKED_FOR", 10)
    monkeypatch.setattr("briefqa.indexing.wholes._MOST", 1)
    clustered = open_briefs(tmp_path / "clustered", **briefs)
    manifest = read_manifest(tmp_path / "clustered" / "index")
    assert manifest.approximation is not None
    assert manifest.approximation.searched <= manifest.approximation.clusters
    for question in ("sleep and food", "falls on night shifts", "pay"):
        # The parts of a score may differ in their last bits.
        one, other = (
            [(hit.entry, hit.score, hit.quote) for hit in of.ask(question, k=3).hits] for of in (clustered, exact)
        )
        assert one == other


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="run `briefqa index`"):
        Retriever.open(tmp_path)


def test_another_encoder_than_the_index_was_built_with_is_refused(tmp_path: Path) -> None:
    open_briefs(tmp_path, ward=text_of("Ward Life", WARD))
    with pytest.raises(EncoderMismatch) as caught:
        Retriever.open(tmp_path / "index", HashingEncoder("other", "1" * 64))
    assert str(caught.value) == (
        f"{tmp_path / 'index'}: was built with the encoder hashing, weights {'0' * 12}…, "
        f"but other has weights {'1' * 12}…; run `briefqa index`"
    )


def index_of_model(folder: Path) -> tuple[Path, Path]:
    model = folder / "model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    (model / "model.safetensors").write_bytes(b"weights")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "ward.txt").write_text(text_of("Ward Life", WARD))
    encoder = HashingEncoder(str(model), hashlib.sha256(b"weights").hexdigest())
    build_index(folder / "seeds", folder / "index", encoder)
    return folder / "index", model


def test_weights_that_changed_since_the_index_was_built_are_refused(tmp_path: Path) -> None:
    index, model = index_of_model(tmp_path)
    (model / "model.safetensors").write_bytes(b"other weights")
    retriever = Retriever.open(index)
    with pytest.raises(EncoderMismatch, match="run `briefqa index`"):
        retriever.ask(QUESTION)
    with pytest.raises(EncoderMismatch):
        retriever.warm_up()


def test_a_model_that_is_gone_is_missed_when_asked(tmp_path: Path) -> None:
    index, model = index_of_model(tmp_path)
    model.rename(tmp_path / "away")
    retriever = Retriever.open(index)
    assert [brief.id for brief in retriever.briefs] == ["ward-life"]
    with pytest.raises(EncoderError, match=re.escape(str(model))):
        retriever.ask(QUESTION)


def test_building_and_asking_with_an_encoder_of_ones_own_needs_no_torch(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from test_retriever import QUESTION, WARD, open_briefs, text_of\n"
        "assert open_briefs(Path(sys.argv[1]), ward=text_of('Ward Life', WARD)).ask(QUESTION).covered\n"
        "print(*sorted({'torch', 'sentence_transformers', 'transformers', 'gradio'} & sys.modules.keys()))\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, check=True, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, timeout=60)
    assert done.stdout.strip() == ""


@pytest.mark.model
def test_the_real_encoder_answers_a_question_that_is_hardly_text(retriever: Retriever) -> None:
    for question in ("?", "\x00", "🙂", "what is the", "x" * 1000, "\u0301"):
        assert len(retriever.ask(question).hits) == 5


@pytest.mark.model
def test_an_index_carries_its_own_encoder(retriever: Retriever, index_folder: Path) -> None:
    for question in ("How do link workers cope with stress?", "training needs of link workers", "capital of France"):
        assert_alike(Retriever.open(index_folder).ask(question), retriever.ask(question))


def assert_alike(one: Answer, other: Answer) -> None:
    """The same answers but for the last bits of numbers."""
    assert [hit.score for hit in one.hits] == pytest.approx([hit.score for hit in other.hits], abs=1e-4)
    assert [(hit.entry, hit.quote) for hit in one.hits] == [(hit.entry, hit.quote) for hit in other.hits]
    assert (one.covered, one.key_points) == (other.covered, other.key_points)


@pytest.mark.model
def test_threads_that_ask_before_the_encoder_is_loaded_get_the_same_answers(
    index_folder: Path,
) -> None:
    retriever = Retriever.open(index_folder)
    questions = ["training needs", "capital of France", "supervision " * 60, "pay", "link workers in dementia care"] * 4
    alone = [retriever.ask(question).to_dict() for question in questions]
    fresh = Retriever.open(index_folder)
    with ThreadPoolExecutor(8) as pool:
        assert [answer.to_dict() for answer in pool.map(fresh.ask, questions)] == alone


@pytest.mark.model
def test_every_quote_from_the_real_brief_stands_word_for_word_in_it(retriever: Retriever) -> None:
    for question in ("training needs", "cost effectiveness", "capital of France"):
        for hit in retriever.ask(question, k=100).hits:
            assert getattr(hit.entry, hit.quote.field)[hit.quote.start : hit.quote.end] == hit.quote.text


@pytest.mark.model
def test_another_encoder_than_the_bundled_one_is_refused_by_the_real_index(index_folder: Path) -> None:
    with pytest.raises(EncoderMismatch, match="encoder bundled"):
        Retriever.open(index_folder, HashingEncoder())


class TestANewerIndex:
    """A retriever answers from the newest state that can be used, each answer from one."""

    @pytest.fixture
    def live(self, tmp_path: Path) -> Retriever:
        return Retriever.open(make_index(tmp_path, ward=brief_text()), HashingEncoder())

    @staticmethod
    def rebuild(tmp_path: Path, *, hours: str = "four", encoder: HashingEncoder | None = None) -> None:
        text = brief_text().replace("five hours", f"{hours} hours")
        (tmp_path / "seeds" / "ward.txt").write_text(text, encoding="utf-8")
        build_index(tmp_path / "seeds", tmp_path / "index", encoder or HashingEncoder())

    @staticmethod
    def told(retriever: Retriever) -> str:
        return retriever.ask("porters who work at night").hits[0].quote.text

    @staticmethod
    def damage(tmp_path: Path) -> None:
        (vectors,) = (tmp_path / "index").glob(f"{read_manifest(tmp_path / 'index').blobs['vectors'][0].path}")
        vectors.write_bytes(vectors.read_bytes()[:-1])

    def test_is_moved_to_by_the_next_question(self, live: Retriever, tmp_path: Path) -> None:
        assert "five hours" in self.told(live)
        self.rebuild(tmp_path)
        assert "four hours" in self.told(live)

    def test_is_moved_to_when_asked_for_the_briefs(self, live: Retriever, tmp_path: Path) -> None:
        (tmp_path / "seeds" / "home.txt").write_text(brief_text("Home Life"), encoding="utf-8")
        self.rebuild(tmp_path)
        assert [brief.id for brief in live.briefs] == ["home-life", "ward-life"]

    def test_is_moved_to_at_once_by_refresh(self, live: Retriever, tmp_path: Path) -> None:
        assert not live.refresh()
        self.rebuild(tmp_path)
        assert live.refresh()
        assert not live.refresh()

    def test_that_is_damaged_is_passed_over_until_it_is_mended(self, live: Retriever, tmp_path: Path) -> None:
        self.rebuild(tmp_path)
        self.damage(tmp_path)
        assert "five hours" in self.told(live)
        with pytest.raises(IndexCorrupt, match="vectors"):
            live.refresh()
        assert "five hours" in self.told(live)
        self.rebuild(tmp_path, hours="six")
        assert "six hours" in self.told(live)

    def test_that_is_still_being_copied_is_tried_again(
        self, live: Retriever, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its manifest does not change when the last file comes."""
        self.rebuild(tmp_path)
        vectors = tmp_path / "index" / read_manifest(tmp_path / "index").blobs["vectors"][0].path
        vectors.rename(tmp_path / "on its way")
        assert "five hours" in self.told(live)
        (tmp_path / "on its way").rename(vectors)
        assert "five hours" in self.told(live)
        monkeypatch.setattr("briefqa.retriever._TRY_AGAIN", 0.0)
        assert "four hours" in self.told(live)

    def test_of_another_encoder_is_passed_over(self, live: Retriever, tmp_path: Path) -> None:
        self.rebuild(tmp_path, encoder=HashingEncoder("other", "1" * 64))
        assert "five hours" in self.told(live)
        with pytest.raises(EncoderMismatch, match="other"):
            live.refresh()

    def test_that_is_gone_leaves_the_one_in_memory(self, live: Retriever, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "index")
        assert "five hours" in self.told(live)
        with pytest.raises(IndexMissing):
            live.refresh()

    def test_is_never_mixed_with_the_one_before(self, live: Retriever, tmp_path: Path) -> None:
        """Threads ask in a loop while builds come and go: every answer is one that some state gives."""
        states = ("two", "three", "four", "six", "seven", "eight")
        seen: list[dict[str, Any]] = []
        done = threading.Event()

        def ask() -> None:
            while not done.is_set():
                seen.append(live.ask("porters who work at night", k=3).to_dict())

        threads = [threading.Thread(target=ask) for _ in range(3)]
        possible = [live.ask("porters who work at night", k=3).to_dict()]
        for thread in threads:
            thread.start()
        for hours in states:
            self.rebuild(tmp_path, hours=hours)
            fresh = Retriever.open(tmp_path / "index", HashingEncoder())
            possible.append(fresh.ask("porters who work at night", k=3).to_dict())
        done.set()
        for thread in threads:
            thread.join()
        assert seen
        assert all(answer in possible for answer in seen)
        assert live.ask("porters who work at night", k=3).to_dict() == possible[-1]


def test_typing_errors_and_abbreviations_find_what_was_meant(ward: Retriever) -> None:
    """Words of the entries, which the question does not have as it is typed."""
    right = ward.ask("porters at night")
    wrong = ward.ask("portres at night")
    assert (wrong.question, wrong.searched) == ("portres at night", "porters at night")
    assert wrong.hits == right.hits
    assert right.searched == right.question


def test_an_nhs_number_is_not_searched_for(ward: Retriever) -> None:
    plain, asked = ward.ask_many(["night shifts and sleep", "night shifts 943 476 5919 and sleep"])
    assert asked.question == "night shifts 943 476 5919 and sleep"
    assert asked.searched == plain.searched
    assert asked.hits == plain.hits
    assert asked.covered is plain.covered
    assert ward.ask("night 9434765919", years=(1900, 1901)).searched == "night"
    with pytest.raises(QuestionError, match="nothing but an NHS number; ask without patient data"):
        ward.ask(" 943 476 5919? ")
