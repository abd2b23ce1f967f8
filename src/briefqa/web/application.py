"""The page, its files, and what is served beside it, as one application."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefqa.errors import BriefqaError, MissingExtra
from briefqa.retriever import Retriever
from briefqa.web.links import Outside

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

    from briefqa.question_log import QuestionLog

# Windows that Gradio may remember.
_WINDOWS = 100


def build_application(
    retriever: Retriever,
    outside: Outside,
    log: QuestionLog | None = None,
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> FastAPI:
    """The page, its files and what is served beside it as one application.

    Args:
        retriever: what is asked.
        outside: where links may lead.
        log: where questions that are typed are kept, or None.
        beside: arguments for the application: routes that come before the page's, which answers all that is left, and
            what starts and ends with them.

    Raises:
        MissingExtra: gradio is not installed.
    """
    # Before gradio is imported: nothing is sent anywhere, and nothing kept to be counted, which would take pandas.
    os.environ |= {
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
        "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    }
    try:
        import gradio as gr
        from fastapi import FastAPI
    except ModuleNotFoundError as error:
        raise MissingExtra("web", needed_for="the page") from error
    from briefqa.web.guard import with_security_headers
    from briefqa.web.line import Line, cores
    from briefqa.web.page import build_page, stylesheet
    from briefqa.web.plain import with_page_for_nothing

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, **beside)
    app.add_middleware(Line, places=cores())
    app.add_middleware(with_page_for_nothing)
    app.add_middleware(with_security_headers)
    _add_take_away(app, retriever)
    _refuse_uploads(app)
    page = build_page(retriever, outside, log)
    _spare(page)
    _print_no_questions(page)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        ssr_mode=False,
        pwa=False,
        show_error=False,
        footer_links=[],
        favicon_path=str(files("briefqa.web").joinpath("icon.svg")),
        run_history=False,
        css=stylesheet(),
        theme=gr.themes.Base(font=["Arial", "sans-serif"], font_mono=["monospace"]),
    )
    return app


def _spare(page: gr.Blocks) -> None:
    """Have Gradio keep and do less of what nothing here is made of."""
    # Of each window it keeps what was shown last, some 0.1 MB, and would do so for 10,000 of them.
    page.state_session_capacity = _WINDOWS
    # As on Windows: it would look a thousand times a second whether a program has joined its queue.
    page._queue.sleep_when_free = 0.05
    page._queue.progress_update_sleep_when_free = 0.1


def _print_no_questions(page: gr.Blocks) -> None:
    """What a program sends in the wrong form is told to the program; Gradio would print all of it, the question too."""
    import gradio as gr

    take = page.preprocess_data

    async def taking(*given: object, **more: object) -> object:
        try:
            return await take(*given, **more)
        except gr.Error:
            raise
        except Exception as error:
            raise gr.Error("the endpoint takes other values; see docs/http.md", print_exception=False) from error

    page.preprocess_data = taking


def _add_take_away(app: FastAPI, retriever: Retriever) -> None:
    """Answers as files, under the page's address with `take-away` in front of its query string."""
    from fastapi.responses import HTMLResponse, Response
    from starlette.concurrency import run_in_threadpool

    from briefqa.web.exports import export_of
    from briefqa.web.render import render_refusal
    from briefqa.web.state import State

    async def take_away(request: Request) -> Response:
        try:
            made = await run_in_threadpool(export_of, retriever, request.url.query)
        except BriefqaError as error:
            return HTMLResponse(
                render_refusal(str(error), State.of_question(request.url.query).anonymous), status_code=400
            )
        headers = {"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"}
        return Response(made.data, media_type=made.media_type, headers=headers)

    app.add_route("/take-away", take_away)


def _refuse_uploads(app: FastAPI) -> None:
    """Gradio would store files of any size from anyone; nothing on the page takes one."""
    from fastapi.responses import PlainTextResponse

    async def refuse(_: Request) -> Response:
        return PlainTextResponse("This page takes no files.\n", status_code=404)

    app.add_route("/gradio_api/upload", refuse, methods=["POST"])
