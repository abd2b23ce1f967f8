"""The README is short, and says what is true: its commands, its Python, its files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from briefqa.cli import run
from conftest import BRIEF, ROOT, SEEDS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_one_screen_and_links() -> None:
    assert len(README.splitlines()) <= 75
    linked = set(re.findall(r"\]\(docs/([\w-]+\.md)\)", README))
    assert linked == {path.name for path in (ROOT / "docs").glob("*.md")}


def test_the_help_shown_is_the_help(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--help"]) == 0
    printed = capsys.readouterr().out
    shown = README.partition("    $ briefqa --help\n")[2]
    assert shown.startswith("".join(f"    {line.rstrip()}".rstrip() + "\n" for line in printed.splitlines()))


def test_every_command_shown_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.findall(r"^    \$ briefqa (.*)$", README, re.MULTILINE)
    shown.remove("--help")
    assert len(shown) > 1
    for line in shown:
        words = shlex.split(re.split(r"\s[<>|]\s", line)[0], comments=True)
        # With `--help` behind it nothing is done, but options that there are not are refused.
        assert run([*words, "--help"]) == 0, line
        assert f"briefqa {words[0]} " in capsys.readouterr().out


@pytest.mark.model
def test_the_python_shown_runs(
    index_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    block = re.search(r"(    from briefqa import .*?)\n\n`answer", README, re.DOTALL)
    assert block is not None
    (tmp_path / "indexes").mkdir()
    (tmp_path / "indexes" / "default").symlink_to(index_folder)
    monkeypatch.chdir(tmp_path)
    exec(re.sub(r"^    ", "", block[1], flags=re.MULTILINE), {})  # noqa: S102 - our own README
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[0] for line in printed] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_both_commands_stand_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:24])
    assert "    make serve\n" in first_screen
    assert "    make test\n" in first_screen


def test_the_seeds_folder_holds_only_briefs_and_a_readme() -> None:
    assert {path.name for path in SEEDS.iterdir()} == {BRIEF.name, "README.md"}
