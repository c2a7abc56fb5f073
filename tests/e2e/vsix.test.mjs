// The package as users get it: what is inside, and that the server in it runs on a bare Python.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { extension, vsix } from "./lib/place.mjs";

const MEBIBYTE = 1024 * 1024; // what vsce and the marketplaces call MB

const folder = mkdtempSync(join(tmpdir(), "portlens-vsix-"));
after(() => rmSync(folder, { recursive: true }));
execFileSync("python3", ["-m", "zipfile", "-e", vsix, folder]);
const start = join(folder, "extension", "bundled", "start.py");

const list = "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))";
const names = execFileSync("python3", ["-c", list, vsix], { encoding: "utf8" }).trim().split("\n");

test("it is no larger than a Python in WebAssembly makes it", () => {
  assert.ok(statSync(vsix).size <= 9 * MEBIBYTE, `${statSync(vsix).size} bytes`);
});

test("nothing unneeded is inside, and nothing for one platform only", () => {
  const allowed = [
    /^\[Content_Types\]\.xml$/,
    /^extension\.vsixmanifest$/,
    /^extension\/(package(\.nls(\.ja)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
    /^extension\/(dist\/(extension|graph)\.js|dist\/worker\.mjs|dist\/web(Worker)?\.js|dist\/(graph|page)\.css|l10n\/bundle\.l10n\.ja\.json)$/,
    /^extension\/images\/[\w-]+\.(png|svg)$/,
    /^extension\/(languages|syntaxes)\/\w+(\.tmLanguage)?\.json$/,
    /^extension\/bundled\/start\.py$/,
    /^extension\/bundled\/server\/portlens\/(\w+\/)*\w+\.(py|tsv|json)$/,
    /^extension\/bundled\/wasm\/(portlens|python_stdlib)\.zip$/,
    /^extension\/bundled\/wasm\/pyodide(-lock\.json|\.asm\.(mjs|wasm))$/,
    /^extension\/bundled\/(libs|yaml)\/(\w+\/)*\w+\.py$/,
    /^extension\/bundled\/licences\/[\w.@-]+\/\w+\.txt$/,
  ];
  const others = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  assert.deepEqual(others, []);
  assert.deepEqual(
    names.filter((name) => /(^|\/)(tests?|__pycache__)\//.test(name)),
    [],
  );
});

test("every package inside has its licence inside", () => {
  const licensed = (name) => names.includes(`extension/bundled/licences/${name}/LICENSE.txt`);
  for (const name of ["pygls", "lsprotocol", "attrs", "cattrs", "pyyaml", "typing_extensions"]) {
    assert.ok(licensed(name), name);
  }
  for (const name of ["vscode-languageclient", "pyodide", "python"]) {
    assert.ok(licensed(name), name);
  }
});

test("the server inside needs nothing that is installed", async () => {
  // Without site-packages there is only what Python itself brings.
  const server = spawn("python3", ["-E", "-s", "-S", start, "server", "--stdio"], {
    cwd: tmpdir(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const said = [];
  server.stderr.on("data", (text) => said.push(text));
  const uri = "file:///nowhere/compose.yaml";
  const text = 'services:\n  db:\n    ports: ["5432:5432"]\n';
  const textDocument = { uri, languageId: "dockercompose", version: 1, text };
  const capabilities = { textDocument: { hover: { contentFormat: ["markdown"] } } };
  say(server, { id: 1, method: "initialize", params: { processId: null, capabilities } });
  say(server, { method: "initialized", params: {} });
  say(server, { method: "textDocument/didOpen", params: { textDocument } });
  const position = { line: 2, character: 14 };
  say(server, {
    id: 2,
    method: "textDocument/hover",
    params: { textDocument: { uri }, position },
  });
  const { result } = await answer(server, 2);
  assert.match(result.contents.value, /postgresql/, said.join(""));
  say(server, { id: 3, method: "shutdown" });
  await answer(server, 3);
  say(server, { method: "exit" });
  const code = await new Promise((resolve) => server.once("exit", resolve));
  assert.equal(code, 0, said.join(""));
});

test("a PyYAML with its C parser is preferred to the one inside", () => {
  const installed = join(folder, "site");
  mkdirSync(join(installed, "yaml"), { recursive: true });
  const show = `import runpy, sys; runpy.run_path(${JSON.stringify(start)}); print("\\n".join(sys.path))`;
  const paths = () => {
    const env = { ...process.env, PYTHONPATH: installed };
    const words = ["-s", "-S", "-c", show];
    return execFileSync("python3", words, { env, encoding: "utf8" }).split("\n");
  };
  const inside = join(folder, "extension", "bundled", "yaml");
  writeFileSync(join(installed, "yaml", "__init__.py"), "");
  assert.ok(paths().includes(inside), "a PyYAML without its C parser is no better");
  writeFileSync(join(installed, "yaml", "_yaml.cpython-311.so"), "");
  assert.ok(!paths().includes(inside));
});

test("the manifest inside is the one of the source", () => {
  const inside = JSON.parse(readFileSync(join(folder, "extension", "package.json"), "utf8"));
  assert.deepEqual(inside, JSON.parse(readFileSync(join(extension, "package.json"), "utf8")));
});

function say(server, message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Wait for the server's answer to the request `id`. */
function answer(server, id) {
  let heard = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server has ended")));
    const listen = (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      for (;;) {
        const end = heard.indexOf("\r\n\r\n");
        const length = Number(/Content-Length: (\d+)/.exec(heard.subarray(0, end).toString())?.[1]);
        if (end < 0 || heard.length < end + 4 + length) {
          return;
        }
        const message = JSON.parse(heard.subarray(end + 4, end + 4 + length).toString());
        heard = heard.subarray(end + 4 + length);
        if (message.id === id && !("method" in message)) {
          server.stdout.off("data", listen);
          resolve(message);
        }
      }
    };
    server.stdout.on("data", listen);
  });
}
