// Memory that runs out under the server in WebAssembly; needs the build.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { startServer } from "../src/wasm/server";

const runtime = resolve("bundled/wasm");
const isBuilt = existsSync(join(runtime, "portlens.zip"));

const MIB = 1024 * 1024;

test("a text that memory cannot hold ends the server, which says why", {
  skip: !isBuilt && "npm run build comes first",
}, async () => {
  const log: string[] = [];
  const ends: number[] = [];
  const receive = await startServer(
    { runtime: join(runtime, "/"), archive: readFileSync(join(runtime, "portlens.zip")) },
    { write: () => {}, log: (line) => log.push(line), end: (code) => ends.push(code) },
    () => {},
  );
  const tell = (method: string, params: object, more = {}) =>
    receive({ jsonrpc: "2.0", method, params, ...more });
  tell("initialize", { capabilities: {} }, { id: 1 });
  tell("initialized", {});
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded");
  };
  try {
    const text = "x".repeat(100 * MIB);
    const textDocument = { uri: "file:///a", languageId: "dockercompose", version: 1, text };
    tell("textDocument/didOpen", { textDocument });
  } finally {
    WebAssembly.Memory.prototype.grow = grow;
  }
  assert.deepEqual(ends, [1]);
  assert.match(log.at(-1) ?? "", /MemoryError/);
});
