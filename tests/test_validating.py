from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from briefqa.validating import in_one_line


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str
    k: int = 5
    briefs: list[str] | None = None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "question is missing"),
        (
            {"question": "x", "k": "many"},
            "k: input should be a valid integer, unable to parse string as an integer",
        ),
        ({"question": "x", "brief": ["a"]}, "brief is not known here; see how it is spelt"),
        ({"question": "x", "briefs": ["a", 1]}, "briefs.1: input should be a valid string"),
        ({"question": 1, "k": None}, "question: input should be a valid string; k: input should be a valid integer"),
        ([], "input should be a valid dictionary or instance of Asked"),
    ],
)
def test_each_problem_is_named(given: object, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate(given)
    assert in_one_line(caught.value.errors()) == told


def test_the_beginning_of_names_can_be_left_out() -> None:
    problem = {"loc": ("query", "k"), "type": "missing", "msg": "Field required"}
    assert in_one_line([problem], skip=1) == "k is missing"
    assert in_one_line([{**problem, "loc": ("body", 1), "type": "json_invalid"}], skip=1) == "the body is no JSON"
