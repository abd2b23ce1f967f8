"""The page: components, and what happens when a question is sent."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from briefqa.errors import BriefqaError
from briefqa.retriever import MAX_QUESTION, Retriever
from briefqa.web.endpoints import add_endpoints
from briefqa.web.examples import example_questions
from briefqa.web.render import render_answer, render_masthead, render_problem, render_summary

if TYPE_CHECKING:
    import gradio as gr

TITLE = "Ask the evidence briefs"
HITS = 5
# Gradio's HTML component replaces its content, so the live region must be the part that stays. The page has
# one scheme of colours, whose contrasts are checked; Gradio would follow the system's dark mode half-way.
ON_LOAD = """
() => {
    document.documentElement.lang = "en-GB";
    document.body.classList.remove("dark");
    const status = document.querySelector("#status");
    if (status) { status.setAttribute("role", "status"); status.setAttribute("aria-live", "polite"); }
}
"""


def build_page(retriever: Retriever) -> gr.Blocks:
    """The page over a retriever, not yet launched."""
    import gradio as gr

    def answer(question: str) -> tuple[str, str]:
        try:
            found = retriever.ask(question, HITS)
        except BriefqaError as error:
            return "There is a problem with your question.", render_problem(str(error))
        return render_summary(found), render_answer(found)

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=False) as page:
        # Worked out whenever the page is opened: the index may have moved on.
        masthead = gr.HTML(elem_id="masthead")
        page.load(lambda: render_masthead(retriever.briefs), outputs=masthead, api_visibility="private")
        with gr.Row(elem_id="ask"):
            question = gr.Textbox(
                label="Your question",
                lines=1,
                max_lines=1,
                max_length=MAX_QUESTION,
                autofocus=True,
                scale=5,
                elem_id="question",
            )
            send = gr.Button("Search", variant="primary", scale=1, min_width=120, elem_id="search")
        examples = example_questions(retriever.briefs)
        buttons = []
        if examples:
            gr.HTML("<h2>Examples</h2>", elem_id="examples-heading")
            with gr.Row(elem_id="examples"):
                buttons = [gr.Button(text, size="sm", min_width=0, elem_classes="example") for text in examples]
        status = gr.HTML(elem_id="status")
        results = gr.HTML(elem_id="results")
        alike: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "minimal",
            "show_progress_on": results,
            "concurrency_limit": None,
        }
        gr.on(
            [question.submit, send.click],
            answer,
            inputs=question,
            outputs=[status, results],
            **alike,
        )
        for button in buttons:
            button.click(
                lambda text: (text, *answer(text)),
                inputs=button,
                outputs=[question, status, results],
                **alike,
            )
        add_endpoints(retriever)
    return page


def stylesheet() -> str:
    """The page's CSS."""
    return files("briefqa.web").joinpath("style.css").read_text(encoding="utf-8")
