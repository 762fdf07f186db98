# Everything a person or CI does; each recipe may be run again at any time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test test-killed test-screens test-foreign survival test-quick gates bench clean
.DEFAULT_GOAL := test

setup: $(VENV)/.ready
	@$(BIN)/elaas-bot browser --install

$(VENV)/.ready: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

demo: setup
	@$(BIN)/elaas-bot demo

gates: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .
	$(BIN)/codespell

test-quick: $(VENV)/.ready
	$(BIN)/python -m pytest -q -m "not browser and not job"

test: setup gates
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -n 3 --dist loadgroup --cov --cov-report= \
		--ignore tests/foreign --ignore tests/jobs/test_killed.py \
		--ignore tests/browser/screens/test_every_screen.py
	$(BIN)/coverage report --include="bot/domain/*,bot/engine/*" --fail-under=100
	$(BIN)/coverage report --include="bot/planning/*" --fail-under=95

# Kills and server faults around a commit, judged at the back door. Many minutes.
test-killed: setup
	$(BIN)/python -m pytest -n 2 tests/jobs/test_killed.py

# Every mapped screen in a real browser: entered, read back, every rule broken and refused. Many minutes.
test-screens: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup tests/browser/screens/test_every_screen.py

# Failures upon failures, dealt from a deck: within transactions, in recovery, combined. Hours; may be broken off:
# results are added to survival_runs/; FIRST=n goes on from round n.
survival: setup
	$(BIN)/python -m tests.survival --injections $(or $(N),2000) --first $(or $(FIRST),0) \
		--out survival_runs --commit $$(git rev-parse --short HEAD)
	$(BIN)/python -m tests.survival --merge --out survival_runs --proof docs/proof.md

# The same job on applications that are not ours: Django's admin, and strangers. Many minutes.
test-foreign: setup
	$(BIN)/python -m pytest -n 2 tests/foreign

# Thousands of damaged workbooks. A few minutes.
test-fuzz: $(VENV)/.ready
	FUZZ_ROUNDS=6000 $(BIN)/python -m pytest -q -n 2 tests/fuzz

bench: setup
	$(BIN)/python benchmarks/against_bare_playwright.py

clean:
	rm -rf $(VENV) demo .coverage* .mypy_cache .ruff_cache .hypothesis
