// The parts of the playground that need no browser but its document.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { fragmentOf, isName, LONGEST, sharedOf } from "../playground/link";
import { markdown } from "../playground/markdown";
import { nameOf, uriOf } from "../playground/server";
import { WORDS } from "../playground/words";

globalThis.document = new JSDOM().window.document;

test("a link gives back the files, in any letters", async () => {
  const files = { "compose.yaml": "services: {}\n", "設定/nginx.conf": "# \u{1f600}\n" };
  assert.deepEqual(await sharedOf(await fragmentOf({ files })), { files });
  assert.match(await fragmentOf({ files }), /^#1=[\w-]+$/);
});

test("a fragment that is none, or broken, or too long holds nothing", async () => {
  const long = await fragmentOf({ files: { a: "x".repeat(LONGEST) } });
  const escaping = await fragmentOf({ files: { "../etc/passwd": "" } });
  const empty = await fragmentOf({ files: {} });
  const whole = await fragmentOf({ files: { a: "some text" } });
  for (const fragment of ["", "#top", "#1=", "#1=%%", whole.slice(0, -6), long, escaping, empty]) {
    assert.equal(await sharedOf(fragment), undefined, fragment.slice(0, 40));
  }
});

test("a name is a path below the folder", () => {
  for (const name of ["compose.yaml", "a/b c/d.conf", ".env", "設定"]) {
    assert.equal(isName(name), true, name);
  }
  for (const name of ["", "/etc/hosts", "a//b", "..", "a/../b", "a\\b", "a\nb", "x".repeat(201)]) {
    assert.equal(isName(name), false, name);
  }
});

test("a name and its URI lead to each other", () => {
  for (const name of ["compose.yaml", "a b/%20.conf", "設定/x", "a#b?c"]) {
    assert.equal(nameOf(uriOf(name)), name);
  }
});

test("Markdown becomes elements, and nothing but text and links", () => {
  const page = markdown(
    "### 5432 \\<b>\n- **Official (`x`)**: [IANA](https://iana.org/a?b=1)\n<img src=x> `**a**`\n[x](javascript:1)",
  );
  assert.equal(page.querySelectorAll("img, script").length, 0);
  assert.equal(page.querySelector("strong")?.textContent, "5432 <b>");
  assert.equal(page.querySelector("a")?.getAttribute("href"), "https://iana.org/a?b=1");
  assert.equal(page.querySelectorAll("a").length, 1);
  const code = [...page.querySelectorAll("code")].map((element) => element.textContent);
  assert.deepEqual(code, ["x", "**a**"]);
});

test("the page says the same in both languages", () => {
  assert.deepEqual(Object.keys(WORDS.ja), Object.keys(WORDS.en));
  assert.deepEqual(Object.keys(WORDS.ja.examples), Object.keys(WORDS.en.examples));
});
