"""Where the page can be served, and what is said where it cannot."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from briefqa import Retriever
from briefqa.errors import MissingExtra, ServeError
from briefqa.web.server import check_port, serve_page
from tiny import brief_text, make_index


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port)


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"127\.0\.0\.1:{port} .*--port"):
            check_port("127.0.0.1", port)


def test_a_host_of_another_machine_is_refused() -> None:
    with pytest.raises(ServeError, match=r"no-such-host\.invalid"):
        check_port("no-such-host.invalid", 7860)


def test_without_gradio_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    retriever = Retriever.open(make_index(tmp_path, ward=brief_text()))
    monkeypatch.setitem(sys.modules, "gradio", None)
    with pytest.raises(MissingExtra, match=r"pip install \"briefqa\[web\]\""):
        serve_page(retriever, host="127.0.0.1", port=7860)
