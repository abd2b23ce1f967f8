from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefqa.errors import ServeError
from briefqa.web.login import (
    FREE_TRIES,
    FREE_TRIES_OF_ALL,
    IDLE,
    LONGEST_SESSION,
    MOST_SESSIONS,
    PASSWORD_VARIABLE,
    Login,
    same,
    take_password,
)

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Füße  und Räder "  # noqa: S105 - of these tests alone


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def login(clock: Clock) -> Login:
    return Login(PASSWORD, clock)


def test_the_password_lets_in_and_no_other(login: Login) -> None:
    session = login.enter(PASSWORD, "a")
    assert session is not None
    assert login.session(session.token) == session
    for wrong in ("", PASSWORD.strip(), PASSWORD.lower(), f"{PASSWORD}x", "\ud800"):
        assert Login(PASSWORD).enter(wrong, "a") is None
    assert login.session(session.form) is None
    assert login.session("") is None
    login.leave(session)
    assert login.session(session.token) is None


def test_it_does_not_matter_how_a_keyboard_composes_letters(login: Login) -> None:
    assert login.enter(unicodedata.normalize("NFD", PASSWORD), "a") is not None


@given(st.text(max_size=20), st.text(max_size=20))
def test_secrets_are_the_same_or_not(left: str, right: str) -> None:
    assert same(left, right) is (left == right)
    assert same(left, left)


def test_wrong_tries_cost_more_and_more_time(login: Login, clock: Clock) -> None:
    waits = []
    for _ in range(FREE_TRIES + 8):
        assert login.enter("wrong", "a") is None
        waits.append(login.wait("a"))
        clock.now += waits[-1]
    assert waits[: FREE_TRIES - 1] == [0.0] * (FREE_TRIES - 1)
    assert waits[FREE_TRIES - 1 :] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_try_that_comes_too_early_does_not_count_even_if_it_is_right(login: Login, clock: Clock) -> None:
    for _ in range(FREE_TRIES):
        login.enter("wrong", "a")
    assert login.enter(PASSWORD, "a") is None
    assert login.wait("b") == 0
    assert login.enter(PASSWORD, "b") is not None
    clock.now += 1
    assert login.enter(PASSWORD, "a") is not None
    assert login.enter("wrong", "a") is None
    assert login.wait("a") == 0


def test_tries_from_ever_new_addresses_are_slowed_too_but_lock_nobody_out(login: Login, clock: Clock) -> None:
    for number in range(FREE_TRIES_OF_ALL * 2):
        clock.now += login.wait("")
        login.enter("wrong", str(number))
    assert login.wait("new") == 1.0
    clock.now += 1
    assert login.enter(PASSWORD, "new") is not None


def test_sessions_end(login: Login, clock: Clock) -> None:
    idle, busy = login.enter(PASSWORD, "a"), login.enter(PASSWORD, "a")
    assert idle is not None
    assert busy is not None
    for _ in range(LONGEST_SESSION // (IDLE // 2)):
        clock.now += IDLE // 2
        assert login.session(busy.token) is not None
    assert login.session(idle.token) is None
    clock.now += 1
    assert login.session(busy.token) is None


def test_of_too_many_sessions_the_longest_unused_ends(login: Login) -> None:
    first, second, *_ = [login.enter(PASSWORD, "a") for _ in range(MOST_SESSIONS)]
    assert first is not None
    assert second is not None
    assert login.session(first.token) is not None
    login.enter(PASSWORD, "a")
    assert login.session(first.token) is not None
    assert login.session(second.token) is None


def test_a_password_comes_from_a_file_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert take_password(None) is None
    monkeypatch.setenv(PASSWORD_VARIABLE, "")
    assert take_password(None) is None
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    assert take_password(None) == PASSWORD
    assert PASSWORD_VARIABLE not in os.environ
    file = tmp_path / "password"
    for written in (PASSWORD.encode(), f"{PASSWORD}\n".encode(), f"\ufeff{PASSWORD}\r\n".encode()):
        file.write_bytes(written)
        monkeypatch.setenv(PASSWORD_VARIABLE, "of the environment")
        assert take_password(file) == PASSWORD
        assert PASSWORD_VARIABLE not in os.environ


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "has 0 characters; use 8 to 1,000"),
        (b"short\n", "has 5 characters; use 8 to 1,000"),
        (b"x" * 5_000, "has 1,002 characters; use 8 to 1,000"),
        (b"\xff" * 10, "is not UTF-8; save the file as UTF-8 text"),
        (None, r"cannot be read \(No such file or directory\)"),
    ],
)
def test_a_password_that_is_none_is_one_line(data: bytes | None, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(ServeError, match=f"^{file}: the librarian's password {problem}$"):
        take_password(file)
