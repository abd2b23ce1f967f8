"""What is wrong with a body; tests/test_web_api.py sends such."""

from __future__ import annotations

import pytest

from briefqa.web.bodies import unreadable_body, wrong_body

EMPTY = {"loc": ("body",), "type": "missing"}
WRONG = {"loc": ("body",), "type": "model_attributes_type"}


@pytest.mark.parametrize(
    ("problem", "kind", "told"),
    [
        (EMPTY, None, "the body is empty"),
        (WRONG, "text/plain; charset=utf-8", "the body is sent as text/plain"),
        (WRONG, None, "the body is sent without a Content-Type"),
        (WRONG, "application/json; charset=utf-8", "the body is no JSON object"),
        (WRONG, "application/problem+json", "the body is no JSON object"),
    ],
)
def test_what_is_wrong_with_all_of_it(problem: dict[str, object], kind: str | None, told: str) -> None:
    message = wrong_body([problem], kind)
    assert message == f'{told}; send a JSON object such as {{"question": "…"}} with Content-Type: application/json'


def test_a_part_of_it_is_another_matter() -> None:
    assert wrong_body([{"loc": ("body", "question"), "type": "missing"}], None) is None


def test_what_nobody_thought_of_is_still_one_line() -> None:
    assert unreadable_body(None).startswith("the body cannot be read; send a JSON object")
