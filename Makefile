# tcptui: everything a developer or a stranger runs. `make` alone lists it.
#
# Two environments hold the same program: .venv with the core compiled (where there is a C compiler), .venv-pure with
# the core as plain Python. The program is installed into each as a wheel, never linked to this folder, so that
# compiled modules built here by hand can never get into the other's tests.

PYTHON ?= python3
CORE ?= compiled
VENV := $(if $(filter python,$(CORE)),.venv-pure,.venv)
BUILD := build/$(if $(filter python,$(CORE)),pure,compiled)
PIP := $(VENV)/bin/python -m pip -qq --disable-pip-version-check
CODE := tui_tcp tests bench fuzz lab setup.py
SOURCES := pyproject.toml setup.py MANIFEST.in \
	$(shell find tui_tcp -type d ! -name __pycache__ -o -name '*.py' -o -name '*.pxd' -o -name '*.tcss' -o -name '*.pcap')
TESTS ?=
PYTEST := -n auto --maxprocesses 4 $(TESTS)

export TCPTUI_NO_EXTENSIONS := $(if $(filter python,$(CORE)),1,)

.PHONY: help demo test check lint types format bench fuzz asan lab clean
.DELETE_ON_ERROR:

help:
	@echo "make demo     install into .venv and open a bundled capture (prints it where standard output is no terminal)"
	@echo "make test     all tests; CORE=python make test for the core that is not compiled; TESTS=tests/tcp for some"
	@echo "make check    formatting, lint, types, and all tests with both cores: what CI runs"
	@echo "make format   put the code into its form"
	@echo "make bench    measure time, memory and key-to-paint latency"
	@echo "make fuzz     a million hostile inputs for framing and for decode; CORE=python make fuzz for the other core"
	@echo "make asan     the same inputs and the core's tests against a core built with AddressSanitizer (gcc, libasan)"
	@echo "make lab      record the fixtures again (Linux, root)"
	@echo "make clean    remove all that was built"

demo: $(VENV)/.installed
	@$(VENV)/bin/tcptui tui_tcp/sample/classic_lesson.pcap

# PYTHONSAFEPATH keeps this folder out of the search path: what is tested is what is installed.
test: $(VENV)/.installed-test
	TCPTUI_EXPECT_CORE=$(CORE) PYTHONSAFEPATH=1 $(VENV)/bin/python -m pytest $(PYTEST)

check: lint types
	$(MAKE) test CORE=compiled
	$(MAKE) test CORE=python

lint: $(VENV)/.installed-dev
	$(VENV)/bin/ruff format --check $(CODE)
	$(VENV)/bin/ruff check $(CODE)

types: $(VENV)/.installed-dev
	$(VENV)/bin/mypy

format: $(VENV)/.installed-dev
	$(VENV)/bin/ruff format $(CODE)
	$(VENV)/bin/ruff check --fix $(CODE)

bench: $(VENV)/.installed-test
	$(VENV)/bin/python -m bench

# This folder comes last in the search path, so that the installed core is run and not the plain one beside it.
FUZZ_COUNT ?= 1000000
FUZZ := import runpy, sys; sys.path.append("."); runpy.run_module("fuzz", run_name="__main__")

fuzz: $(VENV)/.installed-test
	for target in framing decode; do \
		PYTHONSAFEPATH=1 $(VENV)/bin/python -c '$(FUZZ)' $$target --count $(FUZZ_COUNT) || exit 1; done

# A tree of its own, so that these slow modules never get into an installation. Python itself leaks at its end.
ASAN := build/asan
ASAN_RUN := LD_PRELOAD=$$(gcc -print-file-name=libasan.so) ASAN_OPTIONS=detect_leaks=0 PYTHONMALLOC=malloc \
	TCPTUI_EXPECT_CORE=compiled $(CURDIR)/$(VENV)/bin/python
ASAN_COUNT ?= 200000

asan: $(VENV)/.installed-test
	rm -rf $(ASAN)
	mkdir -p $(ASAN)
	cp -r $(CODE) fixtures pyproject.toml README.md LICENSE $(ASAN)
	find $(ASAN)/tui_tcp -name '*.so' -delete
	cd $(ASAN) && CFLAGS=-fsanitize=address LDFLAGS=-fsanitize=address \
		$(CURDIR)/$(VENV)/bin/python setup.py -q build_ext --inplace
	grep -q __asan_report $(ASAN)/tui_tcp/wire/decode.*.so
	cd $(ASAN) && for target in framing decode; do \
		$(ASAN_RUN) -m fuzz $$target --count $(ASAN_COUNT) || exit 1; done
	cd $(ASAN) && $(ASAN_RUN) -m pytest tests/wire tests/tcp tests/model

lab: $(VENV)/.installed
	$(VENV)/bin/python -m lab --out fixtures
	$(VENV)/bin/python -m lab.bad fixtures/http_ipv4.client.pcap fixtures/bad
	$(VENV)/bin/python -m lab classic_lesson --out tui_tcp/sample

clean:
	rm -rf .venv .venv-pure build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis snapshot_report.html
	find tui_tcp \( -name '*.so' -o -name '*.c' \) -delete
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

# Each stamp says that the program, as its sources are now, is installed with the packages of one extra.
$(VENV)/.installed-test: EXTRA := [test]
$(VENV)/.installed-dev: EXTRA := [dev]
$(VENV)/.installed $(VENV)/.installed-test $(VENV)/.installed-dev: $(SOURCES) | $(VENV)/.ready
	@rm -f $(VENV)/.installed*
	@if [ -d $(BUILD) ]; then find $(BUILD)/lib* -name '*.py' -delete; fi
	$(PIP) install --no-build-isolation '.$(EXTRA)'
	@touch $(VENV)/.installed $(if $(EXTRA),$(VENV)/.installed-test) $@

$(VENV)/.ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "tcptui needs Python 3.11 or newer as $(PYTHON); another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@$(PIP) install $$($(VENV)/bin/python -c \
		'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"])')
	@touch $@
