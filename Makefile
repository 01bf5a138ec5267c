# The commands of the project; `make help` lists them. Nothing is installed outside this folder.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# A Python 3.10 on the PATH, or one that only pyenv knows.
PYTHON := $(shell for candidate in python3.10 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.10.*/bin/python3.10; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null && { command -v "$$candidate"; break; }; done)
UV := $(shell uv --version >/dev/null 2>&1 && command -v uv || echo .tools/bin/uv)
UV_VERSION := 0.13.9
export UV_PYTHON := $(PYTHON)
export UV_PYTHON_DOWNLOADS := never
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
# Chromium of the system for the browser tests; Playwright's own download is never used.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

BOT := .venv/bin/python
HUB := hub/.venv/bin/python
MODEL := models/assistant.tar.gz
TRAINED_ON := config.yml domain.yml $(shell find domain data nlu safety advice channels/domain_folder.py -type f \( -name '*.yml' -o -name '*.py' -o -name '*.txt' \) 2>/dev/null)
PAGE_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help
help:
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: install $(MODEL) web/dist/index.html ## install, build, train where needed, start everything (Ctrl-C stops it)
	@$(HUB) -m hub.cli run

.PHONY: talk
talk: hub/.venv/.installed ## a chat in the terminal with the running assistant
	@$(HUB) -m hub.cli talk

.PHONY: train
train: .venv/.installed ## train a model from data/, domain/ and config.yml
	@rm -f $(MODEL)
	@$(MAKE) $(MODEL)

$(MODEL): .venv/.installed $(TRAINED_ON)
	@echo "training the model (about two minutes) …"
	@$(BOT) -m rasa train --fixed-model-name assistant --out models --quiet 2>var-train.log || { tail -n 40 var-train.log; echo "training failed: the lines above say why"; exit 1; }
	@rm -f var-train.log; touch $@

.PHONY: analyse
analyse: .venv/.installed $(MODEL) ## the trained NLU on labelled or bare messages: IN=a.jsonl OUT=b.jsonl
	@$(BOT) -m benchmarks.understanding.analyse --in "$(IN)" --out "$(OUT)"

.PHONY: evaluate
evaluate: .venv/.installed $(MODEL) ## scores of the trained NLU on labelled messages: FILE=gold.jsonl
	@$(BOT) -m benchmarks.understanding.evaluate "$(FILE)"

.PHONY: install
install: .venv/.installed hub/.venv/.installed ## Python environments from the lock files

.venv/.installed: uv.lock pyproject.toml | $(UV)
	@echo "installing the bot's environment (about a minute, 2 GB) …"
	@$(UV) sync --frozen --compile-bytecode --quiet
	@touch $@

hub/.venv/.installed: hub/uv.lock hub/pyproject.toml | $(UV)
	@echo "installing the hub's environment …"
	@$(UV) sync --project hub --frozen --compile-bytecode --quiet
	@touch $@

.tools/bin/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.10 is needed: install it (for example 'pyenv install 3.10') and run make again"; exit 1; }
	@echo "fetching uv …"
	@$(PYTHON) -m venv .tools && .tools/bin/pip install --quiet uv==$(UV_VERSION)

web/node_modules/.installed: web/package-lock.json web/package.json
	@command -v npm >/dev/null || { echo "Node.js 20 with npm is needed to build the pages"; exit 1; }
	@echo "installing what the pages need …"
	@npm ci --prefix web --silent --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.installed $(PAGE_SOURCES)
	@echo "building the pages …"
	@npm run --prefix web --silent build
	@touch $@
