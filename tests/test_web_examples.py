"""Example questions, drawn from the briefs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefqa.brief import Brief, PartialDate
from briefqa.reading import Reading
from briefqa.web.examples import example_questions
from tiny import brief, entry


def _about(topic: str, **fields: object) -> Brief:
    """A brief whose sections stand in no other, with a topic each."""
    id = topic.lower()  # noqa: A001 - as it is called
    entries = [entry(f"{topic} and {of}", brief_id=id, section=(of.title(),)) for of in ("pay", "sleep", "trust")]
    return brief(entries, id=id, **fields)


def test_examples_are_words_of_the_real_brief(reading: Reading) -> None:
    examples = example_questions((reading.brief,))
    headings = {entry.section[-1] for entry in reading.brief.entries}
    assert len(examples) == 5
    assert examples[0] == "What is social prescribing?"
    assert {example.removesuffix(": what is known?") for example in examples[1:]} <= headings


def test_sections_whose_entries_speak_of_them_come_first() -> None:
    entries = [
        entry("Porters and sleep", section=("Research", "Sleep")),
        entry("Porters and pay", section=("Research", "Money")),
    ]
    assert example_questions((brief(entries),)) == ["Sleep: what is known?"]


def test_a_brief_whose_sections_stand_in_no_other_has_its_turn() -> None:
    nested = brief([entry(f"On {one}", section=("Research", one)) for one in ("Tea", "Naps", "Beds", "Food", "Light")])
    flat = _about("Porters", published=PartialDate(2020))
    examples = example_questions((flat, nested))
    assert [example.split(":")[0] for example in examples] == ["Tea", "Pay", "Naps", "Sleep", "Beds"]


def test_a_work_that_stands_in_several_briefs_takes_the_turn_of_one() -> None:
    shared = "What is social prescribing?"
    topics = ("A", "B", "C")
    briefs = [
        brief(
            [entry(title, brief_id=topic, section=()) for title in (shared, f"Is {topic} new?", f"Is {topic} old?")],
            id=topic,
        )
        for topic in topics
    ]
    flat = brief([entry("Porters", brief_id="d", section=())], id="D")
    examples = example_questions([*briefs, flat])
    assert examples == [shared, "Is B new?", "Is C new?", "Porters", "Is A new?"]


def test_the_newest_briefs_come_first_where_not_all_have_a_place() -> None:
    briefs = [_about(f"B{number}", published=PartialDate(2000 + number)) for number in range(9)]
    alike = [*briefs, _about("Undated", published=None)]
    examples = example_questions([brief(one.entries[:1], id=one.id, published=one.published) for one in alike])
    assert examples == [f"B{number} and pay" for number in (8, 7, 6, 5, 4)]


def test_kinds_of_publications_are_no_topics() -> None:
    entries = [
        entry("A systematic review of porters", section=("Published", "Reviews")),
        entry("A case study", section=("Case studies",)),
        entry("Porters and sleep", section=("“Sleep”",)),
    ]
    assert example_questions((brief(entries),)) == [one.title for one in entries]


def test_a_brief_with_neither_topics_nor_questions_gives_short_titles() -> None:
    entries = [entry("Porters at night " * 9, section=()), entry("Porters", section=())]
    assert example_questions((brief(entries),)) == ["Porters"]


def test_no_briefs_no_examples() -> None:
    assert example_questions(()) == []
    assert example_questions((brief([]),)) == []


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.integers(1, 8))
def test_every_brief_has_a_turn_before_any_has_two(kinds: list[int], count: int) -> None:
    topics = [f"T{place}" for place in range(len(kinds))]
    held = [
        brief([entry(f"{topic}x{n}", brief_id=topic, section=()) for n in range(kind)], id=topic)
        for topic, kind in zip(topics, kinds, strict=True)
    ]
    given_by = [example.split("x")[0] for example in example_questions(held, count)]
    assert len(given_by) == min(count, sum(kinds))
    if count >= sum(kind > 0 for kind in kinds):
        assert set(given_by) == {topic for topic, kind in zip(topics, kinds, strict=True) if kind}
    assert max(map(given_by.count, given_by), default=0) <= min(
        [given_by.count(topic) + 1 for topic, kind in zip(topics, kinds, strict=True) if kind > given_by.count(topic)],
        default=count,
    )
