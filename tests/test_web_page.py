"""The real page, served by the real command over the real brief, used in a real browser."""

from __future__ import annotations

import re
import socket
import urllib.request
from collections.abc import Callable, Iterator
from urllib.error import HTTPError

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, Route, expect

from briefqa.web.server import Door
from conftest import BRIEF
from serving import HOSTILE, OPENATHENS, Served, Visit, serving, write_seeds

pytestmark = [pytest.mark.model, pytest.mark.browser]

WIDTHS = (360, 768, 1440)
TRAINING = "training needs of link workers"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Served]]:
    """The page as it was served first, index not yet built, and as it is served now, with nothing to build."""
    folder = tmp_path_factory.mktemp("served")
    write_seeds(folder)
    with serving(folder, "first") as first:
        pass
    with serving(folder, "second") as second:
        yield first, second


@pytest.fixture(scope="module")
def served(built: tuple[Served, Served]) -> Served:
    return built[1]


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """A window in which the page is opened; afterwards it must have been quiet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read"])
    made = Visit.of(context.new_page(), served.url)
    yield made
    context.close()
    made.assert_quiet()


LONG = f"What are the {TRAINING}{' who support older people with several long term conditions' * 15}"


def _long(visit: Visit) -> None:
    visit.open()
    visit.ask(LONG)
    visit.page.get_by_text("Your whole question").click()


def _blank(visit: Visit) -> None:
    visit.open()
    visit.ask("   ")


def _opened(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    for summary in visit.page.locator(".card:first-child summary").all():
        summary.click()
    visit.page.locator(".narrow").evaluate(
        "part => { for (const one of [part, ...part.querySelectorAll('details')]) one.open = true; }"
    )
    visit.page.get_by_label("Select entry 1").check()
    visit.page.get_by_role("button", name="Copy citation of entry 1").click()
    expect(visit.page.locator("#status")).to_have_text("Citation copied.")


def _searching(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    visit.page.clock.install()
    visit.page.route("**/run/predict*", lambda _: None)
    visit.page.get_by_label("Your question").fill("loneliness")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#status")).to_have_text("Searching…")


def _unanswered(visit: Visit) -> None:
    _searching(visit)
    visit.page.clock.run_for(20_000)
    expect(visit.page.locator("#failure")).to_contain_text("There is no answer yet")


def _offline(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    visit.page.context.set_offline(True)
    _fails(visit, "The page cannot reach its server.")


def _refused(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    visit.page.route("**/run/predict*", lambda route: route.fulfill(status=500, json={"error": None}))
    _fails(visit, "The page’s server did not answer as it should.")


def _fails(visit: Visit, why: str) -> None:
    """Ask, and be told why there is no answer; the browser's console says it too."""
    visit.page.get_by_label("Your question").fill("loneliness")
    visit.page.keyboard.press("Enter")
    # Long before the page would stop waiting.
    expect(visit.page.locator("#failure")).to_contain_text(why, timeout=5000)
    visit.errors[:] = [error for error in visit.errors if not error.startswith("Failed to load resource")]


def _updated(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    visit.page.evaluate("document.querySelector('.view').dataset.index = 'of an older index'")
    visit.ask("loneliness")
    expect(visit.page.get_by_text("The briefs were updated since you opened this page.")).to_be_visible()


STATES: dict[str, str | Callable[[Visit], None]] = {
    "start": "",
    "answer": f"?q={TRAINING}",
    "narrowed": "?q=loneliness&access=free&years=2022-&section=Reviews",
    "account": "?q=peer support online",
    "not-covered": "?q=capital of France",
    "nothing-found": "?q=loneliness&years=1850",
    "filters-first": "?access=free",
    "entry": "?entry=linked-life/peer-support-online-for-new-parents",
    "entry-gone": "?entry=gone",
    "wrong-address": "?q=loneliness&years=soon",
    "too-many": "?q=loneliness&show=100000",
    "long-question": _long,
    "blank": _blank,
    "opened": _opened,
    "searching": _searching,
    "unanswered": _unanswered,
    "offline": _offline,
    "refused": _refused,
    "updated": _updated,
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible_and_fits(visit: Visit, state: str) -> None:
    visit.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    way = STATES[state]
    if callable(way):
        way(visit)
    else:
        visit.open(way)
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.shoot(f"{state}-{width}")
        assert visit.violations() == [], width
        assert visit.too_wide() == [], width


# A window of 1280 pixels, zoomed to 200 % and to 400 %.
@pytest.mark.parametrize("width", [640, 320])
@pytest.mark.parametrize("state", ["start", "opened", "not-covered", "entry"])
def test_zoom_loses_nothing(visit: Visit, state: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": width * 9 // 16})
    way = STATES[state]
    if callable(way):
        way(visit)
    else:
        visit.open(way)
    visit.shoot(f"{state}-zoomed-{width}")
    assert visit.too_wide() == []
    clipped = visit.page.evaluate(
        """() => [...document.querySelectorAll("#masthead *, #ask *, #results *")]
            .filter((one) => !one.closest(".hidden") && getComputedStyle(one).overflow !== "visible"
                && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
                && one.tagName !== "TEXTAREA" && one.tagName !== "INPUT")
            .map((one) => `${one.tagName} ${one.className}`)"""
    )
    assert clipped == []


def test_a_question_brings_key_points_and_ranked_cited_cards(visit: Visit) -> None:
    visit.open()
    visit.ask(TRAINING)
    assert visit.status == f"Showing the 5 that fit best of 80 entries searched, for “{TRAINING}”."
    assert visit.page.title() == f"{TRAINING} – Ask the evidence briefs"
    assert visit.query == "q=training+needs+of+link+workers"
    first = visit.page.locator(".card").first
    for text in (
        "1. Qualifications and training needs of social prescribing link workers: an explorative study",
        "The Lancet, November 2022",
        "Education, Training and Skills",
        "Social Prescribing Link Workers, evidence as at November 2025",
        "Only the abstract is freely available",
        "Abstract only*",
        "past and current training needs",
        "Strong",
    ):
        expect(first).to_contain_text(text)
    points = visit.page.locator(".key-points q").all_inner_texts()
    brief = " ".join(BRIEF.read_text(encoding="utf-8").split())
    assert len(points) == 3
    assert all(point.strip("“”") in brief for point in points)
    # Where a screen reader goes on reading.
    assert visit.focused() == "Key points"


@pytest.mark.parametrize("enter", [True, False])
def test_who_types_at_once_loses_nothing(visit: Visit, *, enter: bool) -> None:
    visit.page.goto(visit.url, wait_until="commit")
    box = visit.page.locator("#question textarea, #question input")
    box.fill(TRAINING)
    if enter:
        visit.page.keyboard.press("Enter")
    else:
        visit.settle()
        expect(box).to_have_value(TRAINING)
        visit.page.get_by_role("button", name="Search").click()
    visit.page.locator(".card").first.wait_for()
    expect(box).to_have_value(TRAINING)
    assert visit.query == "q=training+needs+of+link+workers"


def test_a_key_point_leads_to_its_card(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    visit.page.get_by_role("link", name=re.compile("^Entry 2")).click()
    expect(visit.page.locator("#result-2")).to_be_focused()
    assert visit.query == f"q={TRAINING}".replace(" ", "%20")
    expect(visit.page.locator("#result-2")).to_be_in_viewport()


def test_the_whole_abstract_is_there_on_demand(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    abstract = visit.page.locator(".card .abstract").first
    expect(abstract).to_be_hidden()
    visit.page.locator(".card summary").first.focus()
    visit.page.keyboard.press("Enter")
    expect(abstract).to_be_visible()
    expect(abstract).to_contain_text("Background: A social prescribing link worker is responsible for")
    quote = visit.page.locator(".card blockquote").first.inner_text().strip()
    assert quote == visit.page.locator(".card mark").first.inner_text()


def test_an_example_and_the_button_ask_too(visit: Visit) -> None:
    visit.open()
    visit.page.get_by_role("link", name="What is social prescribing?").click()
    visit.settle()
    expect(visit.page.get_by_label("Your question")).to_have_value("What is social prescribing?")
    assert len(visit.cards) == 5
    visit.page.get_by_label("Your question").fill("loneliness")
    visit.page.get_by_role("button", name="Search").click()
    visit.settle()
    assert visit.status == "Showing the 5 that fit best of 80 entries searched, for “loneliness”."


def test_an_address_is_a_question_and_back_goes_back(visit: Visit) -> None:
    visit.open("?q=loneliness&brief=social-prescribing-link-workers&access=free&years=2015-2021")
    first = visit.cards
    expect(visit.page.get_by_label("Your question")).to_have_value("loneliness")
    expect(visit.page.get_by_label("2015 to 2021")).to_be_checked()
    visit.page.get_by_label("Since 2024").check()
    visit.settle()
    second = visit.cards
    assert visit.query == "q=loneliness&brief=social-prescribing-link-workers&years=2024-&access=free"
    # A new question keeps the filters.
    visit.ask("carers")
    assert visit.query == "q=carers&brief=social-prescribing-link-workers&years=2024-&access=free"
    assert len({tuple(first), tuple(second), tuple(visit.cards)}) == 3
    visit.page.go_back()
    visit.settle()
    expect(visit.page.get_by_label("Your question")).to_have_value("loneliness")
    assert visit.cards == second
    visit.page.go_back()
    visit.settle()
    expect(visit.page.get_by_label("2015 to 2021")).to_be_checked()
    assert visit.cards == first
    visit.page.go_forward()
    visit.settle()
    expect(visit.page.get_by_label("Since 2024")).to_be_checked()
    visit.reload()
    assert visit.cards == second


def test_narrowing_keeps_ones_place_and_is_undone(visit: Visit) -> None:
    visit.open("?q=loneliness")
    free = visit.page.get_by_label(re.compile("^Abstract only"))
    count = int(re.findall(r"\d+", free.locator("xpath=..").inner_text())[0])
    free.focus()
    visit.page.keyboard.press("Space")
    visit.settle()
    expect(free).to_be_focused()
    assert len(visit.cards) == min(count, 5)
    assert all("Only the abstract" in text for text in visit.page.locator(".card dl").all_inner_texts())
    expect(visit.page.locator(".filters")).to_contain_text(f"Searched: {count} of 80 entries, narrowed to")
    visit.page.get_by_role("link", name="Remove Access: Abstract only").click()
    visit.settle()
    expect(free).not_to_be_checked()
    visit.open("?q=loneliness&access=free&years=2022-")
    visit.page.get_by_role("link", name="Clear all filters").click()
    visit.settle()
    assert visit.query == "q=loneliness"
    expect(visit.page.locator(".filters")).to_have_text("Searched: all 80 entries.")


def test_more_entries_come_below_those_that_are_there(visit: Visit) -> None:
    visit.open("?q=loneliness")
    before = visit.cards
    visit.page.get_by_label("Select entry 2").check()
    visit.page.get_by_role("link", name="Show more entries").click()
    visit.settle()
    assert visit.cards[:5] == before
    assert len(visit.cards) == 10
    expect(visit.page.locator("#result-6")).to_be_focused()
    expect(visit.page.get_by_label("Select entry 2")).to_be_checked()
    visit.ask("carers")
    expect(visit.page.get_by_label("Select entry 2")).not_to_be_checked()


@pytest.mark.parametrize(
    ("name", "ending"), [("Word", "docx"), ("RIS", "ris"), ("BibTeX", "bib"), ("CSV", "csv"), ("Markdown", "md")]
)
def test_answers_are_taken_away(visit: Visit, name: str, ending: str) -> None:
    visit.open("?q=loneliness&access=free")
    titles = [title.partition(". ")[2] for title in visit.cards]
    visit.page.get_by_label("Select entry 2").check()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=re.compile(f"^{name}")).click()
    assert download.value.suggested_filename == f"evidence-loneliness.{ending}"
    data = download.value.path().read_bytes()
    if ending == "docx":
        assert data.startswith(b"PK")
    else:
        text = re.sub(r"[\\{}]", "", data.decode())
        assert titles[1] in text
        assert titles[0] not in text
        assert "Evidence Brief: Social Prescribing Link Workers" in text


def test_a_citation_is_copied_and_said_to_be(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    visit.page.get_by_role("button", name="Copy citation of entry 1").click()
    expect(visit.page.locator("#status")).to_have_text("Citation copied.")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Qualifications and training needs of social prescribing link workers")
    assert copied.endswith("Listed in Evidence Brief: Social Prescribing Link Workers (November 2025).")
    # Without a clipboard, as on a page from another machine without https.
    visit.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    visit.page.get_by_role("button", name="Copy citation of entry 2").click()
    expect(visit.page.get_by_role("button", name="Copy citation of entry 2")).to_be_focused()
    expect(visit.page.get_by_role("button", name="Copy citation of entry 2")).to_have_class(re.compile("done"))


def test_links_outside_say_how_and_open_nothing_by_themselves(visit: Visit) -> None:
    visit.open("?q=peer support online")
    card = visit.page.locator(".card", has_text="Peer support online")
    title = card.get_by_role("link", name="Peer support online for new parents", exact=True)
    expect(title).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    expect(card.get_by_role("link", name=re.compile("^Sign in with NHS OpenAthens"))).to_have_attribute(
        "href", f"{OPENATHENS}https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26c%3D2"
    )
    expect(visit.page.get_by_role("link", name=re.compile("^PubMed for")).first).to_have_attribute(
        "href", re.compile(r"^https://pubmed\.ncbi\.nlm\.nih\.gov/\?term=")
    )
    outside = visit.page.locator("a[href^=http]")
    assert outside.count() > 5
    assert {link.get_attribute("rel") for link in outside.all()} == {"noopener noreferrer"}


def test_an_entry_has_an_address_of_its_own(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    title = visit.cards[0].partition(". ")[2]
    visit.page.get_by_role("link", name=re.compile("^Link to this entry")).first.click()
    visit.settle()
    assert visit.query.startswith("entry=social-prescribing-link-workers%2F")
    expect(visit.page.get_by_role("heading", name=title)).to_be_focused()
    visit.reload()
    expect(visit.page.get_by_role("heading", name=title)).to_be_visible()


def test_a_question_that_is_too_long_is_not_cut_in_silence(visit: Visit) -> None:
    visit.open()
    visit.ask("x" * 1001)
    expect(visit.page.locator(".problem")).to_contain_text("The question has 1,001 characters; use at most 1,000.")
    expect(visit.page.get_by_label("Your question")).to_have_value("x" * 1001)


def test_the_icon_is_the_pages_own(served: Served) -> None:
    for path in ("favicon.ico", "pwa_icon"):
        with urllib.request.urlopen(f"{served.url}{path}", timeout=30) as answer:  # noqa: S310 - the address is ours
            assert answer.headers["content-type"].startswith("image/svg+xml")
            assert b"#005eb8" in answer.read()
    with urllib.request.urlopen(f"{served.url}manifest.json", timeout=30) as answer:  # noqa: S310
        assert b"logo" not in answer.read()


def test_a_blank_question_is_a_clear_problem(visit: Visit) -> None:
    _blank(visit)
    expect(visit.page.locator(".problem")).to_contain_text("The question is empty; type what you want to know.")
    box = visit.page.get_by_label("Your question")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    visit.ask("loneliness")
    expect(box).to_have_attribute("aria-invalid", "false")


def test_markup_in_briefs_and_questions_is_text(visit: Visit) -> None:
    for query in ("?q=sign language receptionists", "?q=sign language&section=Training", "?brief=ward-b-life-b"):
        visit.open(query)
    visit.ask(f"{HOSTILE} receptionists sign language")
    card = visit.page.locator(".card", has_text="Teaching sign language to receptionists")
    card.locator("summary").first.click()
    expect(card.locator(".abstract")).to_contain_text(HOSTILE)
    assert HOSTILE[:60] in visit.status
    visit.page.get_by_text("Your whole question").click()
    expect(visit.page.locator(".whole p").first).to_contain_text(HOSTILE)
    assert visit.page.title().startswith(HOSTILE[:20])
    made = visit.page.locator("#results, #masthead, #status").locator("img, script, b, [onerror]")
    assert made.count() == 0


def test_a_long_question_leaves_room_for_the_answer_and_is_there_whole(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 640})
    visit.open()
    visit.ask(LONG)
    assert len(visit.status) < 150
    visit.shoot("long-question-folded-360")
    assert visit.page.locator("#status").bounding_box()["height"] < 150  # type: ignore[index]
    # The script scrolls to the status; the answer stands in the same window.
    expect(visit.page.locator("[data-focus]")).to_be_in_viewport()
    visit.page.get_by_text("Your whole question").click()
    expect(visit.page.locator(".whole p")).to_have_text(LONG)
    expect(visit.page.get_by_label("Your question")).to_have_value(LONG)
    assert len(visit.page.title()) < 150


def test_where_nothing_is_there_is_a_way_to_the_start(visit: Visit) -> None:
    for width in WIDTHS:
        visit.page.set_viewport_size({"width": width, "height": 640})
        assert visit.page.goto(f"{visit.url}no/such/page").status == 404  # type: ignore[union-attr]
        visit.shoot(f"nothing-here-{width}")
        assert visit.violations() == []
        assert visit.too_wide() == []
    # Where the browser tells of the status; nothing else is loaded.
    assert all("404" in error for error in visit.errors)
    visit.errors.clear()
    visit.page.get_by_role("link", name="Ask the evidence briefs").click()
    visit.seen = 0
    visit.settle()
    expect(visit.page.get_by_label("Your question")).to_be_visible()


def test_a_script_that_got_into_the_page_would_not_run(visit: Visit) -> None:
    visit.open()
    visit.page.evaluate(
        """document.querySelector("#results").insertAdjacentHTML("beforeend",
            '<img src="x" onerror="window.ran = 1"><a id="trap" href="javascript:window.ran=1">x</a>')"""
    )
    visit.page.locator("#trap").click()
    visit.page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert visit.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in visit.errors)
    visit.errors.clear()


def test_everything_is_reached_and_operated_with_the_keyboard(visit: Visit) -> None:
    visit.open()
    expect(visit.page.get_by_label("Your question")).to_be_focused()
    visit.page.keyboard.type(TRAINING)
    visit.page.keyboard.press("Tab")
    assert visit.focused() == "Search"
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.focused() == "Key points"
    visit.page.get_by_label("Your question").focus()
    reached: list[str] = []
    unseen: list[str] = []
    for _ in range(120):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement === document.body"):
            break
        reached.append(visit.focused())
        if not visit.page.evaluate(_LOOKS_FOCUSED):
            unseen.append(reached[-1])
    assert unseen == []
    # From top to bottom, as it stands.
    wanted = ["Search", "Narrow the results", "to choose from", "Any year", "Free", "Entry 1", "Entry 3"]
    wanted += ["PubMed", "Whole abstract", "Why this result", "Select", "Copy citation", "Link to this entry"]
    wanted += ["Show more entries", "Word reading list", "Markdown", "Print"]
    places = [next(place for place, text in enumerate(reached) if name in text) for name in wanted]
    assert places == sorted(places)
    operable = visit.page.locator(
        "#results :is(a, button, summary, input:not([type=hidden], [type=radio]:not(:checked)))"
    )
    assert len(reached) == 1 + sum(one.is_visible() for one in operable.all())


_LOOKS_FOCUSED = """() => {
    const one = document.activeElement;
    const look = getComputedStyle(one);
    const ring = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    return ring && (look.backgroundColor === "rgb(255, 235, 59)" || look.outlineColor === "rgb(255, 235, 59)");
}"""


def test_forced_colours_keep_focus_and_marks_visible(visit: Visit) -> None:
    visit.page.emulate_media(forced_colors="active", reduced_motion="reduce")
    _opened(visit)
    visit.shoot("forced-colours")
    visit.page.get_by_role("button", name="Copy citation of entry 1").focus()
    ring = visit.page.evaluate("getComputedStyle(document.activeElement).outlineColor")
    assert ring != "rgba(0, 0, 0, 0)"
    assert visit.violations() == []
    moving = visit.page.evaluate(
        """[...document.querySelectorAll("gradio-app *")].filter((one) => {
            const look = getComputedStyle(one);
            return look.transitionDuration.split(", ").some((time) => parseFloat(time) > 0)
                || (look.animationName !== "none" && parseFloat(look.animationDuration) > 0); }).length"""
    )
    assert moving == 0


def test_paper_shows_the_answer_and_not_the_controls(visit: Visit) -> None:
    visit.open("?q=peer support online&access=openathens")
    visit.page.emulate_media(media="print")
    visit.shoot("print")
    for hidden in ("#ask", ".narrow", ".tools", ".take-away"):
        expect(visit.page.locator(hidden).first).to_be_hidden()
    said, address = visit.page.locator(".printed").first, visit.page.locator(".printed[data-address]")
    expect(said).to_have_text("Showing the only entry searched, for “peer support online”.")
    expect(said).to_be_visible()
    expect(address).to_have_text(visit.page.url)
    expect(address).to_be_visible()
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    sizes = [visit.page.locator(one).first.evaluate(size) for one in ("h1", "#results h2", ".card h3", ".card dd")]
    assert sizes == sorted(set(sizes), reverse=True)
    expect(visit.page.locator(".card").first).to_contain_text("Peer support online")
    assert visit.page.locator(".card h3 a").first.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    link = visit.page.locator(".card h3 a").first
    assert "example.org" in link.evaluate("one => getComputedStyle(one, '::after').content")


def test_answers_come_in_the_order_of_asking(visit: Visit) -> None:
    """The last of three questions that are sent at once is the one that is answered in the end."""
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        held.append(route)
        if len(held) > 1:
            route.continue_()

    visit.open()
    visit.page.route("**/run/predict*", hold_first)
    visit.page.evaluate("for (const one of ['dementia', 'carers', 'loneliness']) window.briefqa.ask(one)")
    expect(visit.page.locator("#status")).to_have_text("Searching…")
    visit.page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    visit.settle()
    assert visit.status == "Showing the 5 that fit best of 80 entries searched, for “loneliness”."
    expect(visit.page.get_by_label("Your question")).to_have_value("")


@pytest.mark.parametrize("way", [_offline, _refused, _unanswered])
def test_no_older_answer_stands_under_a_question_that_got_none(visit: Visit, way: Callable[[Visit], None]) -> None:
    way(visit)
    expect(visit.page.locator("#status")).to_have_text("There is a problem: no answer came.")
    expect(visit.page.locator("#results")).to_be_hidden()
    expect(visit.page.locator(".toast-header, .toast-body")).to_have_count(0)
    assert visit.page.title() == "Problem – Ask the evidence briefs"
    assert visit.query == "q=loneliness"
    expect(visit.page.get_by_label("Your question")).to_have_value("loneliness")
    expect(visit.page.get_by_label("Your question")).to_be_focused()
    visit.page.unroute_all()
    visit.page.context.set_offline(False)
    if way is not _offline:
        visit.page.get_by_role("button", name="Try again").click()
    visit.settle()
    assert visit.status == "Showing the 5 that fit best of 80 entries searched, for “loneliness”."
    assert visit.page.title() == "loneliness – Ask the evidence briefs"
    expect(visit.page.locator("#failure")).to_be_hidden()
    expect(visit.page.locator(".card").first).to_be_visible()


def test_a_choice_that_gets_no_answer_leaves_the_focus_on_what_is_said(visit: Visit) -> None:
    visit.open("?q=loneliness")
    visit.page.route("**/run/predict*", lambda route: route.fulfill(body="<p>Log in to the network</p>"))
    visit.page.get_by_label(re.compile("^Abstract only")).check()
    expect(visit.page.get_by_role("heading", name="There is a problem")).to_be_focused()
    visit.page.unroute_all()
    visit.page.go_back()
    visit.settle()
    assert visit.status == "Showing the 5 that fit best of 80 entries searched, for “loneliness”."


def test_a_page_that_is_starting_gives_way_by_itself(browser: Browser) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = FastAPI()
    app.add_route("/", lambda request: HTMLResponse(f"<title>There: {request.url.query}</title>"))
    context = browser.new_context(viewport={"width": 360, "height": 640})
    with Door("127.0.0.1", port) as door:
        visit = Visit.of(context.new_page(), f"{door.url}/")
        visit.page.goto(f"{door.url}/?q=sleep")
        expect(visit.page.get_by_role("status")).to_have_text("The page is starting.")
        door.say("The briefs are being read.")
        expect(visit.page.get_by_role("status")).to_have_text("The briefs are being read.")
        visit.shoot("starting-360")
        assert visit.violations() == []
        assert visit.too_wide() == []
        door.open(app)
        expect(visit.page).to_have_title("There: q=sleep")
    context.close()
    assert [url for url in visit.requests if not url.startswith(visit.url)] == []


def test_the_first_start_says_what_takes_so_long(built: tuple[Served, Served]) -> None:
    first, second = built
    assert "The briefs are being read and indexed. The first time this takes a minute or two." in first.said
    assert not any("indexed" in said for said in second.said)


def test_serving_needs_no_torch_and_reaches_for_no_other_machine(visit: Visit, served: Served) -> None:
    visit.open(f"?q={TRAINING}")
    assert len(visit.cards) == 5
    assert served.of("import").isdisjoint({"torch", "sentence_transformers", "transformers"})
    assert "gradio" in served.of("import")
    reached = served.of("socket.connect") | served.of("socket.getaddrinfo")
    assert reached <= {"127.0.0.1", "localhost", "::1", "None"}


def test_without_a_password_there_is_no_librarians_room(served: Served) -> None:
    for path in ("librarian", "librarian/login", "librarian/upload", "librarian/style.css"):
        for data in (None, b"password="):
            with pytest.raises(HTTPError) as caught:
                urllib.request.urlopen(f"{served.url}{path}", data, timeout=30)  # noqa: S310 - the address is ours
            assert caught.value.code in (404, 405)


def _to_be_saved(visit: Visit) -> list[str]:
    picked: list[str] = visit.page.evaluate("new FormData(document.querySelector('#take-away')).getAll('pick')")
    return picked


def test_what_is_selected_stays_so_while_filters_hide_it_and_that_is_said(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}&access=free")
    # Of the free entries, none stays with those of which only the abstract is.
    for number in (1, 2):
        visit.page.get_by_label(f"Select entry {number}").check()
    both = _to_be_saved(visit)
    expect(visit.page.locator(".unseen")).to_be_hidden()
    visit.page.get_by_role("link", name="Remove Access: Free").click()
    visit.settle()
    visit.page.get_by_label(re.compile("^Abstract only")).check()
    visit.settle()
    assert _to_be_saved(visit) == []
    told = "2 entries you selected are not shown now and will not be saved."
    expect(visit.page.locator(".unseen")).to_contain_text(told)
    assert told in visit.status
    assert visit.violations() == []
    visit.shoot("unseen")
    visit.page.get_by_label("Select entry 1").check()
    (third,) = _to_be_saved(visit)
    visit.page.go_back()
    visit.settle()
    assert set(both) <= set(_to_be_saved(visit))
    visit.page.go_back()
    visit.settle()
    assert _to_be_saved(visit) == both
    expect(visit.page.locator(".unseen")).to_contain_text("1 entry you selected is not shown now")
    visit.page.go_forward()
    visit.settle()
    visit.page.go_forward()
    visit.settle()
    assert _to_be_saved(visit) == [third]
    visit.ask("loneliness")
    assert _to_be_saved(visit) == []
    assert "selected" not in visit.status


def test_a_patients_number_leaves_the_address(visit: Visit) -> None:
    visit.open()
    visit.ask(f"{TRAINING} 943 476 5919")
    expect(visit.page.get_by_label("Your question")).to_have_value(f"{TRAINING} 943 476 5919")
    assert visit.query == "q=training+needs+of+link+workers"
    assert "5919" not in visit.page.evaluate("document.querySelector('gradio-app').outerHTML") + visit.page.title()
    visit.page.get_by_label("Select entry 2").check()
    visit.page.get_by_label(re.compile("^Since 20")).first.check()
    visit.settle()
    assert "5919" not in visit.page.url
    assert len(_to_be_saved(visit)) + ("1 entry you selected" in visit.status) == 1


def test_a_nearest_section_is_opened_with_the_question(visit: Visit) -> None:
    visit.open("?q=capital of France")
    section = visit.page.locator(".not-covered li a").first
    name = section.inner_text()
    section.click()
    visit.settle()
    expect(visit.page.get_by_role("link", name=f"Remove Section: {name}")).to_be_visible()
    expect(visit.page.get_by_label("Your question")).to_have_value("capital of France")
