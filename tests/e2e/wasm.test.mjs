// A machine without any Python: the extension runs the server in WebAssembly, and asks for nothing.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { durations, figures, protocolLog, TRACE } from "./lib/latency.mjs";
import { languageServers } from "./lib/processes.mjs";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const bin = mkdtempSync(join(tmpdir(), "portlens-bin-"));
after(() => rmSync(bin, { recursive: true }));
symlinkSync("/bin/sh", join(bin, "sh"));

// With VSCODE_CLI the extensions get this very PATH, and not that of a login shell.
const env = { PATH: bin, VSCODE_CLI: "1" };
const scene = setScene("wasm", { file: "compose.yaml", env, settings: TRACE });

const HINT = /runs without an installed Python\. With Python 3\.10 or newer it starts faster/;

/** Return what the extension has logged. */
function log() {
  const logs = join(scene.server.root, "data", "logs");
  const files = readdirSync(logs, { recursive: true }).filter((path) => /portlens\.log$/.test(path));
  return files.map((path) => readFileSync(join(logs, path), "utf8")).join("");
}

async function noMessages() {
  await scene.workbench.command("Notifications: Clear All Notifications");
  await scene.workbench.until(
    async () => (await scene.workbench.notifications()).length === 0,
    "no messages",
  );
}

test("the findings are there, without a Python and without a question", async () => {
  const { workbench, server } = scene;
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  await workbench.statusBar.locator(".codicon-warning").waitFor({ timeout: LONG });
  assert.deepEqual(languageServers(server.root), []);
  assert.match(log(), /python3: ENOENT/);
  assert.match(log(), /Python 3\.14\.\d+ in WebAssembly \(Pyodide [\d.]+\), loaded in [\d.]+ s/);
});

test("a quiet hint says once that a Python starts faster", async () => {
  const { workbench } = scene;
  await workbench.until(
    async () => (await workbench.notifications()).some((text) => HINT.test(text)),
    "the hint",
    LONG,
  );
  assert.equal((await workbench.notifications()).length, 1);
  await workbench.picture("wasm-hint");
  await noMessages();
});

test("hovers come as fast as ever", async () => {
  const { workbench, server } = scene;
  await workbench.hover("5432", /postgresql/);
  await workbench.hover("80000", /80000 is not a port/);
  await workbench.hover("8080", /host-port-conflict/);
  await workbench.picture("wasm-hover");
  await workbench.leave();
  const times = durations(protocolLog(server.root), "textDocument/hover");
  console.log(figures("hover in WebAssembly", times));
  assert.ok(times.length >= 3);
});

test("the files around are read: a port leads to its other places", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Focus on Ports View");
  await workbench.page.locator(".monaco-list-row", { hasText: "5432" }).first().waitFor({ timeout: LONG });
  await workbench.picture("wasm-ports");
});

test("the status bar tells what runs the server", async () => {
  const { workbench } = scene;
  await workbench.statusBar.hover();
  await workbench.page.locator(".monaco-hover", { hasText: "Runs in WebAssembly" }).waitFor({ timeout: LONG });
  await workbench.leave();
});

test("after a restart it runs again, and the hint is not repeated", async () => {
  const { workbench } = scene;
  const starts = () => log().split("in WebAssembly").length;
  const before = starts();
  await workbench.command("portlens: Restart Server");
  await workbench.until(() => starts() > before, "another start", LONG);
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  assert.deepEqual(await workbench.notifications(), []);
});

test("a setting that names no program is told of, and the server runs all the same", async () => {
  const { workbench, server } = scene;
  mkdirSync(join(server.folder, ".vscode"), { recursive: true });
  const settings = JSON.stringify({ "portlens.interpreter": "/no/such/python" });
  writeFileSync(join(server.folder, ".vscode", "settings.json"), settings);
  await workbench.until(
    async () => (await workbench.notifications()).some((text) => /\/no\/such\/python \(ENOENT\)\. The server runs in WebAssembly instead/.test(text)),
    "the warning",
    LONG,
  );
  assert.equal((await workbench.notifications()).length, 1);
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
});
