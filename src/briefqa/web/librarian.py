"""The librarian's room: what its addresses answer. Pages without Gradio, beside the page that asks.

`librarian_routes` is the way in. There is no room, and no address of it, where it is not called.
"""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import parse_qs

from briefqa.errors import BriefqaError, LibraryError
from briefqa.library import MAX_UPLOAD, Library, too_large
from briefqa.web.librarian_frame import Frame
from briefqa.web.librarian_render import render_home, render_login, render_lost, render_turn_back, render_work
from briefqa.web.librarian_review import render_review
from briefqa.web.login import Login, Session, same

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

ROOM = "/librarian"
_COOKIE = "briefqa-librarian"
# Bytes: of a form without a file; of what stands around a file in its form; and of what is read to hear its end.
_MAX_FORM = 20_000
_MAX_AROUND = 20_000
_MAX_DRAINED = 20 * MAX_UPLOAD
_PIECE = 1 << 20
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}
_FILES = {"style.css": ("librarian.css", "text/css"), "script.js": ("librarian.js", "text/javascript")}


class _TooLarge(Exception):
    """A request's body is longer than it may be."""


def librarian_routes(library: Library, password: str) -> list[Route]:
    """The addresses of the room, for the application that serves the page.

    Args:
        library: what is worked on.
        password: as `take_password` gives it.
    """
    from starlette.routing import Route

    room = _Room(library, Login(password))
    # POST alone changes anything, and all but the login asks for a session and the secret of its forms.
    inside: list[tuple[str, str, _Answer]] = [
        ("GET", "", room.home),
        ("GET", "/work", room.work),
        ("GET", "/upload/{id}", room.review),
        ("GET", "/turn-back", room.look_back),
        ("POST", "/upload", room.upload),
        ("POST", "/upload/{id}/accept", room.accept),
        ("POST", "/upload/{id}/discard", room.discard),
        ("POST", "/turn-back", room.turn_back),
        ("POST", "/logout", room.leave),
    ]
    return [
        *(Route(f"{ROOM}{path}", room.guarded(method, answer), methods=[method]) for method, path, answer in inside),
        Route(f"{ROOM}/login", room.login, methods=["GET"]),
        Route(f"{ROOM}/login", room.enter, methods=["POST"]),
        *(Route(f"{ROOM}/{name}", _file(*told), methods=["GET"]) for name, told in _FILES.items()),
    ]


@dataclass(frozen=True, slots=True)
class _Visit:
    """A request of who is logged in.

    Attributes:
        request: as it came.
        session: of the browser.
        form: what was sent along, with `file` where one was uploaded.
    """

    request: Request
    session: Session
    form: Mapping[str, Any]

    @property
    def frame(self) -> Frame:
        return Frame(_base(self.request), self.session.form)

    @property
    def id(self) -> str:
        return str(self.request.path_params["id"])


_Answer = Callable[[_Visit], "Response"]


class _Room:
    """What each address answers."""

    def __init__(self, library: Library, login: Login) -> None:
        self._library = library
        self._login = login

    def guarded(self, method: str, answer: _Answer) -> Callable[[Request], Awaitable[Response]]:
        """`answer` for who is logged in, in a thread; the login for all others, before anything is read of a form."""
        from starlette.concurrency import run_in_threadpool

        async def endpoint(request: Request) -> Response:
            session = self._login.session(request.cookies.get(_COOKIE, ""))
            if session is None:
                return _to(request, "/login")
            frame = Frame(_base(request), session.form)
            try:
                form = await _form(request) if method == "POST" else {}
                if method == "POST" and not same(str(form.get("form", "")), session.form):
                    return _page(render_lost(frame, "this form has expired; go back to the room and try again"), 403)
                return await run_in_threadpool(answer, _Visit(request, session, form))
            except _TooLarge:
                problem = too_large("the file")
                return await run_in_threadpool(self._home, frame, problem, 413)
            except BriefqaError as error:
                return _page(render_lost(frame, str(error)), 409)

        return endpoint

    async def login(self, request: Request) -> Response:
        """The door."""
        return _page(render_login(Frame(_base(request))))

    async def enter(self, request: Request) -> Response:
        """A try to log in."""
        frame = Frame(_base(request))
        try:
            password = str((await _form(request)).get("password", ""))
        except _TooLarge:
            return _page(render_login(frame, "the password is too long"), 413)
        address = request.client.host if request.client else ""
        session = self._login.enter(password, address)
        if session is not None:
            response = _to(request, "")
            response.set_cookie(
                _COOKIE,
                session.token,
                path=_base(request),
                secure=request.url.scheme == "https",
                httponly=True,
                samesite="strict",
            )
            return response
        wait = math.ceil(self._login.wait(address))
        if wait:
            problem = f"the password was wrong too often; wait {wait} second{'s' * (wait != 1)}, then try again"
            return _page(render_login(frame, problem), 429, {"retry-after": str(wait)})
        return _page(render_login(frame, "the password is wrong; try again"), 403)

    def leave(self, visit: _Visit) -> Response:
        """Log out."""
        self._login.leave(visit.session)
        response = _to(visit.request, "/login")
        response.delete_cookie(_COOKIE, path=_base(visit.request), httponly=True, samesite="strict")
        return response

    def home(self, visit: _Visit) -> Response:
        """What there is."""
        return self._home(visit.frame)

    def _home(self, frame: Frame, problem: str | None = None, status: int = 200) -> Response:
        library = self._library
        return _page(render_home(frame, library.holdings(), library.waiting(), library.work, problem), status)

    def upload(self, visit: _Visit) -> Response:
        """A file comes."""
        from starlette.datastructures import UploadFile

        sent = visit.form.get("file")
        try:
            if not isinstance(sent, UploadFile) or not sent.filename:
                raise LibraryError("choose the file that holds the brief")
            upload = self._library.receive(sent.filename, _pieces(sent.file))
        except LibraryError as error:
            return self._home(visit.frame, str(error), 422)
        return _to(visit.request, f"/upload/{upload.id}")

    def review(self, visit: _Visit) -> Response:
        """What was read of a file."""
        return _page(render_review(visit.frame, self._library.review(visit.id)))

    def accept(self, visit: _Visit) -> Response:
        """Take a file in."""
        try:
            self._library.accept(visit.id, str(visit.form.get("mark", "")))
        except LibraryError as error:
            return _page(render_review(visit.frame, self._library.review(visit.id), str(error)), 409)
        return _to(visit.request, "/work")

    def discard(self, visit: _Visit) -> Response:
        """Remove a file that waits."""
        self._library.discard(visit.id)
        return _to(visit.request, "")

    def look_back(self, visit: _Visit) -> Response:
        """What turning back would do."""
        return _page(render_turn_back(visit.frame, self._library.look_back()))

    def turn_back(self, visit: _Visit) -> Response:
        """Turn back."""
        try:
            self._library.turn_back(str(visit.form.get("mark", "")))
        except LibraryError as error:
            return _page(render_turn_back(visit.frame, self._library.look_back(), str(error)), 409)
        return _to(visit.request, "/work")

    def work(self, visit: _Visit) -> Response:
        """How far the work is."""
        return _page(render_work(visit.frame, self._library.work, self._library.waiting()))


def _base(request: Request) -> str:
    return f"{str(request.scope.get('root_path', '')).rstrip('/')}{ROOM}"


def _page(html: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    from starlette.responses import HTMLResponse

    return HTMLResponse(html, status, {**_HEADERS, **(headers or {})})


def _to(request: Request, path: str) -> Response:
    from starlette.responses import RedirectResponse

    return RedirectResponse(f"{_base(request)}{path}", 303, _HEADERS)


def _file(name: str, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(_: Request) -> Response:
        from starlette.responses import Response

        text = files("briefqa.web").joinpath(name).read_text(encoding="utf-8")
        return Response(text, 200, {**_HEADERS, "cache-control": "no-cache"}, f"{media_type}; charset=utf-8")

    return endpoint


async def _form(request: Request) -> dict[str, Any]:
    """The last value of each field, of a body that is not longer than it may be.

    Raises:
        _TooLarge: it is.
        LibraryError: it is no form.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        body = b"".join([piece async for piece in _limited(request, _MAX_FORM)])
        try:
            return {name: values[-1] for name, values in parse_qs(body.decode(), max_num_fields=10).items()}
        except ValueError as error:
            raise LibraryError("this form cannot be read; go back to the room and try again") from error
    from starlette.formparsers import MultiPartException, MultiPartParser

    pieces = _limited(request, MAX_UPLOAD + _MAX_AROUND)
    try:
        form = await MultiPartParser(
            request.headers, pieces, max_files=1, max_fields=5, max_part_size=_MAX_FORM
        ).parse()
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise LibraryError("this form cannot be read; go back to the room and try again") from error
    return dict(form)


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The pieces of a body; what is too long is read to its end all the same, unless that is far, and given to nobody.

    A browser that is answered before the end says that the connection broke, and not why.
    """
    too_long = int(request.headers.get("content-length") or 0) > most
    size = 0
    async for piece in request.stream():
        size += len(piece)
        too_long = too_long or size > most
        if size > _MAX_DRAINED:
            break
        if not too_long:
            yield piece
    if too_long:
        raise _TooLarge


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece
