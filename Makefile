# wence 问策. Two commands are enough: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 7860

.DEFAULT_GOAL := help
.PHONY: help setup run test test-llm wording browser slow pictures lint eval bench reading fuzz calibrate clean

help: ## show these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/ready ## make the environment, the built-in model and the default index
	@$(BIN)/python -m index.builtin
	@$(BIN)/wence index build

run: setup ## open the chat page and the API on one port (PORT=7860)
	@$(BIN)/wence serve --port $(PORT)

test: setup ## run the quick tests
	@$(BIN)/pytest

browser: setup tests/node_modules ## drive the page with Chromium; print how long a user waits
	@$(BIN)/pytest -m browser

slow: setup ## run the tests that take minutes: 2,000 requests made from the API's description
	@$(BIN)/pytest -m slow

test-llm: setup ## install llama.cpp with a small model and ask it: nothing unsupported may show
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[llm]' || echo "llama.cpp could not be installed: its tests are skipped"
	@$(BIN)/pytest -m llm -s

wording: setup ## print what the guard of the language model lets through and stops (ROWS=50)
	@$(BIN)/python -m eval.wording $(if $(ROWS),--rows $(ROWS))

pictures: setup ## take the README's pictures from the real page, or all of them (OUT=folder)
	@$(BIN)/python -m tests.pictures $(or $(OUT),docs/pictures ask-light match-light map-light)

lint: setup ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

eval: setup ## ask the gold questions, print the figures, write the report (OUT=folder)
	@$(BIN)/wence eval $(if $(OUT),--out $(OUT))

bench: setup ## print cold and warm answering times and the server's memory
	@$(BIN)/python -m eval.bench

reading: setup ## print what is read of FILES="a.txt b.pdf", and N=150 brackets to judge
	@$(BIN)/python -m eval.reading $(FILES) --brackets $(or $(N),0) --seed 7

fuzz: setup ## read random notices and files for MINUTES=10
	@$(BIN)/python -m tests.fuzz $(or $(MINUTES),10)

calibrate: setup ## learn the weights of rag/support.py anew and print them
	@$(BIN)/python -m eval.calibrate

clean: ## remove the environment (notices and index in WENCE_HOME stay)
	rm -rf .venv build *.egg-info

tests/node_modules: tests/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed for the accessibility rules: install Node.js"; exit 1; }
	@npm ci --silent --prefix tests && touch $@

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	@echo "Installing into .venv (a few minutes the first time) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[builtin,dev,eval]'
	@touch $@
