"""A file that a person asked for, written in one step, and never over another without their word."""

from __future__ import annotations

import os
from pathlib import Path

from briefqa.errors import SaveError


def check_free(file: Path, *, replace: bool = False) -> None:
    """See that a file can be saved there, before time is spent on what it is to hold.

    Args:
        file: where.
        replace: whether a file that is there already may be replaced.

    Raises:
        SaveError: there is a file already, its folder is not there, or it is no ordinary file but a folder, a pipe, a
            socket or a device, which would be replaced, not written to.
    """
    if file.is_dir():
        raise SaveError("is a folder; name a file", file=file)
    if file.exists() and not file.is_file():
        raise SaveError("is no ordinary file; name another", file=file)
    if not file.parent.is_dir():
        raise SaveError("its folder is not there; create it first", file=file)
    if not replace and (file.exists() or file.is_symlink()):
        raise SaveError("is there already; name another file, or replace it with --force", file=file)


def save(data: bytes, file: Path, *, replace: bool = False) -> None:
    """Write a file: afterwards there is the whole of it, or what was there before.

    Raises:
        SaveError: see `check_free`; or it cannot be written.
    """
    check_free(file, replace=replace)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, file)
    except OSError as error:
        raise SaveError(f"cannot be written ({error.strerror or error}); name another file", file=file) from None
    finally:
        part.unlink(missing_ok=True)
