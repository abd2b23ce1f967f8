"""Hypothesis strategies for briefs: what they say is drawn from pools, how they are laid out from all that is sensible.

Pools begin with what is plainest, as examples shrink towards it. All words are in Windows-1252.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from typeset.habits import NOTE_FORMS, EntryHabits, Habits, coherent, fits, seems_labelled, sensible
from typeset.manuscript import MONTHS, Manuscript, Section, Work

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from typeset.habits import Join

_BRIEFS = (
    "Dental Therapists",
    "Virtual Wards",
    "Return to Practice",
    "Nurse Retention",
    "Care Home Staff: Skills and Support",
    "Preceptorship",
    "Artificial Intelligence & the Workforce",
    "Advanced Practice in Midwifery",
    "Physician Associates",
    "Men in Nursing",
    "Health Literacy – Staff Training",
)
_HEADINGS = (
    "Reviews",
    "Key reports",
    "Case Studies",
    "Competency Frameworks",
    "Retention",
    "Pay & Conditions",
    "Learning from Covid-19",
    "Wellbeing",
    "Supervision",
    "Primary Care",
    "Equality, Diversity and Inclusion",
    "The big picture – policy and strategy",
    "“Hidden” work",
    "Long-term conditions",
    "Education, Training and Skills",
    "Patients’ views",
    "Costs",
    "eLearning",
    "Networks",
    "International Experience",
    "Night work",
    "Roles: new and old",
    "Scotland and Wales",
    "Staff Stories",
    "Digital skills",
    "Leadership",
    "Toolkits",
)
_POINTERS = (
    "More examples are kept in the shared folder of the library.",
    "You can find the latest figures on the statistics pages of the intranet.",
    "Colleagues in the regions can ask for the dashboard by e-mail.",
    "See also the brief on flexible working, which is brought up to date each spring.",
)
_TOPICS = (
    "sleep",
    "rostering",
    "flexible working",
    "clinical supervision",
    "peer support",
    "workplace violence",
    "moral distress",
    "career progression",
    "team-based care",
    "lone working",
    "safe staffing",
    "prescribing rights",
    "return to practice",
    "digital skills",
    "menopause at work",
    "shared decision making",
    "reflective practice",
    "delegation",
    "professional identity",
    "induction programmes",
    "international recruitment",
    "speaking up",
)
_GROUPS = (
    "porters",
    "ward nurses",
    "care assistants",
    "newly qualified midwives",
    "dental nurses",
    "community pharmacists",
    "paramedics",
    "medical secretaries",
    "health visitors",
    "occupational therapists",
    "students on placement",
    "ward managers",
    "GP receptionists",
    "operating department practitioners",
)
_PLACES = (
    "hospitals",
    "care homes",
    "general practice",
    "prisons",
    "acute and community settings",
    "coastal towns",
    "three NHS trusts",
    "the first year of practice",
    "emergency departments",
    "maternity services",
)
_STUDIES = (
    "a review",
    "a scoping review",
    "a realist synthesis",
    "findings from a survey",
    "a mixed methods study",
    "an interview study",
    "a cluster randomised trial",
    "results of a national audit",
    "an umbrella review of reviews",
    "a Delphi study",
)
_TITLES = (
    "TOPIC among GROUP",
    "TOPIC in PLACE: STUDY",
    "what do GROUP say about TOPIC?",
    "a guide to TOPIC",
    "TOPIC and the work of GROUP in PLACE: STUDY",
    "how does TOPIC change the work of GROUP? STUDY",
    "“you learn it by doing it”: GROUP on TOPIC",
    "TOPIC for GROUP – STUDY",
    "does TOPIC keep GROUP in PLACE?",
    "TOPIC, pay and the intention to leave among GROUP: STUDY (2019)",
    "measuring TOPIC: development of a scale for GROUP",
    "the impact of TOPIC on GROUP, their teams and patients in PLACE: protocol for STUDY",
    "TOPIC: framework and toolkit",
    "TOPIC in PLACE: a survey in 2021",
    "GROUP and TOPIC 10 years on",
)
_FILLINGS = {"TOPIC": _TOPICS, "GROUP": _GROUPS, "PLACE": _PLACES, "STUDY": _STUDIES}
_SMALL = {"a", "an", "and", "at", "by", "do", "for", "from", "in", "it", "of", "on", "the", "their", "to"}
_JOURNALS = (
    "Journal of Ward Practice",
    "BMJ Open",
    "Nursing Times",
    "British Journal of Rostering",
    "BMC Health Services Research",
    "Human Resources for Health",
    "Health & Social Care in the Community",
    "Work, Employment & Care",
    "International Journal of Older People Nursing",
    "The Lancet",
    "Midwifery",
    "Policy, Politics & Nursing Practice",
    "Evidence & Policy: A Journal of Research, Debate and Practice",
    "Journal of Clinical Nursing (John Wiley & Sons, Inc.)",
    "Sociology of Health and Illness",
    "Revista de Enfermería",
    "Archives of Night Work",
)
_ORGANISATIONS = (
    "NHS England",
    "Skills for Care",
    "The King's Fund",
    "Royal College of Nursing",
    "NHS Employers",
    "Nuffield Trust",
    "Health Education and Improvement Wales (HEIW)",
    "Social Care Institute for Excellence",
    "Institute for Employment Studies",
    "World Health Organization: Regional Office for Europe",
    "Queen's Nursing Institute",
)
_LABELS = (
    "",
    "Background: ",
    "BACKGROUND: ",
    "Introduction ",
    "Abstract: ",
    "Aim(s): ",
    "Purpose: ",
    "Objective To describe what helps. Design ",
)
_OPENINGS = (
    "Staff who feel heard stay longer.",
    "Little is known about how teams share this work.",
    "Vacancies have risen in every region, and those who stay carry more.",
    "This report looks at what employers can do, and at what it costs.",
    "The role is new: its limits are drawn anew in each trust.",
    "We interviewed forty people in two trusts about their first year.",
    "In England, one post in ten is vacant.",
    "Over the last decade this group has grown by half, yet no plan names it.",
    "Nobody had asked the people who do this work.",
)
# What many abstracts of a brief may begin with, longer than some margins allow.
_SHARED = (
    "",
    "",
    "",
    "This rapid review of the evidence was carried out to find out what is known about ",
    "Health services across the United Kingdom face a growing shortage of trained staff and need ",
)
_SENTENCES = (
    "Most of them wanted more time with patients.",
    "The odds of leaving fell by 12% (95% CI 4 to 19%) where rosters were known six weeks ahead.",
    "Interviews were held between March 2020 and January 2022.",
    "A study in the British Journal of Nursing had found the same in 2018.",
    "By 2023, 1,300 posts had been funded, at a cost of £4.2m a year.",
    "Searches of MEDLINE, CINAHL and HMIC found 412 papers; 23 were included.",
    "Results were mixed: where managers took part, change lasted, and elsewhere it did not.",
    "Three themes emerged: “being seen”, “being safe” and “being let go”.",
    "Half of the sample (n = 214) had thought of leaving within the year.",
    "It is not known whether this holds in smaller hospitals – or in care homes.",
    "METHODS: A cross-sectional survey was sent to 40 organisations.",
    "The NHS Long Term Workforce Plan, published in June 2023, asks for more of both.",
    "Participants from Côte d’Ivoire and Zürich said much the same.",
    "Who decides, and when?",
    "Managers’ support mattered more than pay (Smith et al., 2017).",
    "Conclusions: Small changes to induction may keep people in post.",
    "The toolkit has been tried in Leeds, Hull and Derry/Londonderry.",
    "Further work should ask why.",
)
_ITEMS = (
    "a named supervisor for each new starter",
    "time for training, kept free in the roster",
    "Templates for job plans and job descriptions",
    "A podcast (recorded in May 2024) with people in the role",
    "advice on pay, bands and progression.",
    "who may delegate what, to whom, and under whose supervision, with examples from wards, clinics and homes",
    "Case studies from Bristol & Bath",
)
_AUTHORS = (
    None,
    "Smith J",
    "Smith J, Patel R",
    "O’Neill K, Brown T, Okafor C",
    "García-López M, Ng W",
    "van der Berg A, Ahmed S, Lindqvist P, Hughes D",
)
_NOTES = ((None, None),) * 14 + tuple((access, form) for access, forms in NOTE_FORMS.items() for form in forms)
_DATE_FORMS = (
    "{year}",
    "{month} {year}",
    "{day} {month} {year}",
    "{season} {year}",
    "Published online: {day} {month} {year}",
)
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
# So many headings are seen to be all that the contents name.
_HABIT = 4
_NAMES = ("A. Author", "Jane Marlow", "Siân Pryce", "Tom Okoro")
_CONTACTS = ("library@example.org", "evidence.team@example.nhs.uk", None)
_POLICIES = (
    "Where a report is freely available the link has been provided. If an NHS OpenAthens account is required this "
    "has been indicated. It has also been highlighted if only the abstract is available.",
    "Links lead to freely available papers. Papers that need an NHS OpenAthens account are marked, and so are those "
    "of which only the abstract can be read.",
    "Items that are free to read carry no note. NHS OpenAthens account required means that you have to log in, "
    "Abstract only that the rest has to be requested.",
    "Where nothing is noted, the full text can be read by anyone without an account.",
    None,
)
_HEADERS = (
    None,
    "Evidence Brief: {title}",
    "{title} | {date}",
    "Library and Evidence Team – {title}",
    "{title}",
    "Northern Care Group Library and Knowledge Service",
)


# Strategies are made once: to make them costs more than to draw from them.
_of = cache(st.sampled_from)
_number = cache(st.integers)


@st.composite
def documents(draw: DrawFn) -> tuple[Manuscript, Habits, tuple[EntryHabits, ...]]:
    """A brief, habits of a document that fit it, and sensible ones for each of its works."""
    manuscript = draw(manuscripts())
    document = draw(habits())
    if seems_labelled(manuscript):
        document = replace(document, labels=document.labels if document.labels != "none" else "before", dash=None)
    elif not fits(manuscript, document):
        document = replace(document, labels="none", dash=None)
    if not fits(manuscript, document):
        document = replace(document, contents="plain", underline_marks=True)
    return manuscript, document, tuple(draw(entry_habits(work, document)) for _, work in manuscript.works())


@st.composite
def sparse_documents(draw: DrawFn) -> tuple[Manuscript, Habits, tuple[EntryHabits, ...]]:
    """A brief of which many works have no source, no abstract or neither, in text that shows no link.

    Contents name its headings, blank lines part its paragraphs, and titles that stand by themselves read as titles.
    """
    manuscript = draw(manuscripts(fewest=_HABIT))
    # Without a source a title has to be told from headings and abstracts: it is in small letters and has a subtitle.
    sections = tuple(
        replace(
            section,
            works=tuple(draw(_sparse(work)) for work in section.works),
            sections=tuple(
                replace(inner, works=tuple(draw(_sparse(work)) for work in inner.works)) for inner in section.sections
            ),
        )
        for section in manuscript.sections
    )
    manuscript = replace(manuscript, sections=sections)
    document = replace(draw(habits()), labels="none", dash=None, blank_lines=True, underline_marks=False)
    document = replace(document, contents=draw(_of(("tabs", "leaders", "plain"))))
    header = document.header_of(manuscript)
    if header in {work.title for _, work in manuscript.works()}:
        document = replace(document, running_header=None)
    how = tuple(
        draw(entry_habits(work, document)) if work.source and work.abstract else draw(_BARE)
        for _, work in manuscript.works()
    )
    return manuscript, document, how


@cache
def _sparse(work: Work) -> SearchStrategy[Work]:
    bare = replace(work, source="", printed_date=None, year=None, month=None, authors=None, doi=None, url=None)
    bare = replace(bare, title=_with_subtitle(work.title))
    sourced = (work, replace(work, abstract=())) if work.source else ()
    return st.sampled_from([*sourced, bare, replace(bare, abstract=())])


def _with_subtitle(title: str) -> str:
    """A title in small letters, with a subtitle."""
    small = title[:2] + title[2:].lower().rstrip("?")
    return (
        small if ": " in small and len(small.split()) > 5 else f"{small.replace(': ', ' and ')}: what has been learned"
    )


@st.composite
def unruly_documents(draw: DrawFn) -> tuple[Manuscript, Habits, tuple[EntryHabits, ...]]:
    """A brief in any habits at all, also those that leave a person in doubt."""
    manuscript = draw(manuscripts())
    return manuscript, draw(habits()), tuple(draw(_UNRULY) for _ in manuscript.works())


@st.composite
def manuscripts(draw: DrawFn, fewest: int = 1) -> Manuscript:
    """At least so many sections, and mostly five at most; no two titles and no two headings are alike."""
    policy = draw(_of(_POLICIES))
    shared = draw(_of(_SHARED))
    seen: set[str] = set()

    def new_works() -> tuple[Work, ...]:
        found = []
        for work in draw(st.lists(works(restrictions_marked=policy is not None), min_size=1, max_size=3)):
            if work.title.lower() not in seen:
                seen.add(work.title.lower())
                found.append(_opened(work, f"{shared}{draw(_of(_TOPICS))}. ") if shared else work)
        return tuple(found)

    sections: list[Section] = []
    headings = draw(st.lists(_of(_HEADINGS), min_size=fewest, max_size=max(5, fewest), unique=True))
    for number, heading in enumerate(headings):
        # The first section is never a pointer: a brief holds something.
        section = Section(heading, new_works() if number == 0 or draw(_number(0, 5)) < 5 else ())
        if not section.works:
            section = replace(section, pointer=draw(_of(_POINTERS)))
        previous = sections[-1] if sections else None
        if previous and section.works and not previous.pointer and draw(_number(0, 3)) == 3:
            sections[-1] = replace(previous, sections=(*previous.sections, section))
        else:
            sections.append(section)
    if sections[-1].works and not sections[-1].sections and draw(_number(0, 3)) == 3:
        sections[-1:] = [Section("Published Peer Reviewed Research", sections=(sections[-1],))]
    return Manuscript(
        title=draw(_of(_BRIEFS)),
        year=draw(_number(2024, 2026)),
        month=draw(_number(1, 12)),
        authors=tuple(draw(st.lists(_of(_NAMES), max_size=2, unique=True))),
        contact=draw(_of(_CONTACTS)),
        policy=policy,
        sections=tuple(sections),
    )


def _opened(work: Work, opening: str) -> Work:
    """A work whose abstract begins with some words, if it has a source and an abstract."""
    if not (work.source and work.abstract):
        return work
    return replace(work, abstract=(opening + work.abstract[0], *work.abstract[1:]))


@cache
@st.composite
def works(draw: DrawFn, *, restrictions_marked: bool = True) -> Work:
    """A work; without a note it is free where the brief marks restrictions, else nothing is known."""
    title = draw(_titles())
    source = draw(_sources())
    dated = source and draw(_number(0, 5)) < 5
    printed_date, year, month = draw(_dates()) if dated else (None, None, None)
    if year and source in _JOURNALS and draw(st.booleans()):
        source = f"{source} {year}"  # journals that only appear online count their volumes so
    abstract = draw(_abstracts()) if not source or draw(_number(0, 7)) < 7 else ()
    access, note = draw(_of(_NOTES))
    number = draw(_number(1, 99_999))
    doi = f"10.{1000 + number % 9000}/jx.{number}" if source and draw(st.booleans()) else None
    links = (f"https://www.example.org/{number}/full", None, f"https://doi.org/{doi}")
    return Work(
        title=title,
        source=source,
        printed_date=printed_date,
        year=year,
        month=month,
        abstract=abstract,
        access=access or ("free" if restrictions_marked else "unknown"),
        access_note=note,
        url=links[draw(_number(0, 2 if doi else 1)) if source else 0],  # without both, no title is told from a heading
        doi=doi,
        authors=draw(_of(_AUTHORS)) if source else None,
    )


def habits() -> SearchStrategy[Habits]:
    """Coherent habits of a document."""
    return st.builds(
        Habits,
        contents=st.sampled_from(["tabs", "leaders", "plain", "none"]),
        title_line=st.booleans(),
        asked=st.booleans(),
        running_header=st.sampled_from(_HEADERS),
        header_numbers=st.booleans(),
        page_numbers=st.booleans(),
        wrap=st.none() | st.integers(60, 110),
        lines_per_page=st.none() | st.integers(14, 60),
        form_feeds=st.booleans(),
        blank_lines=st.sampled_from([True, True, False]),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
        newline=st.sampled_from(["\n", "\r\n", "\r"]),
        underline_marks=st.booleans(),
        heading_look=st.sampled_from(["styles", "bold", "large"]),
        title_look=st.sampled_from(["link", "bold-link", "heading-link"]),
        real_lists=st.booleans(),
        labels=st.sampled_from(["none", "none", "before", "above"]),
        bold_labels=st.booleans(),
        dash=st.sampled_from([None, None, "—", "–", "-", "|"]),
    ).map(_mended)


_JOINS: tuple[Join, ...] = ("blank", "newline", "space")
_UNRULY = st.builds(
    EntryHabits,
    source_join=st.sampled_from(_JOINS),
    abstract_join=st.sampled_from(_JOINS),
    note_place=st.sampled_from(["title", "next-line", "after-source-line"]),
    url_line=st.booleans(),
    url_join=st.sampled_from(["newline", "space"]),
    doi_form=st.sampled_from([None, "doi:", "https://doi.org/"]),
    authors_form=st.sampled_from([None, "initials", "et al"]),
)


_BARE = st.builds(EntryHabits, note_place=st.sampled_from(["title", "next-line"]))


@lru_cache(maxsize=4096)  # shrinking asks for the same again and again
def entry_habits(work: Work, document: Habits) -> SearchStrategy[EntryHabits]:
    """All habits that are sensible for a work and make a difference to it, from plain to odd."""
    choices = (
        EntryHabits(source_join, abstract_join, place, form, url_line, url_join, doi_form, authors_form)
        for form in (None, *NOTE_FORMS.get(work.access, ()))
        for place in (("title", "next-line", "after-source-line") if work.access_note else ("title",))
        for doi_form in ((None, "doi:", "https://doi.org/") if work.doi else (None,))
        for authors_form in ((None, "initials", "et al") if work.authors else (None,))
        for url_line in ((False, True) if work.url else (False,))
        for url_join in (("newline", "space") if url_line else ("newline",))
        for source_join in (_JOINS if work.source else ("blank",))
        for abstract_join in (_JOINS if work.source and work.abstract else ("blank",))
    )
    by_joins: dict[tuple[Join, Join], list[EntryHabits]] = {}
    for choice in choices:
        if sensible(work, choice, document):
            by_joins.setdefault((choice.source_join, choice.abstract_join), []).append(choice)
    # Joins first: the odd ones allow few of the other habits, and would hardly come up among all combinations.
    # Where a dash would leave a doubt, this entry goes without.
    if document.dash and not by_joins:
        return entry_habits(work, replace(document, dash=None))
    return st.one_of([st.sampled_from(found) for found in by_joins.values()])


def _mended(document: Habits) -> Habits:
    if not coherent(document):
        document = replace(document, blank_lines=True)
    if not coherent(document):
        document = replace(document, dash=None)
    return document if coherent(document) else replace(document, title_look="link")


@cache
@st.composite
def _titles(draw: DrawFn) -> str:
    title: str = draw(_of(_TITLES))
    for name, pool in _FILLINGS.items():
        if name in title:
            title = title.replace(name, draw(_of(pool)))
    if draw(st.booleans()):
        title = " ".join(word if word in _SMALL else _capital(word) for word in title.split())
    return re.sub(r"(?<=\? )[a-z]", lambda match: match[0].upper(), _capital(title))


def _capital(text: str) -> str:
    first = 1 if text[0] == "“" else 0
    return text[:first] + text[first].upper() + text[first + 1 :]


@cache
@st.composite
def _sources(draw: DrawFn) -> str:
    kind = draw(_of(("issue", "organisation", "volume", "none", "pages", "supplement", "issn", "journal")))
    if kind in {"none", "organisation"}:
        organisation: str = draw(_of(_ORGANISATIONS)) if kind == "organisation" else ""
        return organisation
    journal = draw(_of(_JOURNALS))
    number = draw(_number(0, 9999))
    volume, issue, page = number % 180 + 1, number % 24 + 1, number % 1400 + 1
    return {
        "issue": f"{journal} {volume}({issue})",
        "volume": f"{journal} {volume}",
        "pages": f"{journal} {volume}({issue}), pp. {page}-{page + 9}",
        "supplement": f"{journal} {volume}(Supplement {issue})",
        "issn": f"{journal} ({10_000_000 + 997 * page}) {volume}({issue})",
        "journal": journal,
    }[kind]


@cache
@st.composite
def _dates(draw: DrawFn) -> tuple[str, int, int | None]:
    """As printed, year, month."""
    form = draw(_of(_DATE_FORMS))
    year, month = draw(_number(2008, 2025)), draw(_number(1, 12))
    printed = form.format(day=year % 28 + 1, month=MONTHS[month - 1], season=_SEASONS[month % 4], year=year)
    return printed, year, month if "{month}" in form else None


@cache
@st.composite
def _abstracts(draw: DrawFn) -> tuple[str, ...]:
    shape = draw(_of(("one", "two", "bullets", "numbers")))
    first = draw(_of(_LABELS)) + draw(_paragraphs())
    if shape == "one":
        return (first,)
    if shape == "two":
        return (first, draw(_paragraphs()))
    items = draw(_items())
    marked = [f"{number}. {item}" if shape == "numbers" else f"• {item}" for number, item in enumerate(items, 1)]
    return (f"{first} It offers:", *marked)


@cache
def _paragraphs() -> SearchStrategy[str]:
    more = st.lists(_of(_SENTENCES), max_size=5, unique=True)
    return st.tuples(_of(_OPENINGS), more).map(lambda sentences: " ".join([sentences[0], *sentences[1]]))


@cache
def _items() -> SearchStrategy[list[str]]:
    return st.lists(_of(_ITEMS), min_size=2, max_size=4, unique=True)
