"""Whether a PDF file is damaged in a way that pdfium passes over: what cannot be unpacked it leaves out."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

# Larger files are full of pictures, whose streams take long to unpack.
_LARGEST, _LARGEST_STREAM = 50_000_000, 2_000_000
_UNPACKED = 20_000_000
# A stream that is packed with Deflate, and with nothing before that.
_STREAM = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b[^\0]{0,400}?>>\s*stream\r?\n")
_END = b"endstream"


def is_damaged(path: Path) -> bool:
    """Whether some part of the file that is packed cannot be unpacked to its end.

    Not looked for in files of over 50 MB, in parts of over 2 MB, and in files that are encrypted.
    """
    if path.stat().st_size > _LARGEST:
        return False
    data = path.read_bytes()
    return b"/Encrypt" not in data and any(_is_broken(data, found.end()) for found in _STREAM.finditer(data))


def _is_broken(data: bytes, start: int) -> bool:
    end = data.find(_END, start)
    end = len(data) if end < 0 else end
    if end - start > _LARGEST_STREAM:
        return False
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(data[start:end], _UNPACKED)
    except zlib.error:
        return True
    # What is longer is not unpacked to its end.
    return not unpacking.eof and len(unpacked) < _UNPACKED
