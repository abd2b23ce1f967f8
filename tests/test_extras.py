from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest

from briefqa import extras
from briefqa.errors import MissingExtra
from conftest import ROOT
from tiny import HashingEncoder, brief_text, make_index, write_briefs

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(requirements: list[str]) -> set[str]:
    """Names of packages, as they are compared."""
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {match[0].lower().replace("_", "-") for match in found if match}


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


def test_all_is_all() -> None:
    assert PROJECT["optional-dependencies"]["all"] == [f"briefqa[{','.join(extras.MODULES)}]"]
    assert "briefqa[all]" in PROJECT["optional-dependencies"]["dev"]


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
