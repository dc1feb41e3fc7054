# Afterround from a checkout. `make run` is all a user needs, `make test` all a developer needs.
PYTHON ?= python3
JOBS ?= 2

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: help setup run test system bench torture weights lock wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .setup/run ## prepare everything without starting; the program is then .venv/bin/afterround

run: .setup/run ## prepare everything, start the program and open the browser
	@$(BIN)/afterround serve

test: .setup/test .setup/node system ## prepare everything and run every test, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal
	$(BIN)/python -m pytest -n $(JOBS) --database postgresql tests/actions tests/queries

system: # Chromium and PostgreSQL, from the distribution
	@tests/system

bench: .setup/test ## measure speed against its limits, as ratios
	$(BIN)/python -m benchmarks

torture: .setup/test .setup/fuzz .setup/node system ## kill the program and cut its power, and see that nothing was lost
	$(BIN)/python -m pytest tests/torture --torture -p no:cacheprovider

weights: .setup/test ## learn anew what the recognition of themes goes by
	$(BIN)/python -m training

lock: ## write the locked requirements anew (needs uv)
	requirements/lock

wheel: .setup/test ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove all that these targets have made
	rm -rf .venv .setup dist build frontend/node_modules .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache
	find src tests benchmarks training -name __pycache__ -prune -exec rm -rf {} +

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else \
		"Afterround needs Python 3.11 or later. Name one: make PYTHON=/path/to/python3 ...")'
	$(PYTHON) -m venv .venv

# The locked pip comes first, since older ones cannot read all of the locked file.
.setup/pip: .venv/pyvenv.cfg
	@mkdir -p .setup
	@sed -n '/^pip==/,/[^\\]$$/p' requirements/run.txt > .setup/pip.txt
	$(PIP) install --require-hashes -r .setup/pip.txt
	@touch $@

.setup/run: .setup/pip requirements/run.txt pyproject.toml CHANGELOG.md
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

.setup/test: .setup/run requirements/test.txt
	$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

.setup/fuzz: .setup/run requirements/fuzz.txt
	$(PIP) install --require-hashes -r requirements/fuzz.txt
	@touch $@

.setup/node: frontend/package-lock.json frontend/package.json
	@mkdir -p .setup
	cd frontend && npm ci --no-audit --no-fund
	@touch $@
