# The two commands of the README, and what they stand on.
.PHONY: run test ui install lint lock clean
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
PYTHON ?= python3.11

export PYTHONHASHSEED := 0
export DAGSTER_DISABLE_TELEMETRY := 1

run: $(STAMP) ## raw/ -> a validated, versioned release in outputs/
	@$(BIN)/khorgos run

test: $(STAMP) ## every test
	@$(BIN)/pytest -n auto --dist loadfile

ui: $(STAMP) ## the Dagster UI on this machine
	@$(BIN)/khorgos ui

lint: $(STAMP) ## style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

install: $(STAMP)

# uv where it is there, else venv and pip; both take every hash from the lock file, which is
# complete: --no-deps keeps an older pip from stumbling over the extras of a dependency.
$(STAMP): requirements.lock pyproject.toml
	@echo "Installing what requirements.lock names into $(VENV)/ …"
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON) || command -v python3)" $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  "$$(command -v $(PYTHON) || command -v python3)" -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e . ; \
	fi
	@touch $(STAMP)

# Keeps the pins that stand; name a package to move it: make lock UPGRADE="--upgrade-package dagster"
lock: ## write requirements.lock anew from pyproject.toml
	uv pip compile pyproject.toml --all-extras --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --python-version 3.11 $(UPGRADE) --quiet -o requirements.lock

clean: ## what can be made again (the releases stay)
	rm -rf $(VENV) .dagster .khorgos .pytest_cache .mypy_cache .ruff_cache .hypothesis
