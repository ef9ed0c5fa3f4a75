# Each target prepares .venv by itself, then calls the task of the same name in tasks.py.
PYTHON ?= python3
VENV := .venv
# Modules are compiled when they are first imported: most never are.
INSTALL := $(VENV)/bin/pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt

.PHONY: help site serve test check proof bench clean
help: ## Print what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 8

site: $(VENV)/runs ## Build the website into output/; URL=https://… says where it will stand, for feeds and sitemap
	@$(VENV)/bin/invoke site $(if $(URL),--url '$(URL)')

serve: $(VENV)/runs ## Build the website and show it at http://localhost:8000/
	@$(VENV)/bin/invoke serve

test: $(VENV)/system-tests $(VENV)/tests ## Run the tests: unit, property, golden, one pass in a browser
	@$(VENV)/bin/invoke test

check: $(VENV)/tests ## Check format, style, types, boundaries and spelling
	@$(VENV)/bin/invoke check

proof: $(VENV)/system-proofs $(VENV)/tests ## Run the long proofs: same bytes, killed builds, every accessibility mode, Spark; DEPTH=10 tries ten times as many
	@$(VENV)/bin/invoke proof

bench: $(VENV)/tests ## Measure validation and the ledger against their alternatives
	@$(VENV)/bin/invoke bench

clean: ## Delete what was built or installed
	rm -rf $(VENV) .site output

$(VENV)/made:
	@tests/system-packages venv
	@echo "Preparing $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with make PYTHON=…")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runs: $(VENV)/made pyproject.toml constraints.txt
	@echo "Installing what the site needs (a minute the first time)"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/system-tests $(VENV)/system-proofs: $(VENV)/system-%: $(VENV)/made tests/system-packages
	@tests/system-packages $*
	@touch $@

$(VENV)/tests: $(VENV)/runs pyproject.toml constraints.txt
	@echo "Installing what the tests need"
	@$(INSTALL) --editable '.[dev,spark]'
	@touch $@
