"""A question as typed → what is searched for: typing errors mended, abbreviations spelt out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass

from briefqa.abbreviations import is_abbreviation, singular, standard
from briefqa.fields import Fields, fields_in
from briefqa.lexicon import Lexicon
from briefqa.terms import stems

# "A&E" is one word, "nurses&carers" are two.
_WORD = re.compile(r"\b[A-Z]&[A-Z]\b|[^\W\d_]+")
# A word or phrase, as stems.
Phrase = tuple[str, ...]
# Words in the longest phrase that an abbreviation may stand for.
_LONGEST = 10
# What stands before letters that are a part of a name: "T2DM", "G-CSF".
_OF_A_NAME = re.compile(r"[\d-]")
# Words for entries of any kind.
_ENTRIES = frozenset(
    stems(
        "articles available documents entries evidence items latest literature newest papers publications published "
        "recent reports research sources studies things work works"
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for.

    Attributes:
        spelt: the question with obvious typing errors mended and abbreviations replaced by what they stand for.
        text: that without words about years and access.
        terms: stems of the text.
        alike: phrases of the text, as stems → others that say the same: abbreviations, typed or not, and what they
            stand for.
        fields: what the question says about years, access and publication.
        only_fields: whether it asks for nothing else: "papers in The Lancet since 2020".
    """

    spelt: str
    text: str
    terms: tuple[str, ...]
    alike: Mapping[Phrase, Sequence[Phrase]]
    fields: Fields
    only_fields: bool

    @property
    def also(self) -> tuple[str, ...]:
        """Stems that stand for terms, and are none themselves."""
        others = (stem for phrases in self.alike.values() for phrase in phrases for stem in phrase)
        return tuple(stem for stem in dict.fromkeys(others) if stem not in self.terms)


def shortenings_of(lexicon: Lexicon, topic: Collection[str]) -> dict[Phrase, list[Phrase]]:
    """Phrases of two words or more, as stems → their abbreviations, likewise.

    Args:
        lexicon: words and abbreviations of a corpus.
        topic: stems of what all of it is about: an abbreviation of that tells nothing apart.
    """
    found: dict[Phrase, list[Phrase]] = {}
    for short, longs in lexicon.abbreviations.items():
        for phrase in map(_phrase, longs):
            if len(phrase) > 1 and not set(phrase) <= set(topic) and (one := _phrase(short)):
                found.setdefault(phrase, []).append(one)
    return found


def understand(
    question: str,
    lexicon: Lexicon,
    *,
    vocabulary: Container[str],
    shortenings: Mapping[Phrase, Sequence[Phrase]],
    publications: Collection[str],
    phrase: Callable[[str], str | None],
    knows: Callable[[str], bool],
) -> Asked:
    """What is searched for when a question is asked of a corpus.

    Args:
        question: as typed.
        lexicon: words and abbreviations of the corpus.
        vocabulary: stems of the corpus.
        shortenings: of its phrases; see `shortenings_of`.
        publications: names of those in the corpus; see `fields.publication_name`.
        phrase: gives what the corpus has for an abbreviation that is not in it; see
            `abbreviations.phrase_with_initials`.
        knows: whether a word that no entry has is a word all the same, and no typing error.
    """
    alike: dict[Phrase, dict[Phrase, None]] = {}
    # Of a question all in capitals, no word says that it is an abbreviation.
    shouted = question.isupper() and len(question.split()) > 2

    def searched(match: re.Match[str]) -> str:
        word = match[0]
        found = stems(word)
        # Function words have no stems.
        there = not found or any(stem in vocabulary for stem in found)
        if is_abbreviation(word):
            if _OF_A_NAME.search(match.string[: match.start()][-1:]) or match.string[match.end() :][:1].isdigit():
                return word
            long = _explained(word, lexicon) or (None if there else _usual(word, phrase, standard_too=not shouted))
            # One that entries use unexplained, such as GP, is searched for as it is, and spelt out besides.
            other = _phrase(singular(word) if long else "" if shouted else standard().get(singular(word), ""))
            if other:
                alike.setdefault(_phrase(long or word), {})[other] = None
            return long or word
        if there or knows(word.lower()):
            return word
        return lexicon.meant(word) or word

    spelt = _WORD.sub(searched, question)
    fields = fields_in(spelt, publications)
    # White space, too, stays as typed where no words are left out.
    left_out = fields.years is not None or fields.access is not None
    text = fields.rest if left_out else spelt
    words = stems(text)
    terms = tuple(dict.fromkeys(words))
    for start in range(len(words)):
        for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
            for short in shortenings.get(tuple(words[start:end]), ()):
                alike.setdefault(tuple(words[start:end]), {})[short] = None
    of_fields = _ENTRIES.union(stems(fields.publication or ""))
    only_fields = fields.named and of_fields.issuperset(terms)
    return Asked(spelt, text, terms, {one: tuple(others) for one, others in alike.items()}, fields, only_fields)


def _phrase(text: str) -> Phrase:
    return tuple(stems(text))


def _explained(short: str, lexicon: Lexicon) -> str | None:
    longs = lexicon.abbreviations.get(singular(short))
    return longs[0] if longs else None


def _usual(short: str, phrase: Callable[[str], str | None], *, standard_too: bool) -> str | None:
    """What an abbreviation that no entry has is likely to stand for."""
    listed = standard().get(singular(short)) if standard_too else None
    return listed or phrase(short)
