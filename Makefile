# One name per habit. `make run` and `make test` need only Python 3.11+, git and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup run test lint types layers eval bench docs clean

setup: $(VENV)/ready
	@echo "Ready. Next: make run, or $(BIN)/saksi --help"

$(VENV)/ready: requirements.lock pyproject.toml
	@echo "Installing pinned and hashed dependencies into $(VENV) (about a minute, once) …"
	@$(PYTHON) -c 'import sys; sys.exit("Saksi needs Python 3.11 or later; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --progress-bar on --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
