"""What is exported: entries with all that their brief and an answer say about them, the same for every format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from briefqa.answer import Answer, Hit
from briefqa.brief import Access, Brief, Entry
from briefqa.citing.people import People, people_of
from briefqa.citing.plain import one_line
from briefqa.citing.sources import Parts, parts_of, words_as_journal
from briefqa.errors import QuestionError
from briefqa.filters import names_of
from briefqa.nhs_numbers import has_nhs_number
from briefqa.ranking import in_words

# What a brief heads journal articles with.
_PEER_REVIEWED = re.compile(r"\bpeer[ -]reviewed\b", re.IGNORECASE)
_KEY_WORDS = 40


class Kind(StrEnum):
    """What an entry is, as far as the brief shows it."""

    ARTICLE = "article"
    REPORT = "report"
    OTHER = "other"


@dataclass(frozen=True)
class Reference:
    """One entry to be cited.

    Attributes:
        entry: the entry.
        brief: the brief it stands in.
        remarks: what an answer says of it, each a sentence or `Name: value`; empty where no question was asked.
        relevance: to the question, in words, or None where none was asked or it is not covered.
        journals: names of journals, in small letters, that the brief's entries tell.
    """

    entry: Entry
    brief: Brief
    remarks: tuple[str, ...] = ()
    relevance: str | None = None
    journals: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> str:
        """Beginning of the title and a digest of the entry's id: lower-case letters, digits and hyphens only.

        It depends on nothing but the id, so it stays as it is as long as the id does.
        """
        words = re.sub(r"[^a-z0-9]+", "-", self.entry.id.partition("/")[2].lower()).strip("-") or "entry"
        short = words if len(words) <= _KEY_WORDS else words[:_KEY_WORDS].rsplit("-", 1)[0]
        # Ids are made of texts, but may come from anywhere; a digest is taken of whatever they hold.
        return f"{short}-{hashlib.sha256(self.entry.id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"

    @cached_property
    def kind(self) -> Kind:
        """Article where the source is a journal's, report where it is any other, other where none is printed.

        It is a journal's where an issue, pages or an ISSN are printed, where its name says so, where another entry of
        the brief prints these with the same name, or where the entry stands under a heading "… Peer Reviewed …".
        """
        if not self.entry.source:
            return Kind.OTHER
        parts = parts_of(one_line(self.entry.source))
        journal = (
            parts.numbered
            or words_as_journal(parts.name)
            or any(_PEER_REVIEWED.search(heading) for heading in self.entry.section)
            or parts.name.casefold() in self.journals
        )
        return Kind.ARTICLE if journal else Kind.REPORT

    @cached_property
    def parts(self) -> Parts:
        """Name, volume, issue and pages of the source; of what is no journal, only the name."""
        source = one_line(self.entry.source)
        return parts_of(source) if self.kind is Kind.ARTICLE else Parts(source)

    @cached_property
    def people(self) -> People:
        """The authors of the entry."""
        return people_of(one_line(self.entry.authors or ""))

    @property
    def section(self) -> str:
        """All headings over the entry: `Published Peer Reviewed Research › Reviews`."""
        return " › ".join(map(one_line, self.entry.section))

    @property
    def edition(self) -> str:
        """`Evidence Brief: Social Prescribing Link Workers (November 2025)`."""
        return edition(self.brief)

    @property
    def acknowledgement(self) -> str:
        """What the brief asks to be cited as, as printed; title and date where it asks for nothing."""
        return acknowledgement(self.brief)

    @property
    def access(self) -> str:
        """The brief's own note, or what it means that there is none."""
        if self.entry.access_note:
            return one_line(self.entry.access_note)
        return _ACCESS[self.entry.access]

    @property
    def help(self) -> str:
        """The address the brief gives for help, where access is not free; "" where there is none."""
        return "" if self.entry.access is Access.FREE else one_line(self.brief.contact or "")

    @property
    def access_in_words(self) -> str:
        """What the brief says about access, in words that need no note to be understood, and whom to ask."""
        ask = "for the full text, ask" if self.entry.access is Access.ABSTRACT_ONLY else "for help, ask"
        return f"{_ACCESS[self.entry.access]}{f'; {ask} {self.help}' if self.help else ''}"

    @property
    def notes(self) -> list[str]:
        """All that formats have no field of their own for, each on one line: `Access: Abstract only*`."""
        entry = self.entry
        said = [
            ("Access", self.access),
            ("Help with access", self.help),
            ("Section", self.section),
            ("Note", one_line(entry.note or "")),
            ("Source as printed", one_line(entry.source)),
            ("Authors as printed", "" if self.people.whole else self.people.printed),
            ("Listed in", self.edition),
            ("Please acknowledge the brief as", self.acknowledgement),
        ]
        return [f"{name}: {value}" for name, value in said if value] + list(self.remarks)


@dataclass(frozen=True)
class References:
    """What is exported in one go.

    Attributes:
        items: in order, each entry once.
        title: of the list, on one line.
        remarks: what holds for all of them: the question, and whether it is covered.
        ranked: whether the order is that of an answer rather than that of the briefs.
    """

    items: tuple[Reference, ...]
    title: str
    remarks: tuple[str, ...] = ()
    ranked: bool = False

    @property
    def briefs(self) -> list[Brief]:
        """The briefs the entries stand in, without repeats."""
        return list({item.brief.id: item.brief for item in self.items}.values())


def of_entries(pairs: Iterable[tuple[Entry, Brief]], title: str = "") -> References:
    """Entries with the briefs they stand in, in the order given; an entry that comes again is left out."""
    listed = list(pairs)
    journals = {brief.id: _journals(brief) for brief in {id(brief): brief for _, brief in listed}.values()}
    items: dict[str, Reference] = {}
    for entry, brief in listed:
        items.setdefault(entry.id, Reference(entry, brief, journals=journals[brief.id]))
    ordered = tuple(items.values())
    editions = "; ".join(map(edition, References(ordered, "").briefs))
    return References(ordered, one_line(title) or f"Reading list from {editions or 'no brief'}")


def of_brief(brief: Brief) -> References:
    """All entries of a brief."""
    return of_entries((entry, brief) for entry in brief.entries)


def of_briefs(
    briefs: Sequence[Brief], ids: Collection[str] | None = None, sections: Collection[str] | None = None
) -> References:
    """The entries of briefs, in their order.

    Args:
        briefs: what there is to choose from.
        ids: only briefs with these ids; where there are none, all.
        sections: only entries under these headings, upper or lower case; where there are none, all.

    Raises:
        QuestionError: there is no such brief or section.
    """
    known, wanted, under = {brief.id for brief in briefs}, names_of(ids, "ids"), names_of(sections, "sections")
    chosen = known if wanted is None else _known(wanted, known, "brief")
    listed = [(entry, brief) for brief in briefs if brief.id in chosen for entry in brief.entries]
    if under is None:
        return of_entries(listed)
    headings = _known(under, {heading for entry, _ in listed for heading in entry.section}, "section")
    return of_entries((entry, brief) for entry, brief in listed if not headings.isdisjoint(entry.section))


def of_answer(answer: Answer) -> References:
    """The hits of an answer, best first, with the question and whether the briefs cover it.

    References are kept and sent on: a question that seems to hold an NHS number gets into none.
    """
    about = _about(answer)
    plain = of_entries((hit.entry, answer.brief_of(hit)) for hit in answer.hits)
    items = tuple(
        replace(item, remarks=(*about, *_said_of(hit, answer)), relevance=_relevance(hit, answer))
        for item, hit in zip(plain.items, answer.hits, strict=True)
    )
    return References(items, "Reading list", about, ranked=True)


def edition(brief: Brief) -> str:
    """`Evidence Brief: Social Prescribing Link Workers (November 2025)`."""
    date = f" ({brief.published.words})" if brief.published else ""
    return f"Evidence Brief: {one_line(brief.title)}{date}"


def acknowledgement(brief: Brief) -> str:
    """What a brief asks to be cited as, as printed; its title and date where it asks for nothing."""
    return one_line(brief.citation or "") or edition(brief)


def _known(wanted: Collection[str], present: Collection[str], what: str) -> set[str]:
    """The wanted names in every spelling that is there."""
    names = set()
    for name in wanted:
        spellings = {spelled for spelled in present if spelled.casefold() == name.casefold()}
        if not spellings:
            raise QuestionError(f"there is no {what} '{name}'; choose from: {', '.join(sorted(present))}")
        names |= spellings
    return names


def _about(answer: Answer) -> tuple[str, ...]:
    question, searched = (_LEFT_OUT,) * 2 if has_nhs_number(answer.question) else (answer.question, answer.searched)
    question, searched = one_line(question), one_line(searched)
    mended = (f"Searched for: {searched}",) if searched != question else ()
    covered = "Covered by the briefs: yes" if answer.covered else _NOT_COVERED
    return (f"Question: {question}", *mended, covered)


def _relevance(hit: Hit, answer: Answer) -> str | None:
    # Of the nearest entries to a question that is not covered, none is relevant.
    return in_words(hit.score) if answer.covered else None


def _said_of(hit: Hit, answer: Answer) -> Sequence[str]:
    relevance = _relevance(hit, answer)
    titles = {brief.id: edition(brief) for brief in answer.briefs}
    doubles = (
        f"Also in: {' › '.join(map(one_line, other.section))}, {titles.get(other.brief_id, other.brief_id)}"
        f" (access: {Reference(other, answer.brief_of(hit)).access})"
        for other in hit.also_in
    )
    return [*([f"Relevance: {relevance}"] if relevance else []), *doubles]


def _journals(brief: Brief) -> frozenset[str]:
    """Names that stand with an issue, pages or an ISSN somewhere in a brief."""
    parts = (parts_of(one_line(entry.source)) for entry in brief.entries)
    return frozenset(part.name.casefold() for part in parts if part.numbered)


_LEFT_OUT = "left out, as it seems to hold an NHS number"
_NOT_COVERED = "Covered by the briefs: no; the entries are merely the nearest"
_ACCESS = {
    Access.FREE: "freely available (the brief marks no restriction)",
    Access.ABSTRACT_ONLY: "only the abstract is freely available",
    Access.OPENATHENS: "an NHS OpenAthens account is required",
    Access.UNKNOWN: "the brief does not say",
}
