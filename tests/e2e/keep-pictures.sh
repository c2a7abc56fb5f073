#!/bin/bash
# Takes the pictures of the READMEs anew and puts them where the READMEs look: `make pictures`.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PROJECT=$HERE/../..

# A busy machine may miss a latency, and the pictures are right all the same.
CI=true "$HERE/run.sh" --test-skip-pattern='keep up with the typing' \
  compose.test.mjs ports.test.mjs japanese.test.mjs large.test.mjs stacks.test.mjs try.test.mjs
cd "$HERE/artefacts/readme"
# A third of the size, and nobody sees it; the program is a convenience, not a need.
if command -v pngquant > /dev/null; then
  pngquant --force --skip-if-larger --strip --ext .png 128 -- *.png || [ $? = 98 ]
fi
cp hover.png quickfix.png completion.png ports.png explain.png port-graph.png rename.png \
  "$PROJECT/vscode-extension/images/"
mkdir -p "$PROJECT/docs/images"
cp hover.png port-graph.png japanese.png japanese-graph.png try.png 502.png 502-graph.png "$PROJECT/docs/images/"
