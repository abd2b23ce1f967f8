"""The structured results of the tools: the JSON of docs/json.md, as schemas for those who call them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class AnswerRecord(BaseModel):
    """The JSON of `briefqa ask --json`."""

    question: str
    searched: str = Field(description="The question with typing errors mended and abbreviations spelt out.")
    covered: bool = Field(
        description="Whether the briefs answer the question. If false, the hits are merely the nearest entries and no "
        "evidence for any answer."
    )
    hits: list[dict[str, Any]] = Field(
        description="Entries, best first, each with rank, score, verbatim quote, why, entry (title, source, date, "
        "section, access, access_note …) and also_in."
    )
    key_points: list[dict[str, Any]] = Field(description="Verbatim sentences and the rank of the hit each is from.")
    nearest_sections: list[str]
    index: dict[str, Any] = Field(description="Which briefs were searched, of what dates.")


class BriefsRecord(BaseModel):
    """The briefs that can be asked."""

    briefs: list[dict[str, Any]] = Field(
        description="Each with id, title, published, citation, contact, access_policy, entries and sections."
    )


class EntryRecord(BaseModel):
    """One entry of a brief."""

    entry: dict[str, Any] = Field(
        description="Title, source, date, section, abstract, access and access_note as printed."
    )
    brief: dict[str, Any] = Field(description="The brief it stands in, with its own citation.")
