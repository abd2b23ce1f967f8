"""Example questions, drawn from the briefs."""

from __future__ import annotations

from briefqa.reading import Reading
from briefqa.web.examples import example_questions
from tiny import brief, entry


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


def test_no_briefs_no_examples() -> None:
    assert example_questions(()) == []
