"""A reading list in Markdown (CommonMark)."""

from __future__ import annotations

import re
from urllib.parse import quote

from briefqa.citing.layout import Heading, Listed, Remark, laid_out
from briefqa.citing.references import References

_DEEPEST = 6
# Punctuation that means something within a line, and what means something only at its beginning.
_WITHIN = re.compile(r"([\\`*_\[\]<>~|])|&(?=[#\w]+;)|(?<=[^\s#])?#(?=#*$)")
_AT_START = re.compile(r"^(?:[-+=#>~]|\d{1,9}(?=[.)]))")


def to_markdown(references: References) -> str:
    """Headings for sections, titles as links where the brief links them; ends in a newline."""
    return "\n\n".join(_block(block) for block in laid_out(references)) + "\n"


def escaped(text: str) -> str:
    """A line of text that Markdown shows as it is."""
    inner = _WITHIN.sub(lambda match: f"\\{match[0]}", text)
    return _AT_START.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", inner)


def _block(block: Heading | Listed | Remark) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * min(level, _DEEPEST)} {escaped(text)}"
        case Remark(name, text):
            return f"{escaped(name)}: {escaped(text)}"
        case Listed():
            return "\n\n".join(_paragraphs(block))


def _paragraphs(entry: Listed) -> list[str]:
    title = f"**{escaped(entry.title)}**"
    linked = f"[{title}](<{_address(entry.url)}>)" if entry.url else title
    # "1\." is no list: paragraphs would have to be indented to belong to its items.
    numbered = f"{entry.rank}\\. {linked}" if entry.rank else linked
    first = f"{numbered} {escaped(entry.access_note)}" if entry.access_note else numbered
    return ["  \n".join([first, *map(escaped, entry.lines)]), *map(escaped, entry.abstract)]


def _address(url: str) -> str:
    return re.sub(r"[<>\\]", lambda match: quote(match[0]), url)
