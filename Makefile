# The verbs of portlens. `make demo` and `make test` set up what they need by themselves.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test fuzz endurance catalogue-check oracle engine oracle-long realfiles editors windows wasm wasm-tests \
        playground vsix npm dist e2e pictures try check format docs site bench clean help

help:  ## list the verbs
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.ready  ## run portlens on examples/, and explain port 5432
	@$(BIN)/portlens check examples --fail-on never
	@echo
	@$(BIN)/portlens explain 5432

test: $(VENV)/.ready  ## run the tests that need nothing but Python, on all processors
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not oracle and not editors and not wasm" tests

catalogue-check: $(VENV)/.ready  ## prove that the tables of data/ agree with each other
	$(BIN)/python data/build.py --check
	$(BIN)/python -m pytest -q tests/catalogue/test_whole.py

fuzz: $(VENV)/.ready  ## read a million hostile texts a format; TEXTS=1000 for fewer
	$(BIN)/python -m tests.fuzz $(if $(TEXTS),--texts $(TEXTS))

endurance: $(VENV)/.ready  ## use a server for days: nothing stale, nothing that grows; DAYS=5 EDITS=1000 SEED=7
	$(BIN)/python -m tests.endurance $(if $(DAYS),--days $(DAYS)) $(if $(EDITS),--edits $(EDITS)) $(if $(SEED),--seed $(SEED))

oracle: $(VENV)/.ready  ## compare with nginx, HAProxy, httpd, Caddy, sshd, ssh, docker-compose, systemd, promtool, Helm, inetd, ufw, firewalld, iptables-restore, nft and the C library
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "oracle and not engine and not long" tests

engine: $(VENV)/.ready  ## start projects on a real Docker Engine: what it refuses, who answers
	$(BIN)/python -m pytest -q -m engine tests

oracle-long: $(VENV)/.ready  ## ask the judges for hours, and go on where it stopped; JUDGES="..." for some
	$(BIN)/python -m tests.oracle $(JUDGES)

realfiles: $(VENV)/.ready  ## judge every text file of this machine: no false alarm, no crash
	$(BIN)/python -m tests.realfiles

editors: $(VENV)/.ready  ## try the server in Neovim, Emacs, Vim and Kate
	$(BIN)/python -m pytest -q -m editors tests

windows: $(VENV)/.ready  ## run tests of files and the console under Windows' own Python, in Wine
	$(BIN)/python -m tests.windows $(TESTS)

wasm: vsix npm  ## compare portlens in WebAssembly with the one on Python; needs Node.js
	$(BIN)/python -m pytest -q -m wasm tests

wasm-tests: vsix  ## run the tests inside WebAssembly, all that need no process; TESTS="..." for some; needs Node.js
	$(BIN)/python -m tests.wasm $(TESTS)

playground: vsix  ## show the playground, a page that needs no server, on 127.0.0.1; needs Node.js
	cd vscode-extension && node scripts/playground.mjs --serve

vsix: $(VENV)/.ready  ## build the VS Code extension, vscode-extension/portlens.vsix
	tests/e2e/package.sh

npm: $(VENV)/.ready  ## build the npm package, the command line for machines without Python
	tests/e2e/package.sh npm.mjs

dist: $(VENV)/.ready  ## build wheel, sdist, checksums and notes into dist/, and try the wheel
	$(BIN)/python release/dist.py
	$(BIN)/python release/notes.py > dist/NOTES.md

e2e: $(VENV)/.ready  ## try the extension in a real VS Code, which is set up in .cache/; FILES="large.test.mjs" for some
	tests/e2e/run.sh $(FILES)

pictures: $(VENV)/.ready  ## take the pictures of the READMEs anew, in a real VS Code
	tests/e2e/keep-pictures.sh

try: $(VENV)/.ready  ## open the examples in a real VS Code in the browser
	tests/e2e/try.sh

check: $(VENV)/.ready  ## ruff, mypy, and proof that generated files are fresh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy docs
	$(BIN)/python data/build.py --check
	$(BIN)/python docs/build.py --check
	$(BIN)/python vscode-extension/scripts/manifest.py --check

format: $(VENV)/.ready  ## let ruff format the code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

docs: $(VENV)/.ready  ## write the generated tables and pages anew
	$(BIN)/python data/build.py
	$(BIN)/python docs/build.py
	$(BIN)/python vscode-extension/scripts/manifest.py

site: $(VENV)/.site  ## build the documentation as a site, .cache/site, and check its links; with npm also the playground
	if command -v npm > /dev/null; then tests/e2e/package.sh playground.mjs; fi
	$(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.ready .cache/bench/.ready  ## measure; ratios against a rival in the same run
	$(BIN)/python -m tests.bench

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.cache/bench/.ready: $(VENV)/.ready tests/bench/_rivals.py
	$(BIN)/python -m tests.bench._rivals
	@touch $@

$(VENV)/.site: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site]'
	@touch $@

clean:  ## remove what the other verbs made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache dist
