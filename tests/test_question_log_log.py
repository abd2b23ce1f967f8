"""The log keeps what was asked and what became of it, and nothing else."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.answer import Answer
from briefqa.errors import LogError
from briefqa.nhs_numbers import has_nhs_number
from briefqa.question_log import QuestionLog, read_log

if TYPE_CHECKING:
    from briefqa import Retriever


def _answer(question: str, *, covered: bool = True) -> Answer:
    return Answer(question, question, covered, (), (), (), ())


@pytest.mark.model
def test_a_question_is_kept_with_its_first_entries(tmp_path: Path, retriever: Retriever) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    before = datetime.now(UTC).replace(microsecond=0)
    answer = retriever.ask("training needs of link workers", 8)

    assert log.record(answer)

    (asked,) = read_log(log.file).questions
    assert asked.question == "training needs of link workers"
    assert asked.covered is answer.covered
    assert asked.entries == tuple(hit.entry.id for hit in answer.hits[:5])
    assert before <= asked.time <= datetime.now(UTC)


def test_nothing_is_kept_but_time_question_covered_and_entries(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    log.record(_answer("midwives"))

    assert set(json.loads(log.file.read_text(encoding="utf-8"))) == {"time", "question", "covered", "entries"}


def test_a_question_with_an_nhs_number_is_never_kept(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")

    assert not log.record(_answer("care of 943 476 5919"))
    assert log.file.read_bytes() == b""


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")

    assert stat.S_IMODE(log.file.stat().st_mode) & 0o077 == 0


def test_a_log_is_added_to(tmp_path: Path) -> None:
    QuestionLog(tmp_path / "asked.jsonl").record(_answer("first"))
    QuestionLog(tmp_path / "asked.jsonl").record(_answer("second", covered=False))

    found = read_log(tmp_path / "asked.jsonl").questions
    assert [(asked.question, asked.covered) for asked in found] == [("first", True), ("second", False)]


@given(st.lists(st.text().filter(lambda text: not has_nhs_number(text))))
def test_any_questions_come_back(tmp_path_factory: pytest.TempPathFactory, questions: list[str]) -> None:
    log = QuestionLog(tmp_path_factory.mktemp("log") / "asked.jsonl")
    encodable = [question.encode("utf-8", "ignore").decode("utf-8") for question in questions]
    for question in encodable:
        log.record(_answer(question))

    assert [asked.question for asked in read_log(log.file).questions] == encodable


def test_threads_do_not_mix_their_records(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    questions = [f"{number} " + "x" * 3000 for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda question: log.record(_answer(question)), questions))

    assert sorted(asked.question for asked in read_log(log.file).questions) == sorted(questions)


def test_a_line_cut_short_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path / "asked.jsonl")
    log.record(_answer("first"))
    with log.file.open("a", encoding="utf-8") as stream:
        stream.write('{"time": "2026-\n\n{"time": "2026-01-01T00:00:00+00:00", "question": 3}\n')
    log.record(_answer("second"))

    read = read_log(log.file)
    assert [asked.question for asked in read.questions] == ["first", "second"]
    assert read.unreadable == (2, 4)


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Social prescribing\n", encoding="utf-8")

    with pytest.raises(LogError, match=r"other\.txt: is no question log; name the file"):
        read_log(other)
    with pytest.raises(LogError, match=r"missing\.jsonl: cannot be read \(No such file"):
        read_log(tmp_path / "missing.jsonl")


def test_a_log_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"asked\.jsonl: cannot be written \(No such file .*\); name another file"):
        QuestionLog(tmp_path / "missing" / "asked.jsonl")
