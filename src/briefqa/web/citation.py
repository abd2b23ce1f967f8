"""One entry as people cite it, in plain text."""

from __future__ import annotations

from briefqa.brief import Brief, Entry
from briefqa.citing import Reference
from briefqa.citing.plain import one_line


def citation_of(entry: Entry, brief: Brief) -> str:
    """Authors, title, source, date, address and the brief: each as printed, on one line.

    `Smith J. Sleep among porters. Sleep Medicine 9(1), June 2022. Access: Abstract only*. Listed in Evidence Brief: …`
    """
    reference = Reference(entry, brief)
    source = ", ".join(part for part in (entry.source, entry.date.words if entry.date else "") if part)
    address = f"https://doi.org/{entry.doi}" if entry.doi else entry.url or ""
    said = [entry.authors or "", entry.title, source, address]
    said += [f"Access: {reference.access}", f"Listed in {reference.edition}"]
    return " ".join(_ended(one_line(part)) for part in said if part.strip())


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
