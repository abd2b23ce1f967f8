"""BibTeX in UTF-8, for biber and BibTeX alike (knows bibtexparser)."""

from __future__ import annotations

import re
from urllib.parse import quote

from briefqa.brief import MONTHS, PartialDate
from briefqa.citing.people import Person
from briefqa.citing.plain import one_line, paragraphs
from briefqa.citing.references import Kind, Reference, References
from briefqa.extras import require

_TYPES = {Kind.ARTICLE: "article", Kind.REPORT: "techreport", Kind.OTHER: "misc"}
# TeX's own characters, in the one of their names that programs which read TeX know, too: what bibtexparser decodes with
# its defaults is the text again. Braces are named, as BibTeX counts them even where a backslash stands before them;
# \textbraceleft would be lost there, and \textasciicircum become an accent.
_NAMES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\ensuremath{\lbrace}",
        "}": r"\ensuremath{\rbrace}",
        "~": r"\textasciitilde{}",
        "^": r"\string^",
        **{character: f"\\{character}" for character in "$&#%_"},
    }
)
# What TeX would set as one character: dashes, quotes, and Spanish marks.
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=[!?])(?=`)")


def to_bibtex(references: References) -> str:
    """BibTeX entries; "" where there are no references.

    Raises:
        MissingExtra: the extra `cite` is not installed.
    """
    require("cite", needed_for="the export to BibTeX")
    from bibtexparser import Library, write_string
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    layout = BibtexFormat()
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    blocks = []
    for item in references.items:
        fields = [Field(name, value) for name, value in _fields(item).items() if value]
        for field in fields:
            if field.key == "month":
                # A macro that every style defines, so that each prints it its own way.
                field.enclosing = "no-enclosing"
        blocks.append(Entry(_TYPES[item.kind], item.key, fields))
    return str(write_string(Library(blocks), bibtex_format=layout))


def tex(text: str) -> str:
    """A text for TeX: its own characters are named, all others stay as they are."""
    return _LIGATURES.sub("{}", text.translate(_NAMES))


def _fields(item: Reference) -> dict[str, str]:
    entry, parts = item.entry, item.parts
    article = item.kind is Kind.ARTICLE
    named = tex(parts.name)
    return {
        "author": _authors(item),
        # Styles put titles into small letters; what stands in braces they leave as it is printed.
        "title": _in_braces(one_line(entry.title)),
        "journal": named if article else "",
        "institution": named if item.kind is Kind.REPORT else "",
        "volume": tex(parts.volume or ""),
        "number": tex(parts.issue or ""),
        "pages": re.sub(r"\s?[-–]\s?", "--", parts.pages or ""),
        "issn": parts.issn or "",
        **_date(entry.date),
        "doi": _verbatim(entry.doi or ""),
        "url": _verbatim(entry.url or ""),
        "abstract": "\n".join(map(_paragraph, paragraphs(entry.abstract))),
        "keywords": ", ".join(tex(one_line(heading)) for heading in entry.section),
        # Styles print `note`, but not `annote`.
        "annote": "\n".join(map(_paragraph, item.notes)),
    }


def _date(date: PartialDate | None) -> dict[str, str]:
    if date is None:
        return {}
    return {"year": f"{date.year:04d}", "month": MONTHS[date.month - 1][:3].lower() if date.month else ""}


def _paragraph(text: str) -> str:
    """A line that does not begin with an @, which some programs take for the next entry."""
    return re.sub(r"^@", "{@}", tex(text))


def _authors(item: Reference) -> str:
    """Parted by `and`; names that are whole stand in braces, so that nothing parts them."""
    people = item.people
    names = [_name(person) for person in people.named] or ([_in_braces(people.printed)] if people.printed else [])
    return " and ".join([*names, *(["others"] if people.others and people.named else [])])


def _name(person: Person) -> str:
    return f"{tex(person.family)}, {tex(person.given)}" if person.given else _in_braces(person.family)


def _in_braces(text: str) -> str:
    """A text that BibTeX neither parts nor puts into small letters.

    Behind a brace, a backslash would make all that follows one accented letter; {} keeps the two apart.
    """
    written = tex(text)
    return f"{{{{}}{written}}}" if written.startswith("\\") else f"{{{written}}}"


def _verbatim(address: str) -> str:
    """An address, which is not read as TeX; characters that no address may have are percent-encoded."""
    return re.sub(r"[\\{}\s]", lambda match: quote(match[0]), one_line(address))
