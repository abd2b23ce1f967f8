"""Back and Forward lead to where a person was, in a real browser over the real brief."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from running_server import Running
from serving import Visit

pytestmark = [pytest.mark.model, pytest.mark.browser]

TRAINING = "training needs of link workers"
OUTSIDE = "https://pubmed.ncbi.nlm.nih.gov/"
# A place is kept once nobody scrolls any more.
REST = 400


@pytest.fixture(params=[(1280, 900), (360, 640)], ids=["wide", "phone"])
def visit(browser: Browser, running: Running, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A window in which the page is opened; the one site outside that links lead to is made up."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.route(f"{OUTSIDE}**", lambda route: route.fulfill(body="<title>Outside</title>", content_type="text/html"))
    made = Visit.of(context.new_page(), f"{running.url}/")
    yield made
    context.close()
    made.requests = [url for url in made.requests if not url.startswith(OUTSIDE)]
    made.assert_quiet()


def _scrolled(visit: Visit) -> int:
    place: int = visit.page.evaluate("Math.round(window.scrollY)")
    return place


def _settle_in(visit: Visit) -> int:
    """Select the second entry, open the third's abstract, and scroll to the fourth; gives how far that is."""
    visit.page.get_by_label("Select entry 2").check()
    visit.page.locator("#result-3 summary").first.click()
    visit.page.locator("#result-4").evaluate("one => one.scrollIntoView({block: 'start'})")
    visit.page.wait_for_timeout(REST)
    assert _scrolled(visit) > 900
    return _scrolled(visit)


def _follow(link: Locator) -> None:
    """With the keyboard, and without the scrolling that Playwright does before a click."""
    link.evaluate("one => one.focus({preventScroll: true})")
    link.page.keyboard.press("Enter")


def _assert_settled_in(visit: Visit, scrolled: int) -> None:
    expect(visit.page.get_by_label("Select entry 2")).to_be_checked()
    expect(visit.page.get_by_label("Select entry 3")).not_to_be_checked()
    expect(visit.page.locator("#result-3 .abstract")).to_be_visible()
    expect(visit.page.locator("#result-2 .abstract")).to_be_hidden()
    assert abs(_scrolled(visit) - scrolled) <= 2


def test_back_from_another_site_leads_to_the_link_that_was_followed(visit: Visit) -> None:
    visit.open()
    visit.ask(TRAINING)
    scrolled = _settle_in(visit)
    link = visit.page.locator("#result-4").get_by_role("link", name=re.compile("^PubMed"))
    _follow(link)
    expect(visit.page).to_have_title("Outside")
    visit.page.go_back()
    visit.seen = 0
    visit.settle()
    _assert_settled_in(visit, scrolled)
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert visit.status == f"Showing the 5 that fit best of 76 entries searched, for “{TRAINING}”."
    # What is saved is what was selected.
    assert visit.page.evaluate("new FormData(document.querySelector('#take-away')).getAll('pick').length") == 1
    visit.reload()
    _assert_settled_in(visit, scrolled)


def test_back_and_forward_between_questions_lead_to_where_one_was(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    scrolled = _settle_in(visit)
    link = visit.page.locator("#result-4").get_by_role("link", name=re.compile("^Link to this entry"))
    _follow(link)
    visit.settle()
    expect(visit.page.locator(".alone")).to_be_visible()
    visit.ask("loneliness")
    visit.page.get_by_label("Select entry 1").check()
    visit.page.wait_for_timeout(REST)
    further = _scrolled(visit)
    visit.page.go_back()
    visit.settle()
    expect(visit.page.get_by_label("Your question")).to_be_focused()
    visit.page.go_back()
    visit.settle()
    _assert_settled_in(visit, scrolled)
    expect(link).to_be_focused()
    visit.page.go_forward()
    visit.settle()
    visit.page.go_forward()
    visit.settle()
    expect(visit.page.get_by_label("Select entry 1")).to_be_checked()
    expect(visit.page.get_by_label("Select entry 2")).not_to_be_checked()
    assert abs(_scrolled(visit) - further) <= 2


def test_one_question_at_two_places_of_the_history(visit: Visit) -> None:
    visit.open()
    visit.ask(TRAINING)
    scrolled = _settle_in(visit)
    # Without the scrolling to the box that Playwright does before it types.
    for question in ("loneliness", TRAINING):
        visit.page.evaluate("question => window.briefqa.ask(question)", question)
        visit.settle()
    expect(visit.page.get_by_label("Select entry 2")).not_to_be_checked()
    expect(visit.page.locator("#result-3 .abstract")).to_be_hidden()
    assert visit.focused() == "Key points"
    visit.page.evaluate("history.go(-2)")
    visit.page.wait_for_function("scrolled => Math.abs(window.scrollY - scrolled) <= 2", arg=scrolled)
    _assert_settled_in(visit, scrolled)


def test_what_is_opened_on_the_start_stays_so(visit: Visit) -> None:
    visit.open()
    searched = visit.page.locator(".masthead details")
    visit.page.locator(".masthead summary").click()
    expect(searched).not_to_have_attribute("open", "")
    example = visit.page.get_by_role("link", name="What is social prescribing?")
    example.click()
    visit.settle()
    visit.page.goto(f"{visit.url}api/briefs")
    visit.page.go_back()
    visit.seen = 0
    visit.settle()
    visit.page.go_back()
    visit.settle()
    expect(searched).not_to_have_attribute("open", "")
    expect(example).to_be_focused()


def test_where_the_briefs_were_updated_one_begins_at_the_top_again(visit: Visit) -> None:
    visit.open(f"?q={TRAINING}")
    _settle_in(visit)
    visit.page.evaluate("history.replaceState({place: {...history.state.place, index: 'of an older index'}}, '')")
    visit.page.goto(f"{visit.url}api/briefs")
    visit.page.go_back()
    visit.seen = 0
    visit.settle()
    assert visit.focused() == "Key points"
    expect(visit.page.get_by_role("heading", name="Key points")).to_be_in_viewport()
    expect(visit.page.get_by_label("Select entry 2")).to_be_checked()


def test_nothing_is_kept_of_a_question_with_an_nhs_number(visit: Visit) -> None:
    visit.open()
    visit.ask(f"{TRAINING} 943 476 5919")
    expect(visit.page.get_by_text("Do not enter patient data.").first).to_be_visible()
    visit.page.get_by_label("Select entry 2").check()
    visit.page.evaluate("window.scrollTo(0, 700)")
    visit.page.wait_for_timeout(REST)
    assert visit.page.evaluate("history.state") in (None, {"place": None})
    kept = visit.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "943" not in kept
    assert TRAINING not in kept


def test_a_place_holds_no_words_of_a_question(visit: Visit) -> None:
    visit.open()
    visit.ask(TRAINING)
    _settle_in(visit)
    place = visit.page.evaluate("history.state.place")
    assert set(place) == {"index", "scroll", "opened", "asking", "picked", "used"}
    assert TRAINING not in str(place)


def test_back_from_an_entry_leads_to_the_key_point_that_led_there(visit: Visit) -> None:
    visit.open()
    visit.ask(TRAINING)
    link = visit.page.locator(".key-points").get_by_role("link").nth(1)
    link.scroll_into_view_if_needed()
    visit.page.wait_for_timeout(REST)
    before = _scrolled(visit)
    _follow(link)
    expect(visit.page.locator(f"{link.get_attribute('href')}")).to_be_focused()
    visit.page.wait_for_timeout(REST)
    visit.page.go_back()
    expect(link).to_be_focused()
    assert visit.status.startswith("Showing the 5 that fit best")
    assert abs(_scrolled(visit) - before) <= 2
    visit.page.go_forward()
    visit.page.wait_for_timeout(REST)
    assert _scrolled(visit) > before
