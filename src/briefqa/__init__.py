"""Ask evidence briefs a question; get ranked, cited entries.

from briefqa import Retriever, read_brief

reading = read_brief("seeds/social-prescribing-link-workers-2025-11.txt")
retriever = Retriever.open("indexes/default")
answer = retriever.ask("training needs of link workers", k=5)
"""

from typing import TYPE_CHECKING

from briefqa.lazy import lazily

if TYPE_CHECKING:
    from briefqa.answer import Answer, Hit, KeyPoint, Quote, Why
    from briefqa.brief import Access, Brief, Entry, Locator, PartialDate
    from briefqa.errors import BriefqaError
    from briefqa.reading import Doubt, Reading, read_brief
    from briefqa.retriever import Retriever

    __version__: str

__all__ = [
    "Access",
    "Answer",
    "Brief",
    "BriefqaError",
    "Doubt",
    "Entry",
    "Hit",
    "KeyPoint",
    "Locator",
    "PartialDate",
    "Quote",
    "Reading",
    "Retriever",
    "Why",
    "__version__",
    "read_brief",
]

_find = lazily(
    __name__,
    {
        **dict.fromkeys(("Answer", "Hit", "KeyPoint", "Quote", "Why"), "answer"),
        **dict.fromkeys(("Access", "Brief", "Entry", "Locator", "PartialDate"), "brief"),
        "BriefqaError": "errors",
        **dict.fromkeys(("Doubt", "Reading", "read_brief"), "reading"),
        "Retriever": "retriever",
    },
)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("briefqa")
    return _find(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
