"""The HTTP interface for programs: plain GET and POST under `/api`, JSON as in docs/json.md, errors as one line.

Gradio's own calls take two requests and a stream of events; curl and fetch want one.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from briefqa.errors import BriefqaError, EntryMissing, QuestionError
from briefqa.retriever import MAX_HITS, MAX_QUESTION
from briefqa.validating import in_one_line
from briefqa.web.calls import Asked, answer_to, briefs_of, entry_of, export_of

if TYPE_CHECKING:
    from briefqa.retriever import Retriever

_Question = Annotated[str, Field(max_length=MAX_QUESTION, description="What you want to know.")]
_K = Annotated[int, Field(ge=1, le=MAX_HITS, description="At most so many entries.")]
_Briefs = Annotated[list[str] | None, Field(description="Only briefs with these ids.")]
_Sections = Annotated[list[str] | None, Field(description="Only entries under these headings.")]
_Years = Annotated[str | None, Field(description="Only these years: 2024, 2019-2025, 2022- or -2020.")]
_Access = Annotated[list[str] | None, Field(description="Only this access: free, abstract_only, openathens, unknown.")]


class _Strict(BaseModel):
    # A filter spelt wrongly must not be passed over: more would be found than was asked for.
    model_config = ConfigDict(extra="forbid")


class Filters(_Strict):
    """What limits an answer, as in a query string: the options of `briefqa ask`; the first four may be repeated."""

    brief: _Briefs = None
    section: _Sections = None
    access: _Access = None
    year: _Years = None
    k: _K = 5


class AskQuery(Filters):
    """A question in a query string."""

    q: _Question


class ExportQuery(Filters):
    """What to export: the answer to `q` or, without it, whole briefs."""

    format: Annotated[str, Field(description="ris, bibtex, csl, csv, markdown or docx.")]
    q: _Question | None = None


class AskBody(_Strict):
    """A question in a body: the arguments of `Retriever.ask`."""

    question: _Question
    k: _K = 5
    briefs: _Briefs = None
    sections: _Sections = None
    years: _Years = None
    access: _Access = None


def make_api(retriever: Retriever) -> FastAPI:
    """The application, to be mounted at `/api`. It describes itself in `openapi.json`."""
    # The pages that would show the description come from another machine.
    api = FastAPI(title="briefqa", version=version("briefqa"), docs_url=None, redoc_url=None)

    @api.get("/ask")
    def ask(query: Annotated[AskQuery, Query()]) -> dict[str, Any]:
        """Answer a question with the entries that fit it best: the JSON of `briefqa ask --json`."""
        return answer_to(retriever, _asked(query, query.q)).to_dict()

    @api.post("/ask")
    def ask_in_body(body: AskBody) -> dict[str, Any]:
        """The same, with the question in the body, where the logs of proxies do not keep it."""
        return answer_to(retriever, Asked(**dict(body))).to_dict()

    @api.get("/briefs")
    def briefs() -> dict[str, Any]:
        """List the briefs that are searched, with their sections."""
        return briefs_of(retriever)

    @api.get("/entry/{entry_id:path}")
    def entry(entry_id: str) -> dict[str, Any]:
        """Fetch an entry by its id, with the brief it stands in."""
        return entry_of(retriever, entry_id)

    @api.get("/export", response_class=Response)
    def export(query: Annotated[ExportQuery, Query()]) -> Response:
        """Give an answer's entries, or those of whole briefs, to other programs, as docs/citing.md describes."""
        asked = _asked(query, query.q) if query.q is not None else None
        others = bool(query.model_fields_set & {"access", "year", "k"})
        file = export_of(retriever, query.format, asked, others=others, briefs=query.brief, sections=query.section)
        headers = {"content-disposition": f'attachment; filename="{file.name}"'}
        return Response(file.data, media_type=file.media_type, headers=headers)

    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
    return api


def _asked(query: Filters, question: str) -> Asked:
    return Asked(question, query.k, query.brief, query.section, query.year, query.access)


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": " ".join(message.split())}, status)


def _told(_: Request, error: Exception) -> Response:
    if isinstance(error, EntryMissing):
        return _refusal(404, str(error))
    return _refusal(400 if isinstance(error, QuestionError) else 500, str(error))


def _broken(_: Request, __: Exception) -> Response:
    # Raised again once this is sent, so that the log has it.
    return _refusal(500, "something is broken here; the log of the server says what")


def _wrong(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    # The first part of a name says where it was sent: in the query or the body.
    return _refusal(400, in_one_line(error.errors(), skip=1))


def _no_such(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    path = request.url.path
    if error.status_code == 404:
        return _refusal(404, f"there is nothing at {path}; see docs/http.md")
    return JSONResponse({"error": f"{path}: {error.detail}"}, error.status_code, error.headers)


_HANDLERS = {BriefqaError: _told, RequestValidationError: _wrong, HTTPException: _no_such, Exception: _broken}
