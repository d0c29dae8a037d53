# Reparto from a bare clone: Python 3.11 or newer and make are all it asks for.
#
#     make run            the product, at http://127.0.0.1:8501
#     make run PORT=8600  the same, elsewhere
#     make help           everything else

PORT ?= 8501
VENV ?= .venv
PYTHON_IN := $(VENV)/bin/python
# Installed once for each version of the file that names what to install.
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
# Two to four workers: each may hold a store and a running app.
PARALLEL ?= -n auto --maxprocesses 4 --dist loadgroup

export VENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false

.DEFAULT_GOAL := help
.PHONY: help run demo test explore browser lint format check bench clean

help: ## List what make can do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | \
		awk -F ':.*## ' '{ printf "make %-8s %s\n", $$1, $$2 }'

$(RUNTIME): requirements.txt
	@tools/setup_python.sh requirements.txt
	@touch $@

$(DEVELOPMENT): requirements.txt requirements-dev.txt
	@tools/setup_python.sh requirements-dev.txt
	@touch $(RUNTIME) $@

demo: $(RUNTIME) ## Publish the demonstration operation, where that has not been done
	@$(PYTHON_IN) -m reparto demo

run: demo ## Serve the product on this machine, at http://127.0.0.1:8501 (PORT=…)
	@echo "Reparto opens at http://127.0.0.1:$(PORT) (Ctrl+C ends it)"
	@exec $(PYTHON_IN) -m streamlit run app.py \
		--server.address 127.0.0.1 --server.port $(PORT)

browser: ## Install Chromium for the browser tests, where there is none
	@tools/setup_chromium.sh

test: $(DEVELOPMENT) browser ## Run every test; the ones in a browser last
	$(PYTHON_IN) -m pytest $(PARALLEL) --ignore=tests/browser
	@if [ -d tests/browser ]; then \
		echo "$(PYTHON_IN) -m pytest tests/browser"; \
		$(PYTHON_IN) -m pytest tests/browser; \
	fi

explore: $(DEVELOPMENT) ## Try new random examples, where make test tries the same ones each time
	HYPOTHESIS_PROFILE=exploring $(PYTHON_IN) -m pytest $(PARALLEL) -m hypothesis tests

lint: $(DEVELOPMENT) ## Check layout, style, layers, types and SQL
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/ruff check --quiet .
	$(VENV)/bin/lint-imports --no-logo --no-cache
	$(PYTHON_IN) -m mypy
	$(PYTHON_IN) tools/lint_sql.py
	$(PYTHON_IN) -m sqlfmt --check --quiet queries

format: $(DEVELOPMENT) ## Lay out the Python and SQL files
	$(VENV)/bin/ruff check --fix --quiet .
	$(VENV)/bin/ruff format --quiet .
	$(PYTHON_IN) -m sqlfmt --quiet queries

check: lint test ## lint and test

bench: $(DEVELOPMENT) ## Measure; benchmarks/ says what
	$(PYTHON_IN) -m benchmarks

clean: ## Remove the environment and the caches; operations and their stores stay
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
