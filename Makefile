# Two commands do everything on a fresh Linux or macOS machine with Python 3.11 or newer, git and make:
#   make serve    build the index if need be and serve the page on http://127.0.0.1:7860
#   make test     lint, types and all tests, with the real model and a real browser
# For developers: make check (under a minute, no model, no browser), make soak (builds killed hundreds of times), make
# bench (all benchmarks; QUICK=1 for a few minutes), make examples (every way in, from a fresh environment, minutes),
# make index, make clean.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$candidate && break; done)
PORT ?= 7860
# A process a core, but not more than memory serves: each loads the encoder and torch. A file is run by one of them, so
# that what its tests share is made once; the order is that of tests/conftest.py.
WORKERS ?= --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: serve index test check soak bench examples lint types clean
.DELETE_ON_ERROR:

serve: $(VENV)/installed
	@$(BIN)/python app.py --port $(PORT)

index: $(VENV)/installed
	@$(BIN)/briefqa index

test: $(VENV)/installed-dev lint types
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest $(WORKERS) --cov --cov-report=term

check: $(VENV)/installed-dev lint types
	$(BIN)/python -m pytest -q $(WORKERS) -m "not model and not browser"

soak: $(VENV)/installed-dev
	$(BIN)/python tests/crashing.py --kills 600 --command-kills 25

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/bench.py $(if $(QUICK),--quick)

examples: $(VENV)/installed
	$(BIN)/python tests/fresh.py

lint: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/installed-dev
	$(BIN)/mypy

clean:
	rm -rf $(VENV) indexes build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "make: no virtual environment could be made; on Debian and Ubuntu run: apt install python3-venv" >&2; exit 1; }

# The versions of constraints.txt throughout; torch among them, so that no other build of it is dragged in.
$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[all]'
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
