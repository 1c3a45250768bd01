# The two commands are `make run` and `make test`; see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
STAMP := $(VENV)/.installed
CODE := gi_registry tests benchmarks migrations wsgi.py

.PHONY: install run test coverage check format-check lint types imports fix openapi docs bench migrate

install: $(STAMP)

$(STAMP): setup.cfg pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "1/2 virtual environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "2/2 locked dependencies (about a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt --editable '.[dev]'
	@touch $@

run: install
	@GI_BASE_URL=$${GI_BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/gi-registry db upgrade
	@GI_BASE_URL=$${GI_BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/gi-registry demo load --if-empty
	@GI_BASE_URL=$${GI_BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/gi-registry serve --port $(PORT) --with-worker

test: install
	@$(BIN)/python -m pytest -n auto --dist loadfile

coverage: install
	@$(BIN)/python -m pytest --cov -n auto --dist loadfile

check: format-check lint types imports test

format-check: install
	@$(BIN)/ruff format --check $(CODE)

lint: install
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/djlint --check --lint --quiet gi_registry/templates
	@$(BIN)/codespell gi_registry tests docs schemas README.md CHANGELOG.md

types: install
	@$(BIN)/mypy

imports: install
	@$(BIN)/lint-imports

fix: install
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/djlint --reformat --quiet gi_registry/templates

openapi: install
	@$(BIN)/gi-registry openapi > schemas/openapi.json
	@$(BIN)/gi-registry schemas

docs: install
	@$(BIN)/gi-registry settings > docs/settings.md
	@$(BIN)/gi-registry states > docs/states.md

bench: install
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt --editable '.[dev,bench]'
	@$(BIN)/python -m benchmarks

migrate: install
	@$(BIN)/gi-registry db upgrade
