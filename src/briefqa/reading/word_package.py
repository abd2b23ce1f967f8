"""What a Word file is allowed to hold: checked before it is unpacked, and before its text is taken apart."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from briefqa.errors import ReadError
from briefqa.reading.pace import refuse_many_lines

# What a brief's Word file unpacks to is some megabytes; XML takes about ten times its size in memory.
MAX_UNPACKED = 200_000_000
MAX_XML = 20_000_000
MAX_PARTS = 5_000
DAMAGED = "is damaged, or no Word document; open it in Word, save it again as .docx, and use that"
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# python-docx gives XML elements of its own classes, without types.
_Element: TypeAlias = Any


def refuse_many_paragraphs(body: _Element, path: Path) -> None:
    """Refuse far more text than a brief has before it is taken apart.

    Raises:
        ReadError: see `briefqa.reading.pace.refuse_many_lines`.
    """
    printed = sum(next(paragraph.iter(f"{_W}t"), None) is not None for paragraph in body.iter(f"{_W}p"))
    refuse_many_lines(printed, sum(len(text.text or "") for text in body.iter(f"{_W}t")), path)


def check_package(data: bytes, path: Path) -> None:
    """Check, before anything is unpacked, that a file is a package, and of a size that a brief's is.

    Raises:
        ReadError: it is damaged, locked, in the old `.doc` format, or unpacks to far more than a brief.
    """
    if data.startswith(_OLD_FORMAT):
        raise ReadError(
            "is locked with a password, or in the old .doc format; "
            "open it in Word and save it as .docx without a password",
            file=path,
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReadError(DAMAGED, file=path) from None
    xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or xml > MAX_XML:
        raise ReadError(
            "unpacks to far more than a brief holds, so it was not opened; save it anew from Word", file=path
        )
