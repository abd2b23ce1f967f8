"""What an entry's access notes and marks mean, by their words and by what the brief says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from briefqa.brief import Access
from briefqa.reading.access_notes import meaning_of, split_access_note
from briefqa.reading.access_policy import unmarked_is_free
from briefqa.reading.names import capitalised_share

# Footnote marks; a font or an editor may draw the asterisk as an operator.
_SIGNS = "*∗⁎†‡§¶#^"
_LEGEND_MARK = re.compile(
    rf"(?<![^\s(\[\"'“‘])(?:(?P<sign>[{re.escape(_SIGNS)}]{{1,5}})(?![{re.escape(_SIGNS)}\d])|"
    r"(?P<letters>[\[(][A-Z]{1,3}[\])]))"
)
_TITLE_MARK = re.compile(
    rf"(?:(?<![{re.escape(_SIGNS)}])(?P<sign>[{re.escape(_SIGNS)}]+)|[\[(](?P<inner>[{re.escape(_SIGNS)}]+)[\])]|"
    r"(?<=\s)(?P<letters>[\[(][A-Z]{1,3}[\])]))$"
)
_MARK_BEFORE = re.compile(rf"(?P<mark>[{re.escape(_SIGNS)}]+)(?P<apart>\s*)(?=\S)")
_EXPLAINS = re.compile(r"[\s=:–—)\]\"'”’-]*(?P<words>[^.;:,!?|*∗⁎†‡§¶#^]{0,120})")
# Before a colon or a dash, letters in brackets may be an organisation's: "British Medical Journal (BMJ): free".
_SAYS_SO = re.compile(r"\s*(?:=|means?\b|indicates?\b|denotes?\b)", re.IGNORECASE)
_LONGEST_CLAUSE = 200
# No brief explains its marks in more.
_LONGEST_LEGEND = 5_000
_CLAUSE_ENDS = re.compile(r"[.;:,!?|]")
_TURNED = re.compile(r"\b(?:unless|without|not|no|except|apart from|other than|but|never)\b|n['’]t\b", re.IGNORECASE)
_ABSTRACT_WORDS = re.compile(
    r"\babstracts?[- ](?:only|alone)\b|\b(?:only|just) (?:\w+ ){0,2}abstracts?\b", re.IGNORECASE
)
_ATHENS_WORDS = re.compile(r"\b(?:open\s?)?athens\b", re.IGNORECASE)
# "* Where a report is freely available the link is given" is a help section's bullet.
_FREE_FIRST = re.compile(
    r"(?:(?:is|are|means?|indicates?|denotes?|shows?|that|the|an?|it|items?|articles?|papers?|full|text|available)"
    r"[ -]){0,6}(?:free|open[- ]access)",
    re.IGNORECASE,
)
_LIMIT_WORDS = re.compile(
    r"\b(?:free(?:ly)?|open[- ]access|subscri\w+|log[- ]?in|regist\w+|purchas\w+|pay(?:ment|wall\w*)?|fees?|request\w*|"
    r"members?(?:hip)?|passwords?|accounts?|full[- ]text)\b",
    re.IGNORECASE,
)

_ABSTRACT = re.compile(r"\b(?:abstract|summar(?:y|ies))s?\b", re.IGNORECASE)
_NO_MORE = re.compile(
    r"\b(?:only|just|alone|cannot|nothing|no more|no full|without|"
    r"not (?:available|free|open|accessible|the full|the whole))\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_WITHOUT = re.compile(
    r"\b(?:not|cannot|only|no|never|nobody|nothing|none)\b[^.]*\b(?:without|unless|if|with)\b|n['’]t\b[^.]*\b(?:without|unless)\b",
    re.IGNORECASE,
)

Legend = Mapping[str, Access]
NO_LEGEND: Legend = MappingProxyType({})


def legend_of(text: str) -> Legend:
    """What a paragraph says that marks behind titles mean: `* abstract only; ** NHS OpenAthens account required`.

    Only marks it says something about access for; UNKNOWN where that is not clear. The words may stand behind the mark
    or, as in `abstract only (*)`, before it.
    """
    text = text[:_LONGEST_LEGEND]
    marks = list(_LEGEND_MARK.finditer(text))
    legend: dict[str, Access] = {}
    taken = 0
    for mark, following in zip(marks, [*(other.start() for other in marks[1:]), len(text)], strict=False):
        words = _words_behind(text, mark.end(), following)
        before = _CLAUSE_ENDS.split(
            text[max(taken, mark.start() - _LONGEST_CLAUSE) : mark.start()].rstrip(" ([=:–—-\"'“‘")
        )[-1]
        # "Unless marked *, items are free" tells what an item without the mark is.
        if words is None or _TURNED.search(before):
            continue
        access, behind = _explained(before, words)
        if access is None or (mark["letters"] and before.strip() and not _SAYS_SO.match(text, mark.end())):
            continue
        key = _key(mark[0])
        legend[key] = access if legend.get(key, access) is access else Access.UNKNOWN
        taken = text.index(words, mark.end()) + len(words) if behind else mark.end()
    return legend


def merged(legends: Sequence[Legend]) -> Legend:
    """What several paragraphs say of marks; UNKNOWN where they disagree."""
    together: dict[str, Access] = {}
    for mark, access in (pair for legend in legends for pair in legend.items()):
        together[mark] = access if together.get(mark, access) is access else Access.UNKNOWN
    return together


def split_mark(text: str, legend: Legend) -> tuple[str, str | None]:
    """A title without the mark behind it that the legend explains, and the mark as printed or None."""
    match = _TITLE_MARK.search(text)
    if match is None or _key(match[0]) not in legend or not text[: match.start()].strip():
        return text, None
    return text[: match.start()].rstrip(), match[0]


def split_notes(title: str, legend: Legend) -> tuple[str, list[str]]:
    """A title without up to two access notes and a mark behind it, and these as printed, in order."""
    notes: list[str] = []
    for _ in range(2):
        rest, note = split_access_note(title)
        # "Preparing for Registration*" is a title with a mark, where the brief explains the mark.
        if note is None or (note[0].isalpha() and meaning_of(note) is Access.UNKNOWN and split_mark(title, legend)[1]):
            break
        title, notes = rest, [note, *notes]
    title, mark = split_mark(title, legend)
    if mark is None:
        title, mark = _split_mark_before(title, legend)
    return title, [mark, *notes] if mark else notes


def _split_mark_before(title: str, legend: Legend) -> tuple[str, str | None]:
    match = _MARK_BEFORE.match(title)
    # Apart from the title it may be a bullet.
    if match is None or match["apart"] or _key(match["mark"]) not in legend:
        return title, None
    return title[match.end() :], match["mark"]


def is_marked(text: str, legend: Legend) -> bool:
    """Whether a title ends in what looks like a mark, explained or not, or starts with one that is explained.

    So it does where it ends in a phrase that the brief explains.
    """
    if _ends_in_phrase(text, legend):
        return True
    match = _TITLE_MARK.search(text)
    before = _MARK_BEFORE.match(text)
    return (match is not None and match["letters"] is None) or (before is not None and _key(before["mark"]) in legend)


def access_of(note: str | None, policy: str | None, legend: Legend = NO_LEGEND) -> Access:
    """What a note means; without one, FREE only if the brief's help section says so, else UNKNOWN.

    Args:
        note: as printed; may be a mark that the legend explains.
        policy: what the help section says of access.
        legend: see `legend_of`.
    """
    if note is None:
        marks = {"marked": bool(legend), "free_marked": Access.FREE in legend.values()}
        return Access.FREE if policy and unmarked_is_free(policy, **marks) else Access.UNKNOWN
    said = meaning_of(note)
    meant = {legend[key] for word in note.split() if (key := _key(word)) in legend}
    meant |= {legend[phrase] for phrase in _phrases_in(note, legend)}
    # A mark goes before the word "free": nothing is called free that the brief marks otherwise.
    if meant and said in (Access.UNKNOWN, Access.FREE):
        return meant.pop() if len(meant) == 1 else Access.UNKNOWN
    return said


def phrase_key(phrase: str) -> str:
    """A note in words as it is looked up: without brackets and stops, in small letters."""
    return " ".join(phrase.strip("()[]*. ").casefold().split())


def _ends_in_phrase(title: str, legend: Legend) -> bool:
    """Whether a title ends in a phrase that the brief explains; a single word has a capital and the title's few."""
    last = phrase_key(title)
    ends = [phrase for phrase in legend if phrase[:1].isalpha() and last.endswith(f" {phrase}")]
    set_off = title.split()[-1:] != [] and title.split()[-1][0].isupper() and capitalised_share(title) <= 0.5
    return any(" " in phrase or set_off for phrase in ends)


def _phrases_in(text: str, legend: Legend) -> set[str]:
    """The phrases that a brief explains which stand in a text."""
    plain = f" {phrase_key(text)} "
    return {
        phrase for phrase in legend if phrase[:1].isalpha() and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain)
    }


def _key(mark: str) -> str:
    """A mark as it is looked up: without brackets around signs, with one asterisk for all."""
    bare = mark.strip("()[] ")
    return mark if bare.isalpha() else bare.replace("∗", "*").replace("⁎", "*")


def _words_behind(text: str, start: int, following: int) -> str | None:
    """What stands behind a mark up to the end of its clause or the next mark; None if the mark quotes a note's."""
    match = _EXPLAINS.match(text, start, following)
    words = match["words"] if match else ""
    end = match.end() if match else start
    # `*abstract only*` is a note between asterisks.
    if words and match and match.start("words") == start and end < len(text) and text[end] in _SIGNS:
        return None if not words[-1].isspace() else words
    return "" if re.match(r"(?:and|or)\b", words) else words


def _explained(before: str, words: str) -> tuple[Access | None, bool]:
    """What the words around a mark mean, and whether it is those behind it."""
    behind, ahead = _meaning(words), _meaning(before)
    if behind is None or ahead is None:
        return (ahead, False) if behind is None else (behind, True)
    # "Abstract only * OpenAthens **": the words behind may be the next mark's.
    return (behind, True) if behind is ahead else (None, False)


def meaning_of_words(words: str) -> Access | None:
    """What a sentence says of access, in whatever words; UNKNOWN where it is not clear; None where it says nothing."""
    if _ABSTRACT.search(words) and _NO_MORE.search(words) and not _ATHENS_WORDS.search(words):
        return Access.ABSTRACT_ONLY
    if _ATHENS_WORDS.search(words) and _NOT_WITHOUT.search(words) and not _ABSTRACT.search(words):
        return Access.OPENATHENS
    return _meaning(words)


def _meaning(words: str) -> Access | None:
    abstract, athens, turned = (pattern.search(words) for pattern in (_ABSTRACT_WORDS, _ATHENS_WORDS, _TURNED))
    if abstract and athens:
        return Access.UNKNOWN
    if abstract:
        return Access.ABSTRACT_ONLY
    if athens:
        return Access.UNKNOWN if turned else Access.OPENATHENS
    if _FREE_FIRST.match(words.lstrip()) and not turned:
        return Access.FREE
    return Access.UNKNOWN if _LIMIT_WORDS.search(words) else None
