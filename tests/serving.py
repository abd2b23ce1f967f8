"""The real page, served by the real command, for tests that use it in a real browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from conftest import BRIEF, ROOT
from running_server import free_port, running
from tiny import brief_text

SCREENSHOTS = ROOT / "screenshots"
HOSTILE = (
    '${document.title=1}{{value}}<img src=x onerror="document.title=1"><script>document.title=1</script>'
    "[link](javascript:document.title=1)"
)
LINKED = """# Evidence Brief: Linked Life

Date of publication: May 2024

Please acknowledge this work as: Evidence Brief: Linked Life. A. Author. (May 2024) UK: A Team

If an NHS OpenAthens account is required this has been indicated. For help write to desk@example.org

## Reviews

### [Peer support online for new parents](https://example.org/a?b=1&c=2) NHS OpenAthens account required

Journal of Tests 3(1), 2023

Parents meet online every week. They feel less alone.
"""
OPENATHENS = "https://login.example.org/redirector/nhs?url="
# Notes every address the server's process connects to or looks up, and which libraries it imports, and nothing else.
WATCH = """
import os, sys
def watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:2]
    elif event == "import" and "." not in arguments[0]:
        address = arguments
    else:
        return
    if isinstance(address, tuple):
        with open(os.environ["BRIEFQA_WATCH"], "a") as log:
            log.write(f"{event} {address[0]}\\n")
sys.addaudithook(watch)
"""


@dataclass
class Served:
    """A running page.

    Attributes:
        url: its address, ending in `/`.
        said: what its door said, one after the other, before the page was there.
        watched: file with every address its process reached for and every library it imported.
    """

    url: str
    said: list[str]
    watched: Path

    def of(self, event: str) -> set[str]:
        """What was noted of one kind of event."""
        pairs = (line.split(maxsplit=1) for line in self.watched.read_text(encoding="utf-8").splitlines())
        return {what for kind, what in pairs if kind == event}


def write_seeds(folder: Path) -> Path:
    """The real brief, one full of markup, and one whose entry has a link and wants an account."""
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / BRIEF.name).write_bytes(BRIEF.read_bytes())
    hostile = (
        brief_text("Ward <b>Life</b>")
        .replace("Receptionists learnt", f"{HOSTILE} Receptionists learnt")
        .replace(
            "sign language to receptionists", "sign language to receptionists <img src=y onerror=document.title=2>"
        )
        .replace("NHS England, March", "NHS <script>document.title=3</script> England, March")
    )
    (seeds / "ward <img src=z onerror=document.title=4>.txt").write_text(hostile, encoding="utf-8")
    (seeds / "linked-life.md").write_text(LINKED, encoding="utf-8")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return seeds


@contextmanager
def serving(folder: Path, name: str) -> Iterator[Served]:
    """`python app.py` on a free port over the seeds and the index in a folder; it must end in good order."""
    watched, log = folder / f"watched-{name}", folder / f"log-{name}"
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": path, "BRIEFQA_WATCH": str(watched)}
    command = [sys.executable, ROOT / "app.py", "--seeds", folder / "seeds", "--index", folder / "index"]
    port = free_port()
    with running([*command, "--openathens-prefix", OPENATHENS], port, log, env=environment) as made:
        yield Served(f"{made.url}/", made.said, watched)


_LEFT = "AbortError: signal is aborted without reason"


@dataclass
class Visit:
    """A page in the browser, and what it asked for and complained of."""

    page: Page
    url: str
    seen: int = 0
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page, url: str) -> Visit:
        """Watch a page from the start."""
        made = cls(page, url)
        page.set_default_timeout(60_000)
        page.on("request", lambda sent: made.requests.append(sent.url))
        # Gradio ends its own stream of answers as the page is left, and says so as if it were an error.
        page.on("pageerror", lambda error: None if _LEFT in str(error) else made.errors.append(str(error)))
        page.on("console", lambda said: made.errors.append(said.text) if said.type == "error" else None)
        return made

    def open(self, query: str = "") -> None:
        """Go to an address of the page, and wait until it shows what that says."""
        self.page.goto(self.url + query)
        self.seen = 0
        self.settle()

    def reload(self) -> None:
        """Load the page again, and wait likewise."""
        self.page.reload()
        self.seen = 0
        self.settle()

    def ask(self, question: str) -> None:
        """Type a question, press Enter, and wait for the answer."""
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        self.settle()

    def settle(self) -> None:
        """Wait until one more answer is there."""
        self.seen += 1
        expect(self.page.locator(f"body[data-answers='{self.seen}']")).to_have_count(1, timeout=60_000)

    @property
    def cards(self) -> list[str]:
        """Titles of the cards, in order."""
        return self.page.locator(".card h3").all_inner_texts()

    @property
    def status(self) -> str:
        """What was read out last."""
        return self.page.locator("#status").inner_text()

    @property
    def query(self) -> str:
        """Of the address in the bar."""
        return urlsplit(self.page.url).query

    def focused(self) -> str:
        """What has the focus: its label, or its text without what is hidden."""
        text: str = self.page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim().split('\\n')[0]"
        )
        return text

    def violations(self) -> list[str]:
        """What axe finds wrong on the page as it is now."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{item['id']}: {node['html'][:100]}" for item in found for node in item["nodes"]]

    def too_wide(self) -> list[str]:
        """What stands out of the window at the side, so that one would have to scroll there."""
        found: list[str] = self.page.evaluate(
            """() => [...document.querySelectorAll("gradio-app *")]
                .filter((one) => !one.closest(".hidden") && one.getBoundingClientRect().width > 0
                    && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)"""
        )
        return found

    def shoot(self, name: str) -> None:
        """Save a picture of the whole page."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    def assert_quiet(self) -> None:
        """No errors, and no request to another machine."""
        assert self.errors == []
        assert [url for url in self.requests if not url.startswith((self.url, "data:", "blob:"))] == []


RULES = {
    # What it finds right is long, and nobody looks at it.
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
