"""The wheel in an environment without extras: an index answers there as it does here, without what builds it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import briefqa
from briefqa import Retriever
from conftest import BRIEF, ROOT

pytestmark = pytest.mark.model

QUESTION = "training needs of link workers"
# What sentence-transformers and FAISS need where they answer questions themselves.
ALTERNATIVE = ("sentence-transformers", "faiss-cpu", "torch")
NEVER = ("torch", "sentence_transformers", "transformers", "gradio", "bm25s", "onnx", "sentencex", "docx", "pypdfium2")
ASK = """
import sys
from briefqa.cli import run
code = run(sys.argv[1:])
print("loaded:", *sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""
# Of what is installed but not asked for, nothing is to be loaded either.
NOT_TO_ASK = {
    *{*NEVER, "rich", "huggingface_hub", "filelock", "scipy", "numba", "pandas", "markdown_it", "lxml"},
    *{"pydantic", "typer"},
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel of briefqa and nothing it could do without."""
    built = tmp_path_factory.mktemp("dist")
    # The wheel is made from the source archive, which so is shown to be whole.
    make = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(built), str(ROOT)]
    subprocess.run(make, capture_output=True, check=True)
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("bare") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    subprocess.run([*install, "--constraint", str(ROOT / "constraints.txt"), str(wheel)], check=True, env=_env())
    return python


def _env() -> dict[str, str]:
    """Without what would show the bare environment the packages of this one."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _run(python: Path | str, *arguments: object, code: str = ASK) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-P", "-c", code, *map(str, arguments)]
    env = None if python == sys.executable else _env()
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


def _megabytes(packages: tuple[str, ...]) -> float:
    """Installed size of packages here with all they need."""
    todo, sizes = list(packages), dict[str, int]()
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name in sizes:
            continue
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        paths = {Path(str(found.locate_file(file))) for file in found.files or ()}
        sizes[name] = sum(path.stat().st_size for path in paths if path.suffix != ".pyc" and path.is_file())
        needed = map(Requirement, found.requires or ())
        todo += [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return sum(sizes.values()) / 1e6


def test_the_wheel_has_all_of_the_package_and_nothing_else(bare: Path) -> None:
    code = "from importlib.metadata import files\nprint(*files('briefqa'), sep='\\n')"
    installed = {Path(line) for line in _run(bare, code=code).stdout.splitlines()}
    package = ROOT / "src" / "briefqa"
    expected = {
        Path("briefqa") / path.relative_to(package)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    others = {path.parts[0] for path in installed - expected}
    assert expected <= installed
    assert others <= {f"briefqa-{briefqa.__version__}.dist-info", ".."}
    assert Path(f"briefqa-{briefqa.__version__}.dist-info/licenses/LICENSE") in installed
    version = _run(bare, "--version")
    assert version.stdout == f"briefqa {briefqa.__version__}\n"


def test_an_index_built_here_answers_there_alike(bare: Path, index_folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    shutil.copytree(index_folder, index)
    done = _run(bare, "ask", QUESTION, "--index", index, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == Retriever.open(index_folder).ask(QUESTION).to_dict()
    loaded = set(done.stderr.split("loaded:")[1].split())
    assert loaded & NOT_TO_ASK == set()
    assert {"onnxruntime", "tokenizers", "faiss", "numpy"} <= loaded
    present = _run(bare, code=f"from importlib.util import find_spec\nprint(*filter(find_spec, {NEVER!r}))")
    assert present.stdout.split() == []


def test_here_it_loads_no_more_than_there(index_folder: Path) -> None:
    done = _run(sys.executable, "ask", QUESTION, "--index", index_folder)
    assert done.returncode == 0, done.stderr
    assert set(done.stderr.split("loaded:")[1].split()) & NOT_TO_ASK == set()


def test_it_takes_a_fraction_of_the_room(bare: Path) -> None:
    packages = Path(_run(bare, code="import sysconfig\nprint(sysconfig.get_path('purelib'))").stdout.strip())
    # pip is there in every environment.
    files = (path for path in packages.rglob("*") if path.is_file() and path.suffix != ".pyc")
    size = sum(path.stat().st_size for path in files if path.relative_to(packages).parts[0] != "pip") / 1e6
    alternative = _megabytes(ALTERNATIVE)
    print(f"briefqa without extras: {size:.0f} MB; {', '.join(ALTERNATIVE)} with all they need: {alternative:.0f} MB")
    assert size < alternative / 2


@pytest.mark.parametrize(
    ("arguments", "needed_for"),
    [
        (["index", "{seeds}", "--index", "{folder}/new"], "building an index"),
        (["index", "{seeds}", "--index", "{folder}/index"], "the bundled model"),
        (["read", "{folder}/brief.pdf"], "reading {folder}/brief.pdf"),
        (["serve", "--seeds", "{seeds}", "--index", "{folder}/index", "--port", "7899"], "the page"),
        (["mcp", "--index", "{folder}/index"], "the MCP server"),
    ],
)
def test_what_needs_an_extra_says_which(
    bare: Path, index_folder: Path, tmp_path: Path, arguments: list[str], needed_for: str
) -> None:
    shutil.copytree(index_folder, tmp_path / "index")
    (tmp_path / "brief.pdf").write_bytes(b"%PDF-1.7")
    given = [text.format(seeds=BRIEF.parent, folder=tmp_path) for text in arguments]
    done = _run(bare, *given)
    message = done.stderr.split("loaded:")[0]
    extra = {"mcp": "mcp", "serve": "web"}.get(arguments[0], "build")
    assert message == (
        f"briefqa: {needed_for.format(folder=tmp_path)} needs packages that are not installed: "
        f'run `pip install "briefqa[{extra}]"`\n'
    )
    assert done.returncode == 1


def test_what_needs_no_extra_works_without(bare: Path, index_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(index_folder, tmp_path / "index")
    status = _run(bare, "status", "--index", tmp_path / "index", "--seeds", BRIEF.parent)
    assert "whether it is up to date cannot be told: the bundled model needs packages" in status.stdout
    read = _run(bare, "read", BRIEF)
    assert "76 entries" in read.stdout
    assert (status.returncode, read.returncode) == (0, 0)
