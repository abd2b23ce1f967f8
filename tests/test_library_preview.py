from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefqa.errors import ReadError
from briefqa.library.preview import Preview, read_upload
from conftest import BRIEF
from uploads import BAD_FILES

if TYPE_CHECKING:
    from pathlib import Path

    from briefqa.reading import Reading


def test_what_is_seen_is_what_would_be_indexed(reading: Reading) -> None:
    preview = Preview.from_record(read_upload(BRIEF))
    assert preview.brief == reading.brief
    assert preview.doubts == reading.doubts
    assert preview.parts == {part.value: count for part, count in reading.parts().items()}


# All of them are uploaded in test_web_librarian.py.
@pytest.mark.parametrize("name", ["line.txt", "bomb.docx", "locked.pdf"])
def test_a_bad_file_is_one_line(name: str, tmp_path: Path) -> None:
    data, problem = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_upload(path)
    assert problem in caught.value.problem
    assert "\n" not in str(caught.value)


def test_reading_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ReadError, match=r"takes longer than 0\.01 seconds"):
        read_upload(BRIEF, seconds=0.01)
