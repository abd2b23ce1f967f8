"""`briefqa ask`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefqa.cli.command import Command
from briefqa.cli.completion import complete_access
from briefqa.cli.exits import DONE
from briefqa.cli.exporting import check_unused, export_references
from briefqa.cli.lines import answer_lines, check_input
from briefqa.cli.options import (
    WRITTEN,
    Whole,
    brief_option,
    covered_at_option,
    force_option,
    given_wrongly,
    index_option,
    json_option,
    only_one,
    section_option,
)
from briefqa.cli.printing import complain, json_text, show, styles
from briefqa.filters import MAX_HITS, access_of, checked_question, years_of
from briefqa.nhs_numbers import REMINDER, has_nhs_number

if TYPE_CHECKING:
    from briefqa.answer import Answer
    from briefqa.retriever import Retriever


@click.command(cls=Command)
@click.argument(
    "question", nargs=-1, required=True, help="What you want to know; - reads questions from standard input."
)
@click.option("-k", metavar="N", type=Whole(1, MAX_HITS), default=5, help="At most so many entries.")
@brief_option
@section_option
@click.option("--year", metavar="YEARS", help="Only these years: 2024, 2019-2025, 2022- or -2020.")
@click.option(
    "--access",
    metavar="ACCESS",
    multiple=True,
    shell_complete=complete_access,
    help="Only this access: free, abstract_only, openathens, unknown; may be repeated.",
)
@index_option
@covered_at_option
@json_option
@click.option("--ris", is_flag=True, help="Print RIS, for reference managers.")
@click.option("--bibtex", is_flag=True, help="Print BibTeX.")
@click.option("--csl", is_flag=True, help="Print CSL-JSON.")
@click.option("--csv", is_flag=True, help="Print CSV, for spreadsheets.")
@click.option("--markdown", is_flag=True, help="Print a reading list in Markdown.")
@click.option("--docx", metavar="FILE", type=WRITTEN, help="Save a reading list as this Word file.")
@force_option
def ask(
    question: tuple[str, ...],
    k: int,
    brief: tuple[str, ...],
    section: tuple[str, ...],
    year: str | None,
    access: tuple[str, ...],
    folder: Path,
    covered_at: float,
    as_json: bool,
    ris: bool,
    bibtex: bool,
    csl: bool,
    csv: bool,
    markdown: bool,
    docx: Path | None,
    force: bool,
) -> None:
    """Answer a question with the entries that fit it best.

    With - for the question, each line of standard input is one, and each answer a line of JSON. docs/citing.md says
    what the formats for other programs hold.
    """
    exported = {"ris": ris, "bibtex": bibtex, "csl": csl, "csv": csv, "markdown": markdown, "docx": docx is not None}
    form = only_one({"json": as_json, **exported})
    if force and docx is None:
        raise click.BadParameter("--force is for --docx FILE; leave it out")
    in_lines = question == ("-",)
    if in_lines and form not in (None, "json"):
        raise click.BadParameter(f"`briefqa ask -` writes JSON lines; leave --{form} out")
    if question[0] == "-" and not in_lines:
        raise click.BadParameter("- reads questions from standard input; leave the words behind it out")
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
        found = retriever.ask(asked, k, briefs=brief, sections=section, years=years, access=accesses)
        if has_nhs_number(asked):
            complain(REMINDER, DONE)
        return found

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
