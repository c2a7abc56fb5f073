#!/bin/bash
# Builds the extension's .vsix, or with npm.mjs the npm package, with fresh packages where the lock
# file is newer than they are.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
EXTENSION=$HERE/../../vscode-extension

cd "$EXTENSION"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
  # The lock file holds the versions. `npm ci` would also insist on biome's programs for other
  # systems, which not every mirror of the registry has.
  npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error
  touch node_modules
fi
node "scripts/${1:-package.mjs}"
