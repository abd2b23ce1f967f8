"""Fixtures shared by the tests: the real brief, a real index of it, and real encoders, each made once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from briefqa import Retriever, read_brief
from briefqa.encoding import load_encoder
from briefqa.indexing import build_index
from browser import find_browser
from running_server import Running, serving
from tiny import brief_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from briefqa.encoding import Encoder
    from briefqa.reading import Reading

# The same examples every time: a test that fails does so for everyone. HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile("briefqa", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "briefqa"))

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
BRIEF = SEEDS / "social-prescribing-link-workers-2025-11.txt"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no core waits at the end for another."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("browser", "model")])


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder with one small brief."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "ward-life.txt").write_text(brief_text(), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def reading() -> Reading:
    """The real brief, read."""
    return read_brief(BRIEF)


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    """What a person read in the real brief."""
    text = (ROOT / "tests" / "golden" / "social-prescribing-link-workers-2025-11.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled encoder."""
    return load_encoder()


@pytest.fixture(scope="session")
def index_folder(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real index of the real brief; tests that change it copy it first."""
    folder = tmp_path_factory.mktemp("index") / "default"
    build_index(SEEDS, folder, encoder)
    return folder


@pytest.fixture(scope="session")
def retriever(index_folder: Path, encoder: Encoder) -> Retriever:
    """The real index, opened."""
    return Retriever.open(index_folder, encoder)


@pytest.fixture(scope="session")
def running(index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`briefqa serve --mcp` over the real index."""
    with serving(SEEDS, index_folder, tmp_path_factory.mktemp("serving") / "log", "--mcp") as made:
        yield made


@pytest.fixture(scope="session")
def address(running: Running) -> str:
    """Of that server."""
    return running.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser that `make test` provided; its absence is a failure."""
    from playwright.sync_api import sync_playwright

    executable = find_browser()
    if executable is None:
        pytest.fail("there is no browser; run: python tests/browser.py")
    # Without a sandbox, as that needs rights which containers and CI accounts lack; only our own page is opened.
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking", "--disable-quic"]
        )
        yield running
        running.close()
