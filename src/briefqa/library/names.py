"""The name an upload says it has → one that a file in the folder of briefs can have."""

from __future__ import annotations

import re
import unicodedata

from briefqa.errors import LibraryError
from briefqa.reading import SUFFIXES

# Bytes in UTF-8: file systems take 255, and what is written aside needs some.
MAX_NAME = 120
_SHOWN = 60
# What Windows, macOS or a shell take for something else than a part of a name.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*;&$`%!^{}]')
_WINDOWS_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:$|[ .])", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A file name made from `name`: a single part of a path that means the same everywhere and is no hidden file.

    What is safe already stays as it is.

    Args:
        name: as a browser sent it; may be anything.

    Returns:
        At most 120 bytes in UTF-8, ending in one of the suffixes of briefs, in small letters.

    Raises:
        LibraryError: it has another suffix, or none.
    """
    # Parts of a path are told after composing: there are wide and small forms of the slash.
    whole = unicodedata.normalize("NFKC", name)
    last = re.split(r"[/\\]", whole)[-1]
    kept = "".join(" " if character.isspace() else character for character in last if not _unprintable(character))
    kept = " ".join(_NOT_IN_NAMES.sub("", kept).split())
    stem, dot, ending = kept.rpartition(".")
    suffix = f".{ending.lower()}"
    if not dot or suffix not in SUFFIXES:
        shown = f"“{kept[:_SHOWN]}”" if kept else "a file without a name"
        raise LibraryError(
            f"{shown} cannot be taken in: only {', '.join(SUFFIXES[:-1])} and {SUFFIXES[-1]} files can; "
            "save the brief as one of these"
        )
    return f"{_safe_stem(stem, MAX_NAME - len(suffix))}{suffix}"


def _safe_stem(stem: str, most: int) -> str:
    """Not hidden, no option of a command, no device, and not passed over by those who look for briefs."""
    stem = stem.lstrip(" .~-").rstrip(" .")
    if not stem:
        return "brief"
    if stem.lower() == "readme" or _WINDOWS_DEVICES.match(stem):
        stem = f"brief-{stem}"
    return stem.encode()[:most].decode(errors="ignore").rstrip(" .")


def another_name(name: str, number: int) -> str:
    """`ward-life.txt`, 2 → `ward-life-2.txt`; still safe."""
    stem, _, ending = name.rpartition(".")
    tail = f"-{number}.{ending}"
    return f"{_safe_stem(stem, MAX_NAME - len(tail.encode()))}{tail}"


def _unprintable(character: str) -> bool:
    """Controls, invisible marks such as the one that turns the direction of writing, and halves of characters."""
    return unicodedata.category(character)[0] == "C" and not character.isspace()
