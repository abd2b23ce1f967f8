"""Ask evidence briefs a question; get ranked, cited entries.

from briefqa import Retriever, read_brief

reading = read_brief("seeds/social-prescribing-link-workers-2025-11.txt")
retriever = Retriever.open("indexes/default")
answer = retriever.ask("training needs of link workers", k=5)
"""

from importlib.metadata import version

from briefqa.answer import Answer, Hit, KeyPoint, Quote
from briefqa.brief import Access, Brief, Entry, Locator, PartialDate
from briefqa.errors import BriefqaError
from briefqa.reading import Doubt, Reading, read_brief
from briefqa.retriever import Retriever

__version__ = version("briefqa")

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
    "__version__",
    "read_brief",
]
