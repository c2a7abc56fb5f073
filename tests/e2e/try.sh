#!/bin/bash
# Opens a real VS Code in the browser, with the extension installed and the examples open:
# `make try`. Nothing outside the cache folder and the system's folder for temporary files is
# touched; Ctrl+C ends it.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export PORTLENS_E2E_CACHE=${PORTLENS_E2E_CACHE:-$HERE/../../.cache/vscode}

echo "Setting up; the first time this takes about a minute and 900 MB." >&2
"$HERE/setup.sh" editor
PORTLENS_E2E_CACHE=$(cd "$PORTLENS_E2E_CACHE" && pwd)
export PATH=$PORTLENS_E2E_CACHE/node-home/bin:$PATH
"$HERE/package.sh" > /dev/null
exec node "$HERE/lib/try.mjs"
