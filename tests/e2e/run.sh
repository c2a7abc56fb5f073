#!/bin/bash
# Runs the end-to-end tests in a real VS Code, setting up whatever is missing: `make e2e`.
#
#   run.sh [FILE…]      only these test files
#
# Where a program is missing that cannot be set up, the tests are skipped with a message; with
# CI=true that is a failure. So is anything else that goes wrong, everywhere.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
EXTENSION=$HERE/../../vscode-extension
export PORTLENS_E2E_CACHE=${PORTLENS_E2E_CACHE:-$HERE/../../.cache/vscode}

main() {
  local status=0
  "$HERE/setup.sh" || status=$?
  case $status in
    0) ;;
    77) skip "a program is missing, see above" ;;
    *) exit "$status" ;;
  esac
  PORTLENS_E2E_CACHE=$(cd "$PORTLENS_E2E_CACHE" && pwd)
  # One Node for everything: a distribution's may be too old for the tools.
  export PATH=$PORTLENS_E2E_CACHE/node-home/bin:$PATH
  [ -n "${CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome > /dev/null ||
    skip "there is no Chromium"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "there is no Python 3.10"
  "$HERE/package.sh" > "$PORTLENS_E2E_CACHE/package.log" 2>&1 || {
    cat "$PORTLENS_E2E_CACHE/package.log" >&2
    exit 1
  }
  (cd "$EXTENSION" && npm run --silent check && npm run --silent test)
  rm -rf "$HERE/artefacts" "$PORTLENS_E2E_CACHE/extensions"
  cd "$HERE"
  # Two at once: a VS Code that starts keeps one processor busy and often waits. Each has its own.
  local at_once=2
  [ $# -gt 0 ] || set -- *.test.mjs
  [ "$(getconf _NPROCESSORS_ONLN)" -gt 1 ] || at_once=1
  node --test --test-concurrency=$at_once --test-reporter=spec "$@"
}

skip() {
  echo "e2e: skipped: $1" >&2
  [ "${CI:-}" != true ] || exit 1
  exit 0
}

main "$@"
