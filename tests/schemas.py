"""The JSON Schemas of docs/schema/, in a strict form that also refuses what they do not describe."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from conftest import ROOT

FOLDER = ROOT / "docs" / "schema"


def schema(name: str) -> dict[str, Any]:
    """A schema, as users have it."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def check(record: object, name: str) -> None:
    """Hold a record to a schema; names that the schema does not have are wrong here, though users must expect more."""
    Draft202012Validator(_strict(schema(name))).validate(record)


def _strict(part: dict[str, Any]) -> dict[str, Any]:
    closed = {"additionalProperties": False} if "properties" in part and "required" in part else {}
    return {**closed, **{name: _each(item) for name, item in part.items()}}


def _each(item: object) -> object:
    if isinstance(item, list):
        return [_each(inner) for inner in item]
    return _strict(item) if isinstance(item, dict) else item
