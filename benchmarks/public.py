"""A public test collection in BEIR's form as an index in memory, with its judged questions."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import numpy as np
from in_memory import index_in_memory

from briefqa.brief import Access, Entry, Locator
from briefqa.encoding import Encoder, Vectors
from briefqa.evaluation import JudgedQuestion
from briefqa.indexing import Index
from briefqa.indexing.lexical import documents_of, topic_terms
from briefqa.indexing.passages import ToEncode, passages_of
from briefqa.terms import places_of


def questions_of(folder: Path) -> list[JudgedQuestion]:
    """The questions of the test part, in the order of their ids."""
    texts = {record["_id"]: record["text"] for record in _records(folder / "queries.jsonl")}
    qrels: dict[str, dict[str, int]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            qrels.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return [JudgedQuestion(key, "", "", texts[key], qrels[key]) for key in sorted(qrels)]


def index_of(folder: Path, encoder: Encoder, keep: Path) -> Index:
    """The documents as the entries of one brief; their vectors are kept in a folder for the next time."""
    entries = tuple(
        _entry(record, folder.name, line) for line, record in enumerate(_records(folder / "corpus.jsonl"), 1)
    )
    passages, texts = passages_of(entries)
    topic = topic_terms(documents_of(entries))
    vectors = _vectors([ToEncode(text, topic) for text in texts], encoder, keep)
    return index_in_memory(entries, passages, vectors, encoder.info)


def _records(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _entry(record: dict[str, str], collection: str, line: int) -> Entry:
    return Entry(
        id=record["_id"],
        brief_id=collection,
        section=(),
        title=record["title"],
        source="",
        date=None,
        abstract=record["text"],
        access=Access.UNKNOWN,
        access_note=None,
        locator=Locator(line),
    )


def _vectors(made_of: list[ToEncode], encoder: Encoder, keep: Path) -> Vectors:
    digest = hashlib.sha256(json.dumps([encoder.info.weights_sha256, made_of]).encode()).hexdigest()
    file = keep / f"{digest[:16]}.npy"
    if file.exists():
        kept: Vectors = np.load(file)
        return kept
    left_out = [places_of(text, topic) for text, topic in made_of]
    vectors = encoder.encode_document([text for text, _ in made_of], left_out=left_out)
    keep.mkdir(parents=True, exist_ok=True)
    np.save(file, vectors)
    return vectors
