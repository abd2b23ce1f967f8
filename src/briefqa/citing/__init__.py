"""Entries and answers as other programs take them: reference managers, spreadsheets, word processors.

    references = of_answer(answer)                    # or of_brief(brief), of_briefs(briefs), of_entries(pairs)
    to_ris(references), to_bibtex(references), to_csl(references), to_markdown(references)     # str
    to_csv(references), to_docx(references)                                                    # bytes
    export(references, Format.RIS)                    # any of them, as the bytes of a file

Nothing is read or written here; docs/citing.md says which field becomes which.
"""

from briefqa.citing.bibtex import to_bibtex
from briefqa.citing.csl import to_csl
from briefqa.citing.formats import Format, export
from briefqa.citing.markdown import to_markdown
from briefqa.citing.references import (
    Kind,
    Reference,
    References,
    of_answer,
    of_brief,
    of_briefs,
    of_entries,
)
from briefqa.citing.ris import to_ris
from briefqa.citing.table import to_csv
from briefqa.citing.word import to_docx

__all__ = [
    "Format",
    "Kind",
    "Reference",
    "References",
    "export",
    "of_answer",
    "of_brief",
    "of_briefs",
    "of_entries",
    "to_bibtex",
    "to_csl",
    "to_csv",
    "to_docx",
    "to_markdown",
    "to_ris",
]
