"""Files of judged questions: what is read, and what is said where one is wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import EvaluationError
from briefqa.evaluation import JudgedQuestion, check_entries, of_split, read_questions
from conftest import ROOT

HEAD = "id\tkind\tsplit\tquestion\tjudgements\n"
GOOD = "q1\tkeywords\ttune\twords\tb/one=3\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.tsv"


def test_questions_are_read(file: Path) -> None:
    file.write_text(
        f'{HEAD}q1\tkeywords\ttune\t"quoted" words\tb/one=3 b/two=0\n\nq2\tfar\tfinal\thello\t\n', encoding="utf-8"
    )
    first, second = read_questions(file)
    assert first == JudgedQuestion("q1", "keywords", "tune", '"quoted" words', {"b/one": 3, "b/two": 0}, 2)
    assert second == JudgedQuestion("q2", "far", "final", "hello", {}, 4)
    assert first.answerable
    assert not second.answerable


def test_a_question_whose_grades_are_all_0_is_unanswerable(file: Path) -> None:
    file.write_text(f"{HEAD}q1\tnear\ttune\twords\tb/one=0\n", encoding="utf-8")
    assert not read_questions(file)[0].answerable


def test_columns_may_stand_in_any_order_and_others_beside_them(file: Path) -> None:
    file.write_text("judgements\tnote\tquestion\tid\nb/one=3\tby Ann\twords\tq1\n", encoding="utf-8")
    assert read_questions(file) == [JudgedQuestion("q1", "", "", "words", {"b/one": 3}, 2)]


def test_what_spreadsheets_write_is_read(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + f"{HEAD}{GOOD}".replace("\n", "\r\n").encode())
    assert [question.line for question in read_questions(file)] == [2]
    file.write_bytes(f"{HEAD}{GOOD}".replace("\n", "\r").encode())
    assert [question.line for question in read_questions(file)] == [2]


@pytest.mark.parametrize("name", ["several-briefs", "social-prescribing-link-workers"])
def test_our_own_files_are_read(name: str) -> None:
    assert len(read_questions(ROOT / "benchmarks" / "questions" / f"{name}.tsv")) > 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}q1\tkeywords\ttune\twords\tb/one=high\n", ":2: 'high' is no grade of 'b/one'; write a whole number"),
        (f"{HEAD}q1\tkeywords\ttune\twords\tb/one=-1\n", ":2: '-1' is no grade"),
        (f"{HEAD}q1\tkeywords\ttune\twords\tb/one=2.5\n", ":2: '2.5' is no grade"),
        (f"{HEAD}q1\tkeywords\ttune\twords\tb/one=1000\n", ":2: '1000' is no grade"),
        (f"{HEAD}q1\tkeywords\ttune\twords\tb/one=٣\n", ":2: '٣' is no grade"),
        (f"{HEAD}q1\tkeywords\ttune\twords\tb/one=\n", ":2: '' is no grade"),
        (f"{HEAD}q1\tk\tt\tw\tb/one\n", ":2: 'b/one' is no judgement; write entry-id=grade"),
        (f"{HEAD}q1\tk\tt\tw\t=3\n", ":2: '=3' is no judgement"),
        (f"{HEAD}q1\tk\tt\tw\tb/one=3 b/one=2\n", ":2: 'b/one' is judged twice"),
        (f"{HEAD}q1\tkeywords\ttune\twords\n", ":2: has 4 cells for 5 columns; put a tab between cells"),
        (f"{HEAD}q1\tk\tt\tw\tb/one=3\tmore\n", ":2: has 6 cells for 5 columns"),
        (f"{HEAD}{GOOD}q1\tk\tt\tw\t\n", ":3: the id 'q1' stands on line 2 already; give each its own"),
        (f"{HEAD}q1\tk\tt\t  \tb/one=3\n", ":2: the question is empty; fill it in"),
        (f"{HEAD}\tk\tt\tw\tb/one=3\n", ":2: the id is empty; fill it in"),
        ("id\tquestion\nq1\twords\n", ":1: the first line names no column 'judgements'; it must name id, question"),
        ("q1\twords\tb/one=3\n", ":1: the first line names no column 'id' and 'question' and 'judgements'"),
        ("id,question,judgements\n", ":1: the first line names no column 'id'"),
        ("id\tid\tquestion\tjudgements\n", ":1: the first line names the column 'id' twice"),
        ("", ":1: the first line names no column"),
        (HEAD, ": holds no question; write one a line"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_questions(file)
    assert str(caught.value).startswith(f"{file}{said}")
    assert "\n" not in str(caught.value)


def test_other_encodings_are_named_with_the_line(file: Path) -> None:
    file.write_bytes(HEAD.encode() + GOOD.encode() + "q2\tk\tt\tcafé\t\n".encode("latin-1"))
    with pytest.raises(EvaluationError, match=r":3: is not UTF-8; save it as UTF-8 text$"):
        read_questions(file)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"nowhere\.tsv: there is no such file; name a file"):
        read_questions(tmp_path / "nowhere.tsv")
    with pytest.raises(EvaluationError, match=r": is a folder; name a file"):
        read_questions(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(EvaluationError, match=r": cannot be read \(Not a directory\); name a file"):
        read_questions(tmp_path / "file" / "questions.tsv")


def test_a_split_is_taken_or_the_splits_are_named(file: Path) -> None:
    file.write_text(f"{HEAD}{GOOD}q2\tk\tfinal\thello\t\n", encoding="utf-8")
    questions = read_questions(file)
    assert [question.id for question in of_split(questions, "final", file)] == ["q2"]
    with pytest.raises(EvaluationError, match=r"no question of the split 'test'; choose from: final, tune$"):
        of_split(questions, "test", file)
    file.write_text("id\tquestion\tjudgements\nq1\twords\t\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"'tune'; its column 'split' is not there or empty$"):
        of_split(read_questions(file), "tune", file)


def test_judged_entries_must_be_there(file: Path) -> None:
    file.write_text(f"{HEAD}{GOOD}", encoding="utf-8")
    questions = read_questions(file)
    check_entries(questions, {"b/one", "b/two"}, file)
    with pytest.raises(EvaluationError, match=r":2: 'q1' judges 'b/one', which is no entry of .*; is 'b/ones' meant"):
        check_entries(questions, ["b/ones", "x"], file)
    with pytest.raises(EvaluationError, match=r"no entry of the index; `briefqa read FILE --json` shows the ids"):
        check_entries(questions, [], file)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), min_size=1).map(str.strip).filter(bool)
IDS = st.text("abcdefg/-=0123456789", min_size=1)
QUESTIONS = st.lists(
    st.tuples(CELLS, CELLS, CELLS, CELLS, st.dictionaries(IDS, st.integers(0, 10), max_size=4)),
    min_size=1,
    unique_by=lambda question: question[0],
)


@given(questions=QUESTIONS)
def test_what_is_written_is_read(questions: list[tuple[str, str, str, str, dict[str, int]]]) -> None:
    expected = [
        JudgedQuestion(key, kind, split, text, qrels, line)
        for line, (key, kind, split, text, qrels) in enumerate(questions, start=2)
    ]
    rows = (
        "\t".join([key, kind, split, text, " ".join(f"{entry}={grade}" for entry, grade in qrels.items())])
        for key, kind, split, text, qrels in questions
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "questions.tsv"
        file.write_bytes((HEAD + "\n".join(rows)).encode())
        assert read_questions(file) == expected


@given(data=st.one_of(st.binary(), st.text("idquestonjgm=\t\n1 ").map(lambda text: (HEAD + text).encode())))
def test_any_file_is_read_or_refused_in_one_line(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "questions.tsv"
        file.write_bytes(data)
        said = f"{file}: read"
        try:
            read_questions(file)
        except EvaluationError as error:
            said = str(error)
        assert said.startswith(f"{file}:")
        assert len(said.split("\n")) == 1
