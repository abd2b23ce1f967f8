"""Who may enter the librarian's room: one password, sessions that end, and wrong tries that cost time."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefqa.errors import ServeError

PASSWORD_VARIABLE = "BRIEFQA_LIBRARIAN_PASSWORD"  # noqa: S105 - the name of a variable
SHORTEST = 8
LONGEST = 1000
# Seconds: without a sign of life, and in all.
IDLE = 60 * 60
LONGEST_SESSION = 12 * 60 * 60
MOST_SESSIONS = 50
# Wrong tries in a row that cost nothing: from one address, and from all together.
FREE_TRIES = 5
FREE_TRIES_OF_ALL = 50
_LONGEST_WAIT = 60.0
_LONGEST_WAIT_OF_ALL = 1.0
_MOST_ADDRESSES = 10_000


def take_password(file: Path | None) -> str | None:
    """The password of the librarian's room, from a file or else from the environment; None where there is none.

    The variable is removed, so that no process that is started later has it.

    Args:
        file: holds it in UTF-8; white space inside counts, a line end at its end does not.

    Raises:
        ServeError: the file cannot be read, or the password is too short or too long.
    """
    from_environment = os.environ.pop(PASSWORD_VARIABLE, "")
    if file is None:
        if not from_environment:
            return None
        place, password = PASSWORD_VARIABLE, from_environment
    else:
        place, password = str(file), _read(file)
    if not SHORTEST <= len(password) <= LONGEST:
        raise ServeError(
            f"{place}: the librarian's password has {len(password):,} characters; use {SHORTEST} to {LONGEST:,}"
        )
    return password


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read(LONGEST + 2).rstrip("\r\n")
    except UnicodeDecodeError:
        raise ServeError(f"{file}: the librarian's password is not UTF-8; save the file as UTF-8 text") from None
    except OSError as error:
        raise ServeError(f"{file}: the librarian's password cannot be read ({error.strerror or error})") from None


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is logged in.

    Attributes:
        token: what the browser's cookie holds.
        form: what each form that it sends must hold, so that no other site's page can send one.
    """

    token: str
    form: str


class Login:
    """One password, and who has given it. Safe to use from several threads."""

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        """The password itself is not kept, only its digest.

        Args:
            password: as `take_password` gives it.
            clock: seconds that only grow.
        """
        self._digest = _digest(password)
        self._clock = clock
        self._lock = threading.Lock()
        # Digest of a token → session, when it began, when it was last used; the longest unused first.
        self._sessions: OrderedDict[str, tuple[Session, float, float]] = OrderedDict()
        # Address → wrong tries in a row, and until when no other counts; "" stands for all together.
        self._tries: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until a try from an address counts; 0 where it does now."""
        with self._lock:
            return self._wait(address, self._clock())

    def enter(self, password: str, address: str) -> Session | None:
        """A new session, or None where the password is wrong or the try came too early.

        Args:
            password: as typed.
            address: where it came from.
        """
        now = self._clock()
        with self._lock:
            if self._wait(address, now) > 0:
                return None
            if not hmac.compare_digest(_digest(password), self._digest):
                self._count(address, FREE_TRIES, _LONGEST_WAIT, now)
                self._count("", FREE_TRIES_OF_ALL, _LONGEST_WAIT_OF_ALL, now)
                return None
            self._tries.pop(address, None)
            self._tries.pop("", None)
            session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
            self._sessions[_digest(session.token)] = (session, now, now)
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
            return session

    def session(self, token: str) -> Session | None:
        """The session of a cookie, which is used by this; None where there is none, or it has ended."""
        key, now = _digest(token), self._clock()
        with self._lock:
            found = self._sessions.pop(key, None)
            if found is None or now - found[1] > LONGEST_SESSION or now - found[2] > IDLE:
                return None
            self._sessions[key] = (found[0], found[1], now)
            return found[0]

    def leave(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_digest(session.token), None)

    def _wait(self, address: str, now: float) -> float:
        return max(0.0, *(self._tries.get(key, (0, now))[1] - now for key in (address, "")))

    def _count(self, key: str, free: int, longest: float, now: float) -> None:
        tries = self._tries.pop(key, (0, now))[0] + 1
        self._tries[key] = (tries, now + (min(longest, 2.0 ** min(tries - free, 10)) if tries >= free else 0.0))
        while len(self._tries) > _MOST_ADDRESSES:
            self._tries.popitem(last=False)


def same(left: str, right: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(left.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))


def _digest(text: str) -> str:
    """Of letters as they look, however a keyboard composes them."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()
