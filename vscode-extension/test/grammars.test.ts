// Each fixture is a text with lines of carets below what has a scope: `^^^ keyword.control`.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const FOLDER = "test/grammars";
const LABEL = /^\s*(\^+)\s+(!?)(\S+)$/;

await loadWASM(readFileSync("node_modules/vscode-oniguruma/release/onig.wasm"));
const files = readdirSync("syntaxes").map((name) => `syntaxes/${name}`);
const raw = files.map((path) => parseRawGrammar(readFileSync(path, "utf8"), path));
const registry = new Registry({
  onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
  loadGrammar: async (scope) => raw.find(({ scopeName }) => scopeName === scope) ?? null,
});

for (const name of readdirSync(FOLDER)) {
  const scope = raw[files.findIndex((path) => name.startsWith(path.slice(9).split(".")[0] ?? ""))];
  test(`${name} is coloured as its labels say`, async () => {
    const grammar = await registry.loadGrammar(scope?.scopeName ?? "");
    assert.ok(grammar);
    let stack = INITIAL;
    let line = "";
    let tokens: ReturnType<typeof grammar.tokenizeLine>["tokens"] = [];
    let labels = 0;
    for (const text of readFileSync(`${FOLDER}/${name}`, "utf8").split("\n")) {
      const label = LABEL.exec(text);
      if (!label) {
        line = text;
        ({ tokens, ruleStack: stack } = grammar.tokenizeLine(text, stack));
        continue;
      }
      labels++;
      const [, carets = "", not, expected = ""] = label;
      const start = text.indexOf("^");
      for (const token of tokens) {
        if (token.startIndex < start + carets.length && token.endIndex > start) {
          const has = token.scopes.some((each) => each.includes(expected));
          const what = line.slice(token.startIndex, token.endIndex);
          assert.equal(has, not === "", `${what}: ${token.scopes.join(" ")} (${expected})`);
        }
      }
      assert.ok(start + carets.length <= line.length, `${text} labels nothing`);
    }
    assert.ok(labels > 10, "a fixture without labels proves nothing");
  });
}
