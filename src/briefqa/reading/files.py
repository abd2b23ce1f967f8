"""The files of a folder that are briefs, and their bytes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from briefqa.errors import ReadError

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
# What systems put into folders, and nobody takes for a brief.
_NO_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini"})
# As Python has bytes in names that are not UTF-8.
_NOT_UTF_8 = re.compile(r"[\ud800-\udfff]")
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MISSING = "there is no such file; check the name and the folder"
# A brief full of pictures has some tens of megabytes.
MAX_BYTES = 200_000_000


def check_brief(file: Path) -> None:
    """Check that a file has a name, a format and a size that a brief can have.

    Raises:
        ReadError: it has not, or is missing, a folder, empty, or not readable.
    """
    check_name(file)
    if file.suffix.lower() not in SUFFIXES:
        raise ReadError(f"cannot be read as a brief: only {', '.join(SUFFIXES)} files can", file=file)
    try:
        if file.is_dir():
            raise ReadError("is a folder, though it is named like a brief; rename it, or take it away", file=file)
        _check_regular(file)
        size = file.stat().st_size
    except FileNotFoundError:
        raise ReadError(_MISSING, file=file) from None
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise _unreadable(file, error) from error
    if not size:
        raise ReadError("is empty; put the brief's text into it, or take it away", file=file)
    if size > MAX_BYTES:
        raise ReadError(
            f"is {size / 1e6:,.0f} MB, far more than a brief; save a smaller copy, for instance without pictures",
            file=file,
        )


def _check_regular(file: Path) -> None:
    """A pipe or a device never ends, or waits for ever to begin."""
    if file.exists() and not file.is_file():
        raise ReadError("is no file but a pipe or a device; take it away", file=file)


def check_name(file: Path) -> None:
    """Check that a file's name is text on one line.

    Raises:
        ReadError: it holds bytes that are not UTF-8, or a line's end or another control character.
    """
    shown = _shown(str(file))
    if _NOT_UTF_8.search(str(file)):
        raise ReadError("has a name that is not UTF-8; rename the file", file=Path(shown))
    if shown != str(file) and "\0" not in str(file):
        problem = "has a line break, or another sign that does not show, in its name; rename the file"
        raise ReadError(problem, file=Path(shown))


def name_of(file: Path) -> str:
    """A file's name, without folders, as text on one line: "?" stands for bytes that are not UTF-8, or do not show."""
    return _shown(file.name)


def _shown(name: str) -> str:
    return _NOT_PRINTED.sub("?", name.encode("utf-8", "replace").decode())


def read_bytes(file: Path) -> bytes:
    """A file's bytes.

    Raises:
        ReadError: the file is missing or not readable.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise ReadError(_MISSING, file=file) from None
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error


def digest_of(path: str | Path) -> str:
    """Hex sha256 of a brief's file, as `Brief.sha256` keeps it.

    Raises:
        ReadError: the file is missing or not readable.
    """
    file = Path(path)
    try:
        _check_regular(file)
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise ReadError(_MISSING, file=file) from None
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error


def find_briefs(folder: str | Path) -> list[Path]:
    """What is named like a brief directly inside a folder, sorted by name; a README and hidden files are none.

    Raises:
        ReadError: the folder is missing, not a folder, not readable, or holds no brief.
    """
    root = Path(folder)
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "there is no such folder"
        raise ReadError(f"{what}; put briefs into a folder and name it: briefqa index FOLDER", file=root)
    try:
        found = sorted(path for path in root.iterdir() if path.suffix.lower() in SUFFIXES and _may_be_brief(path))
    except OSError as error:
        raise _unreadable(root, error) from error
    if not found:
        raise ReadError(f"holds no brief; put a {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file into it", file=root)
    return found


def _may_be_brief(path: Path) -> bool:
    """Whether a file is neither hidden, nor a program's own, nor a README."""
    return not path.name.startswith((".", "~")) and path.stem.lower() != "readme"


def find_unread(folder: str | Path) -> list[str]:
    """Names of what `find_briefs` passes over in a folder, sorted, those of folders with a "/"; not hidden files."""
    passed = (
        path
        for path in Path(folder).iterdir()
        if path.suffix.lower() not in SUFFIXES and _may_be_brief(path) and path.name.lower() not in _NO_DOCUMENTS
    )
    return sorted(f"{name_of(path)}/" if path.is_dir() else name_of(path) for path in passed)


def _unreadable(file: Path, error: OSError | ValueError) -> ReadError:
    reason = error.strerror if isinstance(error, OSError) else error
    return ReadError(f"cannot be opened: {reason}; check that you may read it", file=file)
