// Files that come late, in the interpreter's own file system; needs the build.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { before, beforeEach, describe, test } from "node:test";
import { loadPyodide, type PyodideAPI } from "pyodide";
import { type FileSystem, LazyFiles } from "../src/wasm/lazyFiles";

const runtime = resolve("bundled/wasm");
const isBuilt = existsSync(join(runtime, "python_stdlib.zip"));

describe("files that come late", { skip: !isBuilt && "npm run build comes first" }, () => {
  let pyodide: PyodideAPI;
  let files: LazyFiles;
  let root = "";
  let wanted = 0;
  let full = 0;
  let count = 0;

  /** Return what Python says, the error's name where it fails. */
  const python = (code: string): unknown =>
    pyodide.runPython(`
import os
def run():
    try:
        return ${code}
    except OSError as error:
        return type(error).__name__
run()
`);
  const read = (name: string) => python(`open("${root}/${name}").read()`);
  const put = (name: string, text: string) =>
    files.put({ path: `${root}/${name}`, content: new TextEncoder().encode(text) });

  before(async () => {
    pyodide = await loadPyodide({ indexURL: join(runtime, "/"), env: { HOME: "/" } });
  });
  beforeEach(() => {
    wanted = 0;
    full = 0;
    root = `/memfs:${++count}`;
    files = new LazyFiles(
      pyodide.FS as unknown as FileSystem,
      () => wanted++,
      () => full++,
      { names: 100, bytes: 1000 },
    );
    files.addRoot(root);
  });

  test("a folder is asked for when it is looked at, and then a file", () => {
    assert.equal(python(`os.stat("${root}/a")`), "PermissionError");
    assert.deepEqual(files.take(), [{ path: root, kind: "folder" }]);
    assert.equal(files.isWaiting, true);
    files.put({ path: root, names: { a: "file", b: "folder" } });
    assert.equal(files.isWaiting, false);
    assert.equal(python(`",".join(sorted(os.listdir("${root}")))`), "a,b");
    assert.equal(python(`os.path.isfile("${root}/a") and os.path.isdir("${root}/b")`), true);
    assert.equal(wanted, 1);
    assert.equal(read("a"), "PermissionError");
    assert.deepEqual(files.take(), [{ path: `${root}/a`, kind: "file" }]);
    put("a", "text");
    assert.equal(read("a"), "text");
  });

  test("a file that may not be read uses up no file numbers", () => {
    files.put({ path: root, names: { a: "file" } });
    const last = pyodide.runPython(`
for _ in range(10_000):
    try:
        open("${root}/a")
    except PermissionError:
        pass
with open("/tmp/x", "w") as other:
    number = other.fileno()
number
`);
    assert.ok((last as number) < 10, `${last}`);
  });

  test("what cannot be read is not asked for again before it changes", () => {
    files.put({ path: root, names: { a: "file" } });
    files.put({ path: `${root}/a` });
    assert.equal(read("a"), "PermissionError");
    assert.equal(files.isWaiting, false);
    assert.equal(files.change({ path: `${root}/a`, kind: "changed" }), true);
    assert.equal(read("a"), "PermissionError");
    assert.equal(files.isWaiting, true);
  });

  test("changes: of a text, new names, names that are gone", () => {
    files.put({ path: root, names: { a: "file", b: "folder" } });
    put("a", "one");
    files.put({ path: `${root}/b`, names: { c: "file" } });
    const version = `os.stat("${root}/a").st_mtime_ns`;
    const before = python(version);
    assert.equal(files.change({ path: `${root}/a`, kind: "changed" }), true);
    assert.equal(read("a"), "PermissionError");
    put("a", "a text that is longer");
    assert.equal(read("a"), "a text that is longer");
    assert.ok((python(version) as number) >= (before as number));
    assert.equal(files.change({ path: `${root}/d`, kind: "created" }), true);
    files.put({ path: root, names: { a: "file", d: "file" } });
    assert.equal(python(`",".join(sorted(os.listdir("${root}")))`), "a,d");
    assert.equal(read("a"), "a text that is longer");
    assert.equal(files.change({ path: `${root}/a`, kind: "deleted" }), true);
    assert.equal(read("a"), "FileNotFoundError");
    assert.equal(files.change({ path: "/elsewhere/x", kind: "created" }), false);
    assert.equal(files.change({ path: `${root}/zz`, kind: "changed" }), false);
  });

  test("more names than a browser can hold are left out, which is told once", () => {
    const names = Array.from({ length: 300 }, (_, number): [string, "file"] => [
      `f${number}`,
      "file",
    ]);
    files.put({ path: root, names: Object.fromEntries([["sub", "folder"], ...names]) });
    assert.equal(python(`len(os.listdir("${root}"))`), 50);
    files.put({ path: `${root}/sub`, names: { a: "file", b: "file" } });
    assert.equal(python(`len(os.listdir("${root}/sub"))`), 2);
    assert.equal(full, 1);
  });

  test("more text than it can hold is left out, until there is room", () => {
    files.put({ path: root, names: { a: "file", b: "file" } });
    put("a", "x".repeat(900));
    put("b", "y".repeat(200));
    assert.equal(full, 1);
    assert.equal(read("b"), "PermissionError");
    assert.equal(files.isWaiting, false);
    files.change({ path: `${root}/a`, kind: "deleted" });
    files.change({ path: `${root}/b`, kind: "changed" });
    assert.equal(read("b"), "PermissionError");
    put("b", "y".repeat(200));
    assert.equal(read("b"), "y".repeat(200));
    assert.equal(full, 1);
  });
});
