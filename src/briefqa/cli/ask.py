"""`briefqa ask`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefqa.cli.exporting import check_unused, export_references
from briefqa.cli.lines import answer_lines, check_input
from briefqa.cli.options import (
    COVERED_AT,
    INDEX,
    CoveredAtOption,
    ForceOption,
    IndexOption,
    JsonOption,
    complete_access,
    given_wrongly,
    only_one,
)
from briefqa.cli.printing import json_text, show, styles
from briefqa.filters import MAX_HITS, access_of, checked_question, years_of

if TYPE_CHECKING:
    from briefqa.answer import Answer
    from briefqa.retriever import Retriever


def ask(
    question: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION",
            help="What you want to know; - reads questions from standard input.",
            show_default=False,
        ),
    ],
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=MAX_HITS, help="At most so many entries.")] = 5,
    brief: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this brief (its id); may be repeated.")
    ] = None,
    section: Annotated[
        list[str] | None, typer.Option(metavar="HEADING", help="Only this section; may be repeated.")
    ] = None,
    year: Annotated[
        str | None, typer.Option(metavar="YEARS", help="Only these years: 2024, 2019-2025, 2022- or -2020.")
    ] = None,
    access: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCESS",
            help="Only this access: free, abstract_only, openathens, unknown; may be repeated.",
            autocompletion=complete_access,
        ),
    ] = None,
    folder: IndexOption = INDEX,
    covered_at: CoveredAtOption = COVERED_AT,
    as_json: JsonOption = False,
    ris: Annotated[bool, typer.Option("--ris", help="Print RIS, for reference managers.")] = False,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX.")] = False,
    csl: Annotated[bool, typer.Option("--csl", help="Print CSL-JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a reading list in Markdown.")] = False,
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="FILE", help="Save a reading list as this Word file.")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Answer a question with the entries that fit it best.

    With - for the question, each line of standard input is one, and each answer a line of JSON. docs/citing.md says
    what the formats for other programs hold.
    """
    exported = {"ris": ris, "bibtex": bibtex, "csl": csl, "csv": csv, "markdown": markdown, "docx": docx is not None}
    form = only_one({"json": as_json, **exported})
    if force and docx is None:
        raise typer.BadParameter("--force is for --docx FILE; leave it out")
    in_lines = question == ["-"]
    if in_lines and form not in (None, "json"):
        raise typer.BadParameter(f"`briefqa ask -` writes JSON lines; leave --{form} out")
    # What is wrong whatever the index holds is said before it is opened.
    with given_wrongly("--year"):
        years = years_of(year)
    with given_wrongly("--access"):
        accesses = access_of(access)
    with given_wrongly():
        typed = "-" if in_lines else checked_question(" ".join(question))
    if in_lines:
        check_input()
    if docx is not None:
        check_unused(docx, force=force)
    retriever = _retriever(folder, covered_at)

    def answer(asked: str) -> Answer:
        return retriever.ask(asked, k, briefs=brief, sections=section, years=years, access=accesses)

    if in_lines:
        answer_lines(answer)
    else:
        _give(answer(typed), form, docx, force=force)


def _retriever(folder: Path, covered_at: float) -> Retriever:
    from briefqa.retriever import Retriever

    return Retriever.open(folder, covered_at=covered_at)


def _give(answer: Answer, form: str | None, docx: Path | None, *, force: bool) -> None:
    """Print an answer in the form asked for, or save it."""
    if form is None:
        from briefqa.showing import show_answer

        show(show_answer(answer, styles()))
    elif form == "json":
        show(json_text(answer.to_dict()))
    else:
        from briefqa.citing import Format, of_answer

        export_references(of_answer(answer), Format(form), docx, force=force)
