"""Files that a librarian might upload and had better not, and names that they might have."""

from __future__ import annotations

import io
import struct
import zlib

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def zip_bomb(name: str, megabytes: int) -> bytes:
    """A zip with one part of zeros, whose first megabyte is packed and then repeated as it is."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * megabytes + packer.flush()
    size = megabytes * 1_000_000
    fields = (20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0)
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, *fields) + name.encode()
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, *fields, 0, 0, 0, 0, 0) + name.encode()
    start = len(local) + len(packed)
    return local + packed + entry + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), start, 0)


def locked_pdf() -> bytes:
    """A PDF file that opens with a password only."""
    made = io.BytesIO()
    canvas = Canvas(made, encrypt=StandardEncryption("secret", strength=128), invariant=1)
    canvas.drawString(72, 700, "Evidence Brief")
    canvas.save()
    return made.getvalue()


# Name → content, and words of the reason for which it is refused.
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n \n", "holds no text"),
    "line.txt": (b"word " * 1_000_000, "is a line of 5,000,000 characters"),
    "zeros.txt": (bytes(5_000), ""),
    "junk.docx": (bytes(range(256)) * 20, "is damaged, or no Word document"),
    "bomb.docx": (zip_bomb("word/document.xml", 1_000), "unpacks to far more than a brief holds"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "in the old .doc format"),
    "junk.pdf": (b"%PDF-1.7\n", "is damaged"),
    "locked.pdf": (locked_pdf(), "is locked with a password"),
    "brief.exe": (b"MZ", "only .txt, .md, .docx and .pdf files can"),
    "brief.html": (b"<script>document.title=1</script>", "only .txt, .md, .docx and .pdf files can"),
    "brief": (b"text", "only .txt, .md, .docx and .pdf files can"),
}
