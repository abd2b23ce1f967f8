from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.indexing.kept import KeptVectors
from briefqa.indexing.passages import ToEncode
from tiny import HashingEncoder

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.encoding import EncoderInfo

ENCODER = HashingEncoder()
TEXTS = ["sleep of porters", "sign language", ""]


def accepted(info: EncoderInfo) -> bool:
    return info == ENCODER.info


def plain(texts: list[str]) -> list[ToEncode]:
    """Texts of a brief without a topic."""
    return [ToEncode(text, ()) for text in texts]


def keep(folder: Path, texts: list[str] = TEXTS, info: EncoderInfo = ENCODER.info) -> None:
    KeptVectors(folder, plain(texts), accepted).add(info, plain(texts), ENCODER.encode_query(texts))


def found(folder: Path, texts: list[str] = TEXTS) -> list[str]:
    kept = KeptVectors(folder, plain(texts), accepted)
    return [made_of.text for made_of in plain(texts) if made_of in kept]


@given(batches=st.lists(st.lists(st.text(), min_size=1), max_size=4))
def test_what_was_added_is_found_by_the_next(
    batches: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    first = KeptVectors(folder, (), accepted)
    for texts in batches:
        first.add(ENCODER.info, plain(texts), ENCODER.encode_query(texts))
    everything = plain([text for texts in batches for text in texts])
    second = KeptVectors(folder, everything, accepted)
    assert second.info == (ENCODER.info if batches else None)
    for kept in (first, second):
        assert all(made_of in kept for made_of in everything)
        for made_of in everything:
            np.testing.assert_array_equal(kept.vector(made_of), ENCODER.encode_query([made_of.text])[0])


def test_only_what_is_wanted_is_found(tmp_path: Path) -> None:
    keep(tmp_path)
    assert found(tmp_path, ["sign language", "other"]) == ["sign language"]


def test_vectors_of_a_brief_about_something_else_are_passed_over(tmp_path: Path) -> None:
    keep(tmp_path)
    others = [ToEncode(text, ("porter",)) for text in TEXTS]
    kept = KeptVectors(tmp_path, others, accepted)
    assert not any(made_of in kept for made_of in others)


def test_vectors_of_another_encoder_are_passed_over(tmp_path: Path) -> None:
    keep(tmp_path, info=replace(ENCODER.info, max_length=3))
    kept = KeptVectors(tmp_path, plain(TEXTS), accepted)
    assert kept.info is None
    assert found(tmp_path) == []


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "other name", "text"])
def test_a_damaged_file_is_passed_over(tmp_path: Path, damage: str) -> None:
    keep(tmp_path, ["an undamaged text"])
    before = set(tmp_path.iterdir())
    keep(tmp_path)
    (file,) = set(tmp_path.iterdir()) - before
    data = file.read_bytes()
    match damage:
        case "flip":
            file.write_bytes(data[:-100] + bytes([data[-100] ^ 1]) + data[-99:])
        case "cut":
            file.write_bytes(data[: len(data) // 2])
        case "empty":
            file.write_bytes(b"")
        case "other name":
            file.rename(tmp_path / "encoded-000000000000.npz")
        case "text":
            file.unlink()
            (tmp_path / "encoded-000000000000.npz").write_text("something else")
    assert found(tmp_path, [*TEXTS, "an undamaged text"]) == ["an undamaged text"]


def test_a_file_with_a_right_name_that_holds_no_vectors_is_passed_over(tmp_path: Path) -> None:
    from briefqa.indexing.files import write_blob

    write_blob(tmp_path, "encoded", ".npz", b"something else")
    assert found(tmp_path) == []


def test_a_file_that_goes_meanwhile_is_an_error_of_the_disk(tmp_path: Path) -> None:
    keep(tmp_path, ["a text that no other test has"])
    kept = KeptVectors(tmp_path, plain(["a text that no other test has"]), accepted)
    from briefqa.indexing import kept as module

    module._load.cache_clear()
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"")
    with pytest.raises(OSError, match="was altered"):
        kept.vector(ToEncode("a text that no other test has", ()))
