"""The HTTP interface for programs: plain GET and POST under `/api`, JSON as in docs/json.md, errors as one line.

Gradio's own calls take two requests and a stream of events; curl and fetch want one.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.params import Depends as Dependency
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from briefqa.errors import BriefqaError, EntryMissing, QuestionError
from briefqa.filters import k_as_written
from briefqa.validating import in_one_line
from briefqa.web.bodies import unreadable_body, wrong_body
from briefqa.web.calls import Asked, K, Names, Question, Years, answer_to, briefs_of, entry_of, export_of
from briefqa.web.openapi import DescribedAPI, answers, files_or_refusals
from briefqa.web.queries import check_path, check_query

if TYPE_CHECKING:
    from briefqa.retriever import Retriever

_YEARS = "Only these years: 2024, 2019-2025, 2022- or -2020"
_Q = Annotated[Question, Field(description="What you want to know.")]
_K = Annotated[K, Field(description="At most so many entries.")]
_BRIEFS = Field(description="Only briefs with these ids.")
_SECTIONS = Field(description="Only entries under these headings.")
_ACCESS = Field(description="Only this access: free, abstract_only, openathens, unknown.")
# In a query string a list is a name that is repeated.
_Repeated = list[str] | None


class _Strict(BaseModel):
    # A filter spelt wrongly must not be passed over: more would be found than was asked for.
    model_config = ConfigDict(extra="forbid")


class Filters(_Strict):
    """What limits an answer, as in a query string: the options of `briefqa ask`; lists are names that are repeated."""

    brief: Annotated[_Repeated, _BRIEFS] = None
    section: Annotated[_Repeated, _SECTIONS] = None
    access: Annotated[_Repeated, _ACCESS] = None
    year: Annotated[str | None, Field(description=f"{_YEARS}.")] = None
    k: _K = 5


class AskQuery(Filters):
    """A question in a query string."""

    q: _Q


class ExportQuery(Filters):
    """What to export: the answer to `q` or, without it, whole briefs."""

    format: Annotated[str, Field(description="ris, bibtex, csl, csv, markdown or docx.")]
    q: Annotated[str | None, Field(description="What you want to know.")] = None


class AskBody(_Strict):
    """A question in a body: the arguments of `Retriever.ask`."""

    question: _Q
    k: _K = 5
    briefs: Annotated[Names, _BRIEFS] = None
    sections: Annotated[Names, _SECTIONS] = None
    years: Annotated[Years, Field(description=f"{_YEARS}; or the first and the last: [2019, 2025].")] = None
    access: Annotated[Names, _ACCESS] = None


def make_api(retriever: Retriever) -> FastAPI:
    """The application, to be mounted at `/api`. It describes itself in `openapi.json`."""
    # The pages that would show the description come from another machine.
    api = DescribedAPI(
        title="briefqa", version=version("briefqa"), docs_url=None, redoc_url=None, redirect_slashes=False
    )
    # What is answered is described as docs/schema has it, rather than as the annotations here.
    plain: dict[str, Any] = {"response_model": None}
    answered = answers("Answer", "The answer.")

    @api.get("/ask", **plain, responses=answered, dependencies=[_only(AskQuery)])
    def ask(query: Annotated[AskQuery, Query()]) -> dict[str, Any]:
        """Answer a question with the entries that fit it best: the JSON of `briefqa ask --json`."""
        return answer_to(retriever, _asked(query, query.q)).to_dict()

    @api.post("/ask", **plain, responses=answered, dependencies=[_only()])
    def ask_in_body(body: AskBody) -> dict[str, Any]:
        """The same, with the question in the body, where the logs of proxies do not keep it."""
        return answer_to(retriever, Asked(**dict(body))).to_dict()

    @api.get("/briefs", **plain, responses=answers("Briefs", "The briefs."), dependencies=[_only()])
    def briefs() -> dict[str, Any]:
        """List the briefs that are searched, with their sections."""
        return briefs_of(retriever)

    found = answers("FoundEntry", "The entry and its brief.", refused=(400, 404, 405, 421, 500))

    @api.get("/entry/{entry_id:path}", **plain, responses=found, dependencies=[_only()])
    def entry(entry_id: str) -> dict[str, Any]:
        """Fetch an entry by its id, with the brief it stands in."""
        return entry_of(retriever, entry_id)

    saved = files_or_refusals("The file, in the format that was asked for.")

    @api.get("/export", response_class=Response, responses=saved, dependencies=[_only(ExportQuery)])
    def export(query: Annotated[ExportQuery, Query()]) -> Response:
        """Give an answer's entries, or those of whole briefs, to other programs, as docs/citing.md describes."""
        asked = _asked(query, query.q or "")
        if "k" not in query.model_fields_set:
            asked = replace(asked, k=None)
        file = export_of(retriever, query.format, asked, whole=query.q is None)
        headers = {"content-disposition": f'attachment; filename="{file.name}"'}
        return Response(file.data, media_type=file.media_type, headers=headers)

    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
    return api


def _only(query: type[BaseModel] = _Strict) -> Dependency:
    """Sees that the query string has the names of a model and no others, each once but those of lists."""
    repeated = {name for name, field in query.model_fields.items() if field.annotation == _Repeated}
    once = set(query.model_fields) - repeated

    async def check(request: Request) -> None:
        check_path(request.scope.get("raw_path", b""))
        check_query(request.scope["query_string"], once, repeated)

    made: Dependency = Depends(check)
    return made


def _asked(query: Filters, question: str) -> Asked:
    return Asked(question, k_as_written(query.k), query.brief, query.section, query.year, query.access)


def nothing_there(request: Request) -> JSONResponse:
    """What is answered at an address that has nothing."""
    return _refusal(404, f"there is nothing at {request.url.path}; see docs/http.md")


def _refusal(status: int, message: str) -> JSONResponse:
    return JSONResponse({"error": " ".join(message.split())}, status)


def _told(_: Request, error: Exception) -> Response:
    if isinstance(error, EntryMissing):
        return _refusal(404, str(error))
    if isinstance(error, QuestionError):
        return _refusal(400, error.for_json)
    return _refusal(500, str(error))


def _broken(_: Request, __: Exception) -> Response:
    # Raised again once this is sent, so that the log has it.
    return _refusal(500, "something is broken here; the log of the server says what")


def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    # The first part of a name says where it was sent: in the query or the body.
    problems = error.errors()
    whole = wrong_body(problems, request.headers.get("content-type"))
    return _refusal(400, whole or in_one_line(problems, skip=1))


def _no_such(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    path = request.url.path
    if error.status_code == 404:
        return nothing_there(request)
    if error.status_code == 400:
        # FastAPI itself refuses only bodies so.
        return _refusal(400, unreadable_body(error.__cause__))
    told = f"{path} does not take {request.method}; see docs/http.md" if error.status_code == 405 else error.detail
    return JSONResponse({"error": told}, error.status_code, error.headers)


_HANDLERS = {BriefqaError: _told, RequestValidationError: _wrong, HTTPException: _no_such, Exception: _broken}
