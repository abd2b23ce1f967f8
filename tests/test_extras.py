from __future__ import annotations

import re
import socket
import tomllib
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from briefqa import extras
from briefqa.cli import run
from briefqa.errors import MissingExtra
from briefqa.reading import read_brief
from conftest import ROOT
from tiny import HashingEncoder, brief_text, make_index, write_briefs

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(requirements: list[str]) -> set[str]:
    """Names of packages, as they are compared."""
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {match[0].lower().replace("_", "-") for match in found if match}


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """As without extras."""
    monkeypatch.setattr(extras, "find_spec", lambda _: None)


@pytest.mark.parametrize("extra", extras.MODULES)
def test_the_modules_of_an_extra_come_with_it_and_not_without(extra: str) -> None:
    brings = named(PROJECT["optional-dependencies"][extra])
    for module in extras.MODULES[extra]:
        packages = named(packages_distributions()[module])
        assert packages & brings
        assert not packages & named(PROJECT["dependencies"])
    assert extras.is_installed(extra)
    extras.require(extra, needed_for="anything")


def test_all_is_all_but_what_is_for_other_libraries() -> None:
    others = ("langchain", "llamaindex")
    own = [extra for extra in extras.MODULES if extra not in others]
    assert PROJECT["optional-dependencies"]["all"] == [f"briefqa[{','.join(own)}]"]
    assert f"briefqa[all,{','.join(others)}]" in PROJECT["optional-dependencies"]["dev"]


@pytest.mark.usefixtures("bare")
def test_a_missing_extra_is_told_in_one_line() -> None:
    assert not extras.is_installed("build")
    with pytest.raises(MissingExtra) as caught:
        extras.require("web", needed_for="the page")
    assert str(caught.value) == ('the page needs packages that are not installed: run `pip install "briefqa[web]"`')


def test_building_without_the_extra_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefqa.indexing import build_index

    index = make_index(tmp_path, ward=brief_text())
    before = {path.name for path in index.iterdir()}
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"building an index needs packages .* \"briefqa\[build\]\""):
        build_index(write_briefs(tmp_path / "others", home=brief_text("Home Life")), index, HashingEncoder())
    assert {path.name for path in index.iterdir()} == before


def test_an_index_is_served_as_it_is_without_what_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index = make_index(tmp_path, ward=brief_text())
    served: list[str] = []
    monkeypatch.setattr(
        "briefqa.web.server.serve_page",
        lambda retriever, *_, **__: served.append(" ".join(brief.id for brief in retriever.briefs)),
    )
    for module in ("briefqa.extras", "briefqa.encoding.model"):
        monkeypatch.setattr(f"{module}.find_spec", lambda name: find_spec(name) if name == "gradio" else None)
    command = ["serve", "--seeds", str(tmp_path / "seeds"), "--index", str(index), "--port"]
    assert run([*command, free_port()]) == 0
    address, said = capsys.readouterr().out.splitlines()
    assert address.startswith("Ask the evidence briefs: http://127.0.0.1:")
    assert said.startswith("Serving the index without a look at the briefs: the bundled model needs packages that are")
    (tmp_path / "seeds" / "home.txt").write_text(brief_text("Home Life"), encoding="utf-8")
    assert run([*command, free_port()]) == 0
    _, said = capsys.readouterr().out.splitlines()
    assert said.startswith(
        "Serving the index as it is (briefs were added, changed or removed: home.txt): building it anew"
    )
    assert served == ["ward-life", "ward-life"]
    # Where there is no index, there is nothing to be served.
    assert (
        run(["serve", "--seeds", str(tmp_path / "seeds"), "--index", str(tmp_path / "none"), "--port", free_port()])
        == 1
    )
    assert "briefqa[build]" in capsys.readouterr().err


@pytest.mark.usefixtures("bare")
def test_commands_say_which_extra_they_need(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "brief.md").write_text("# A brief", encoding="utf-8")
    for command, extra in (
        (["read", str(tmp_path / "brief.md")], "build"),
        (["index", str(tmp_path), "--index", str(tmp_path / "index")], "build"),
        (["serve", "--seeds", str(tmp_path), "--index", str(tmp_path / "index"), "--port", free_port()], "web"),
        (["mcp", "--index", str(tmp_path / "index")], "mcp"),
    ):
        assert run(command) == 1
        said = capsys.readouterr().err
        assert said.endswith(f'run `pip install "briefqa[{extra}]"`\n')
        assert said.count("\n") == 1
    assert not (tmp_path / "index").exists()


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("suffix", [".md", ".docx", ".pdf"])
def test_only_text_is_read_without_the_extra(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"brief{suffix}"
    file.write_text(brief_text(), encoding="utf-8")
    with pytest.raises(MissingExtra, match=rf"reading .*brief{suffix} needs packages .* \"briefqa\[build\]\""):
        read_brief(file)
    assert read_brief(file.rename(file.with_suffix(".txt"))).brief.entries
