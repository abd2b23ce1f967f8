"""The command line: parse, call one thing, show it. Every error a user can cause ends here in one line."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from briefqa.errors import BriefqaError, QuestionError

if TYPE_CHECKING:
    from briefqa.brief import Access
    from briefqa.citing import Format, References
    from briefqa.encoding import Progress
    from briefqa.evaluation import JudgedQuestion, RankedQuestion
    from briefqa.indexing import BuildReport
    from briefqa.retriever import Retriever

app = typer.Typer(
    name="briefqa",
    help="Ask NHS evidence briefs a question; get ranked, cited entries. Nothing leaves this machine.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_Result = TypeVar("_Result")

_SEEDS = Path("seeds")
_INDEX = Path("indexes/default")
_BUNDLED = "bundled"
_COVERED_AT = 0.1
# The exit code of what Ctrl-C ended.
_STOPPED = 130


class _Stopped(BriefqaError):
    """Ctrl-C, with what becomes of the work so far."""


_SeedsOption = Annotated[Path, typer.Option("--seeds", help="Folder with the briefs.", readable=False)]
_IndexOption = Annotated[Path, typer.Option("--index", help="Folder of the index.", readable=False)]
_ModelOption = Annotated[
    str, typer.Option("--model", help="Folder of a sentence-transformers model, or its name in the local cache.")
]
_CoveredAtOption = Annotated[
    float,
    typer.Option(
        "--covered-at", min=0, max=1, help="Relevance of the best entry from which on a question counts as covered."
    ),
]
_JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
_ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file where it is there already.")]


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A brief.", show_default=False, readable=False)],
    as_json: _JsonOption = False,
) -> None:
    """Show what would be indexed of a brief, section by section, and what is doubtful."""
    from briefqa.errors import ReadError
    from briefqa.reading import read_brief
    from briefqa.showing import show_reading

    reading = read_brief(file)
    _print(_to_json(reading.to_dict()) if as_json else show_reading(reading))
    if not reading.brief.entries:
        raise ReadError("no entry was found; is this an evidence brief?", file=file)


@app.command()
def index(
    seeds: Annotated[Path, typer.Argument(help="Folder with the briefs.", readable=False)] = _SEEDS,
    folder: _IndexOption = _INDEX,
    model: _ModelOption = _BUNDLED,
    full: Annotated[
        bool, typer.Option("--full", help="Build even if nothing changed; read and encode everything anew.")
    ] = False,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Build nothing: turn back to the state before the last build.")
    ] = False,
) -> None:
    """Build the index of a folder of briefs, or bring it up to date.

    Files that cannot be read are named at the end, with exit code 1; all others are indexed. A build that was stopped
    is gone on with by the next.
    """
    from briefqa.errors import ReadError
    from briefqa.indexing import check_index, settle
    from briefqa.showing import show_unread

    if rollback:
        if full:
            raise typer.BadParameter("--rollback builds nothing; leave --full out")
        _roll_back(folder)
        return
    present = None if full else check_index(seeds, folder, model)
    if present is not None and present.index is not None and present.stale is None:
        _print(f"{folder} is up to date; nothing to do (--full builds it all the same)")
        _mention_unread(seeds)
        unread = present.index.manifest.unread
        if present.index.manifest.undone is not None:
            _after_others(lambda wait: settle(folder, wait))
        for failed in unread:
            _print(f"  not read: {failed.file}: {failed.problem}")
    else:
        del present  # its vectors are not needed in memory while others are made
        unread = _build(seeds, folder, model, full=full).unread
    if unread:
        raise ReadError(show_unread(unread), file=seeds)


@app.command()
def status(
    folder: _IndexOption = _INDEX,
    seeds: _SeedsOption = _SEEDS,
    model: _ModelOption = "",
    as_json: _JsonOption = False,
) -> None:
    """Show what the index holds, and whether the briefs on disk are newer."""
    from briefqa.errors import MissingExtra, ReadError
    from briefqa.indexing import open_index, why_stale
    from briefqa.showing import show_status

    index = open_index(folder)
    manifest = index.manifest
    stale: str | None
    try:
        stale, unknown = why_stale(index, seeds, model or manifest.encoder.name), None
    except (ReadError, MissingExtra) as error:
        # An index answers without the briefs and the model it was made of, as on another machine.
        stale, unknown = None, str(error)
    if as_json:
        record = {
            "index": str(folder),
            "entries": manifest.entries,
            "passages": manifest.passages,
            "encoder": {**manifest.encoder.to_dict(), "not_exported": manifest.not_exported},
            "briefs": [
                {**item.brief, "entries": item.entries, "superseded_by": item.superseded_by} for item in manifest.briefs
            ],
            "unread": [{"file": failed.file, "problem": failed.problem} for failed in manifest.unread],
            "up_to_date": stale is None if unknown is None else None,
            "stale_because": stale or unknown,
            "turned_back": manifest.undone is not None,
        }
        _print(_to_json(record))
    else:
        _print(show_status(manifest, str(folder), stale, unknown))


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="What you want to know.", show_default=False)],
    k: Annotated[int, typer.Option("-k", help="At most so many entries, 1 to 100.")] = 5,
    brief: Annotated[list[str] | None, typer.Option(help="Only this brief (its id); may be repeated.")] = None,
    section: Annotated[list[str] | None, typer.Option(help="Only this section; may be repeated.")] = None,
    year: Annotated[str | None, typer.Option(help="Only these years: 2024, 2019-2025, 2022- or -2020.")] = None,
    access: Annotated[
        list[str] | None,
        typer.Option(help="Only this access: free, abstract_only, openathens, unknown; may be repeated."),
    ] = None,
    folder: _IndexOption = _INDEX,
    covered_at: _CoveredAtOption = _COVERED_AT,
    as_json: _JsonOption = False,
    ris: Annotated[bool, typer.Option("--ris", help="Print RIS, for reference managers.")] = False,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX.")] = False,
    csl: Annotated[bool, typer.Option("--csl", help="Print CSL-JSON.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a reading list in Markdown.")] = False,
    docx: Annotated[
        Path | None, typer.Option("--docx", metavar="FILE", help="Save a reading list as this Word file.")
    ] = None,
    force: _ForceOption = False,
) -> None:
    """Answer a question with the entries that fit it best.

    docs/citing.md says what the formats for other programs hold.
    """
    from briefqa.retriever import Retriever
    from briefqa.showing import show_answer

    exported = {"ris": ris, "bibtex": bibtex, "csl": csl, "csv": csv, "markdown": markdown, "docx": docx is not None}
    form = _only_one({"json": as_json, **exported})
    if force and docx is None:
        raise typer.BadParameter("--force is for --docx FILE; leave it out")
    if docx is not None:
        _check_free(docx, force=force)
    years = _years(year) if year else None
    answer = Retriever.open(folder, covered_at=covered_at).ask(
        " ".join(question),
        k,
        briefs=brief or None,
        sections=section or None,
        years=years,
        access=[_access(name) for name in access] if access else None,
    )
    if form is None or as_json:
        _print(_to_json(answer.to_dict()) if as_json else show_answer(answer))
        return
    from briefqa.citing import Format, of_answer

    _export(of_answer(answer), Format(form), docx, force=force)


@app.command()
def export(
    form: Annotated[
        str,
        typer.Option("--format", help="ris, bibtex, csl, csv, markdown or docx.", show_default=False),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Save in this file; a Word file must be named.")
    ] = None,
    brief: Annotated[list[str] | None, typer.Option(help="Only this brief (its id); may be repeated.")] = None,
    section: Annotated[list[str] | None, typer.Option(help="Only this section; may be repeated.")] = None,
    folder: _IndexOption = _INDEX,
    force: _ForceOption = False,
) -> None:
    """Give the entries of whole briefs to other programs, as docs/citing.md describes."""
    from briefqa.citing import of_briefs
    from briefqa.indexing import open_index

    chosen = _format(form)
    if output is None and (chosen == "docx" or force):
        raise typer.BadParameter("name the file to save: --output FILE")
    if output is not None:
        _check_free(output, force=force)
    _export(of_briefs(open_index(folder).briefs, brief or None, section or None), chosen, output, force=force)


@app.command()
def evaluate(
    file: Annotated[
        Path,
        typer.Argument(metavar="QUESTIONS", help="A file of judged questions.", show_default=False, readable=False),
    ],
    folder: _IndexOption = _INDEX,
    verbose: Annotated[bool, typer.Option("--verbose", help="Add a row for each question.")] = False,
    as_json: _JsonOption = False,
    split: Annotated[str | None, typer.Option(help="Only the questions of this split.")] = None,
    save: Annotated[Path | None, typer.Option(metavar="RUN", help="Save the run in this file.", readable=False)] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Compare with the run saved in this file.", readable=False)
    ] = None,
) -> None:
    """Measure how good the answers to judged questions are, and compare with a run before.

    docs/evaluation.md describes the files and the measures.
    """
    from briefqa import evaluation
    from briefqa.retriever import Retriever

    questions = evaluation.read_questions(file)
    if split is not None:
        questions = evaluation.of_split(questions, split, file)
    # All that can be wrong with the files is said before time is spent on answers.
    before = evaluation.same_questions(evaluation.read_run(against), questions, against) if against else None
    if save is not None:
        evaluation.check_writable(save)
    retriever = Retriever.open(folder)
    evaluation.check_entries(questions, {entry.id for brief in retriever.briefs for entry in brief.entries}, file)
    run = [_ranked(retriever, question, file) for question in questions]
    if save is not None:
        evaluation.save_run(run, save)
    now = evaluation.evaluate(questions, run)
    compared = evaluation.compare(evaluation.evaluate(questions, before), now) if before is not None else None
    if as_json:
        record = {"index": str(folder), "split": split, **now.to_dict()}
        _print(_to_json({**record, "comparison": compared.to_dict() if compared else None}))
        return
    parts = [evaluation.show_evaluation(now)]
    parts += [evaluation.show_rows(now)] if verbose else []
    parts += [evaluation.show_comparison(compared, str(against))] if compared else []
    _print("\n\n".join(parts))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 7860,
    seeds: _SeedsOption = _SEEDS,
    folder: _IndexOption = _INDEX,
    model: _ModelOption = _BUNDLED,
    covered_at: _CoveredAtOption = _COVERED_AT,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in this machine's browser.")] = False,
) -> None:
    """Serve the page, after bringing the index up to date if need be."""
    from briefqa.errors import MissingExtra, ReadError
    from briefqa.extras import is_installed, require
    from briefqa.indexing import MANIFEST, Checked, check_index, open_index
    from briefqa.reading import find_briefs
    from briefqa.retriever import Retriever
    from briefqa.web.server import check_port, serve_page

    check_port(host, port)
    require("web", needed_for="the page")
    try:
        find_briefs(seeds)
        present = check_index(seeds, folder, model, heed_rollback=True)
    except (ReadError, MissingExtra) as error:
        if not (folder / MANIFEST).exists():
            raise
        _print(f"Serving the index without a look at the briefs: {error}")
        present = Checked(open_index(folder), None)
    index = present.index
    if index is not None and present.stale is not None and not is_installed("build"):
        _print(f"Serving the index as it is ({present.stale}): {MissingExtra('build', needed_for='building it anew')}")
    elif index is None or present.stale is not None:
        _print(f"Building the index: {present.stale}")
        del index, present
        _build(seeds, folder, model)
        index = open_index(folder)
    serve_page(Retriever(index, covered_at=covered_at), host=host, port=port, open_browser=open_browser)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0 done, 1 cannot be done, 2 wrong usage."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit code. Errors become one line on standard error."""
    _speak_utf8()
    try:
        result = app(args=list(arguments) or ["--help"], prog_name="briefqa", standalone_mode=False)
    except BriefqaError as error:
        return _complain(str(error), _STOPPED if isinstance(error, _Stopped) else 1)
    except typer.exceptions.TyperException as error:
        return _complain(f"{error.format_message()} (see `briefqa --help`)", error.exit_code)
    except typer.Abort:
        result = _STOPPED
    except SystemExit:
        # typer leaves so where the reader of a pipe has gone (`briefqa ask … | head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"the output cannot be written ({error.strerror or error})", 1)
    if result == _STOPPED:
        return _complain("stopped", _STOPPED)
    return result if isinstance(result, int) else 0


def _only_one(options: dict[str, bool]) -> str | None:
    """The name of the option that is given, or None."""
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(f'--{name}' for name in given)} exclude each other; give one of them")
    return given[0] if given else None


def _format(name: str) -> Format:
    from briefqa.citing import Format

    try:
        return Format(name.lower())
    except ValueError:
        raise typer.BadParameter(f"there is no format '{name}'; choose from: {', '.join(Format)}") from None


def _check_free(file: Path, *, force: bool) -> None:
    from briefqa.saving import check_free

    check_free(file, replace=force)


def _export(references: References, form: Format, file: Path | None, *, force: bool) -> None:
    """Print references as they are, to the byte, or save them."""
    from briefqa.citing import export
    from briefqa.saving import save
    from briefqa.showing import counted

    data = export(references, form)
    if file is None:
        typer.echo(data, nl=False)
    else:
        save(data, file, replace=force)
        _print(f"{file} holds {counted(len(references.items), 'entry')}")


def _ranked(retriever: Retriever, question: JudgedQuestion, file: Path) -> RankedQuestion:
    """What is returned for a judged question, as deep as hits are given."""
    from briefqa.errors import EvaluationError
    from briefqa.evaluation import RankedEntry, RankedQuestion
    from briefqa.retriever import MAX_HITS

    try:
        answer = retriever.ask(question.text, MAX_HITS)
    except QuestionError as error:
        raise EvaluationError(str(error), file=file, line=question.line) from None
    hits = (RankedEntry(hit.entry.id, hit.score, tuple(entry.id for entry in hit.also_in)) for hit in answer.hits)
    return RankedQuestion(question.id, question.text, answer.covered, tuple(hits))


def _build(seeds: Path, folder: Path, model: str, *, full: bool = False) -> BuildReport:
    from briefqa.errors import ReadError
    from briefqa.indexing import build_index
    from briefqa.showing import show_build

    with _progress() as progress:
        report = _after_others(lambda wait: build_index(seeds, folder, model, progress, full=full, wait=wait))
    _print(show_build(report, str(folder)))
    _mention_unread(seeds)
    if not report.entries:
        raise ReadError("no entry was found in any brief; the index is empty", file=seeds)
    return report


def _roll_back(folder: Path) -> None:
    from briefqa.indexing import roll_back
    from briefqa.showing import show_rollback

    _print(show_rollback(_after_others(lambda wait: roll_back(folder, wait)), str(folder)))


def _after_others(work: Callable[[float | None], _Result]) -> _Result:
    """Do what needs the index for itself; while another build has it, say which, and wait."""
    from briefqa.errors import IndexBusy

    try:
        try:
            return work(0)
        except IndexBusy as error:
            _complain(f"{error.folder}: {error.holder} is at work here; waiting for it to end (Ctrl-C gives up)", 0)
            return work(None)
    except KeyboardInterrupt:
        raise _Stopped("stopped; what was encoded is kept, and the next run goes on from there") from None


def _mention_unread(seeds: Path) -> None:
    from briefqa.reading import SUFFIXES, find_unread

    unread = find_unread(seeds)
    if unread:
        _print(f"  not read, as only {', '.join(SUFFIXES)} files are: {', '.join(unread)}")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console)
    task = bar.add_task("Loading the model", total=None, rate="")
    # When and after how many entries the first batch ended: loading the model is no part of the rate.
    first: tuple[float, int] | None = None
    # Where nobody watches, the bar is printed once, at the end: not before there is something to tell.
    if console.is_terminal:
        bar.start()

    def tell(done: int, total: int) -> None:
        nonlocal first
        bar.start()
        now = time.perf_counter()
        first = first or (now, done)
        rate = f"{(done - first[1]) / (now - first[0]):.1f} entries/s" if done > first[1] else ""
        bar.update(task, description="Encoding entries", completed=done, total=total, rate=rate)

    try:
        yield tell
    except BaseException:
        # The bar is of no use beside the one line that says what went wrong.
        bar.live.transient = True
        raise
    finally:
        if bar.live.is_started:
            bar.stop()


def _years(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})?(?:\s*(-)\s*(\d{4})?)?", text.strip())
    if match is None or not (match[1] or match[3]):
        raise QuestionError(f"'{text}' is no year or range of years; write 2024, 2019-2025, 2022- or -2020")
    first = int(match[1] or 0)
    last = int(match[3] or 9999) if match[2] else first
    return first, last


def _access(name: str) -> Access:
    from briefqa.brief import Access

    try:
        return Access(name.lower().replace("-", "_"))
    except ValueError:
        choices = ", ".join(access.value for access in Access)
        raise QuestionError(f"there is no access '{name}'; choose from: {choices}") from None


def _to_json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2)


def _print(text: str) -> None:
    typer.echo(text)


def _complain(message: str, code: int) -> int:
    typer.echo(f"briefqa: {' '.join(message.split())}", err=True)
    return code


def _speak_utf8() -> None:
    """Windows consoles and pipes default to code pages that lack the quotes and dashes briefs are full of."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")
