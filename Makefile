# One name per habit. `make run` and `make test` need Python 3.11+, git and make; everything else they install here.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORY  ?=
TRIAL  ?=
PART   ?=
SHELL  := /bin/bash
.SHELLFLAGS := -o pipefail -c
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# a line for each package, so that the minute passes visibly; errors whole
INSTALL := $(BIN)/python -m pip install --progress-bar off --require-hashes --only-binary :all:
SHOW    := sed -n -E 's/^Collecting ([^ ;]+).*/  \1/p; /^ *(ERROR|error)/p; /^Installing collected/s/:.*/ …/p'

.PHONY: setup setup-dev run test lint types layers eval train bench soak docs lock clean

setup: $(VENV)/ready

setup-dev: $(VENV)/ready-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Saksi needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make run PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned dependencies into $(VENV): about a minute, once."
	@$(INSTALL) -r requirements.lock 2>&1 | $(SHOW)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	@echo "Installing what tests and checks need."
	@$(INSTALL) -r requirements-dev.lock 2>&1 | $(SHOW)
	@touch $@

# The record of the example stories, or of your own: make run STORY=path/to/story.txt
run: setup
	@STORY='$(STORY)' bash tools/run.sh $(BIN)/saksi

test: setup-dev
	@$(BIN)/python -m pytest -n auto

lint: setup-dev
	@$(BIN)/ruff format --check src tests eval bench soak tools
	@$(BIN)/ruff check src tests eval bench soak tools

types: setup-dev
	@$(BIN)/mypy

layers: setup-dev
	@$(BIN)/lint-imports

# Quality of the reader on the examples; other corpora by path: make eval DATA="folder …"
eval: setup-dev
	@$(BIN)/python -m eval.reading $(DATA)

# The reader's weights anew, two hours and more of one core: make train DATA=archives ENCODER=encoder (training/README.md)
train: setup
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet -r training/requirements.txt
	@PYTHONPATH=src .venv-train/bin/python training/prepare.py $(DATA) .train/data
	@PYTHONPATH=src .venv-train/bin/python training/train.py .train/data $(ENCODER) .train/first --passes 4
	@for seed in 2 3; do PYTHONPATH=src .venv-train/bin/python training/train.py .train/data $(ENCODER) .train/$$seed \
	    --resume .train/first --silver 0 --rate 1.5e-4 --passes 4 --seed $$seed || exit; done
	@PYTHONPATH=src .venv-train/bin/python training/export.py $(ENCODER) src/saksi/reading/model .train/2 .train/3
	@PYTHONPATH=src $(BIN)/python training/score.py .train/data

# How it grows: make bench PART="size --entries 10000 100000 1000000", which takes hours and 10 GB
bench: setup
	@$(BIN)/python -m bench $(PART)

# What a ledger goes through, in full: hours. A part of it: make soak TRIAL=cuts, or make soak TRIAL=--share=0.01
soak: setup
	@$(BIN)/python -m soak $(TRIAL)

# Every command's help in one page, as the program prints it; and the SQL of an administrator
docs: setup
	@$(BIN)/python -m tools.help > docs/reference/commands.md
	@$(BIN)/python -c 'from saksi.ledger.administrator import administrator_sql; print(administrator_sql(), end="")' > docs/reference/postgresql.sql

# Needs uv; run when dependencies change
lock:
	@uv pip compile pyproject.toml --group build --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --strip-extras -q -o requirements.lock
	@uv pip compile pyproject.toml --group build --group test --group lint --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --strip-extras -q -c requirements.lock -o requirements-dev.lock

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .saksi
