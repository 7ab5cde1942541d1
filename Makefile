# Two commands: `make demo` runs the main job on real files, `make test` passes the tests.
# Nothing but python3 and make is needed; uv is used when it is there.
VENV ?= .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ossbuy-installed
# Screen tests wait on clocks more than they compute: four at a time keep two cores busy.
JOBS ?= 4

.PHONY: help setup demo tui test check lint types contract sweep integration bench wheel clean

help:
	@echo "make demo         build the sample procurement and write its decision workbook"
	@echo "make tui          the same, then open it on screen"
	@echo "make test         the tests (under six minutes on two cores)"
	@echo "make check        format, lint, types, import contract and tests"
	@echo "make sweep        any text and any word on every screen, and wide screens: slow"
	@echo "make integration  LibreOffice, wheel and kill -9 tests, Kestrel by keyboard"
	@echo "make bench        figures as ratios against peers"

setup: $(STAMP)

$(STAMP): pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh $(VENV)
	@touch $@

demo: $(STAMP)
	@$(VENV)/bin/ossbuy demo kestrel-inventory --out out

tui: $(STAMP)
	@test -f out/kestrel-inventory.ossbuy || $(VENV)/bin/ossbuy demo kestrel-inventory --out out
	@$(VENV)/bin/ossbuy open out/kestrel-inventory.ossbuy

test: $(STAMP)
	$(PY) -m pytest -m "not integration and not sweep and not shared" -n $(JOBS) --dist worksteal

check: lint types contract test

lint: $(STAMP)
	$(VENV)/bin/ruff check src tests benchmarks
	$(VENV)/bin/ruff format --check src tests benchmarks

types: $(STAMP)
	$(VENV)/bin/mypy

contract: $(STAMP)
	$(VENV)/bin/lint-imports

sweep: $(STAMP)
	$(PY) -m pytest -m "sweep and not shared" -n $(JOBS) --dist worksteal

integration: $(STAMP)
	$(PY) -m pytest -m "integration and not shared" -n 0

bench: $(STAMP)
	@$(PY) -m pip --version >/dev/null 2>&1 && $(PY) -m pip install --quiet --group bench || uv pip install --quiet --python $(PY) --group bench
	@for file in benchmarks/[a-z]*.py; do echo "== $$file"; $(PY) $$file || exit 1; done

wheel: $(STAMP)
	$(PY) -m hatchling build -t wheel

clean:
	rm -rf $(VENV) out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
