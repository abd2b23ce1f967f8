"""The files of a folder that are briefs, and their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from briefqa.errors import ReadError

SUFFIXES = (".txt", ".md", ".docx", ".pdf")
_OTHER_DOCUMENTS = frozenset({".doc", ".htm", ".html", ".odt", ".rtf"})
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
        raise ReadError("there is no such file", file=file) from None
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
    """Check that a file's name is text.

    Raises:
        ReadError: it holds bytes that are not UTF-8.
    """
    try:
        str(file).encode()
    except UnicodeEncodeError:
        shown = file.with_name(name_of(file))
        raise ReadError("has a name that is not UTF-8; rename the file", file=shown) from None


def name_of(file: Path) -> str:
    """A file's name, without folders, as text: "?" stands for bytes that are not UTF-8."""
    return file.name.encode("utf-8", "replace").decode()


def read_bytes(file: Path) -> bytes:
    """A file's bytes.

    Raises:
        ReadError: the file is missing or not readable.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise ReadError("there is no such file", file=file) from None
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
        raise ReadError("there is no such file", file=file) from None
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
        found = sorted(
            path
            for path in root.iterdir()
            if path.suffix.lower() in SUFFIXES
            and not path.name.startswith((".", "~"))
            and path.stem.lower() != "readme"
        )
    except OSError as error:
        raise _unreadable(root, error) from error
    if not found:
        raise ReadError(f"holds no brief; put a {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file into it", file=root)
    return found


def find_unread(folder: str | Path) -> list[str]:
    """Names of the documents in a folder that `find_briefs` passes over because of their format, sorted."""
    return sorted(path.name for path in Path(folder).iterdir() if path.suffix.lower() in _OTHER_DOCUMENTS)


def _unreadable(file: Path, error: OSError | ValueError) -> ReadError:
    reason = error.strerror if isinstance(error, OSError) else error
    return ReadError(f"cannot be opened: {reason}; check that you may read it", file=file)
