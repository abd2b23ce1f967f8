from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefqa.brief import Access
from briefqa.indexing import read_manifest
from briefqa.library import Holdings, Kind, Meaning, Move, Outcome, Preview, Review, TurnBack, Upload, Work
from briefqa.reading import Doubt
from briefqa.web.librarian_frame import Frame
from briefqa.web.librarian_render import render_home, render_login, render_lost, render_turn_back, render_work
from briefqa.web.librarian_review import render_review
from tiny import brief, brief_text, entry, make_index

if TYPE_CHECKING:
    from briefqa.brief import Brief
    from briefqa.indexing import Manifest

HOSTILE = """"><img src=x onerror=alert(1)><script>alert(1)</script>'&{described}{0}"""
FRAME = Frame("/librarian", "secret")
NOW = datetime(2026, 11, 6, 9, 5, tzinfo=UTC)
UPLOAD = Upload("0" * 32, Path(f"{HOSTILE.replace('/', '')}.txt"), "1", 0)


class Tags(HTMLParser):
    """The tags of a page with their attributes, and whether each that is closed was open."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def names(self) -> set[str]:
        return {tag for tag, _ in self.found}


def hostile_brief() -> Brief:
    odd = entry(
        HOSTILE, HOSTILE, section=(HOSTILE,), source=HOSTILE, access=Access.UNKNOWN, access_note=HOSTILE, note=HOSTILE
    )
    return brief([odd], id="odd", file=UPLOAD.name, title=HOSTILE, contact=HOSTILE)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    texts = {"<img onerror>": brief_text("Odd <b>Life</b>"), "old": brief_text("Odd <b>Life</b>", "May 2020")}
    return read_manifest(make_index(tmp_path_factory.mktemp("odd"), **texts))


def pages(manifest: Manifest) -> dict[str, str]:
    moves = (Move(UPLOAD.name, None, "1"), Move(HOSTILE, "1", None))
    preview = Preview(hostile_brief(), (Doubt("odd", HOSTILE, 3, 2), Doubt("odd", HOSTILE)), {"entry": 1, "heading": 0})
    meanings = {kind: Meaning(kind, moves, HOSTILE, (hostile_brief(),), (HOSTILE,), HOSTILE) for kind in Kind}
    reviews = {kind: Review(UPLOAD, preview, meaning, (HOSTILE,), "m") for kind, meaning in meanings.items()}
    holdings = Holdings(manifest, NOW, (HOSTILE,), HOSTILE)
    return {
        "login": render_login(Frame("/librarian"), HOSTILE),
        "home": render_home(FRAME, holdings, [UPLOAD], Work(HOSTILE, NOW), HOSTILE),
        **{f"review: {kind}": render_review(FRAME, review, HOSTILE) for kind, review in reviews.items()},
        "turn back": render_turn_back(FRAME, TurnBack(manifest, manifest, moves, "m"), HOSTILE),
        "work": render_work(FRAME, Work(HOSTILE, NOW, UPLOAD.id, (1, 3))),
        "failed": render_work(FRAME, Work(HOSTILE, NOW, UPLOAD.id, problem=HOSTILE), [UPLOAD]),
        "done": render_work(FRAME, Work(HOSTILE, NOW, outcome=Outcome(HOSTILE, (HOSTILE,)))),
        "nothing": render_work(FRAME, None),
        "lost": render_lost(FRAME, HOSTILE),
    }


def test_every_text_is_escaped_and_every_page_is_whole(manifest: Manifest) -> None:
    for name, page in pages(manifest).items():
        tags = Tags(page)
        assert "img" not in tags.names(), name
        assert [attributes for tag, attributes in tags.found if tag == "script"] == [
            {"src": "/librarian/script.js", "defer": None}
        ], name
        keys = {key for _, attributes in tags.found for key in attributes}
        assert not any(key.startswith("on") or key == "style" for key in keys), name
        assert "<b>Life" not in page
        assert len(re.findall("<h1", page)) == 1, name
        assert len(re.findall("<title>", page)) == 1, name
        ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
        assert len(ids) == len(set(ids)), name


def test_every_form_but_the_login_sends_the_secret(manifest: Manifest) -> None:
    for name, page in pages(manifest).items():
        forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
        assert all('name="form" value="secret"' in form for form in forms) or name == "login"
        assert all('method="post"' in form for form in forms)


def test_a_problem_is_in_the_title_on_top_and_at_the_field() -> None:
    page = render_login(Frame("/librarian"), "the password is wrong; try again")
    assert "<title>Error: Librarian’s room</title>" in page
    assert 'role="alert"' in page
    assert 'aria-describedby="password-error" aria-invalid="true"' in page
    assert page.count("The password is wrong; try again") == 2
    assert "Log out" not in page


def test_what_is_said_of_the_work_changes_seldom() -> None:
    said = [render_work(FRAME, Work("Indexing", NOW, UPLOAD.id, (done, 1000))) for done in range(1001)]
    live = {re.search(r'role="status">(.*?)</p>', page).group(1) for page in said}  # type: ignore[union-attr]
    assert len(live) == 5
    assert 'value="250" max="1000"' in said[250]
    assert "250 of 1,000 entries" in said[250]
    assert "value=" not in re.search(r"<progress.*?>", render_work(FRAME, Work("Indexing", NOW))).group()  # type: ignore[union-attr]


def test_turning_back_reads_and_encodes_nothing_and_says_so() -> None:
    turning, indexing = (render_work(FRAME, Work("Work", NOW, upload)) for upload in (None, UPLOAD.id))
    assert "The state before is checked, and put in place of the present one." in turning
    assert "model" not in turning
    assert "the model is loaded" in indexing


def test_only_the_upload_of_the_work_that_failed_still_waits() -> None:
    for upload, said in ((UPLOAD.id, True), (None, False), ("1" * 32, False)):
        assert ("still waits" in render_work(FRAME, Work("Work", NOW, upload, problem="no"), [UPLOAD])) is said


def test_the_briefs_their_editions_and_the_index_date_are_listed(manifest: Manifest) -> None:
    page = render_home(FRAME, Holdings(manifest, NOW, (), None), [], None)
    assert "Last changed on 6 November 2026 at 09:05: 2 briefs, 3 entries in search." in page
    assert "No: &lt;img onerror&gt;.txt is newer" in page
    assert "May 2020" in page
    assert "Turn back" not in page  # its first state


def test_uploads_of_one_name_are_told_apart(manifest: Manifest) -> None:
    times = [datetime(2026, 11, 6, 9, 5, second).timestamp() for second in (30, 7)]
    alike = [Upload(str(at) * 32, Path("ward.txt"), "1", since) for at, since in enumerate(times)]
    home = Upload("2" * 32, Path("home.txt"), "2", times[0])
    page = render_home(FRAME, Holdings(manifest, NOW, (), None), [alike[0], home, alike[1]], None)
    names = re.findall(r"<a [^>]*>(Check .*?)</a>(.*?)</li>", page)
    assert names == [
        ("Check ward.txt, uploaded on 6 November 2026 at 09:05:30", ""),
        ("Check home.txt, uploaded on 6 November 2026 at 09:05", ""),
        ("Check ward.txt, uploaded on 6 November 2026 at 09:05:07", "; a newer upload of this name stands above"),
    ]


def test_the_steps_of_the_work_are_shown() -> None:
    for progress, at in ((None, 0), ((0, 3), 1), ((2, 3), 1), ((3, 3), 2)):
        page = render_work(FRAME, Work("Indexing", NOW, UPLOAD.id, progress))
        steps = re.findall(r"<li( aria-current=\"step\")?>.*?\((.*?)\)", page)
        assert [current != "" for current, _ in steps] == [step == at for step in range(3)]
        assert [state for _, state in steps] == ["done"] * at + ["now"] + ["to do"] * (2 - at)
    assert "<ol" not in render_work(FRAME, Work("Turning back", NOW))
