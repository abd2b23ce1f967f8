"""What a question is answered with: hits with verbatim quotes, never a composed sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefqa.brief import Brief, Entry
from briefqa.ranking import BY_TITLE


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an entry, word for word.

    Attributes:
        text: the sentence.
        field: `abstract` or `title`: which text of the entry it stands in.
        start, end: its span there, so that `getattr(entry, field)[start:end] == text`.
    """

    text: str
    field: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {"text": self.text, "field": self.field, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Why:
    """Why a hit stands where it stands: the parts that its strength is the sum of; see `briefqa.ranking`.

    Attributes:
        meaning: what its nearness in meaning to the question gives, in [-0.7, 0.7].
        words: what the words it shares with the question give, in [0, 0.3].
        fields: what its having the years, the access and the publication that the question names gives: 0 or 0.25, or 1
            where the question names nothing else.
        title: whether the question is its title: then the strength is 2, whatever the parts are.
        matched: its words that were searched for, in small letters, each form once, in the order of the question.
    """

    meaning: float
    words: float
    fields: float
    title: bool
    matched: tuple[str, ...]

    @property
    def strength(self) -> float:
        """What entries are ordered by; relevance rises with it."""
        return BY_TITLE if self.title else self.meaning + self.words + self.fields

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "meaning": round(self.meaning, 4),
            "words": round(self.words, 4),
            "fields": round(self.fields, 4),
            "title": self.title,
            "strength": round(self.strength, 4),
            "matched": list(self.matched),
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked entry.

    Attributes:
        rank: 1 for the first.
        score: relevance in [0, 1], higher is better; means the same for every question.
        entry: the entry; of a work in several briefs the most relevant one, of equals that of the newest brief.
        quote: the sentence of its abstract that answers best; its title where it has no abstract.
        why: the parts of its score, and the words that matched.
        also_in: the same work in other briefs, or in another section of this one; each with its own access note.
    """

    rank: int
    score: float
    entry: Entry
    quote: Quote
    why: Why
    also_in: tuple[Entry, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {
            "rank": self.rank,
            "score": round(self.score, 4),
            "quote": self.quote.to_dict(),
            "why": self.why.to_dict(),
            "entry": self.entry.to_dict(),
            "also_in": [entry.to_dict() for entry in self.also_in],
        }


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A quote that speaks for the answer, and the rank of the hit it is taken from."""

    text: str
    hit: int

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON object."""
        return {"text": self.text, "hit": self.hit}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: as asked, white space at its ends removed.
        searched: what was searched for: the question without NHS numbers, with typing errors mended and abbreviations
            spelt out.
        covered: whether the briefs answer it. If not, the hits are merely the nearest entries.
        hits: best first; empty where no entry passes the filters.
        key_points: at most three sentences of abstracts, from different hits; none where the question is not covered,
            or where the relevant hits have no abstract.
        nearest_sections: headings the hits stand under, without repeats, in the order of the hits.
        briefs: the briefs that were searched, without superseded editions.
    """

    question: str
    searched: str
    covered: bool
    hits: tuple[Hit, ...]
    key_points: tuple[KeyPoint, ...]
    nearest_sections: tuple[str, ...]
    briefs: tuple[Brief, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `briefqa ask --json`."""
        return {
            "question": self.question,
            "searched": self.searched,
            "covered": self.covered,
            "hits": [hit.to_dict() for hit in self.hits],
            "key_points": [point.to_dict() for point in self.key_points],
            "nearest_sections": list(self.nearest_sections),
            "index": {
                "briefs": [
                    {
                        "id": brief.id,
                        "title": brief.title,
                        "published": str(brief.published) if brief.published else None,
                        "contact": brief.contact,
                        "entries": len(brief.entries),
                    }
                    for brief in self.briefs
                ]
            },
        }

    def brief_of(self, hit: Hit) -> Brief:
        """The brief a hit's entry stands in."""
        return next(brief for brief in self.briefs if brief.id == hit.entry.brief_id)
