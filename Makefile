# Everything runs from .venv, which is made from hash-pinned dependencies.
PYTHON ?= python3
BIN := .venv/bin
SBOM ?= dist/planreview.cdx.json
DEMO_FLAGS := $(if $(ONCE),--once)

.PHONY: demo test test-postgres torture cassettes check lint types contracts lock wheel clean docs site site-serve audit sbom pictures image-steps oracle oracle-cmark oracle-record bench-reading

demo: .venv/ready          ## start the app against a stand-in GitHub and show a review
	$(BIN)/planreview demo $(DEMO_FLAGS)

test: .venv/ready          ## the whole test suite
	$(BIN)/python -m pytest -q

test-postgres: .venv/ready ## the job tests on a PostgreSQL of their own
	tests/postgres.sh $(BIN)/python -m pytest -q tests/github_app/jobs

TORTURE := tests/github_app/jobs/test_torture.py tests/end_to_end/test_nothing_lost.py tests/end_to_end/test_every_endpoint.py
torture: .venv/ready       ## kill web and workers at random, a fault at every endpoint: full size, both databases
	PLANREVIEW_TORTURE=1 $(BIN)/python -m pytest -q $(TORTURE)
	PLANREVIEW_TORTURE=1 tests/postgres.sh $(BIN)/python -m pytest -q $(TORTURE)

cassettes: .venv/ready     ## record the calls to GitHub anew, against the stand-in
	$(BIN)/python -m tests.github_app.github.record

check: lint types contracts test  ## what must pass before a commit

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/ready
	$(BIN)/mypy

contracts: .venv/ready
	$(BIN)/lint-imports

wheel: .venv/ready
	$(BIN)/python -m pip wheel --quiet --no-build-isolation --no-deps --wheel-dir dist .

lock:                      ## pin again, after a change of dependencies in pyproject.toml
	$(BIN)/python -m piptools compile --quiet --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	$(BIN)/python -m piptools compile --quiet --generate-hashes --no-strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --extra dev --output-file requirements-dev.lock pyproject.toml
	$(BIN)/python -m piptools compile --quiet --generate-hashes --no-strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --constraint requirements-dev.lock --output-file requirements-build.lock requirements-build.in

.venv/ready: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	$(BIN)/python -m compileall -q github_app rules
	touch $@

oracle: .venv/ready        ## compare Markdown positions with mdast (needs Node); CORPUS="files…", cmark-gfm's test/*.txt too
	cd benchmarks/oracle && npm install --silent --no-package-lock
	PYTHONPATH=rules $(BIN)/python benchmarks/oracle/compare.py benchmarks/oracle/node_modules/commonmark-spec/spec.txt $(CORPUS)

oracle-cmark:              ## compare block lines with cmark-gfm, in an environment of its own; CORPUS="files…"
	$(PYTHON) -m venv build/oracle
	build/oracle/bin/python -m pip install --quiet --disable-pip-version-check cmarkgfm mistune==3.4.0
	PYTHONPATH=rules:benchmarks/oracle build/oracle/bin/python benchmarks/oracle/cmark.py benchmarks/oracle/node_modules/commonmark-spec/spec.txt $(CORPUS)

oracle-record: .venv/ready ## write mdast's reading of tests/plan_rules/markdown/examples.json
	PYTHONPATH=rules $(BIN)/python benchmarks/oracle/record.py

bench-reading: .venv/ready ## reading, rules and `check` beside peers; PLANS=folder, PEERS=--peers installs the peers
	$(BIN)/python benchmarks/reading.py $(PLANS)
	$(BIN)/python benchmarks/tools.py $(PEERS) $(or $(PLANS),examples)

docs: .venv/ready          ## write the generated pages: rules, configuration, settings, commands, licences
	$(BIN)/python -m tools.docs_pages

site: .venv/ready          ## build the documentation into build/site; a dead link is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

site-serve: .venv/ready    ## show the documentation on this machine while it is written
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs serve

image-steps:               ## carry out the Dockerfile's steps without Docker, and start the result (needs root)
	$(PYTHON) tools/image_steps.py

pictures: .venv/ready      ## take the pictures of README and docs while the pages are tested (needs chromium, fonts-inter, fonts-noto-color-emoji)
	PLANREVIEW_PICTURES=docs/images $(BIN)/python -m pytest -q tests/browser

audit: .venv/ready         ## ask the advisory database about every pinned dependency (needs the network); one it can't ask about is an error
	$(BIN)/python -m pip_audit --requirement requirements.lock --requirement requirements-build.lock --require-hashes --disable-pip --strict --progress-spinner off $(AUDIT_FLAGS)

sbom: .venv/ready          ## the bill of materials of what requirements.lock installs, as CycloneDX
	mkdir -p $(dir $(SBOM))
	$(BIN)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible --output-file $(SBOM) requirements.lock

clean:
	rm -rf .venv dist build .demo .mypy_cache .ruff_cache
