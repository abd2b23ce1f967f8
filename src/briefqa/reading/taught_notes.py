"""Access notes in a brief's own words, where it says what they mean: “Login needed” means an OpenAthens account.

A phrase is taught where a sentence says what it means for access: in quotation marks anywhere in the sentence, without
them in front of "means", "=" or the like. It is a note where it makes a line, or stands behind a title.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefqa.brief import Access
from briefqa.reading.access import Legend, meaning_of_words, merged, phrase_key
from briefqa.reading.access_notes import is_access_note
from briefqa.reading.contents import heading_key
from briefqa.reading.line_parts import first_part
from briefqa.reading.lines import Line
from briefqa.reading.roles import Field

_WORDS = r"[^\W\d_][\w/&’'-]*(?: [\w/&’'-]+){0,4}?"
_QUOTED = re.compile(rf"(?<!\w)[\"“‘'«][\[(]?(?P<phrase>{_WORDS})[\])]?[.,]?[\"”’'»](?!\w)")
_SAYS = re.compile(
    r"\s*(?:=|:|[–—]|-\s|"
    r"(?:always |here )?(?:means?|indicates?|denotes?|signif(?:y|ies)|shows?|says?|tells|stands? for)\b)\s*",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.;!?])[\"”’'»)]*\s+|\s*[•|]\s*")
_LONGEST = 5_000
_REACH = 240
# What a sentence about the phrases in the one before begins with.
_POINTS_BACK = re.compile(
    r"(?:for )?(?:these|those|this|that|such|they|it|then|here|there|in (?:these|such))\b", re.IGNORECASE
)


def taught_notes(text: str) -> Legend:
    """The phrases that a paragraph says something about access of, by `phrase_key`, and what they mean.

    None that is an access note by its words anyway.
    """
    sentences = [sentence for sentence in _SENTENCES.split(text[:_LONGEST]) if sentence]
    found: list[dict[str, Access]] = []
    for sentence, following in pairwise([*sentences, ""]):
        for phrase, meaning in _taught_in(sentence, following if _POINTS_BACK.match(following) else ""):
            if meaning is not None and not is_access_note(phrase):
                found.append({phrase_key(phrase): meaning})
    return merged(found)


def _taught_in(sentence: str, following: str) -> Iterator[tuple[str, Access | None]]:
    quoted = list(_QUOTED.finditer(sentence))
    if not quoted:
        yield from _taught_plainly(sentence)
        return
    edges = [0, *(match.end() for match in quoted)]
    starts = [*(match.start() for match in quoted[1:]), len(sentence)]
    for match, edge, end in zip(quoted, edges, starts, strict=False):
        says = _SAYS.match(sentence, match.end())
        behind = meaning_of_words(sentence[match.end() : end][:_REACH])
        before = None if says else meaning_of_words(sentence[edge : match.start()][-_REACH:])
        if behind is None and before is None and not sentence[match.end() : end].strip(" .,;:)"):
            behind = meaning_of_words(following[:_REACH])
        # Where both sides speak of access, and differ, nobody knows which is meant.
        both = behind is not None and before is not None and behind is not before
        yield match["phrase"], Access.UNKNOWN if both else behind or before


def _taught_plainly(sentence: str) -> Iterator[tuple[str, Access | None]]:
    words = sentence.lstrip("•▪●*–- ").split()
    for count in range(min(5, len(words) - 1), 0, -1):
        phrase = " ".join(words[:count]).rstrip(":=").strip("[]() ")
        rest = sentence[sentence.index(words[0]) :][len(" ".join(words[:count]).rstrip(":=")) :]
        says = _SAYS.match(rest)
        # A label alone is too short a sign: "Help: ask for an OpenAthens account".
        if says and phrase[:1].isupper() and (count > 1 or says[0].strip().isalpha()):
            yield phrase, meaning_of_words(rest[says.end() :][:_REACH])
            return


def with_taught_notes_apart(lines: Sequence[Line], legend: Legend, headings: Collection[str]) -> list[Line]:
    """Put the phrases that stand where notes do on lines of their own, as what a label tells to be about access.

    Args:
        lines: of the brief, behind its contents.
        legend: see `taught_notes`.
        headings: what the contents name, by `heading_key`; no such line is a note.
    """
    phrases = sorted((phrase for phrase in legend if phrase[:1].isalpha()), key=len, reverse=True)
    if not phrases:
        return list(lines)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    whole = re.compile(rf"[\[(*]*\s*(?:{words})\s*[\])*.]*", re.IGNORECASE)
    behind = re.compile(
        rf"(?:\s*[–—|;:,]|\s-|(?<=[.?!])|(?=\s[\[(*]))\s+(?P<note>[\[(*]*(?:{words})[\])*]*)$|"
        rf"\s+(?P<bare>(?:{words})\**)$",
        re.IGNORECASE,
    )
    several = sum(whole.fullmatch(line.text) is not None or behind.search(line.text) is not None for line in lines) > 1
    result: list[Line] = []
    for line, following in pairwise([*lines, None]):
        if line is None:
            break
        if line.field not in (None, Field.BEHIND_DASH) or _is_explained(following):
            result.append(line)
            continue
        match = behind.search(line.text)
        if whole.fullmatch(line.text):
            # What stands apart, and once, is rather a heading of the help section.
            other = heading_key(line.text) in headings or line.style.level or (line.gap and not several)
            result.append(line if other else replace(line, field=Field.ACCESS))
        elif match and _is_set_off(match, line.text):
            result.append(first_part(line, match.start()))
            note = match["note"] or match["bare"]
            result.append(
                replace(
                    line,
                    text=note,
                    gap=False,
                    page_break=False,
                    fresh=1.0,
                    turns=(),
                    looks=(),
                    links=(),
                    counted=False,
                    field=Field.ACCESS,
                )
            )
        else:
            result.append(line)
    return result


def _is_set_off(match: re.Match[str], text: str) -> bool:
    """Whether a phrase behind other words is no part of them: by a mark between them, or two words with a capital."""
    if not text[: match.start()].strip():
        return False
    if match["note"] is not None:
        # One word behind a comma may be a sentence's.
        return not (match["note"][0].islower() and " " not in match["note"] and match[0].lstrip()[0] in ";:,")
    return match["bare"][0].isupper() and " " in match["bare"]


def _is_explained(following: Line | None) -> bool:
    """Whether the next line goes on with a sentence about what stands on a line."""
    return following is not None and not following.gap and (following.small or _SAYS.match(following.text) is not None)
