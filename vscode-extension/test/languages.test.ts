import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const json = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
const placeholders = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(`src/${name}`, "utf8"));
const spoken = sources.flatMap((source) =>
  [...source.matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? ""),
);

test("every message has a Japanese one, with the same placeholders, and none is left over", () => {
  const japanese = json("l10n/bundle.l10n.ja.json");
  assert.deepEqual(Object.keys(japanese).sort(), [...new Set(spoken)].sort());
  for (const [english, translated] of Object.entries(japanese)) {
    assert.deepEqual(placeholders(translated), placeholders(english), english);
  }
});

test("no message escapes the translation by being no plain string", () => {
  const calls = sources.join("").match(/l10n\.t\(/g)?.length;
  assert.equal(calls, spoken.length);
});

test("the manifest's texts exist in both languages, and all are used", () => {
  const manifest = readFileSync("package.json", "utf8");
  const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? "");
  const english = json("package.nls.json");
  const japanese = json("package.nls.ja.json");
  assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
  assert.deepEqual(Object.keys(japanese).sort(), Object.keys(english).sort());
});

test("links in translated texts lead to the same commands", () => {
  const commands = (text: string) => text.match(/\(command:[^)]+\)/g) ?? [];
  const japanese = json("package.nls.ja.json");
  for (const [key, text] of Object.entries(json("package.nls.json"))) {
    assert.deepEqual(commands(japanese[key] ?? ""), commands(text), key);
  }
});
