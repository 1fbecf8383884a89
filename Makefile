# Every task of the project is one command here; each does its own set-up.

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
# A text whose encoding no one says is read in another one on Windows: in the tests, that is an error.
test: export PYTHONWARNDEFAULTENCODING = 1
# What Python compiled is kept, whatever the machine's own habit: the tests start it many times.
export PYTHONDONTWRITEBYTECODE =

.PHONY: site serve check test wheel weigh contact-sheet fuzz mutants translations lock bench clean

# Build the network's website into site/.
site: $(VENV)/site-ready
	$(BIN)/talanoa build
	@echo
	@echo "The site is in $(CURDIR)/site. To look at it:  make serve  and open http://127.0.0.1:8000/"

# Show the site at http://127.0.0.1:8000/ and rebuild it on every saved change.
serve: $(VENV)/site-ready
	$(BIN)/talanoa serve

# Say everything that is wrong with the content, and where.
check: $(VENV)/site-ready
	$(BIN)/talanoa check

# Types, lint, the import contract, and all tests, with a real browser; two processes more than there are processors, at most six:
# some always wait, for a browser or a server.
TESTERS = $(shell $(BIN)/python -c 'import os; print(2 + min(4, os.cpu_count() or 1))')
test: $(VENV)/test-ready
	$(BIN)/ruff check plugins tests bench .github
	$(BIN)/ruff format --check plugins tests bench .github
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist worksteal

# What `pip install` takes, into dist/: the source archive, and the wheel made from it.
wheel: $(VENV)/test-ready
	rm -rf build dist
	$(BIN)/python -m build --no-isolation --quiet
	@ls -l dist

# What a first view of every kind of page weighs, against its budget.
weigh: $(VENV)/test-ready
	$(BIN)/python -m pytest --capture=no tests/browser/test_weight.py

# Pictures of every kind of page on phones and wide windows, light and dark, in both directions, into .contact-sheet/.
contact-sheet: $(VENV)/test-ready
	$(BIN)/python -m tests.browser.contact_sheet

# Look for inputs that break or hang a reader: make fuzz FUZZ_MINUTES=60 (tests/fuzz/README.md).
fuzz: $(VENV)/test-ready
	FUZZ_MINUTES=$(or $(FUZZ_MINUTES),10) $(BIN)/python -m tests.fuzz

# Change the package in small ways, and say which no test notices: make mutants MODULE=visibility (tests/mutants/README.md).
mutants: $(VENV)/mutants-ready
	MUTANTS_MINUTES=$(or $(MUTANTS_MINUTES),20) $(BIN)/python -m tests.mutants $(MODULE)

# Bring the catalogues of the interface's words up to date with the code; a new one: make translations LOCALE=vi
WORDS = plugins/talanoa/theme/translations
translations: $(VENV)/site-ready
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --sort-output --add-location file --project Talanoa --output-file $(VENV)/talanoa.pot plugins/talanoa
	$(BIN)/pybabel update --domain talanoa --input-file $(VENV)/talanoa.pot --output-dir $(WORDS) --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100 $(if $(LOCALE),--init-missing --locale $(LOCALE))

# Take the newest versions that pyproject.toml allows into the locks, and into that of new networks.
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: $(VENV)/made
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --extra build --extra mkdocs --extra test --output-file requirements-test.lock pyproject.toml
	$(COMPILE) --extra build --extra mkdocs --constraints requirements-test.lock --output-file requirements.lock pyproject.toml
	$(COMPILE) --constraints requirements-test.lock --output-file plugins/talanoa/starters/around/requirements.txt pyproject.toml
	$(COMPILE) --group mutants --constraints requirements-test.lock --output-file tests/mutants/requirements.lock

# Measure builds beside MkDocs + Material with its own blog, Hugo, Pelican and Eleventy (bench/README.md).
bench: $(VENV)/site-ready
	$(BIN)/python bench/run.py

clean:
	rm -rf site dist build $(VENV) .contact-sheet .fuzz .mutants tests/validators/node_modules

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Talanoa needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12 site"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/site-ready: $(VENV)/made requirements.lock pyproject.toml
	@echo "Setting up (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test-ready: $(VENV)/site-ready requirements-test.lock tests/validators/install.sh tests/validators/package-lock.json
	@sh tests/validators/install.sh & programs=$$!; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-test.lock; \
	packages=$$?; wait $$programs && exit $$packages
	@touch $@

$(VENV)/mutants-ready: $(VENV)/test-ready tests/mutants/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement tests/mutants/requirements.lock
	@touch $@
