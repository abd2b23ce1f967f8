"""A small deterministic encoder and small briefs, for tests that are not about the real model."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from briefqa.brief import Access, Brief, Entry, Locator, PartialDate, slug, with_unique_ids
from briefqa.encoding import EncoderInfo
from briefqa.indexing import build_index
from briefqa.terms import stems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefqa.encoding import Progress, Span, Vectors

DIMENSION = 64


class HashingEncoder:
    """Each stem adds 1 to a component chosen by its digest: texts that share words are near, on every machine."""

    def __init__(self, name: str = "hashing", weights_sha256: str = "0" * 64, settings_sha256: str = "1" * 64) -> None:
        self.info = EncoderInfo(name, weights_sha256, settings_sha256, DIMENSION, 10_000, {"query": "", "document": ""})
        self.encoded = 0

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, DIMENSION), np.float32)

    def encode_document(
        self,
        texts: Sequence[str],
        progress: Progress | None = None,
        left_out: Sequence[Sequence[Span]] | None = None,
    ) -> Vectors:
        self.encoded += len(texts)
        if progress is not None:
            progress(len(texts), len(texts))
        return self.encode_query([without(*pair) for pair in zip(texts, left_out or [()] * len(texts), strict=True)])

    def knows(self, word: str) -> bool:  # noqa: ARG002
        return False

    @staticmethod
    def _vector(text: str) -> Vectors:
        vector = np.full(DIMENSION, 1e-3, dtype=np.float32)
        for stem in stems(text):
            vector[int(hashlib.sha256(stem.encode()).hexdigest(), 16) % DIMENSION] += 1
        return (vector / np.linalg.norm(vector)).astype(np.float32)


def without(text: str, left_out: Sequence[Span]) -> str:
    """A text without the words that stand there; all of it where no other has a stem."""
    rest = "".join(" " if any(start <= at < end for start, end in left_out) else one for at, one in enumerate(text))
    return rest if stems(rest) else text


def entry(title: str, abstract: str = "", *, brief_id: str = "tiny", **fields: object) -> Entry:
    """An entry with the given fields and plain ones for the rest."""
    values: dict[str, object] = {
        "section": ("Reviews",),
        "source": "Journal of Tests 1(2)",
        "date": PartialDate(2024),
        "access": Access.FREE,
        "access_note": None,
        "locator": Locator(1),
        **fields,
    }
    return Entry(id=f"{brief_id}/{slug(title)}", brief_id=brief_id, title=title, abstract=abstract, **values)  # type: ignore[arg-type]


def brief(entries: Sequence[Entry], *, id: str = "tiny", file: str = "tiny.txt", **fields: object) -> Brief:  # noqa: A002
    """A brief with these entries."""
    values: dict[str, object] = {
        "title": id.title(),
        "published": PartialDate(2025, 11),
        "authors": ("A. Author",),
        "citation": None,
        "contact": "help@example.org",
        "access_policy": None,
        "sha256": "0" * 64,
        **fields,
    }
    return Brief(id=id, entries=with_unique_ids(entries), file=file, **values)  # type: ignore[arg-type]


NIGHTS = entry(
    "Night shifts and sleep",
    "Porters sleep less. They nap.",
    section=("Published", "Reviews"),
    access=Access.ABSTRACT_ONLY,
    access_note="Abstract only*",
    note="See Annex A",
    authors="A. Author",
    url="https://example.org/1",
    doi="10.1000/1",
    date=PartialDate(2022, 6),
)


def write_briefs(folder: Path, **texts: str) -> Path:
    """A new folder of briefs with these texts, by the names of their files."""
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def make_index(folder: Path, **texts: str) -> Path:
    """The index of briefs with these texts, by the names of their files; briefs and index stand in `folder`."""
    seeds = write_briefs(folder / "seeds", **texts)
    build_index(seeds, folder / "index", HashingEncoder())
    return folder / "index"


BRIEF_TEXT = """Contents

Reviews\t1
Training\t2

Date of publication: {date}

Please acknowledge this work as: Evidence Brief: {title}. A. Author. ({date}) UK: A Team

Where a report is freely available the link has been provided. If an NHS OpenAthens account is required this
has been indicated. For help write to help@example.org

Reviews

Peer support in maternity wards: a review

Journal of Tests 1(2), 2023

Peer supporters visit maternity wards. They stay for an hour.

Night shifts and sleep among porters Abstract only*

Sleep Medicine 9(1), June 2022

Porters who work at night sleep less than five hours.

Training

Teaching sign language to receptionists

NHS England, March 2021

Receptionists learnt sign language in ten lessons.
"""


def brief_text(title: str = "Ward Life", date: str = "May 2024") -> str:
    """A whole brief as a file holds it: three entries in two sections."""
    return BRIEF_TEXT.format(title=title, date=date)
