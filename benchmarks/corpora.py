"""The collections that peers index: the real brief, and a larger one made of the sentences of all briefs at hand.

Each is a folder with the briefs as files (`seeds/`), for what reads briefs, and `texts.json`, for what indexes texts:
the id of every entry and its text as briefqa encodes it (title and abstract).
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Sequence
from functools import cache
from itertools import permutations
from pathlib import Path

from machine import ROOT

from briefqa import read_brief
from briefqa.brief import Entry
from briefqa.indexing.passages import whole_text
from briefqa.reading import find_briefs
from briefqa.sentences import sentence_spans

SEEDS = ROOT / "seeds"
OF_ONE_BRIEF = 70
# Sentences and titles that, cut and put together anew, still look like sentences and titles.
PLAIN = re.compile(r"[A-Z][A-Za-z’',-]*( [A-Za-z’',-]+){7,29}[.?]?")
SUBJECTS = (
    "Access",
    "Beds",
    "Carers",
    "Choice",
    "Cost",
    "Diet",
    "Estates",
    "Homes",
    "Hubs",
    "Prisons",
    "Rotas",
    "Schools",
    "Sleep",
)
TOPICS = [" and ".join(pair) for pair in permutations(SUBJECTS, 2)]
MOST = len(TOPICS) * OF_ONE_BRIEF


def real(folder: Path) -> int:
    """The real brief; how many entries it has."""
    (folder / "seeds").mkdir(parents=True)
    for file in find_briefs(SEEDS):
        shutil.copy(file, folder / "seeds")
    return _write_texts(folder)


def made_up(folder: Path, size: int) -> int:
    """Briefs of so many entries together, the same for the same size; how many entries are read of them.

    Every title and sentence is the beginning of one and the end of another: with whole ones, what encodes a text only
    once would have little to encode.
    """
    titles, sentences = _material()
    chance = random.Random(size)  # noqa: S311
    (folder / "seeds").mkdir(parents=True)
    for first in range(0, size, OF_ONE_BRIEF):
        number, topic = first // OF_ONE_BRIEF, TOPICS[first // OF_ONE_BRIEF]
        lines = [f"Evidence Brief: {topic}", "May 2024", "Contents", "Research\t1", "Research"]
        for _ in range(min(OF_ONE_BRIEF, size - first)):
            abstract = " ".join(_spliced(sentences, chance).rstrip(".?") + "." for _ in range(chance.randint(2, 4)))
            source = f"Journal of {topic} {chance.randint(1, 90)}(2), {chance.randint(2015, 2024)}"
            lines += [_spliced(titles, chance).rstrip(".?"), source, abstract]
        (folder / "seeds" / f"brief-{number:03}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return _write_texts(folder)


@cache
def _material() -> tuple[list[str], list[str]]:
    """Titles and sentences of all briefs at hand."""
    entries = [entry for place in (SEEDS, ROOT / "benchmarks" / "briefs") for entry in _entries(place)]
    titles = [entry.title for entry in entries if PLAIN.fullmatch(entry.title)]
    texts = (entry.abstract[start:end] for entry in entries for start, end in sentence_spans(entry.abstract))
    return titles, [text for text in texts if PLAIN.fullmatch(text)]


def _spliced(texts: Sequence[str], chance: random.Random) -> str:
    one, other = (text.split() for text in chance.sample(texts, 2))
    return " ".join([*one[: len(one) // 2], *other[len(other) // 2 :]])


def _entries(folder: Path) -> list[Entry]:
    return [entry for file in find_briefs(folder) for entry in read_brief(file).brief.entries]


def _write_texts(folder: Path) -> int:
    texts = [(entry.id, whole_text(entry)) for entry in _entries(folder / "seeds")]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return len(texts)
