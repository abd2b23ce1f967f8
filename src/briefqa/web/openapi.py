"""How the HTTP interface describes itself: requests as FastAPI knows them, answers as the schemas of docs/schema."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from briefqa.citing.formats import FILES

_ERROR = {
    "type": "object",
    "title": "Error",
    "properties": {"error": {"type": "string", "description": "what is wrong, in one line"}},
    "required": ["error"],
}
_REFUSALS = {
    400: "What was sent is wrong.",
    404: "There is no such entry.",
    405: "The address does not take this method.",
    421: "The server is not known by the name in `Host`.",
    500: "It cannot be answered, and who asked cannot help it.",
}
# What FastAPI would answer with, and here is answered with 400.
_NOT_SERVED = ("HTTPValidationError", "ValidationError")


class DescribedAPI(FastAPI):
    """An application whose description says what is really answered; it is made when somebody first asks for it."""

    def openapi(self) -> dict[str, Any]:
        """The description (OpenAPI 3.1)."""
        if self.openapi_schema is None:
            made = get_openapi(title=self.title, version=self.version, routes=self.routes, servers=self.servers)
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for name in _NOT_SERVED:
                schemas.pop(name, None)
            # The schemas of docs/schema, whose parts have names here; a test holds them equal.
            schemas |= {**json.loads(files("briefqa.web").joinpath("answers.json").read_text("utf-8")), "Error": _ERROR}
            for operations in made["paths"].values():
                for operation in operations.values():
                    operation["responses"].pop("422", None)
            self.openapi_schema = made
        return self.openapi_schema


def answers(
    schema: str, description: str, *, refused: Sequence[int] = (400, 405, 421, 500)
) -> dict[int | str, dict[str, Any]]:
    """What an operation answers with: JSON of a schema, or a refusal.

    Args:
        schema: its name in the description.
        description: what it is, for people.
        refused: the codes of its refusals.
    """
    return {200: _content({"application/json": _named(schema)}, description), **_refusals(refused)}


def files_or_refusals(description: str) -> dict[int | str, dict[str, Any]]:
    """What an export answers with."""
    kinds = {kind.partition(";")[0]: {"type": "string"} for _, kind in FILES.values()}
    return {200: _content(kinds, description), **_refusals((400, 405, 421, 500))}


def _refusals(codes: Sequence[int]) -> dict[int | str, dict[str, Any]]:
    return {code: _content({"application/json": _named("Error")}, _REFUSALS[code]) for code in codes}


def _content(kinds: Mapping[str, dict[str, Any]], description: str) -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": schema} for kind, schema in kinds.items()}}


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}
