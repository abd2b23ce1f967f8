"""Answers, readings and the state of an index as plain text, for terminals and other text-only places."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefqa.answer import Answer, Hit
from briefqa.brief import Access, Brief, Entry
from briefqa.nhs_numbers import without_nhs_numbers
from briefqa.ranking import in_words

if TYPE_CHECKING:
    from briefqa.indexing import Approximation, BriefChange, BuildReport, Manifest, UnreadBrief
    from briefqa.reading import Doubt, Reading

# Names of briefs are listed up to so many, or to twice as many where they are of interest.
_NAMES = 10
_WIDTH = 96


def _plain(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Styles:
    """How parts of an answer stand out, where that is possible; no part is known by its style alone.

    Attributes:
        title: what is done to each line of the title of an entry.
        relevance: what is done to the words for its relevance.
        warning: what is done to each line that says that the briefs do not cover a question.
    """

    title: Callable[[str], str] = _plain
    relevance: Callable[[str], str] = _plain
    warning: Callable[[str], str] = _plain


_PLAIN = Styles()


def counted(number: int, noun: str) -> str:
    """`1 entry`, `2 entries`, `3 briefs`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def edition(brief: Brief) -> str:
    """A brief's title with its date: `Social Prescribing Link Workers (November 2025)`."""
    return f"{brief.title} ({brief.published.words})" if brief.published else brief.title


def citation_line(entry: Entry) -> str:
    """Source and date: `BMC Medicine 22(1), 2024`; says so where the brief gives none."""
    source = entry.source or "source not given"
    return f"{source}, {entry.date.words}" if entry.date else f"{source}, date not given"


def access_in_words(entry: Entry, brief: Brief) -> str:
    """What to do to read the full text, as far as the brief says."""
    help_at = f"; ask for help at {brief.contact}" if brief.contact else ""
    match entry.access:
        case Access.FREE:
            words = "freely available: the brief marks no restriction"
        case Access.ABSTRACT_ONLY:
            words = f"only the abstract is freely available{help_at}"
        case Access.OPENATHENS:
            words = f"an NHS OpenAthens account is required{help_at}"
        case Access.UNKNOWN:
            words = f"the brief does not say{help_at}"
    return f"{words} (marked “{entry.access_note}”)" if entry.access_note else words


def contacts(briefs: Sequence[Brief]) -> list[str]:
    """The addresses the briefs give for help, without repeats."""
    return list(dict.fromkeys(brief.contact for brief in briefs if brief.contact))


def places_of_doubles(hit: Hit, briefs: Sequence[Brief]) -> list[str]:
    """Where else the same work stands, each with its access: another of the briefs, or another section of this one."""
    titles = {brief.id: brief.title for brief in briefs}
    return [f"{_place_of(other, hit, titles)} ({other.access.value.replace('_', ' ')})" for other in hit.also_in]


def _place_of(other: Entry, hit: Hit, titles: Mapping[str, str]) -> str:
    if other.brief_id == hit.entry.brief_id:
        return " › ".join(other.section)
    return titles.get(other.brief_id, other.brief_id)


def show_answer(answer: Answer, styles: Styles = _PLAIN) -> str:
    """A whole answer; its parts stand out as `styles` says."""
    if not answer.hits:
        return "No entry of the briefs passes these filters."
    asked = without_nhs_numbers(answer.question)
    head = f"{counted(len(answer.hits), 'entry')} for: {asked}" if answer.covered else _not_covered(answer, styles)
    if answer.searched != asked:
        head = f"{head}\n{_wrap(f'Searched for: {answer.searched}')}"
    shown = (_show_hit(hit, answer, styles) for hit in answer.hits)
    return "\n\n".join((head, *shown))


def show_reading(reading: Reading) -> str:
    """What was read from a brief, section by section, and what was doubtful."""
    brief = reading.brief
    lines = [edition(brief), f"{counted(len(brief.entries), 'entry')} in {brief.file}", ""]
    for section, entries in groupby(brief.entries, key=lambda entry: " › ".join(entry.section) or "(no section)"):
        lines.append(f"{sum(1 for _ in entries):4}  {section}")
    lines += ["", _show_parts(reading)]
    lines += ["", f"{counted(len(reading.doubts), 'doubt')}" + (":" if reading.doubts else "")]
    lines += [f"  {_place(doubt)}{doubt.message}" for doubt in reading.doubts]
    return "\n".join(lines)


def _show_parts(reading: Reading) -> str:
    """What the lines of the file were taken for; together they are all of them."""
    named = [f"{counted(count, 'line')} of {part.value}" for part, count in reading.parts().items() if count]
    return _wrap(f"{counted(len(reading.lines), 'line')} with text: {', '.join(named)}", "  ", first="")


def show_build(report: BuildReport, folder: str) -> str:
    """What a build did."""
    unchanged = report.changes.unchanged
    changes = [
        f"{what} {', '.join(files)}"
        for what, files in (
            ("added", _few(report.changes.added)),
            ("changed", [_show_change(change) for change in report.changes.entries]),
            ("removed", _few(report.changes.removed)),
            ("unchanged", unchanged if len(unchanged) <= _NAMES else [counted(len(unchanged), "brief")]),
            ("superseded by another edition", _few(report.superseded)),
        )
        if files
    ]
    resumed = f", {counted(report.resumed, 'passage')} kept of a build that was stopped" if report.resumed else ""
    lines = [
        f"{counted(report.entries, 'entry')} ({counted(report.passages, 'passage')}) indexed in {folder}, "
        f"{report.seconds:.1f} s, {counted(report.encoded, 'entry')} encoded{resumed}",
        *(f"  {change}" for change in changes),
    ]
    for item in report.briefs:
        file = item.brief["file"]
        if not item.entries:
            lines.append(f"  {file}: no entry was found; is it an evidence brief?")
        elif item.doubts and item.superseded_by is None:
            lines.append(f"  {file}: {counted(item.doubts, 'doubt')}; see them with: briefqa read")
    lines += [f"  not read: {failed.file}: {failed.problem}" for failed in report.unread]
    return "\n".join([*lines, *_show_not_exported(report.not_exported)])


def _show_not_exported(reason: str | None) -> list[str]:
    """Nothing where the index carries its encoder of questions, as it should."""
    if reason is None:
        return []
    return [f"the index carries no encoder ({reason}): to ask it, sentence-transformers loads the model itself"]


def _few(names: Sequence[str]) -> Sequence[str]:
    return names if len(names) <= 2 * _NAMES else [*names[:_NAMES], f"and {len(names) - _NAMES:,} more"]


def _show_change(change: BriefChange) -> str:
    counts = (("added", change.added), ("changed", change.changed), ("removed", change.removed))
    told = ", ".join(f"{count:,} {what}" for what, count in counts if count) or "none added, changed or removed"
    return f"{change.file} (entries: {told})"


def show_unread(unread: Sequence[UnreadBrief]) -> str:
    """One line that names the files which could not be read."""
    names = ", ".join(failed.file for failed in unread)
    verb = "is" if len(unread) == 1 else "are"
    return f"{counted(len(unread), 'file')} could not be read and {verb} not indexed: {names}"


def show_status(manifest: Manifest, folder: str, stale: str | None, unknown: str | None = None) -> str:
    """What an index holds and whether it is up to date, or why that cannot be told."""
    lines = [
        f"{folder}: {counted(manifest.entries, 'entry')}, {counted(manifest.passages, 'passage')}",
        f"encoder {manifest.encoder.name}, {manifest.encoder.dimension} dimensions, "
        f"weights {manifest.encoder.weights_sha256[:12]}…",
        *_show_not_exported(manifest.not_exported),
        _show_search(manifest.approximation),
    ]
    lines += _show_contents(manifest)
    if manifest.undone is not None:
        lines.append("turned back from a newer state; `briefqa serve` leaves it so until a brief changes")
    if unknown:
        lines.append(f"whether it is up to date cannot be told: {unknown}")
    else:
        lines.append(f"out of date: {stale}; run `briefqa index`" if stale else "up to date")
    return "\n".join(lines)


def _show_search(approximation: Approximation | None) -> str:
    if approximation is None:
        return "exact search: every entry is compared with the question"
    return (
        f"approximate search: {approximation.searched:,} of {approximation.clusters:,} clusters of entries are looked "
        f"at for a question; {approximation.recall:.1%} of the ten nearest were found when that was tried"
    )


def show_rollback(manifest: Manifest, folder: str) -> str:
    """What an index holds after it was turned back."""
    lines = [
        f"{folder} is turned back to its state before: {counted(manifest.entries, 'entry')}",
        *_show_contents(manifest),
        "`briefqa serve` leaves it so until a brief changes; `briefqa index` builds anew from all briefs in the folder",
    ]
    return "\n".join(lines)


def _show_contents(manifest: Manifest) -> list[str]:
    lines = []
    for item in manifest.briefs:
        date = item.brief["published"] or "no date"
        replaced = f", superseded by {item.superseded_by}" if item.superseded_by else ""
        lines.append(
            f"  {item.brief['title']} ({date}), {counted(item.entries, 'entry')}, {item.brief['file']}{replaced}"
        )
    return lines + [f"  not read: {failed.file}: {failed.problem}" for failed in manifest.unread]


def _not_covered(answer: Answer, styles: Styles) -> str:
    addresses = contacts(answer.briefs)
    ask = f" For help, contact {', '.join(addresses)}." if addresses else ""
    sections = f" The nearest sections are: {'; '.join(answer.nearest_sections)}." if answer.nearest_sections else ""
    text = (
        f"The briefs do not cover this: {without_nhs_numbers(answer.question)}.{ask}{sections} The nearest entries are:"
    )
    return _each_line(_wrap(text), styles.warning)


def _show_hit(hit: Hit, answer: Answer, styles: Styles) -> str:
    entry, brief = hit.entry, answer.brief_of(hit)
    facts = [
        citation_line(entry),
        *([entry.note] if entry.note else []),
        f"{' › '.join(entry.section)}, in {edition(brief)}",
        f"Access: {access_in_words(entry, brief)}",
        *([entry.url] if entry.url else []),
        *(f"Also in {place}" for place in places_of_doubles(hit, answer.briefs)),
        # Of the nearest entries to a question that is not covered, none is relevant.
        *([f"Relevance: {styles.relevance(in_words(hit.score))} ({hit.score:.2f})"] if answer.covered else []),
        *([f"Words found: {', '.join(hit.why.matched)}"] if hit.why.matched else []),
    ]
    title = _each_line(_wrap(f"{hit.rank}. {entry.title}", "   ", first=""), styles.title)
    quote = [] if hit.quote.field == "title" else [_wrap(f"“{hit.quote.text}”", "    ")]
    return "\n".join([title, *quote, *_indent(facts)])


def _each_line(text: str, style: Callable[[str], str]) -> str:
    """Styles end at the end of each line, as terminals and pagers expect."""
    return "\n".join(map(style, text.split("\n")))


def _indent(facts: Sequence[str]) -> list[str]:
    return [_wrap(fact, "   ") for fact in facts]


def _wrap(text: str, indent: str = "", first: str | None = None) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _place(doubt: Doubt) -> str:
    page = f"page {doubt.page}, " if doubt.page is not None else ""
    return f"{page}line {doubt.line}: " if doubt.line is not None else page
