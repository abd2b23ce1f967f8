"""Entries, briefs and answers to be exported: made by hypothesis, out of whatever texts can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from briefqa.answer import Answer, Hit, Quote, Why
from briefqa.brief import Access, PartialDate
from conftest import ROOT
from tiny import brief, entry

if TYPE_CHECKING:
    from briefqa.brief import Brief, Entry

GOLDEN = ROOT / "tests" / "golden" / "citing"

# What the formats themselves are made of, among any other characters.
_AWKWARD = st.sampled_from(
    [
        *("{", "}", "\\", "%", "$", "&", "#", "_", "~", "^", '"', "'", "`", "--", "''", "``", ",,", "<<", ">>", "?`"),
        *(
            "@article{a,",
            "@a(",
            "= 1",
            "TY  - JOUR",
            "ER  - ",
            "=1+1",
            "+",
            "-",
            "*a*",
            "[a](b)",
            "<b>",
            "&amp;",
            "1. ",
        ),
        *("](", "**", "|", ";", ",", " and ", "{\\'e}", "\\emph", "Zoë", "naïve", "“so”", "–", "漢字", "😀", "e\u0301"),
    ]
)
_WORD = st.one_of(_AWKWARD, st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8))
# White space is collapsed, as it is in all that is read of briefs.
lines = st.lists(_WORD, min_size=1, max_size=6).map(lambda words: " ".join(" ".join(words).split()))
dates = st.one_of(st.none(), st.builds(PartialDate, st.integers(1000, 9999), st.one_of(st.none(), st.integers(1, 12))))
sources = st.one_of(st.just(""), st.sampled_from(["BMJ Open 12(3)", "NHS England", "J Adv Nurs 77(8):3391-402"]), lines)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry with awkward texts in all its fields."""
    access = draw(st.sampled_from(Access))
    return entry(
        draw(lines),
        "\n".join(draw(st.lists(lines, max_size=3))),
        source=draw(sources),
        date=draw(dates),
        section=tuple(draw(st.lists(lines, max_size=2))),
        access=access,
        access_note=draw(st.one_of(st.none(), lines)),
        note=draw(st.one_of(st.none(), lines)),
        authors=draw(
            st.one_of(st.none(), st.sampled_from(["Smith J, Müller-Haas K", "Jane Smith, Ravi Patel"]), lines)
        ),
        url=draw(st.one_of(st.none(), st.just("https://example.org/a_b?c=%20&d={e};f#~g"))),
        doi=draw(st.one_of(st.none(), st.just("10.1002/(SICI)1097_4571<1::AID-X>3.0.CO;2-6"))),
    )


briefs = st.builds(
    lambda listed, title, citation: brief(listed, title=title, citation=citation),
    st.lists(entries(), min_size=1, max_size=3),
    lines,
    st.one_of(st.none(), lines),
)


def answer(found: Brief, *, covered: bool = True, scores: tuple[float, ...] = (0.9, 0.5, 0.2)) -> Answer:
    """An answer whose hits are the brief's entries from the last to the first."""
    why = Why(meaning=0.5, words=0.2, fields=0, title=False, matched=("sleep",))
    hits = tuple(
        Hit(rank, score, item, Quote(item.title, "title", 0, len(item.title)), why)
        for rank, (score, item) in enumerate(zip(scores, reversed(found.entries), strict=False), start=1)
    )
    return Answer("how do porters sleep?", "how do porters sleep?", covered, hits, (), ("Reviews",), (found,))


def doubled(found: Answer, other: Entry) -> Answer:
    """The same answer, whose first hit also stands elsewhere."""
    first, *rest = found.hits
    return replace(found, hits=(replace(first, also_in=(other,)), *rest))
