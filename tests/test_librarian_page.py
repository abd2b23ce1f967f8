"""The librarian's room of a running page, in a real browser; who may do what over HTTP is in test_web_librarian.py."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from briefqa.indexing.lock import only_build
from conftest import BRIEF, ROOT
from running_server import free_port, running
from serving import RULES
from tiny import brief_text
from uploads import BAD_FILES

pytestmark = [pytest.mark.model, pytest.mark.browser]

SCREENSHOTS = ROOT / "screenshots"
PASSWORD = "Füße  und Räder "  # noqa: S105 - of these tests alone
WIDTHS = (360, 768, 1440)
HOSTILE = "<script>document.title=1</script><img src=x onerror=document.title=1>"
# One entry lost its source, and a title holds markup.
ODD = (
    brief_text("Porters at Home")
    .replace("Journal of Tests 1(2), 2023\n\n", "")
    .replace("Teaching sign", f"{HOSTILE} Teaching sign")
    .replace("Receptionists learnt", "Receptionists who work at home learnt")
)
QUESTION = "sign language lessons for receptionists"
SECONDS = 120_000


@dataclass
class Served:
    """A running page, and its folders."""

    url: str
    seeds: Path
    index: Path


@dataclass
class Visit:
    """A browser in front of the room."""

    page: Page
    served: Served
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def enter(self) -> None:
        self.page.goto(f"{self.served.url}librarian")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        expect(self.page.get_by_label("Choose a brief")).to_be_visible()

    def upload(self, name: str, data: bytes) -> None:
        self.page.get_by_label("Choose a brief").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        )
        self.page.get_by_role("button", name="Upload and check").click()

    def check(self, name: str) -> None:
        """See that axe finds nothing wrong, and that nothing is cut off, at every width; and take screenshots."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(self.page, options=RULES).response["violations"]
            assert [f"{item['id']}: {node['html'][:100]}" for item in found for node in item["nodes"]] == [], width
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width
            self.page.screenshot(path=SCREENSHOTS / f"librarian-{name}-{width}.png", full_page=True)

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text, timeout=SECONDS)

    def ask(self, question: str) -> str:
        """The cards of the answer on the page that asks."""
        self.page.goto(self.served.url)
        self.page.get_by_label("Your question").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator(".card").first.wait_for(timeout=SECONDS)
        return "\n".join(self.page.locator(".card").all_inner_texts())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, index_folder: Path) -> Iterator[Served]:
    """`python app.py` on a free port, over the real brief and its index, with a password in a file."""
    folder = tmp_path_factory.mktemp("room")
    (folder / "seeds").mkdir()
    (folder / "seeds" / BRIEF.name).write_bytes(BRIEF.read_bytes())
    shutil.copytree(index_folder, folder / "index")
    (folder / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    command = [sys.executable, ROOT / "app.py", "--seeds", folder / "seeds", "--index", folder / "index"]
    command += ["--librarian-password-file", folder / "password"]
    port = free_port()
    with running(command, port, folder / "log"):
        yield Served(f"http://127.0.0.1:{port}/", folder / "seeds", folder / "index")


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """A browser that has not logged in yet; nothing but the page is asked for, and no script fails."""
    expect.set_options(timeout=30_000)  # a busy machine is no failure
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    made = Visit(context.new_page(), served)
    made.page.on("request", lambda sent: made.requests.append(sent.url))
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("dialog", lambda dialog: made.errors.append(dialog.message))
    yield made
    assert made.errors == []
    assert [url for url in made.requests if not url.startswith((served.url, "data:", "blob:"))] == []
    context.close()


def test_a_brief_comes_and_goes(visit: Visit) -> None:
    page, served = visit.page, visit.served
    before = visit.ask(QUESTION)
    assert "Teaching sign language" not in before
    page.goto(f"{served.url}librarian")
    visit.heading("Librarian’s room")
    visit.check("login")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The password is wrong; try again")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title("Error: Librarian’s room")
    visit.check("login-wrong")
    visit.enter()
    expect(page.get_by_role("cell", name="Social Prescribing Link Workers")).to_be_visible()
    visit.check("room")

    visit.upload("../<img onerror>.txt", ODD.encode())
    visit.heading("Check img onerror.txt")
    expect(page.get_by_text('"Peer support in maternity wards: a review" has no source')).to_be_visible()
    expect(page.get_by_text("It is a brief that is not there yet. Its entries are added.")).to_be_visible()
    page.get_by_text("All 3 entries").click()
    expect(page.get_by_text(f"{HOSTILE} Teaching sign language to receptionists")).to_be_visible()
    assert page.locator("main img, main script").count() == 0
    visit.check("review")
    assert [path.name for path in served.seeds.iterdir()] == [BRIEF.name]

    # While somebody else builds, it is said who, and nothing changes.
    with only_build(served.index):
        page.get_by_role("button", name="Accept and index").click()
        expect(page.get_by_role("alert")).to_contain_text("Another build (process", timeout=SECONDS)
        visit.check("busy")
    assert [path.name for path in served.seeds.iterdir()] == [BRIEF.name]
    page.get_by_role("link", name="img onerror.txt still waits").click()

    # How far it is is asked for again and again; without an answer the page stays as it is.
    page.route("**/librarian/work", _unless_fetched)
    page.get_by_role("button", name="Accept and index").click()
    visit.heading("Indexing img onerror.txt")
    expect(page.get_by_role("status").first).to_contain_text("Getting ready")
    expect(page.get_by_role("progressbar", name="Entries encoded")).to_be_visible()
    visit.check("work")
    page.unroute("**/librarian/work")
    visit.heading("The index is up to date")
    expect(page.get_by_text("img onerror.txt was added: 3 entries.")).to_be_visible()
    expect(page.get_by_text("1 other brief did not change.")).to_be_visible()
    visit.check("done")
    assert "Teaching sign language to receptionists" in visit.ask(QUESTION)
    expect(page.get_by_label("Porters at Home (May 2024)")).to_be_visible()

    page.goto(f"{served.url}librarian")
    expect(page.get_by_role("cell", name="Porters at Home")).to_be_visible()
    visit.check("room-after")
    page.get_by_role("link", name="Turn back").click()
    expect(page.get_by_text("img onerror.txt: taken out of the folder of briefs; a copy is kept.")).to_be_visible()
    visit.check("turn-back")
    page.get_by_role("button", name="Turn back").click()
    visit.heading("The index is as it was before")
    visit.check("turned-back")
    assert [path.name for path in served.seeds.iterdir()] == [BRIEF.name]
    assert visit.ask(QUESTION) == before


def _unless_fetched(route: Route) -> None:
    if route.request.resource_type == "fetch":
        route.abort()
    else:
        route.continue_()


def test_bad_files_are_refused_where_a_person_expects_it(visit: Visit, tmp_path: Path) -> None:
    visit.enter()
    for name in ("bomb.docx", "locked.pdf", "line.txt", "brief.html", "empty.txt"):
        data, problem = BAD_FILES[name]
        visit.upload(name, data)
        expect(visit.page.get_by_role("alert")).to_contain_text(problem, timeout=SECONDS)
        expect(visit.page.get_by_role("alert")).to_be_focused()
        described = visit.page.get_by_label("Choose a brief").get_attribute("aria-describedby")
        assert described == "file-hint file-error"
    visit.check("refused")
    visit.page.get_by_role("alert").get_by_role("link").click()
    expect(visit.page.get_by_label("Choose a brief")).to_be_focused()
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-" + bytes(51_000_000))
    visit.page.get_by_label("Choose a brief").set_input_files(large)
    visit.page.get_by_role("button", name="Upload and check").click()
    expect(visit.page.get_by_role("alert")).to_contain_text("larger than 50 MB", timeout=SECONDS)


def test_the_keyboard_is_enough(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    # The browser is told early that choosers are watched; told as one opens, a busy browser may be told too late.
    page.on("filechooser", lambda _chooser: None)
    page.goto(f"{visit.served.url}librarian")
    assert _tab(page, 4) == ["Skip to main content", "Ask the evidence briefs", "password", "Log in"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Choose a brief")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert _tab(page, 1) == ["file"]
    (tmp_path / "home.txt").write_text(brief_text("Home Life"), encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(tmp_path / "home.txt")
    assert _tab(page, 1) == ["Upload and check"]
    page.keyboard.press("Enter")
    visit.heading("Check home.txt")
    assert _tab(page, 7)[3:] == ["Back to the librarian’s room", "All 3 entries", "Accept and index", "Discard"]
    page.keyboard.press("Enter")
    visit.heading("Librarian’s room")
    assert _tab(page, 3) == ["Skip to main content", "Ask the evidence briefs", "Log out"]
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_visible()


def _tab(page: Page, times: int) -> list[str]:
    """What is reached with the Tab key, each of it visibly."""
    reached = []
    for _ in range(times):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText?.trim() || document.activeElement.id"))
        style = "getComputedStyle(document.activeElement)"
        assert page.evaluate(f"{style}.boxShadow !== 'none' && {style}.outlineStyle !== 'none'"), reached
    return reached


def test_scripts_are_not_needed(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    visit = Visit(context.new_page(), served)
    visit.enter()
    visit.upload("home.txt", brief_text("Home Life").encode())
    visit.heading("Check home.txt")
    visit.page.get_by_role("button", name="Discard").click()
    visit.heading("Librarian’s room")
    context.close()


@pytest.mark.parametrize("scheme", ["zoomed", "forced colours"])
def test_nothing_is_lost_for_who_sees_little(scheme: str, visit: Visit) -> None:
    visit.enter()
    if scheme == "zoomed":  # 1280 pixels at 400 per cent
        visit.page.set_viewport_size({"width": 320, "height": 256})
    else:
        visit.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for name in ("Upload and check", "Log out"):
        button = visit.page.get_by_role("button", name=name)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= visit.page.evaluate("innerWidth")
    visit.page.screenshot(path=SCREENSHOTS / f"librarian-{scheme.replace(' ', '-')}.png", full_page=True)
