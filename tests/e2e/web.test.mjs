// The web extension host, where no program can be started: the extension runs in a worker of the
// browser, so does its server, and the files come through the editor, from a disk or from elsewhere.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { e2e, vsix } from "./lib/place.mjs";
import { languageServers } from "./lib/processes.mjs";
import { setScene } from "./lib/scene.mjs";
import { showing } from "./lib/virtualFiles.mjs";
import { LONG, Workbench } from "./lib/workbench.mjs";

const VIRTUAL = {
  "compose.yaml": readFileSync(join(e2e, "workspace", "compose.yaml"), "utf8"),
  "edge/nginx.conf": "events {}\nhttp { include ../parts/*; }\n",
  "parts/one": "server { listen 9009; }\n",
};
const MANY = 100_000; // as many files as portlens takes at most, in a folder that nobody needs

const scene = setScene("web", {
  file: "compose.yaml",
  extensions: [vsix, showing(VIRTUAL, MANY)],
  settings: { "remote.extensionKind": { "portlens.portlens": ["web"] } },
  files: {
    "nginx/parts/one": "server { listen 9007; }\n",
    "edge/nginx.conf": "events {}\nhttp { include ../nginx/parts/*; }\n",
  },
});

const row = (text) => scene.workbench.page.locator(".monaco-list-row", { hasText: text }).first();

test("the findings are there, and no Python runs", async () => {
  const { workbench, server } = scene;
  // The interpreter is compiled first, beside whatever else the machine does.
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: 2 * LONG });
  assert.deepEqual(languageServers(server.root), []);
  assert.deepEqual(await workbench.notifications(), []);
});

test("hovers say what a port is, and what is wrong", async () => {
  const { workbench } = scene;
  await workbench.hover("5432", /postgresql/);
  await workbench.hover("80000", /80000 is not a port/);
  await workbench.picture("web-hover");
  await workbench.leave();
});

test("the files around are read, and those that they name", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Focus on Ports View");
  await row("5432").waitFor({ timeout: LONG });
  await row("9007").waitFor({ timeout: LONG });
  await workbench.picture("web-ports");
});

test("a file that changes on the disk is read again", async () => {
  const { server } = scene;
  writeFileSync(join(server.folder, "nginx", "parts", "one"), "server { listen 9008; }\n");
  await row("9008").waitFor({ timeout: LONG });
});

test("the status bar tells what runs the server", async () => {
  const { workbench } = scene;
  await workbench.statusBar.hover();
  const popup = workbench.page.locator(".monaco-hover", { hasText: "Runs in WebAssembly" });
  await popup.waitFor({ timeout: LONG });
  await workbench.leave();
});

test("the port graph is drawn", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Show Port Graph");
  const frame = workbench.page.frameLocator("iframe.webview").frameLocator("iframe");
  await frame.locator("svg text", { hasText: "adminer" }).first().waitFor({ timeout: LONG });
  await workbench.picture("web-graph");
});

/** Let a failure that nobody expects end the server; the interpreter's own failures look the same. */
async function killServer() {
  const { workbench } = scene;
  const worker = await workbench.until(() => workbench.serverWorker(), "the server's worker", LONG);
  const closed = new Promise((resolve) => worker.once("close", resolve));
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error("killed by a test");
    });
  });
  await closed;
}

test("a worker that dies comes back in silence, and then not again: one message", async () => {
  const { workbench } = scene;
  await workbench.openFile("compose.yaml");
  await killServer();
  await workbench.hover("5432", /postgresql/);
  assert.deepEqual(await workbench.notifications(), []);
  await killServer();
  await workbench.statusBar.locator(".codicon-error").waitFor({ timeout: LONG });
  const messages = await workbench.notifications();
  assert.equal(messages.length, 1);
  assert.match(messages[0], /stopped twice within three minutes/);
  assert.equal(await workbench.serverWorker(), undefined);
  await workbench.picture("web-dead");
});

test("a folder that is on no disk, larger than portlens reads, has findings; its files name each other", async () => {
  const { workbench } = scene;
  await workbench.load({ folder: "memfs:/shop", file: "compose.yaml" });
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: 2 * LONG });
  await workbench.command("portlens: Focus on Ports View");
  await row("5432").waitFor({ timeout: LONG });
  await row("9009").waitFor({ timeout: LONG });
  await workbench.picture("web-virtual");
});

test("a browser without WebAssembly: one message, and a usable editor", async () => {
  const flags = ["--js-flags=--jitless"];
  const workbench = await Workbench.open(scene.server, { file: "compose.yaml", flags });
  try {
    assert.equal(await workbench.page.evaluate(() => typeof WebAssembly), "undefined");
    await workbench.statusBar.locator(".codicon-error").waitFor({ timeout: LONG });
    const messages = await workbench.notifications();
    assert.match(messages.join("\n"), /did not start with WebAssembly/);
    assert.equal(messages.length, 1);
    await workbench.picture("web-without-wasm");
  } finally {
    await workbench.close();
  }
});
