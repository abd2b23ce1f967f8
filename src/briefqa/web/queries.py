"""Query strings as they were sent: nothing in them is passed over, and nothing guessed at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from briefqa.errors import QuestionError


def check_query(
    query: bytes,
    once: Collection[str] = (),
    repeated: Collection[str] = (),
    words: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """See that a query string says one thing only.

    Args:
        query: as it stands in the address, behind the question mark.
        once: names that may be given once.
        repeated: names that may be given several times.
        words: what names stand for, where people read what is wrong rather than those who write programs.

    Raises:
        QuestionError: a name is not known, or is given again, or there is none; or a part is no UTF-8, percent-encoded.
    """
    met = set()
    for part in filter(None, query.split(b"&")):
        # What is no text is shown as far as it is one.
        name = _decoded(part.partition(b"=")[0], "replace")
        if not name:
            raise QuestionError("a part of the query string has no name in front of its =; leave it out, or name it")
        called = words.get(name, name)
        if name not in once and name not in repeated:
            raise QuestionError(
                f"this address has a part that is not known here, “{name}”; check that you copied all of it"
                if words
                else f"{name} is not known here; see how it is spelt"
            )
        if name in met and name not in repeated:
            again = f"{called} is given more than once"
            raise QuestionError(f"{again} in this address; ask again" if words else f"{again}; give it once")
        met.add(name)
        try:
            _decoded(part, "strict")
        except UnicodeDecodeError:
            broken = f"{called} holds bytes that are no text"
            what_to_do = "check that you copied all of this address" if words else "write it in UTF-8, percent-encoded"
            raise QuestionError(f"{broken}; {what_to_do}") from None


def check_path(path: bytes) -> None:
    """See that a path is text.

    Args:
        path: as it was sent, percent-encoded.

    Raises:
        QuestionError: it is no UTF-8.
    """
    try:
        _decoded(path.replace(b"+", b"%2B"), "strict")
    except UnicodeDecodeError:
        raise QuestionError("the address holds bytes that are no text; write it in UTF-8, percent-encoded") from None


def _decoded(part: bytes, errors: str) -> str:
    # Behind the percent signs an address has ASCII only; other bytes would be taken for Latin-1.
    plain = part if part.isascii() else b"%FF"
    return unquote_to_bytes(plain.replace(b"+", b" ")).decode("utf-8", errors)
