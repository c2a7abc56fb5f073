import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { probe } from "../src/probe";

const folder = mkdtempSync(join(tmpdir(), "portlens-probe-"));
after(() => rmSync(folder, { recursive: true }));

const ask = (command: string) => probe({ origin: "path", command, args: [] }, folder);

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("a Python tells its version and where it is", async () => {
  const answer = await ask(program("python", "echo; echo 'portlens 3.12.1 /opt/my python/bin'"));
  assert.deepEqual(answer, { version: "3.12.1", executable: "/opt/my python/bin" });
});

test("a program that is not there", async () => {
  assert.deepEqual(await ask(join(folder, "none")), { failure: "ENOENT" });
});

test("a folder, and a file that may not be run", async () => {
  assert.deepEqual(await ask(folder), { failure: "EACCES" });
  const path = join(folder, "text");
  writeFileSync(path, "print()");
  assert.deepEqual(await ask(path), { failure: "EACCES" });
});

test("a program that is no Python", async () => {
  assert.deepEqual(await ask(program("cat", "echo hello")), { failure: "no answer" });
});

test("a Python that fails gives its last words", async () => {
  const broken = program("broken", "echo first >&2; echo 'No module named encodings' >&2; exit 1");
  assert.deepEqual(await ask(broken), { failure: "No module named encodings" });
});

test("a name that no system takes", async () => {
  const answer = await ask("py\0thon");
  assert.ok("failure" in answer);
});
