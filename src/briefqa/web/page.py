"""The page as Gradio has it: a box, a button, what stands above and below them, and one event that fills them."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from briefqa.retriever import Retriever
from briefqa.web.endpoints import add_endpoints
from briefqa.web.line import cores
from briefqa.web.links import Outside
from briefqa.web.plain import SITE
from briefqa.web.view import view_of

if TYPE_CHECKING:
    import gradio as gr

    from briefqa.question_log import QuestionLog

# Who is quick presses Enter before the page's script is there.
_ASK = """(question) => {
    (function ask() { window.briefqa ? window.briefqa.ask(question) : requestAnimationFrame(ask); })();
}"""
_SCRIPTS = ("places.js", "failing.js", "page.js")
_STATUS = f"""<p id="status" role="status" aria-live="polite"></p>
<section id="failure" aria-labelledby="failed" data-title="Problem – {SITE}" hidden>
<h2 id="failed" tabindex="-1">There is a problem</h2><p></p>
<button type="button" class="plain">Try again</button></section>"""


def build_page(retriever: Retriever, outside: Outside, log: QuestionLog | None = None) -> gr.Blocks:
    """The page over a retriever, not yet served.

    All that a person does (a question, a filter, a link, Back) becomes an address in the browser's bar; page.js then
    sends its query string with the event `go` of `router`, and the answer replaces what is shown.
    """
    import gradio as gr

    def go(event: gr.EventData) -> tuple[Any, str, str]:
        sent = event._data if isinstance(event._data, dict) else {}
        typed = bool(sent.get("typed"))
        # Looking at an answer once more, or narrowing it, is no new question.
        view = view_of(
            retriever, str(sent.get("query", "")), outside, str(sent.get("index", "")), log if typed else None
        )
        # What is in the box as it is asked, or as a page without a question opens, stays as it is: its owner may be
        # typing on.
        kept = typed or (sent.get("first") is True and not view.question)
        return gr.skip() if kept else view.question, view.masthead, view.results

    # Gradio looks types up among the module's names, where gradio, imported here, is none.
    go.__annotations__["event"] = gr.EventData
    # No looks of Gradio's own, and none of the scripts that it adds.
    html = partial(gr.HTML, apply_default_css=False)
    opened = view_of(retriever, "", outside)

    with gr.Blocks(title=SITE, analytics_enabled=False, fill_width=False) as page:
        # Both are sent anew whenever the page is opened: the index may have moved on.
        masthead = html(opened.masthead, elem_id="masthead", js_on_load=None)
        with gr.Row(elem_id="ask"):
            question = gr.Textbox(
                label="Your question",
                lines=1,
                max_lines=1,
                autofocus=True,
                scale=5,
                elem_id="question",
            )
            send = gr.Button("Search", variant="primary", scale=1, min_width=120, elem_id="search")
        router = html(_STATUS, elem_id="router", js_on_load=_script())
        results = html(opened.results, elem_id="results", js_on_load=None)
        for asked in (question.submit, send.click):
            asked(None, inputs=question, js=_ASK, show_progress="hidden")
        router.go(
            go,
            outputs=[question, masthead, results],
            api_visibility="private",
            show_progress="hidden",
            # One request, whose end is seen when the window is closed. Gradio's queue takes two, looks now and then
            # whether any has come, and keeps answers that nobody fetches.
            queue=False,
            trigger_mode="multiple",
        ).then(None, js="() => { window.briefqa.arrived(); }", show_progress="hidden")
        add_endpoints(retriever, cores())
    return page


def stylesheet() -> str:
    """The page's CSS."""
    return files("briefqa.web").joinpath("style.css").read_text(encoding="utf-8")


def _script() -> str:
    return "".join(files("briefqa.web").joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS)
