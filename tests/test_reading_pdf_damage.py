"""A PDF file that pdfium reads on from, though parts of it cannot be unpacked, is seen to be damaged."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.reading.pdf_damage import is_damaged

TEXT = b"BT /F1 11 Tf 72 700 Td (Rotas and rest) Tj ET " * 200


def pdf(packed: bytes, entries: bytes = b"/Filter /FlateDecode", more: bytes = b"") -> bytes:
    length = b"/Length %d" % len(packed)
    return (
        b"%PDF-1.7\n1 0 obj\n<< "
        + entries
        + b" "
        + length
        + b" >>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
        + more
    )


def judged(folder: Path, data: bytes) -> bool:
    file = folder / "brief.pdf"
    file.write_bytes(data)
    return is_damaged(file)


@pytest.mark.parametrize("entries", [b"/Filter /FlateDecode", b"/Filter [/FlateDecode]", b"/Filter[ /Fl ]"])
def test_what_can_be_unpacked_is_whole(tmp_path: Path, entries: bytes) -> None:
    assert not judged(tmp_path, pdf(zlib.compress(TEXT), entries))


@pytest.mark.parametrize(
    "packed",
    [
        zlib.compress(TEXT)[:-20],
        zlib.compress(TEXT)[:30] + b"?!" * 10 + zlib.compress(TEXT)[30:],
        b"no stream",
        b"",
    ],
)
def test_what_cannot_is_damaged(tmp_path: Path, packed: bytes) -> None:
    assert judged(tmp_path, pdf(packed))


@pytest.mark.parametrize(
    ("entries", "more"),
    [
        (b"/Filter /DCTDecode", b""),
        (b"/Filter [/ASCII85Decode /FlateDecode]", b""),
        (b"/Type /X", b""),
        (b"/Filter /FlateDecode", b"trailer << /Encrypt 9 0 R >>"),
    ],
)
def test_what_is_packed_in_other_ways_is_not_judged(tmp_path: Path, entries: bytes, more: bytes) -> None:
    assert not judged(tmp_path, pdf(b"no stream", entries, more))


def test_a_stream_that_the_file_ends_in_is_damaged(tmp_path: Path) -> None:
    whole = pdf(zlib.compress(TEXT))
    assert judged(tmp_path, whole[: whole.index(b"endstream") - 20])


@given(st.binary(max_size=2_000))
def test_any_bytes_that_are_packed_are_whole(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    packed = zlib.compress(data)
    if b"endstream" not in packed:
        assert not judged(tmp_path_factory.mktemp("pdf"), pdf(packed))
