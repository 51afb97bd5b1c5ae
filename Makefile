# What one does with Rotative every day; `make` alone lists it. Python 3.11 and make are all it presumes.

BIN := .venv/bin
RUN := .venv/.run-installed
DEV := .venv/.dev-installed
CHECKERS := tools/.stamp-page-checkers
BROWSER := tools/.stamp-browser
LOCK_FORM := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install run test check lint types floors templates migrations format bench hooks locks messages
.DELETE_ON_ERROR:
# Where no bytecode is kept, each of the hundreds of processes that the tests start compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(RUN) ## Install what a newspaper stands on, by hash, into .venv/

run: $(RUN) ## Start a newspaper with its demonstration articles on this machine
	$(BIN)/rotative migrate --verbosity 0
	$(BIN)/rotative demo
	$(BIN)/rotative serve

test: $(DEV) $(CHECKERS) $(BROWSER) ## Run every test, in a real browser too; ARGS=tests/search runs a part
	$(BIN)/pytest -n 3 --dist worksteal $(ARGS)

check: lint types floors templates migrations ## Everything that judges the code without running it

lint: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEV)
	$(BIN)/mypy rotative tests

floors: $(DEV)
	$(BIN)/lint-imports --no-logo

templates: $(DEV)
	$(BIN)/djlint rotative/templates --lint --quiet

migrations: $(DEV)
	$(BIN)/python -m django makemigrations --check --dry-run --settings tests.settings

format: $(DEV) ## Lay out the Python code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(DEV) ## Measure the site; the figures go to bench/results/
	$(BIN)/python -m bench $(ARGS)

hooks: $(DEV) ## Check every commit on this machine before it is made
	git config core.hooksPath .githooks

locks: $(DEV) ## Compile requirements/*.txt and tools/package-lock.json anew; ARGS=--upgrade takes newer versions
	$(BIN)/uv pip compile pyproject.toml $(LOCK_FORM) $(ARGS) --output-file requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml $(LOCK_FORM) $(ARGS) --group dev --constraints requirements/run.txt \
		--output-file requirements/dev.txt
	cd tools && npm install --package-lock-only --ignore-scripts

messages: $(DEV) ## Collect what is to be translated into French, compile what has been
	cd rotative && ../$(BIN)/python -m django makemessages --locale fr --no-location --no-obsolete --no-wrap
	cd rotative && ../$(BIN)/python -m django compilemessages --locale fr

# The stamps below make a second run quick; what they stand for is newer than what it was made from.

.venv/bin/python:
	@sh tools/make-venv

$(RUN): requirements/run.txt tools/link-project.py | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python tools/link-project.py
	@touch $@

$(DEV): requirements/dev.txt tools/link-project.py | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python tools/link-project.py
	@touch $@ $(RUN)

$(CHECKERS): tools/package-lock.json tools/install-page-checkers
	@sh tools/install-page-checkers
	@touch $@

$(BROWSER): tools/install-browser | $(DEV)
	@sh tools/install-browser
	@touch $@
