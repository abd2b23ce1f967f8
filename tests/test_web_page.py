"""The real page, served by the real command over the real brief, used in a real browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser import find_browser
from conftest import BRIEF, ROOT
from tiny import brief_text

pytestmark = [pytest.mark.model, pytest.mark.browser]

SCREENSHOTS = ROOT / "screenshots"
HOSTILE = '${document.title=1}{{value}}<img src=x onerror="document.title=1"><script>document.title=1</script>'
# Notes every address the server's process connects to or looks up, and nothing else.
WATCH = """
import os, sys
def watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:2]
    else:
        return
    if isinstance(address, tuple):
        with open(os.environ["BRIEFQA_WATCH"], "a") as log:
            log.write(f"{event} {address[0]}\\n")
sys.addaudithook(watch)
"""


@dataclass
class Served:
    """A running page: its address, and the file with every address its process reached for."""

    url: str
    watched: Path


@dataclass
class Visit:
    """A page in the browser, and what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question and press Enter."""
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")

    def violations(self) -> list[str]:
        """What axe finds wrong on the page as it is now."""
        expect(self.page.locator(".pending")).to_have_count(0)
        found = Axe().run(self.page).response["violations"]
        return [f"{item['id']}: {node['html'][:100]}" for item in found for node in item["nodes"]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`python app.py` on a free port, over the real brief and a small one full of markup, index not yet built."""
    folder = tmp_path_factory.mktemp("served")
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / BRIEF.name).write_bytes(BRIEF.read_bytes())
    hostile = brief_text("Ward Life").replace("Receptionists learnt", f"{HOSTILE} Receptionists learnt")
    (seeds / "ward-life.txt").write_text(hostile, encoding="utf-8")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(folder), "BRIEFQA_WATCH": str(folder / "watched")}
    command = [sys.executable, ROOT / "app.py", "--seeds", seeds, "--index", folder / "index", "--port", str(port)]
    log = folder / "log"
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        ) as process,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process, log)
            yield Served(f"http://127.0.0.1:{port}/", folder / "watched")
        finally:
            # Ctrl-C, which ends it in good order.
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 0


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - the address is ours
                return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the page did not come up: {log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser that `make test` provided; its absence is a failure."""
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


@pytest.fixture(params=[1280, 360], ids=["desktop", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Visit]:
    """The page, freshly opened at desktop or phone width; closed with a screenshot of how the test left it."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    made = Visit(context.new_page())
    made.page.on("request", lambda sent: made.requests.append(sent.url))
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.goto(served.url)
    expect(made.page.get_by_label("Your question")).to_be_visible(timeout=30_000)
    yield made
    made.page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png", full_page=True)
    assert made.errors == []
    assert [url for url in made.requests if not url.startswith((served.url, "data:", "blob:"))] == []
    assert made.page.evaluate("document.documentElement.scrollWidth") <= request.param
    context.close()


def test_the_page_before_a_question(visit: Visit) -> None:
    expect(visit.page).to_have_title("Ask the evidence briefs")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Ask the evidence briefs")
    expect(visit.page.get_by_text("Social Prescribing Link Workers (November 2025), 76 entries")).to_be_visible()
    assert visit.violations() == []


def test_a_question_brings_ranked_cited_cards(visit: Visit) -> None:
    visit.ask("training needs of link workers")
    cards = visit.page.locator(".card")
    expect(cards).to_have_count(5, timeout=60_000)
    first = cards.first
    for text in (
        "1. Qualifications and training needs of social prescribing link workers: an explorative study",
        "The Lancet, November 2022",
        "Education, Training and Skills",
        "Social Prescribing Link Workers (November 2025)",
        "Only the abstract is freely available",
        "Abstract only*",
        "past and current training needs",
    ):
        expect(first).to_contain_text(text)
    expect(visit.page.locator("#status[role=status][aria-live=polite]")).to_contain_text(
        "5 entries found for “training needs of link workers”."
    )
    assert visit.violations() == []


def test_the_whole_abstract_is_there_on_demand(visit: Visit) -> None:
    visit.ask("training needs of link workers")
    abstract = visit.page.locator(".card .abstract").first
    summary = visit.page.locator(".card summary").first
    summary.wait_for(timeout=60_000)
    expect(abstract).to_be_hidden()
    summary.focus()
    visit.page.keyboard.press("Enter")
    expect(abstract).to_be_visible()
    expect(abstract).to_contain_text("Background: A social prescribing link worker is responsible for")
    quote = visit.page.locator(".card blockquote").first.inner_text().strip()
    assert quote == visit.page.locator(".card mark").first.inner_text()
    assert quote in BRIEF.read_text(encoding="utf-8")
    assert visit.violations() == []


def test_what_is_not_covered_is_said(visit: Visit) -> None:
    visit.ask("capital of France")
    expect(visit.page.get_by_role("heading", name="The briefs do not cover this")).to_be_visible(timeout=60_000)
    expect(visit.page.get_by_role("heading", name="Nearest entries")).to_be_visible()
    expect(visit.page.locator(".not-covered a").first).to_have_attribute(
        "href", "mailto:england.knowledgemanagement@nhs.net"
    )
    assert visit.violations() == []


def test_an_example_is_asked_at_a_click(visit: Visit) -> None:
    visit.page.get_by_role("button", name="What is social prescribing?").click()
    expect(visit.page.locator(".card").first).to_be_visible(timeout=60_000)
    expect(visit.page.get_by_label("Your question")).to_have_value("What is social prescribing?")


def test_the_search_button_asks_too(visit: Visit) -> None:
    visit.page.get_by_label("Your question").fill("loneliness")
    visit.page.get_by_role("button", name="Search").click()
    expect(visit.page.locator(".card").first).to_contain_text("loneliness", timeout=60_000)


def test_a_blank_question_is_a_clear_problem(visit: Visit) -> None:
    visit.ask("   ")
    expect(visit.page.get_by_role("heading", name="There is a problem")).to_be_visible(timeout=60_000)
    expect(visit.page.locator(".problem")).to_contain_text("The question is empty; type what you want to know.")
    assert visit.violations() == []


def test_markup_in_briefs_and_questions_is_text(visit: Visit) -> None:
    visit.ask(f"{HOSTILE} receptionists sign language")
    card = visit.page.locator(".card", has_text="Teaching sign language to receptionists")
    card.locator("summary").click(timeout=60_000)
    expect(card.locator(".abstract")).to_contain_text(HOSTILE)
    expect(visit.page.locator("#status[role=status][aria-live=polite]")).to_contain_text(HOSTILE)
    expect(visit.page).to_have_title("Ask the evidence briefs")
    assert visit.page.locator("#results img, #results script, #status img, #status script").count() == 0


def test_everything_is_reached_with_the_keyboard(visit: Visit) -> None:
    visit.ask("training needs of link workers")
    visit.page.locator(".card").first.wait_for(timeout=60_000)
    visit.page.get_by_label("Your question").focus()
    reached = []
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        reached.append(visit.page.evaluate("document.activeElement.innerText.trim()"))
    assert reached[0] == "Search"
    assert reached[1] == "What is social prescribing?"
    assert [text for text in reached if text.startswith("Whole abstract")][4].endswith("entry 5")


def test_the_server_reached_for_no_other_machine(visit: Visit, served: Served) -> None:
    visit.ask("training needs of link workers")
    visit.page.locator(".card").first.wait_for(timeout=60_000)
    reached = {line.split(maxsplit=1)[1] for line in served.watched.read_text().splitlines()}
    assert reached <= {"127.0.0.1", "localhost", "::1"}


def test_without_a_password_there_is_no_librarians_room(served: Served) -> None:
    for path in ("librarian", "librarian/login", "librarian/upload", "librarian/style.css"):
        for data in (None, b"password="):
            with pytest.raises(HTTPError) as caught:
                urllib.request.urlopen(f"{served.url}{path}", data, timeout=30)  # noqa: S310 - the address is ours
            assert caught.value.code in (404, 405)
