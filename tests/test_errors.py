from __future__ import annotations

from pathlib import Path

import pytest

from briefqa import errors
from briefqa.errors import BriefqaError, IndexOpenError, MissingExtra, QuestionError, ReadError


def every_error() -> list[type[Exception]]:
    return [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)]


@pytest.mark.parametrize("error", every_error())
def test_whoever_catches_briefqa_error_catches_them_all(error: type[Exception]) -> None:
    assert issubclass(error, BriefqaError)


@pytest.mark.parametrize("name", ["IndexMissing", "IndexCorrupt", "IndexVersionError", "EncoderMismatch"])
def test_an_index_that_cannot_be_opened_is_one_kind_of_error(name: str) -> None:
    assert issubclass(getattr(errors, name), IndexOpenError)


@pytest.mark.parametrize("name", ["ReadError", "QuestionError", "EncoderError", "IndexBuildError", "MissingExtra"])
def test_other_errors_say_nothing_about_opening_an_index(name: str) -> None:
    assert not issubclass(getattr(errors, name), IndexOpenError)


def test_a_bad_question_is_a_value_error_too() -> None:
    assert issubclass(QuestionError, ValueError)


def test_a_read_error_names_file_and_line() -> None:
    error = ReadError("holds no text", file=Path("seeds/a.txt"), line=7)
    assert str(error) == f"{Path('seeds/a.txt')}:7: holds no text"
    assert (error.file, error.line) == (Path("seeds/a.txt"), 7)


def test_a_read_error_about_a_whole_file_names_no_line() -> None:
    error = ReadError("holds no text", file=Path("a.txt"))
    assert str(error) == "a.txt: holds no text"
    assert error.line is None


def test_a_missing_extra_says_what_to_install() -> None:
    error = MissingExtra("web", needed_for="the page")
    assert str(error) == 'the page needs packages that are not installed: run `pip install "briefqa[web]"`'
    assert error.extra == "web"
