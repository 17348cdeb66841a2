# Every command of the project. A fresh Debian 12 needs git, make and Python 3.11 with its venv module, and nothing else.
PYTHON ?= python3
BIN := .venv/bin
ACTIONS = $(wildcard src/fingerpost/*/actions.py src/fingerpost/*/*/actions.py src/fingerpost/*/actions)
export HOST ?= 127.0.0.1
export PORT ?= 8000

.PHONY: run setup test check format bench clean

run: setup ## Serve the demonstration hub on http://localhost:8000
	@$(BIN)/fingerpost run --demo

setup: .venv/.ready ## Make the environment in .venv; afterwards .venv/bin/fingerpost is the command

test: .venv/.ready-dev ## Run every test on SQLite and on PostgreSQL
	@$(BIN)/python tests/services.py

check: .venv/.ready-dev ## Lint, format, types, directions of imports, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src/fingerpost/readers src/fingerpost/scripts
	# Django's decorators and query sets are untyped; of the actions, everything else is checked as strictly.
	$(BIN)/mypy --strict --follow-imports=silent --allow-untyped-decorators --no-warn-return-any $(ACTIONS)
	$(BIN)/lint-imports
	FINGERPOST_DATA=$$(mktemp -d) $(BIN)/fingerpost manage makemigrations --check --dry-run

format: .venv/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready-dev ## Print each figure as a ratio to its limit
	@$(BIN)/python bench/run.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# constraints.txt pins what was tested together; `pip freeze` in a new environment renews it.
.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Fingerpost needs Python 3.11 or newer; $(PYTHON) is older. Name another one: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.ready-dev: .venv/.ready
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
