"""How people lay briefs out: habits that hold for a document, and those that change from entry to entry."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from typeset.manuscript import Manuscript, Section, Work, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Join = Literal["blank", "newline", "space"]

ABSTRACT_ONLY_FORMS = ("Abstract only", "Abstract only*", "[Abstract only]")
OPENATHENS_FORMS = (
    "NHS OpenAthens account required",
    "NHS OpenAthens account required*",
    "[NHS OpenAthens account required]",
    "(NHS OpenAthens account required)",
)
NOTE_FORMS = {"abstract_only": ABSTRACT_ONLY_FORMS, "openathens": OPENATHENS_FORMS}

# A title that ends in one of these reads on into a source behind it: "10 years on Midwifery 175(19)".
_READS_ON = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})

# Names that a librarian knows to be a publication wherever they start, also behind a title in capitals.
_KNOWN_SOURCE = re.compile(
    r"(?:The )?(?:(?:British |International )?Journal of |BMC |BMJ\b|Lancet\b|King's Fund\b|Nuffield Trust\b"
    r"|NHS (?:England|Employers)\b|Nursing (?:Times|Standard)\b|Health Expectations\b|Age and Ageing\b)"
)


# What comes back so often is seen to be a habit.
_HABIT = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """Habits of a document. Each format uses those that it can show.

    Attributes:
        contents: names with a tab or dots and a page number, or "plain" names.
        title_line: whether the brief's name stands on top, besides the citation.
        asked: whether the citation says "Please acknowledge", or only cites.
        running_header: of each page; "{title}" and "{date}" stand for the brief's.
        header_numbers: whether in .txt the page's number stands on the running header's line.
        page_numbers: at the foot of each page.
        wrap: columns at which lines of .txt and .md are broken, or None: one line for each paragraph.
        form_feeds: whether one stands in .txt in front of each page but the first.
        lines_per_page: of .txt; headers and page numbers stand between pages, also in the middle of abstracts.
        blank_lines: whether "blank" joins show as blank lines (.docx: empty paragraphs); else as line ends.
        encoding, newline: of .txt and .md; "utf-16" has a byte order mark.
        underline_marks: `<u>…</u>` around linked titles in .txt, as some conversions leave them.
        heading_look, title_look: in .docx and .pdf; .md shows the title's.
        real_lists: whether items of .docx are numbered by Word or have their marker typed.
        labels: in front of authors, source, abstract and notes and URLs on lines of their own: "Source: …"; "above"
            them; or none.
        bold_labels: in .md, .docx and .pdf.
        dash: between each title and its source, on one line, or None.
    """

    contents: Literal["none", "tabs", "leaders", "plain"] = "tabs"
    title_line: bool = False
    asked: bool = True
    running_header: str | None = None
    header_numbers: bool = False
    page_numbers: bool = False
    wrap: int | None = None
    lines_per_page: int | None = None
    form_feeds: bool = False
    blank_lines: bool = True
    encoding: Literal["utf-8", "utf-8-sig", "cp1252", "utf-16"] = "utf-8"
    newline: Literal["\n", "\r\n", "\r"] = "\n"
    underline_marks: bool = False
    heading_look: Literal["styles", "bold", "large"] = "styles"
    title_look: Literal["link", "bold-link", "heading-link"] = "link"
    real_lists: bool = True
    labels: Literal["none", "before", "above"] = "none"
    bold_labels: bool = False
    dash: Literal["—", "–", "-", "|"] | None = None

    def header_of(self, manuscript: Manuscript) -> str | None:
        """The running header of this brief."""
        return self.running_header and self.running_header.format(title=manuscript.title, date=manuscript.date)


@dataclass(frozen=True, slots=True)
class EntryHabits:
    """Habits of one entry.

    Attributes:
        source_join: how the source follows the title, or the note or URL below it.
        abstract_join: how the abstract follows the source; behind a bare title it always stands apart.
        note_place: the access note ends the title's line, or has a line below the title or below the source.
        note_form: words of the access note, or None: those of the work.
        url_line: the bare URL is printed after the title.
        url_join: on a line of its own, or on the title's.
        doi_form: at the end of the source's line, after the date.
        authors_form: "Smith J, Patel R. " or "Smith J et al. " in front of the source.
    """

    source_join: Join = "blank"
    abstract_join: Join = "blank"
    note_place: Literal["title", "next-line", "after-source-line"] = "title"
    note_form: str | None = None
    url_line: bool = False
    url_join: Literal["newline", "space"] = "newline"
    doi_form: Literal["doi:", "https://doi.org/"] | None = None
    authors_form: Literal["initials", "et al"] | None = None

    def note_of(self, work: Work) -> str | None:
        """The access note as printed."""
        return work.access_note and (self.note_form or work.access_note)

    def doi_of(self, work: Work) -> str | None:
        """The DOI as printed in the source's line."""
        return f"{self.doi_form}{work.doi}" if self.doi_form and work.doi else None

    def authors_of(self, work: Work) -> str | None:
        """The authors as printed, without the full stop behind them, save that of "et al."."""
        if self.authors_form is None or work.authors is None:
            return None
        return work.authors if self.authors_form == "initials" else f"{work.authors.split(', ')[0]} et al."

    def source_line_of(self, work: Work, *, authors: bool = True) -> str:
        """Authors, source, date and DOI as printed, or ""."""
        if not work.source:
            return ""
        dated = f"{work.source}, {work.printed_date}" if work.printed_date else work.source
        people = (self.authors_of(work) or "").removesuffix(".") if authors else ""
        printed = [people, dated, self.doi_of(work)]
        return ". ".join(part for part in printed if part)


def coherent(habits: Habits) -> bool:
    """Whether habits of a document go together."""
    if habits.wrap and not habits.blank_lines:
        return False  # where every paragraph is many lines and no gap shows, ends of titles and entries are guesses
    if habits.dash and (habits.labels != "none" or habits.title_look == "heading-link"):
        return False  # the source would be part of the heading; or labelled on the title's line
    # A title in a heading style below sections that have none would stand above its own section.
    return habits.title_look != "heading-link" or habits.heading_look == "styles"


def fits(manuscript: Manuscript, habits: Habits) -> bool:
    """Whether a document with these habits can be read without doubt, whatever the habits of its entries."""
    header = habits.header_of(manuscript)
    if header in {section.heading for section in manuscript.all_sections()} | {w.title for _, w in manuscript.works()}:
        return False  # a line that is the running header's double looks like one more of them
    if not habits.underline_marks and not all(work.source for _, work in manuscript.works()):
        # Plain text shows a link only by its marks; a line with neither a link nor a source may be one of the abstract
        # before it, also one in the middle of a title that is broken over lines.
        return False
    works = [work for _, work in manuscript.works()]
    sourced = sum(bool(work.source) for work in works)
    if habits.labels != "none" and sourced < _HABIT:
        return False  # a label or two are no habit
    if habits.dash and not _dashes_show(works, habits.dash):
        return False
    texts = Counter(paragraph for _, work in manuscript.works() for paragraph in work.abstract)
    if habits.lines_per_page and max(texts.values(), default=0) > 1:
        return False  # a paragraph that comes back between pages looks like their header
    if habits.contents != "none":
        return True
    # Plain text has no look of a heading: without contents, a heading with one sentence reads as a title with an
    # abstract, and a title without its source, or with an undated one and nothing else, as a heading.
    sections = list(manuscript.all_sections())
    if not all(section.works for section in sections):
        return False  # nor do two lines on end read as headings: the first may be the last line of the front
    # Known limit of the reader: a single heading in large letters is not seen to be one in Word.
    if len(sections) == 1 and habits.heading_look == "large":
        return False
    return all(work.source and (work.abstract or _ends_visibly(work)) for _, work in manuscript.works())


def _dashes_show(works: Sequence[Work], dash: str) -> bool:
    """Whether so many sources show behind a dash that it is seen to be a habit, and titles have no such dash."""
    dated = sum(work.printed_date is not None and bool(work.source) for work in works)
    return (
        dated >= _HABIT
        and dated > 0.6 * len(works)
        and not any(f" {dash} " in text for work in works for text in (work.title, *work.abstract))
    )


def seems_labelled(manuscript: Manuscript) -> bool:
    """Whether so many abstracts begin with the word that it reads as the brief's label for them."""
    works = [work for _, work in manuscript.works()]
    return sum(bool(work.abstract) and work.abstract[0].startswith("Abstract:") for work in works) >= _HABIT


def sensible(work: Work, entry_habits: EntryHabits, habits: Habits) -> bool:
    """Whether a person who sees only the text can tell where each part of this entry begins and ends."""
    return (
        coherent(habits)
        and bool(work.source or _tells_its_title(work))
        and _sensible_note(work, entry_habits)
        and _sensible_authors(work, entry_habits)
        and _sensible_source(work, entry_habits, habits)
        and _sensible_abstract(work, entry_habits, habits)
    )


def _tells_its_title(work: Work) -> bool:
    """Whether the line above this abstract is seen to be a title though no source follows it."""
    if not work.abstract:
        return False  # a line by itself is a heading
    if not work.url:
        return False  # neither link nor source: may be a heading within the abstract before it
    # A question in small letters, followed by sentences, could be one of them, in the abstract of the entry before.
    return not (work.title.endswith("?") and work.title.rstrip("?").split()[-1].islower()) or (
        re.match(r"[A-Z]\w{2,}(?:\(s\))?(?:: | )(?=[A-Z])", work.abstract[0]) is not None
    )


def _sensible_note(work: Work, how: EntryHabits) -> bool:
    if work.access_note is None:
        return True
    if how.note_form is not None and how.note_form not in NOTE_FORMS[work.access]:
        return False  # would say that the work is to be had in another way
    if how.note_place == "after-source-line":
        # There is no source to stand below; or the note would cut a source from the abstract on its line.
        return bool(work.source) and how.abstract_join != "space"
    return not work.source or how.source_join != "space"  # a note, or a line of its own, between title and source


def _sensible_authors(work: Work, how: EntryHabits) -> bool:
    if work.authors is None or how.authors_form is None:
        return True
    # One person is not "et al". Names that follow a title on its line read as part of it.
    return (how.authors_form == "initials" or ", " in work.authors) and how.source_join != "space"


def _sensible_source(work: Work, how: EntryHabits, habits: Habits) -> bool:
    if not work.source:
        return True
    if habits.labels != "none":
        return how.source_join != "space"
    if habits.dash:
        # An undated name could as well be more of the title, but where a link ends before it.
        return how.source_join == "space" and not how.url_line and (_ends_visibly(work) or bool(work.url))
    return _told_by_words(work, how, habits)


def _told_by_words(work: Work, how: EntryHabits, habits: Habits) -> bool:
    """Whether a source shows that has neither a label nor a dash before it."""
    told = work.abstract or _ends_visibly(work) or how.authors_of(work) or how.doi_of(work)
    if not told and not _KNOWN_SOURCE.match(work.source):
        return False  # nothing but a bare name: only who knows the publication can tell it from one more title
    if how.source_join != "blank" and habits.wrap and not (work.url and habits.underline_marks):
        # Lines end anywhere, and no underline (plain text has it only as marks) shows where the title does.
        return False
    if how.source_join == "space" and ": " in work.source and not habits.underline_marks:
        return False  # "… World Health Organization: Regional Office for Europe" begins at the colon as well
    if how.source_join == "space":
        if not work.url or (how.abstract_join == "space" and not habits.underline_marks):
            return False  # one paragraph without any look of its own is one more of the abstract before it
        if how.url_line:
            return False  # the URL's line stands between them
        if habits.title_look == "heading-link":
            return False  # the source would be part of the heading
        return _ends_visibly(work) and _parted(work)
    if how.source_join == "newline" and (habits.wrap or not work.url):
        # A line end may be a mere wrap, and nothing but words tells title and source apart: an organisation without
        # a date, or a name in capitals behind capitals, could as well be the last line of the title.
        return _ends_visibly(work) and _parted(work)
    return True


def _sensible_abstract(work: Work, how: EntryHabits, habits: Habits) -> bool:
    if not work.abstract or not work.source:
        return True
    if habits.labels != "none":
        return how.abstract_join != "space"
    if how.abstract_join == "space":
        # A year runs on into a number, and a list item in the middle of a line is none.
        parted = _ends_visibly(work) or _runs_into_sentence(work, how, habits)
        return parted and work.abstract[0][0].isalpha() and not is_item(work.abstract[0])
    if how.abstract_join == "newline" and habits.wrap:
        return _ends_visibly(work)  # else the line end may be a wrap in the middle of a name
    return True


def _runs_into_sentence(work: Work, how: EntryHabits, habits: Habits) -> bool:
    """Whether an organisation without a date begins a line and has a word behind it that only sentences begin with.

    In lines that are wrapped, or in front of what makes them long, it may stand apart from that word.
    """
    name = re.fullmatch(r"[A-Z]\w+(?: (?:[A-Z]\w+|for|of|and))* [A-Z]\w+", work.source)
    sentence = re.match(r"(?:This|The|We|In) [a-z]+ [a-z]", work.abstract[0])
    return bool(name and sentence) and not habits.wrap and how.source_join == "blank" and not how.doi_form


def _ends_visibly(work: Work) -> bool:
    """Whether a date, an issue or pages show where the source ends; a volume alone could count what follows it."""
    return work.printed_date is not None or re.search(r"\d\)$|\bpp\. \d+(?:[-–]\d+)?$", work.source) is not None


def _parted(work: Work) -> bool:
    """Whether the words show where the title ends and the source begins."""
    last = work.title.split()[-1]
    if last in _READS_ON:
        return False
    if _KNOWN_SOURCE.match(work.source):
        return True
    return work.source[0].isupper() and (work.title.endswith("?") or (last.isalpha() and last.islower()))


def load(path: Path) -> tuple[Manuscript, Habits, tuple[EntryHabits, ...]]:
    """A hand-written manuscript and the habits it is best printed with.

    The JSON object has the fields of a `Manuscript`, "habits", and "entry_habits" for all entries; a work may have
    "habits" of its own, which go before those.
    """
    record = json.loads(path.read_text(encoding="utf-8"))
    habits = Habits(**record.pop("habits"))
    default = record.pop("entry_habits")
    how: list[EntryHabits] = []
    sections = tuple(_section(section, default, how) for section in record.pop("sections"))
    return Manuscript(**{**record, "authors": tuple(record["authors"]), "sections": sections}), habits, tuple(how)


def _section(record: dict[str, Any], default: dict[str, Any], how: list[EntryHabits]) -> Section:
    works = []
    for work in record.get("works", ()):
        fields = {**work, "abstract": tuple(work.get("abstract", ()))}
        how.append(EntryHabits(**{**default, **fields.pop("habits", {})}))
        works.append(Work(**fields))
    sections = tuple(_section(section, default, how) for section in record.get("sections", ()))
    return Section(record["heading"], tuple(works), record.get("pointer"), sections)
