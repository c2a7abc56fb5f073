// The server in WebAssembly, in the very thread that the editor starts; needs the build.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import {
  createProtocolConnection,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";
import { WasmServer } from "../src/wasmServer";

const worker = resolve("dist/worker.mjs");
const runtime = resolve("bundled/wasm");
const isBuilt = existsSync(worker) && existsSync(join(runtime, "portlens.zip"));
const { CI } = process.env;
assert.ok(isBuilt || CI !== "true", "npm run build comes first");

const COMPOSE = 'services:\n  db:\n    ports: ["5432:5432"]\n  cache:\n    ports: ["5432:6379"]\n';

interface Running {
  readonly server: WasmServer;
  readonly connection: ProtocolConnection;
  readonly log: string[];
  readonly closed: Promise<void>;
}

/** Start the server on a folder and say `initialize`. */
async function begin(folder: string): Promise<Running> {
  const log: string[] = [];
  const place = { worker, runtime, folders: [folder], log: (line: string) => log.push(line) };
  const server = new WasmServer(place);
  const { reader, writer } = server.start();
  const connection = createProtocolConnection(reader, writer);
  const closed = new Promise<void>((end) => connection.onClose(() => end()));
  connection.listen();
  const answer = connection.sendRequest<{ serverInfo: { name: string } }>("initialize", {
    processId: process.pid,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "shop" }],
    capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
  });
  assert.equal((await answer).serverInfo.name, "portlens");
  await connection.sendNotification("initialized", {});
  return { server, connection, log, closed };
}

describe("the server in WebAssembly", { skip: !isBuilt && "npm run build comes first" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "portlens-wasm-"));
  let running: Running;
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;
  const ask = <T>(method: string, params: object) =>
    running.connection.sendRequest<T>(method, params);

  before(async () => {
    mkdirSync(join(folder, "conf.d"));
    writeFileSync(join(folder, "nginx.conf"), "http { include conf.d/*.conf; }\n");
    writeFileSync(join(folder, "conf.d", "日本語.conf"), "server { listen 8080; }\n");
    writeFileSync(join(folder, "actual"), "Port 2222\n");
    symlinkSync("actual", join(folder, "sshd_config"));
    running = await begin(folder);
    const text = { uri: uri("compose.yaml"), languageId: "yaml", version: 1, text: COMPOSE };
    await running.connection.sendNotification("textDocument/didOpen", { textDocument: text });
  });
  after(async () => {
    await running.server.stop();
    rmSync(folder, { recursive: true });
  });

  test("it says what a port is", async () => {
    const textDocument = { uri: uri("compose.yaml") };
    const position = { line: 2, character: 14 };
    const hover = await ask<{ contents: { value: string } }>("textDocument/hover", {
      textDocument,
      position,
    });
    assert.match(hover.contents.value, /postgresql/);
  });

  test("it finds what is wrong", async () => {
    const textDocument = { uri: uri("compose.yaml") };
    const report = await ask<{ items: { code: string }[] }>("textDocument/diagnostic", {
      textDocument,
    });
    assert.ok(report.items.some(({ code }) => code === "host-port-conflict"));
  });

  test("it reads the files of the machine under their own paths, links too", async () => {
    const map = await ask<{ ports: { first: number; uses: { uri: string }[] }[] }>(
      "workspace/executeCommand",
      { command: "portlens.portMap", arguments: [] },
    );
    const places = map.ports.flatMap(({ first, uses }) => uses.map((use) => `${first} ${use.uri}`));
    assert.ok(places.includes(`8080 ${uri("conf.d/日本語.conf")}`), places.join("\n"));
    assert.ok(places.includes(`2222 ${uri("sshd_config")}`), places.join("\n"));
  });

  test("it sees a file that came later", async () => {
    writeFileSync(join(folder, "conf.d", "new.conf"), "server { listen 8081; }\n");
    const map = await ask<{ ports: { first: number }[] }>("workspace/executeCommand", {
      command: "portlens.portMap",
      arguments: [],
    });
    assert.ok(map.ports.some(({ first }) => first === 8081));
  });

  test("what is nested too deeply is refused, and the next question answered", async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 3000; depth++) {
      deep = [deep];
    }
    await assert.rejects(ask("textDocument/hover", { deep }));
    const command = { command: "portlens.explain", arguments: ["5432"] };
    assert.match(await ask<string>("workspace/executeCommand", command), /postgresql/);
  });

  test("the log tells which Python it is", () => {
    assert.match(running.log.join("\n"), /^Python 3\.14\.\d+ in WebAssembly \(Pyodide [\d.]+\)/m);
    assert.equal(running.log.length, 1, running.log.join("\n"));
  });

  test("it ends when the client says so", async () => {
    await ask("shutdown", {});
    await running.connection.sendNotification("exit");
    await running.closed;
  });

  test("a thread that dies closes the connection", async () => {
    const other = await begin(folder);
    await other.server.stop();
    await other.closed;
  });

  test("so does one whose memory is full, and the log says why", async () => {
    const other = await begin(folder);
    setFlagsFromString("--wasm-max-mem-pages=2048"); // 128 MiB, of which a third is in use
    try {
      const text = "x".repeat(100 * 1024 * 1024);
      const document = { uri: uri("large.yaml"), languageId: "dockercompose", version: 1, text };
      await other.connection.sendNotification("textDocument/didOpen", { textDocument: document });
      await other.closed;
    } finally {
      setFlagsFromString("--wasm-max-mem-pages=65536"); // as it was
    }
    assert.match(other.log.at(-1) ?? "", /MemoryError/);
  });
});

test("a thread that cannot start closes the connection, and the log says why", async () => {
  const log: string[] = [];
  const place = {
    worker: join(tmpdir(), "none.mjs"),
    runtime,
    folders: [],
    log: (line: string) => log.push(line),
  };
  const { reader, writer } = new WasmServer(place).start();
  const connection = createProtocolConnection(reader, writer);
  const closed = new Promise<void>((end) => connection.onClose(() => end()));
  connection.listen();
  await closed;
  assert.match(log.join("\n"), /The thread failed: .*none\.mjs/);
});
