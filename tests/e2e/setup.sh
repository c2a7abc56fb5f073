#!/bin/bash
# Puts a real VS Code, and what drives it, into a cache folder; what is there already is kept.
#
#   setup.sh            all that `make e2e` needs
#   setup.sh editor     VS Code alone: what `make try` needs
#
# Needs npm and a network that reaches the npm registry. Chromium comes from the distribution:
# run as root on Debian or Ubuntu, it and everything else that is missing is installed by apt-get.
# The npm package code-server is VS Code itself (workbench and extension host) in a browser.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${PORTLENS_E2E_CACHE:-$HERE/../../.cache/vscode}
CODE_SERVER=4.139.1  # VS Code 1.139.1
NODE=24.21.0         # what this VS Code runs on; the npm package holds the program itself
PARTS=${1:-all}

main() {
  mkdir -p "$CACHE"
  CACHE=$(cd "$CACHE" && pwd)
  LOG=$CACHE/setup.log
  : > "$LOG"
  trap 'case $? in 0 | 77) exit ;; esac; { echo "setup.sh failed; the end of $LOG:"; tail -n 20 "$LOG"; } >&2' EXIT
  [ "$PARTS" = editor ] || debian_packages
  once "npm" has npm
  once "node-$NODE" install_node
  once "code-server-$CODE_SERVER" install_code_server
  [ "$PARTS" = editor ] || [ -d "$HERE/node_modules/playwright-core" ] || install_driver
}

# once NAME COMMAND…: does a step that leaves something behind only if it was not done before.
once() {
  local done_mark=$CACHE/.$1.done
  [ -e "$done_mark" ] && return
  local begin=$SECONDS
  "${@:2}"
  touch "$done_mark"
  echo "setup: $1 ($((SECONDS - begin)) s)" >&2
}

debian_packages() {
  local wanted=()
  command -v chromium > /dev/null || wanted+=(chromium)
  command -v npm > /dev/null || wanted+=(npm)
  command -v python3 > /dev/null || wanted+=(python3 python3-venv)
  # The screenshots show Japanese; without this font they show boxes.
  [ -n "$(fc-list 'Noto Sans CJK JP' 2> /dev/null)" ] || wanted+=(fontconfig fonts-noto-cjk fonts-dejavu-core)
  [ ${#wanted[@]} = 0 ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "setup: missing: ${wanted[*]} (run as root on Debian, this script installs them)" >&2
    return
  fi
  local begin=$SECONDS
  apt_get update -qq
  apt_get install -y -qq --no-install-recommends "${wanted[@]}"
  echo "setup: ${wanted[*]} ($((SECONDS - begin)) s)" >&2
}

# Waits for the locks of another apt: its own option knows of dpkg's, but not of that on the lists.
apt_get() {
  local end=$((SECONDS + 600)) output
  until output=$(DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=60 "$@" 2>&1); do
    echo "$output" >> "$LOG"
    if ! grep -qi 'could not get lock\|unable to lock' <<< "$output" || [ $SECONDS -gt $end ]; then
      return 1
    fi
    echo "setup: waiting for another apt" >&2
    sleep 5
  done
  echo "$output" >> "$LOG"
}

# Ends with 77 where a program is missing: that is no failure of the setup.
has() {
  command -v "$1" > /dev/null || { echo "setup: $1 is missing" | tee -a "$LOG" >&2; exit 77; }
}

# Install without install scripts: the few native modules are not needed for what is done here.
npm_install() {
  npm install --no-audit --no-fund --ignore-scripts --loglevel=error "$@" >> "$LOG" 2>&1
}

install_node() {
  local system machine
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  machine=$(uname -m | sed -e 's/x86_64/x64/' -e 's/aarch64/arm64/')
  npm_install --no-save --prefix "$CACHE/node" "node-$system-$machine@$NODE"
  ln -sfn "node/node_modules/node-$system-$machine" "$CACHE/node-home"
}

install_code_server() {
  mkdir -p "$CACHE/code-server"
  npm_install --prefix "$CACHE/code-server" "code-server@$CODE_SERVER"
  cd "$CACHE/code-server/node_modules/code-server/lib/vscode"
  npm_install --omit=dev  # not `npm ci`: the package's own lock file is out of step
  # What code-server's own install script would have done.
  ln -sf code-linux.sh bin/remote-cli/code-server
  ln -sf browser-linux.sh bin/helpers/browser.sh
  chmod +x bin/remote-cli/code-linux.sh bin/helpers/browser-linux.sh
  # With a compiler at hand the Output panel gets its text; nothing else needs it.
  if command -v g++ > /dev/null && command -v make > /dev/null; then
    PATH=$CACHE/node-home/bin:$PATH npm_config_nodedir=$CACHE/node-home \
      npm rebuild @vscode/spdlog @vscode/native-watchdog >> "$LOG" 2>&1 || true
  fi
  cd "$HERE"
}

install_driver() {
  (cd "$HERE" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >> "$LOG" 2>&1)
}

main
