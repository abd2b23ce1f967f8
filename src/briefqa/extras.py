"""What is only installed where it is asked for, and one line where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from briefqa.errors import MissingExtra

# Extra → the modules it brings that are not there without it. Loading a model says itself what that lacks.
MODULES = {
    "build": ("bm25s", "docx", "lxml", "markdown_it", "pypdfium2", "rich", "sentencex"),
    "cite": ("bibtexparser", "docx", "rispy"),
    "langchain": ("langchain_core",),
    "llamaindex": ("llama_index",),
    "mcp": ("mcp",),
    "web": ("gradio",),
}


def is_installed(extra: str) -> bool:
    """Whether all that an extra brings is installed, as far as can be seen without importing it."""
    return all(find_spec(module) is not None for module in MODULES[extra])


def require(extra: str, *, needed_for: str) -> None:
    """See that an extra is installed.

    Args:
        extra: a key of `MODULES`.
        needed_for: what cannot be done without, for the message.

    Raises:
        MissingExtra: it is not; the message says how to install it.
    """
    if not is_installed(extra):
        raise MissingExtra(extra, needed_for=needed_for)
