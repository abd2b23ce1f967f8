"""Fifty people at once, and people who leave, on the real server over the real index."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from briefqa import Answer, Retriever
from briefqa.evaluation import read_questions
from briefqa.indexing import open_index
from briefqa.web.line import cores
from briefqa.web.links import Outside
from briefqa.web.server import Door, serve_page
from briefqa.web.view import view_of
from conftest import ROOT
from running_server import Running, free_port, wait_for

sys.path.insert(0, str(ROOT / "benchmarks"))

from crowd import Crowd, at_once, view_in

pytestmark = pytest.mark.model

PEOPLE = 50
PROC = Path("/proc/self/fd")


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """As many different ones as there are people."""
    judged = read_questions(ROOT / "benchmarks" / "questions" / "social-prescribing-link-workers.tsv")
    return [one.text for one in judged][:PEOPLE]


@pytest.fixture(scope="module")
def asked(index_folder: Path) -> Retriever:
    """The index as the server opens it, with the encoder that it carries."""
    return Retriever.open(index_folder)


@pytest.fixture
def crowd(running: Running) -> Iterator[Crowd]:
    """Whatever it does, the server has nothing to say about it."""
    before = running.log.read_text(encoding="utf-8")
    yield Crowd(running.url)
    assert running.log.read_text(encoding="utf-8") == before


def _query(question: str) -> str:
    return f"?{urlencode({'q': question})}"


def _requests(crowd: Crowd, questions: list[str]) -> list[bytes]:
    """Every other person uses the page; every other program, HTTP."""
    return [
        crowd.over_http(question) if place % 2 else crowd.on_page(_query(question), f"window {place}")
        for place, question in enumerate(questions)
    ]


def test_fifty_at_once_get_the_right_answers_first_come_first_served(
    crowd: Crowd, questions: list[str], asked: Retriever
) -> None:
    finished = asyncio.run(at_once(crowd.answered(request) for request in _requests(crowd, questions)))
    assert sorted(one.place for one in finished) == list(range(PEOPLE))
    for place, _, body in finished:
        if place % 2:
            assert json.loads(body) == asked.ask(questions[place]).to_dict()
        else:
            assert view_in(body) == view_of(asked, _query(questions[place]), Outside()).results
    # A few are answered at once, and connections that are made at the same time may be seen in another order.
    order = [one.place for one in finished]
    assert max(abs(place - when) for when, place in enumerate(order)) <= 2 * cores() + 6


def test_those_who_come_later_do_not_keep_those_who_wait(crowd: Crowd, questions: list[str]) -> None:
    """One window, while programs ask and ask: it waits for those before it, not for all."""
    others = [crowd.over_http(question) for question in questions]
    request = crowd.on_page("?q=loneliness", "between")

    async def one_between() -> list[int]:
        middle = PEOPLE // 2
        asking = [crowd.answered(one) for one in (*others[:middle], request, *others[middle:])]
        return [one.place for one in await at_once(asking)]

    when = asyncio.run(one_between()).index(PEOPLE // 2)
    assert abs(when - PEOPLE // 2) <= 2 * cores() + 6


@dataclass(frozen=True)
class _State:
    """What a server's process has."""

    threads: int
    files: int


def _ticks(place: Path) -> int:
    """The processor time that a process has used."""
    fields = (place / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _at_rest(running: Running) -> _State:
    """Its state when it does nothing any more."""
    place = Path(f"/proc/{running.process}")
    deadline = time.monotonic() + 30
    ticks = _ticks(place)
    while True:
        time.sleep(0.3)
        before, ticks = ticks, _ticks(place)
        if ticks - before <= 1:
            return _State(len(list((place / "task").iterdir())), len(list((place / "fd").iterdir())))
        assert time.monotonic() < deadline, "the server does not come to rest"


async def _leaves_gradio(crowd: Crowd, question: str, window: str) -> None:
    """A client of Gradio's that is gone once it waits for the events."""
    joining, events = crowd.by_gradio(question, window)
    await crowd.answered(joining)
    await crowd.left(events, 0.01)


_WAYS: dict[str, Callable[[Crowd, str, str], Coroutine[None, None, None]]] = {
    "window": lambda crowd, question, name: crowd.left(crowd.on_page(_query(question), name), 0.01),
    "program": lambda crowd, question, _: crowd.left(crowd.over_http(question), 0.01),
    "gradio": _leaves_gradio,
}


async def _fifty_leave(crowd: Crowd, questions: list[str], way: str) -> None:
    await at_once(_WAYS[way](crowd, question, f"left {place}") for place, question in enumerate(questions))


def _staying(crowd: Crowd) -> bytes:
    return crowd.on_page("?q=loneliness", "stays")


@pytest.mark.skipif(not PROC.exists(), reason="what another process has is read from /proc")
@pytest.mark.parametrize("way", _WAYS)
def test_those_who_leave_leave_nothing_behind(running: Running, crowd: Crowd, questions: list[str], way: str) -> None:
    async def fifty_leave_and_one_asks() -> bytes:
        await _fifty_leave(crowd, questions, way)
        return await crowd.answered(_staying(crowd))

    # What is opened at first use is open.
    assert "entries searched, for" in view_in(asyncio.run(fifty_leave_and_one_asks()))
    before = _at_rest(running)
    for _ in range(2):
        assert "entries searched, for" in view_in(asyncio.run(fifty_leave_and_one_asks()))
    after = _at_rest(running)
    assert after.files <= before.files
    # The pool of threads may still grow, to 40; a thread for each of those who left would be more.
    assert after.threads - before.threads < PEOPLE
    with urllib.request.urlopen(f"{running.url}/gradio_api/queue/status") as status:  # noqa: S310 - ours
        assert json.load(status)["queue_size"] == 0


class _Slow(Retriever):
    """One that looks for nothing until it may, and knows what it was asked."""

    def __init__(self, index: Path) -> None:
        super().__init__(open_index(index))
        self.asked: list[str] = []
        self.may = threading.Event()

    def ask(self, question: str, k: int = 5, **filters: Any) -> Answer:  # noqa: ANN401 - whatever filters there are
        self.asked.append(question)
        assert self.may.wait(60)
        return super().ask(question, k, **filters)


@pytest.fixture
def slow(index_folder: Path) -> Iterator[tuple[_Slow, Crowd]]:
    """Such a one, and a crowd at the page that asks it."""
    retriever = _Slow(index_folder)
    with Door("127.0.0.1", free_port()) as door:
        serving = threading.Thread(target=serve_page, args=(retriever, door), daemon=True)
        serving.start()
        wait_for(door.url, lambda: None if serving.is_alive() else "it ended")
        try:
            yield retriever, Crowd(door.url)
        finally:
            retriever.may.set()
    serving.join(60)
    assert not serving.is_alive()


@pytest.mark.parametrize("way", _WAYS)
def test_what_those_asked_who_left_is_not_looked_for(slow: tuple[_Slow, Crowd], questions: list[str], way: str) -> None:
    retriever, crowd = slow

    async def fifty_leave_and_one_stays() -> bytes:
        await _fifty_leave(crowd, questions, way)
        staying = asyncio.create_task(crowd.answered(_staying(crowd)))
        # That the connections are gone is seen by the server before what comes after them.
        await crowd.answered(crowd.by_gradio("", "")[1].replace(b"queue/data", b"queue/status"))
        retriever.may.set()
        return await staying

    assert "entries searched, for" in view_in(asyncio.run(fifty_leave_and_one_stays()))
    # What had begun when they left goes on.
    left = [question for question in retriever.asked if question != "loneliness"]
    assert len(left) <= cores()
