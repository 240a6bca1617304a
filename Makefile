# Two commands: `make run` serves the app with the practice portal inside, `make test` checks everything.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check -q

.PHONY: run test test-quick test-faults lock clean

run: $(VENV)/run.stamp
	$(PY) -m streamlit run app.py

test: $(VENV)/test.stamp
	$(PY) tools/browser.py --install
	$(PY) tools/postgresql.py --install
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -n 2 --dist loadgroup

test-quick: $(VENV)/test.stamp
	$(PY) -m pytest -n 2 --dist loadgroup --ignore tests/journeys

test-faults: $(VENV)/test.stamp
	$(PY) -m pytest -n 2 -m faults tests/publishing tests/faults

lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 -q requirements.in -o requirements.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 -q requirements-dev.in -c requirements.txt -o requirements-dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "CT Companion needs Python 3.11 or newer. Say which one with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
