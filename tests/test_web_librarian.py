"""The librarian's room over HTTP: who gets in, what is refused, what is done; how it looks: test_librarian_page.py."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from briefqa.library import MAX_UPLOAD, Library
from briefqa.web.librarian import ROOM, librarian_routes
from briefqa.web.login import FREE_TRIES, Login
from tiny import brief_text, make_index
from uploads import BAD_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx import Response

PASSWORD = "Füße  und Räder "  # noqa: S105 - of these tests alone
ID = "0" * 32
INSIDE = [
    ("GET", ""),
    ("GET", "/work"),
    ("GET", f"/upload/{ID}"),
    ("GET", "/turn-back"),
    ("POST", "/upload"),
    ("POST", f"/upload/{ID}/accept"),
    ("POST", f"/upload/{ID}/discard"),
    ("POST", "/turn-back"),
    ("POST", "/logout"),
]


class Visitor:
    """Somebody with a browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = Library(folder / "seeds", folder / "index", "bundled")
        self.routes = librarian_routes(self.library, PASSWORD)
        self.web = TestClient(Starlette(routes=list(self.routes)), follow_redirects=False)
        self.secret = ""

    def enter(self, password: str = PASSWORD) -> Response:
        answer = self.web.post(f"{ROOM}/login", data={"password": password})
        if answer.status_code == 303:
            self.secret = re.search(r'name="form" value="([^"]+)"', self.web.get(ROOM).text).group(1)  # type: ignore[union-attr]
        return answer

    def send(self, path: str, **fields: str) -> Response:
        return self.web.post(f"{ROOM}{path}", data={"form": self.secret, **fields})

    def upload(self, name: str, data: bytes, secret: str | None = None) -> Response:
        form = {"form": self.secret if secret is None else secret}
        return self.web.post(f"{ROOM}/upload", data=form, files={"file": (name, data)})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("room")
    make_index(made, ward=brief_text())
    return made


@pytest.fixture
def visitor(folder: Path) -> Iterator[Visitor]:
    """Nobody has logged in yet; afterwards nothing waits and nothing has changed."""
    made = Visitor(folder)
    with made.web:
        yield made
    for upload in made.library.waiting():
        made.library.discard(upload.id)
    assert [path.name for path in (folder / "seeds").iterdir()] == ["ward.txt"]


def test_every_address_is_tested(visitor: Visitor) -> None:
    listed = {
        (method, route.path.removeprefix(ROOM).replace("{id}", ID))
        for route in visitor.routes
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert listed == {*INSIDE, ("GET", "/login"), ("POST", "/login"), ("GET", "/style.css"), ("GET", "/script.js")}


@pytest.mark.parametrize(("method", "path"), INSIDE)
@pytest.mark.parametrize("cookie", [None, "", "x" * 43])
def test_nobody_gets_in_without_a_session(method: str, path: str, cookie: str | None, visitor: Visitor) -> None:
    cookies = {} if cookie is None else {"cookie": f"briefqa-librarian={cookie}"}
    files = {"file": ("a.txt", brief_text("Home Life").encode())} if method == "POST" else None
    answer = visitor.web.request(method, f"{ROOM}{path}", headers=cookies, files=files)
    assert (answer.status_code, answer.headers["location"]) == (303, "/librarian/login")
    assert answer.text == ""
    assert visitor.library.waiting() == []


@pytest.mark.parametrize("path", [path for method, path in INSIDE if method == "POST"])
@pytest.mark.parametrize("secret", ["", "x" * 43, "é"])
def test_no_form_is_taken_without_the_secret_of_the_session(path: str, secret: str, visitor: Visitor) -> None:
    visitor.enter()
    answer = visitor.web.post(
        f"{ROOM}{path}", data={"form": secret}, files={"file": ("a.txt", brief_text("Home Life").encode())}
    )
    assert answer.status_code == 403
    assert "This form has expired" in answer.text
    assert visitor.library.waiting() == []
    assert visitor.web.get(ROOM).status_code == 200  # still logged in


def test_the_password_opens_and_the_cookie_is_for_this_browser_alone(visitor: Visitor) -> None:
    for wrong in ("", "wrong", PASSWORD.strip()):
        answer = visitor.enter(wrong)
        assert answer.status_code == 403
        assert "The password is wrong; try again" in answer.text
        assert "set-cookie" not in answer.headers
    answer = visitor.enter()
    assert (answer.status_code, answer.headers["location"]) == (303, "/librarian")
    cookie = answer.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=strict", "path=/librarian"):
        assert part in cookie
    assert "secure" not in cookie
    token = visitor.web.cookies["briefqa-librarian"]
    assert visitor.send("/logout").headers["location"] == "/librarian/login"
    assert visitor.web.get(ROOM, headers={"cookie": f"briefqa-librarian={token}"}).status_code == 303


def test_over_https_the_cookie_stays_there(visitor: Visitor) -> None:
    answer = visitor.web.post(f"https://testserver{ROOM}/login", data={"password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_wrong_tries_are_slowed(visitor: Visitor) -> None:
    for _ in range(FREE_TRIES):
        answer = visitor.enter("wrong")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "1"
    assert "wait 1 second, then try again" in answer.text
    assert visitor.enter().status_code == 429
    time.sleep(1.1)
    assert visitor.enter().status_code == 303


def test_every_answer_says_what_a_browser_may_do_with_it(visitor: Visitor) -> None:
    visitor.enter()
    for path in ("", "/login", "/work", f"/upload/{ID}", "/turn-back", "/style.css", "/script.js"):
        headers = visitor.web.get(f"{ROOM}{path}").headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == ("no-cache" if "." in path else "no-store")


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_in_one_sentence(name: str, visitor: Visitor, folder: Path) -> None:
    data, problem = BAD_FILES[name]
    visitor.enter()
    answer = visitor.upload(name, data)
    assert answer.status_code == 422
    told = re.search(r'id="problem"><h2>There is a problem</h2><p><a href="#file">(.*?)</a>', answer.text)
    assert told is not None
    assert problem in told[1].replace("&#x27;", "'")
    assert str(folder) not in answer.text
    assert list((folder / "index.library" / "incoming").glob("*")) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("<img onerror>.txt", "img onerror.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("con.txt", "brief-con.txt"),
    ],
)
def test_a_hostile_name_becomes_a_safe_one(name: str, safe: str, visitor: Visitor, folder: Path) -> None:
    visitor.enter()
    title = "Odd <script>document.title=1</script> Life"
    answer = visitor.upload(name, brief_text(title).encode())
    assert answer.status_code == 303
    page = visitor.web.get(answer.headers["location"]).text
    assert f"<h1>Check {safe}</h1>" in page
    assert "<script>document" not in page
    (upload,) = visitor.library.waiting()
    assert upload.path.is_relative_to((folder / "index.library").absolute())
    assert upload.name == safe


def test_a_file_that_is_too_large_is_not_kept(visitor: Visitor, folder: Path) -> None:
    visitor.enter()
    answer = visitor.upload("a.txt", bytes(MAX_UPLOAD + 30_000))
    assert answer.status_code == 413
    assert "The file is larger than 50 MB" in answer.text
    assert list((folder / "index.library" / "incoming").glob("*")) == []


def test_a_body_that_does_not_say_how_long_it_is_is_not_read_for_ever(visitor: Visitor) -> None:
    visitor.enter()
    answer = visitor.web.post(f"{ROOM}/turn-back", content=iter([b"form=" + b"x" * 15_000] * 3))
    assert answer.status_code == 413
    assert visitor.web.post(f"{ROOM}/login", content=b"password=" + b"x" * 30_000).status_code == 413


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_a_form_that_is_none_is_refused(kind: str, visitor: Visitor) -> None:
    visitor.enter()
    answer = visitor.web.post(f"{ROOM}/upload", content=b"\xff--x\r\n\r\n&&&", headers={"content-type": kind})
    assert answer.status_code in (403, 409)


def test_no_file_is_a_clear_problem(visitor: Visitor) -> None:
    visitor.enter()
    for answer in (visitor.upload("", b""), visitor.send("/upload"), visitor.send("/upload", file="text")):
        assert answer.status_code == 422
        assert "Choose the file that holds the brief" in answer.text


def test_a_brief_is_checked_and_discarded(visitor: Visitor) -> None:
    visitor.enter()
    place = visitor.upload("home.txt", brief_text("Home Life").encode()).headers["location"]
    page = visitor.web.get(place).text
    for text in (
        "Home Life",
        "May 2024",
        "It is a brief that is not there yet",
        "home.txt: put into the folder of briefs",
    ):
        assert text in page
    assert f'href="{place}"' in visitor.web.get(ROOM).text
    assert visitor.send(f"{place.removeprefix(ROOM)}/discard").headers["location"] == "/librarian"
    assert visitor.library.waiting() == []
    answer = visitor.web.get(place)
    assert answer.status_code == 409
    assert "upload the file again" in answer.text


def test_what_was_not_looked_at_is_not_accepted(visitor: Visitor) -> None:
    visitor.enter()
    place = visitor.upload("home.txt", brief_text("Home Life").encode()).headers["location"]
    answer = visitor.send(f"{place.removeprefix(ROOM)}/accept", mark="another")
    assert answer.status_code == 409
    assert "The briefs have changed since you looked" in answer.text
    assert visitor.library.work is None


def test_there_is_nothing_to_turn_back_to_at_first(visitor: Visitor) -> None:
    visitor.enter()
    answer = visitor.web.get(f"{ROOM}/turn-back")
    assert answer.status_code == 409
    assert "This is the first state of the index" in answer.text
    assert "Nothing is at work" in visitor.web.get(f"{ROOM}/work").text


def test_a_room_behind_another_servers_path_keeps_to_it(folder: Path) -> None:
    routes = librarian_routes(Library(folder / "seeds", folder / "index", "bundled"), PASSWORD)
    with TestClient(Starlette(routes=list(routes)), root_path="/briefs", follow_redirects=False) as web:
        answer = web.post("/briefs/librarian/login", data={"password": PASSWORD})
        assert answer.headers["location"] == "/briefs/librarian"
        assert "path=/briefs/librarian" in answer.headers["set-cookie"].lower()
        assert 'href="/briefs/"' in web.get("/briefs/librarian").text


def test_no_password_is_kept() -> None:
    assert PASSWORD not in repr(vars(Login(PASSWORD)))
