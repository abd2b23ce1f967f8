from __future__ import annotations

import subprocess
import sys

import pytest

from briefqa.lazy import lazily


def test_a_name_is_found_in_its_module() -> None:
    from briefqa.brief import Access

    find = lazily("briefqa", {"Access": "brief"})
    assert find("Access") is Access


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'briefqa' has no attribute 'Acess'"):
        lazily("briefqa", {"Access": "brief"})("Acess")


def test_importing_the_package_or_opening_an_index_loads_nothing_that_reads_or_builds() -> None:
    code = (
        "import sys, briefqa; from briefqa import Retriever; from briefqa.indexing import open_index\n"
        "print(*sorted({'briefqa.reading', 'briefqa.indexing.build', 'filelock'} & sys.modules.keys()))\n"
        "from briefqa import read_brief; from briefqa.indexing import build_index\n"
        "print(*sorted({'briefqa.reading', 'briefqa.indexing.build'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "briefqa.indexing.build briefqa.reading"]
