"""The endpoints that Gradio's own client calls by name; `briefqa.web.api` has the same for every other program."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Annotated, Any, TypeVar

from pydantic import SkipValidation, ValidationError, validate_call

from briefqa.citing import Format
from briefqa.errors import BriefqaError, QuestionError
from briefqa.retriever import Retriever
from briefqa.validating import in_one_line
from briefqa.web.calls import Asked, K, Names, Question, Years, answer_to, briefs_of, entry_of, export_of

_Result = TypeVar("_Result")


def add_endpoints(retriever: Retriever, places: int) -> None:
    """Add `ask`, `briefs`, `entry` and `export` to the Gradio page that is being put together.

    Args:
        retriever: what is asked.
        places: how many calls are answered at once.
    """
    import gradio as gr

    def ask(
        question: Question,
        k: K = 5,
        briefs: Names = None,
        sections: Names = None,
        years: Years = None,
        access: Names = None,
    ) -> dict[str, Any]:
        """Answer a question with the entries that fit it best: the JSON of `briefqa ask --json`."""
        return answer_to(retriever, Asked(question, k, briefs, sections, years, access)).to_dict()

    def briefs() -> dict[str, Any]:
        """List the briefs that are searched, with their sections."""
        return briefs_of(retriever)

    def entry(entry_id: str) -> dict[str, Any]:
        """Fetch an entry by its id, with the brief it stands in."""
        return entry_of(retriever, entry_id)

    def export(
        form: str,
        question: Annotated[str | None, SkipValidation] = None,
        k: Annotated[int | None, SkipValidation] = None,
        briefs: Names = None,
        sections: Names = None,
        years: Years = None,
        access: Names = None,
    ) -> str:
        """Give an answer's entries, or those of whole briefs, as ris, bibtex, csl, csv or markdown."""
        if form.lower() == Format.DOCX:
            raise QuestionError("a Word file is no text; get it from /api/export?format=docx")
        asked = Asked("" if question is None else question, k, briefs, sections, years, access)
        return export_of(retriever, form, asked, whole=question is None).data.decode("utf-8")

    for endpoint in (ask, briefs, entry, export):
        # They wait in Gradio's own queue, for it alone knows when one of its clients has gone.
        gr.api(_told(endpoint), api_name=endpoint.__name__, concurrency_id="programs", concurrency_limit=places)


def _told(endpoint: Callable[..., _Result]) -> Callable[..., _Result]:
    """Takes what its annotations say, and tells Gradio's client in one line what is wrong, without details."""
    checked = validate_call(endpoint)
    names = list(signature(endpoint).parameters)

    @wraps(endpoint)
    def telling(*given: object) -> _Result:
        import gradio as gr

        try:
            # By name, so that what is wrong can be named.
            return checked(**dict(zip(names, given, strict=False)))
        except ValidationError as error:
            raise gr.Error(in_one_line(error.errors()), print_exception=False) from error
        except QuestionError as error:
            raise gr.Error(error.for_json, print_exception=False) from error
        except BriefqaError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return telling
