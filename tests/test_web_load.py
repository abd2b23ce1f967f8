"""Fifty people at once, and people who leave, on the real server over the real index."""

from __future__ import annotations

import asyncio
import json
import sys
import time
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from briefqa import Retriever
from briefqa.evaluation import read_questions
from briefqa.web.line import cores
from briefqa.web.links import Outside
from briefqa.web.view import view_of
from conftest import ROOT
from running_server import Running

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
    """What a server's process has, and the processor time it has used, in ticks."""

    threads: int
    files: int
    ticks: int

    @classmethod
    def of(cls, process: int) -> _State:
        place = Path(f"/proc/{process}")
        fields = (place / "stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return cls(int(fields[17]), len(list((place / "fd").iterdir())), int(fields[11]) + int(fields[12]))


def _at_rest(running: Running) -> _State:
    """Its state when it does nothing any more."""
    deadline = time.monotonic() + 30
    state = _State.of(running.process)
    while True:
        time.sleep(0.3)
        before, state = state, _State.of(running.process)
        if state.ticks - before.ticks <= 1:
            return state
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


@pytest.fixture(scope="module")
def ticks_of_fifty(running: Running, questions: list[str]) -> int:
    """What it takes to answer them, once all that is loaded at first use is there."""
    crowd = Crowd(running.url)
    states = []
    for _ in range(2):
        asyncio.run(at_once(crowd.answered(request) for request in _requests(crowd, questions)))
        states.append(_at_rest(running))
    return states[1].ticks - states[0].ticks


@pytest.mark.skipif(not PROC.exists(), reason="what another process has and does is read from /proc")
@pytest.mark.parametrize("way", _WAYS)
def test_those_who_leave_cost_nothing(
    running: Running, ticks_of_fifty: int, crowd: Crowd, questions: list[str], way: str
) -> None:
    async def fifty_leave_and_one_asks() -> bytes:
        await at_once(_WAYS[way](crowd, question, f"left {place}") for place, question in enumerate(questions))
        return await crowd.answered(crowd.on_page("?q=loneliness", "stays"))

    # The first time fills the pool of threads, where there is one.
    assert "entries found for" in view_in(asyncio.run(fifty_leave_and_one_asks()))
    before = _at_rest(running)
    assert "entries found for" in view_in(asyncio.run(fifty_leave_and_one_asks()))
    after = _at_rest(running)
    assert after.files <= before.files
    assert after.threads <= before.threads
    # What was asked by those who left was not looked for.
    assert after.ticks - before.ticks < ticks_of_fifty / 2
    with urllib.request.urlopen(f"{running.url}/gradio_api/queue/status") as status:  # noqa: S310 - ours
        assert json.load(status)["queue_size"] == 0
