# Everything runs in .venv, set up from the lock files on the first call.
#
#   make brief     the sample articles of seeds/ as pages in output/, and the editions of two days
#   make test      style, types, layers, tests
#   make bench     speed, as ratios within one run
#   make quality   figures on annotated articles, written to docs/quality.md
#   make docs      docs/cli.md and docs/schema.md, written anew from the program
#   make lock      the lock files, resolved anew from pyproject.toml (needs uv)
#   make clean     remove what the other targets made

.DELETE_ON_ERROR:
.PHONY: brief test lint bench quality docs lock libraries clean

SHELL := /bin/bash
JOBS ?= 2
# The first Python that is new enough; 3.11 first, the one measured with.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP = .venv/bin/python -m pip --quiet --disable-pip-version-check

brief: .venv/installed libraries
	.venv/bin/briefing make seeds --out output --jobs $(JOBS)
	.venv/bin/briefing daily seeds/day --day 2025-10-02 --out output --jobs $(JOBS)
	.venv/bin/briefing daily seeds/day --day 2025-10-03 --out output --jobs $(JOBS)

test: lint libraries
	.venv/bin/python -m pytest -n $(JOBS) --cov

lint: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

bench: .venv/installed-dev libraries
	.venv/bin/python -m tests.bench

quality: .venv/installed-dev
	.venv/bin/python -m tests.quality

docs: .venv/installed-dev
	.venv/bin/python -m tests.reference

libraries:
	@$(or $(PYTHON),$(error Python 3.11 or later is needed)) .ci/libraries.py

.venv/bin/python:
	$(or $(PYTHON),$(error Python 3.11 or later is needed)) -m venv .venv

.venv/installed: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: .venv/installed tests/requirements.lock
	$(PIP) install --require-hashes -r tests/requirements.lock
	touch $@

LOCK = uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --group dev -c requirements.lock -o tests/requirements.lock

clean:
	rm -rf .venv build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete
