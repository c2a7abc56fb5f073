import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatOfOwn, languageFor, mayChange } from "../src/language";

test("a file whose name says nothing gets the language of its format", () => {
  assert.equal(languageFor("nginx", "properties", []), "portlens-nginx");
  assert.equal(languageFor("sshd_config", "plaintext", []), "sshd_config");
  assert.equal(languageFor("compose", "plaintext", []), undefined);
});

test("where another extension has a language for it, ours gives way", () => {
  for (const other of ["nginx", "NGINX"]) {
    assert.equal(languageFor("nginx", "portlens-nginx", ["lua", other]), other);
    assert.equal(languageFor("nginx", "properties", [other]), other);
    assert.equal(languageFor("nginx", other, [other]), undefined);
  }
  assert.equal(languageFor("ssh_config", "portlens-ssh-config", ["ssh_config"]), "ssh_config");
  assert.equal(languageFor("haproxy", "portlens-haproxy", ["haproxy"]), "haproxy");
  assert.equal(languageFor("caddyfile", "plaintext", ["caddyfile"]), "caddyfile");
  assert.equal(languageFor("caddyfile", "plaintext", ["plaintext"]), undefined);
});

test("a language that somebody chose stays", () => {
  assert.equal(languageFor("nginx", "jinja-nginx", []), undefined);
  assert.ok(!mayChange("shellscript"));
});

test("the languages of ours are those that the manifest contributes", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
    contributes: { languages: { id: string }[]; grammars: { language: string }[] };
  };
  const ids = contributes.languages.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id) => formatOfOwn(id) === undefined),
    [],
  );
  assert.deepEqual(contributes.grammars.map(({ language }) => language).sort(), ids.sort());
});
