#!/bin/bash
# Builds the extension's .vsix, or with npm.mjs the npm package, with fresh packages where the lock
# file is newer than they are. A .vsix that is newer than all that it is made of stays.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
EXTENSION=$HERE/../../vscode-extension

cd "$EXTENSION"

# A folder is newer as well where something was taken out of it; Python writes its caches anywhere.
is_fresh() {
  local sources=(src scripts images languages syntaxes l10n licences ../server/portlens
    package.json package-lock.json package.nls.json package.nls.ja.json README.md CHANGELOG.md LICENSE .vscodeignore)
  [ -e portlens.vsix ] && [ -d bundled/wasm ] && [ -z "${PORTLENS_IMAGES:-}" ] &&
    [ -z "$(find "${sources[@]}" -name __pycache__ -prune -o -newer portlens.vsix -print -quit)" ]
}

[ $# -gt 0 ] || ! is_fresh || exit 0
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
  # The lock file holds the versions. `npm ci` would also insist on biome's programs for other
  # systems, which not every mirror of the registry has.
  npm install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error
  touch node_modules
fi
node "scripts/${1:-package.mjs}"
