from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefqa.errors import LibraryError
from briefqa.library import safe_name
from briefqa.library.names import MAX_NAME, another_name
from briefqa.reading import SUFFIXES, find_briefs

# More often than at random: what means something in a path, and what a name must end in.
PIECES = st.sampled_from(
    [
        "/",
        "\\",
        "..",
        ".",
        " ",
        "~",
        "-",
        ":",
        "C:",
        "NUL",
        "con",
        "COM1",
        "aux.",
        "\0",
        "\n",
        "\u202e",
        "\uff0f",
        "README",
    ]
)
NAMES = st.builds(
    lambda parts, suffix: "".join(parts) + suffix,
    st.lists(PIECES | st.text(max_size=8), max_size=6),
    st.sampled_from([".txt", ".TXT", ".docx", ".Pdf", ".md", ".txt ", ".txt."]),
)
# As Windows has them; the superscript digits count as digits there.
DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    "CONIN$",
    "CONOUT$",
    *(f"{kind}{n}" for kind in ("COM", "LPT") for n in "0123456789"),
}


def made_safe(name: str) -> str | None:
    try:
        return safe_name(name)
    except LibraryError:
        return None


@given(NAMES | st.text())
@example("\ud800.txt")
def test_a_safe_name_is_one_part_of_a_path_everywhere(name: str) -> None:
    safe = made_safe(name)
    if safe is None:
        return
    assert Path(safe).name == PureWindowsPath(safe).name == safe
    assert not PureWindowsPath(safe).drive
    assert safe.isprintable()
    assert safe == safe.strip()
    assert safe[0] not in ".~-"
    assert not set(safe) & set('<>:"/\\|?*;&$`%!^{}')
    assert len(safe.encode()) <= MAX_NAME
    assert safe.split(".")[0].rstrip().upper() not in DEVICES
    assert Path(safe).suffix in SUFFIXES


@given(NAMES | st.text())
def test_what_is_safe_stays_as_it_is(name: str) -> None:
    safe = made_safe(name)
    assert safe is None or safe_name(safe) == safe


@given(NAMES, st.integers(2, 10_000))
def test_another_name_is_safe_and_another(name: str, number: int) -> None:
    safe = made_safe(name)
    if safe is not None:
        other = another_name(safe, number)
        assert other != safe
        assert safe_name(other) == other


@given(NAMES)
def test_a_safe_name_can_be_written_and_is_found(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    safe = made_safe(name)
    if safe is not None:
        folder = tmp_path_factory.mktemp("named")
        (folder / safe).write_text("text")
        assert [path.name for path in find_briefs(folder)] == [safe]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("ward-life.txt", "ward-life.txt"),
        ("Evidence Brief – Ward Life (May 2024).docx", "Evidence Brief – Ward Life (May 2024).docx"),
        ("../../x.txt", "x.txt"),
        ("C:\\Users\\me\\brief.PDF", "brief.pdf"),
        ("a\uff0fb.txt", "b.txt"),
        ("<img onerror>.txt", "img onerror.txt"),
        ("<script>x</script>.md", "script.md"),
        (".hidden.txt", "hidden.txt"),
        ("-rf.txt", "rf.txt"),
        ("~$brief.docx", "brief.docx"),
        ("nul.txt", "brief-nul.txt"),
        ("com1.tar.txt", "brief-com1.tar.txt"),
        ("readme.md", "brief-readme.md"),
        (".txt", "brief.txt"),
        ("a\u202etxt.docx", "atxt.docx"),
        ("two\nlines\t.txt", "two lines.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("é" * 300 + ".txt", "é" * 58 + ".txt"),
    ],
)
def test_examples(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", "brief", "brief.exe", "brief.txt.exe", "brief.doc", "txt", "a.txt/", "\ud800"])
def test_other_suffixes_are_refused(name: str) -> None:
    with pytest.raises(LibraryError, match=r"only \.txt, \.md, \.docx and \.pdf files can"):
        safe_name(name)
