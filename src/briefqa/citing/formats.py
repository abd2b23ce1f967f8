"""The formats by name, for whoever is asked for one."""

from __future__ import annotations

from enum import StrEnum

from briefqa.citing.bibtex import to_bibtex
from briefqa.citing.csl import to_csl
from briefqa.citing.markdown import to_markdown
from briefqa.citing.references import References
from briefqa.citing.ris import to_ris
from briefqa.citing.table import to_csv
from briefqa.citing.word import to_docx
from briefqa.errors import QuestionError


class Format(StrEnum):
    """What references can be exported as."""

    RIS = "ris"
    BIBTEX = "bibtex"
    CSL = "csl"
    CSV = "csv"
    MARKDOWN = "markdown"
    DOCX = "docx"


# Format → ending of a file's name, and media type.
FILES = {
    Format.RIS: ("ris", "application/x-research-info-systems"),
    Format.BIBTEX: ("bib", "application/x-bibtex"),
    Format.CSL: ("json", "application/vnd.citationstyles.csl+json"),
    Format.CSV: ("csv", "text/csv; charset=utf-8"),
    Format.MARKDOWN: ("md", "text/markdown; charset=utf-8"),
    Format.DOCX: ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def format_named(name: str) -> Format:
    """The format of this name, in any case.

    Raises:
        QuestionError: there is none.
    """
    try:
        return Format(name.lower())
    except ValueError:
        raise QuestionError(f"there is no format '{name}'; choose from: {', '.join(Format)}") from None


def export(references: References, form: Format) -> bytes:
    """The bytes of a file; text is UTF-8.

    Raises:
        MissingExtra: this format needs the extra `cite`, and it is not installed.
    """
    match form:
        case Format.RIS:
            return to_ris(references).encode("utf-8")
        case Format.BIBTEX:
            return to_bibtex(references).encode("utf-8")
        case Format.CSL:
            return to_csl(references).encode("utf-8")
        case Format.CSV:
            return to_csv(references)
        case Format.MARKDOWN:
            return to_markdown(references).encode("utf-8")
        case Format.DOCX:
            return to_docx(references)
