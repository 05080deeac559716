# Everything a fresh machine needs is Python (3.11 or later), pip and make.
#   make demo    set up, score the sample corpus, compare its outlets, write the report
#   make test    set up for development and run every test
# `make help` lists the rest.  Another interpreter: make PYTHON=python3.12 demo

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS   ?=

# stamps say which set-up the virtual environment holds, so that it is done once per change of the locks
RUN := $(VENV)/.run-stamp
DEV := $(VENV)/.dev-stamp

.PHONY: help demo setup test lint types docs reference bench fuzz lock wheel check clean
.DELETE_ON_ERROR:

help:
	@echo "make demo       score, compare and report the sample corpus into demo/"
	@echo "make test       run the tests (ARGS=... is handed to pytest)"
	@echo "make setup      set up .venv for development, and no more"
	@echo "make lint       ruff and the import contracts"
	@echo "make types      mypy, strict"
	@echo "make docs       build the documentation into site/"
	@echo "make reference  write docs/cli.md and docs/reference/ anew from the program itself"
	@echo "make wheel      build the wheel into dist/"
	@echo "make bench      time and memory of scoring made-up articles (ARGS=... is handed to benchmarks/scale.py)"
	@echo "make fuzz       fuzz readers, quotations, lexicons and tagger for a minute (ARGS=\"--seconds 3600\" for longer)"
	@echo "make lock       resolve the dependencies anew into requirements/"
	@echo "make check      all that the continuous integration runs"
	@echo "make clean      remove what was built, and the virtual environment"

demo: $(RUN)
	@rm -rf demo
	@mkdir demo
	$(BIN)/framing score data/sample/articles.csv --lexicon data/sample/lexicon.yaml -o demo/scored
	$(BIN)/framing compare demo/scored
	$(BIN)/framing report demo/scored -o demo/report.html
	@echo
	@echo "The report is at demo/report.html, the scored tables at demo/scored."

setup: $(DEV)

test: $(DEV)
	$(BIN)/python -m pytest -n auto $(ARGS)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: $(DEV)
	$(BIN)/mypy

docs: $(DEV)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

reference: $(DEV)
	$(BIN)/python docs/generate_cli.py
	$(BIN)/python docs/generate_reference.py

bench: $(DEV)
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/scale.py $(ARGS)

fuzz: $(DEV)
	OMP_NUM_THREADS=1 $(BIN)/python fuzz/run.py $(ARGS)

wheel: $(DEV)
	$(BIN)/python -m hatchling build -t wheel -d dist

check:
	bash .ci/run

clean:
	rm -rf $(VENV) demo build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# One lock for running, one for building, one for development: the later hold to the pins of the earlier.
COMPILE = CUSTOM_COMPILE_COMMAND="make lock" build/lock/bin/pip-compile --quiet --upgrade --strip-extras \
	--allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--no-emit-options
BUILDS = --build-deps-for editable --build-deps-for wheel

lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --disable-pip-version-check --quiet install "pip-tools>=7.5,<8"
	$(COMPILE) -o requirements/run.txt pyproject.toml
	$(COMPILE) -c requirements/run.txt --only-build-deps $(BUILDS) -o requirements/build.txt pyproject.toml
	$(COMPILE) -c requirements/run.txt -c requirements/build.txt --all-extras $(BUILDS) \
		-o requirements/dev.txt pyproject.toml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "framing needs Python 3.11 or later, and '$(PYTHON)' is older or missing;" \
		     "name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(RUN)
