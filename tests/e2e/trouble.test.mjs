// What can go wrong with the Python that somebody asked for: each time one clear message, no loop,
// and a usable editor. Without that wish the server needs none: see wasm.test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { languageServers } from "./lib/processes.mjs";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const bin = mkdtempSync(join(tmpdir(), "portlens-bin-"));
after(() => rmSync(bin, { recursive: true }));

// A PATH on which nothing but the shell is found, and a python3 that is too old.
symlinkSync("/bin/sh", join(bin, "sh"));
const real = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], {
  encoding: "utf8",
}).trim();
const starts = join(bin, "starts");
const old = python("python3", "3.8.18", "exit 1");

// With VSCODE_CLI the extensions get this very PATH, and not that of a login shell.
const scene = setScene("trouble", {
  file: "compose.yaml",
  env: { PATH: bin, VSCODE_CLI: "1" },
  settings: { "portlens.runtime": "python" },
});

/** Write a program that says it is a Python of this version, and notes when it is to do more. */
function python(name, version, otherwise) {
  const path = join(bin, name);
  const answer = `[ "$1" = -c ] && { echo "portlens ${version} $0"; exit; }`;
  writeFileSync(path, `#!/bin/sh\n${answer}\necho start >> ${starts}\n${otherwise}\n`);
  chmodSync(path, 0o755);
  return path;
}

function setInterpreter(path) {
  const folder = join(scene.server.folder, ".vscode");
  mkdirSync(folder, { recursive: true });
  const settings = JSON.stringify({ "portlens.interpreter": path });
  writeFileSync(join(folder, "settings.json"), settings);
}

/** Wait for a message like `expected`; it must be the only one, and stay so. */
async function onlyMessage(expected) {
  const { workbench } = scene;
  await workbench.until(
    async () => (await workbench.notifications()).some((text) => expected.test(text)),
    `a message like ${expected}`,
    LONG,
  );
  const before = existsSync(starts) ? readFileSync(starts, "utf8") : "";
  await workbench.page.waitForTimeout(1_500); // that nothing happens can only be waited for
  assert.equal((await workbench.notifications()).length, 1);
  assert.equal(existsSync(starts) ? readFileSync(starts, "utf8") : "", before, "a loop");
  await workbench.statusBar.locator(".codicon-error").waitFor();
}

async function clearMessages() {
  await scene.workbench.command("Notifications: Clear All Notifications");
  await scene.workbench.until(
    async () => (await scene.workbench.notifications()).length === 0,
    "no messages",
  );
}

test("a Python that is too old", async () => {
  await onlyMessage(/needs Python 3\.10 or newer, and found only 3\.8\.18/);
  await scene.workbench.picture("no-python");
});

test("the editor stays usable, and the ports view says what to do", async () => {
  const { workbench } = scene;
  await clearMessages();
  await workbench.click("name: roastery");
  await workbench.keyboard.press("Home");
  await workbench.keyboard.type("# ");
  await workbench.until(async () => /^# name: roastery/m.test(await workbench.text()), "the text");
  await workbench.keyboard.press("Control+z");
  await workbench.command("portlens: Focus on Ports View");
  const welcome = workbench.page.locator(".welcome-view-content", { hasText: "is not running" });
  await welcome.waitFor({ timeout: LONG });
  await workbench.page.locator(".welcome-view-content a", { hasText: "Choose Python" }).waitFor();
});

test("no Python at all: a button leads to the system's own way to get one", async () => {
  const { workbench } = scene;
  rmSync(old);
  await workbench.command("portlens: Restart Server");
  await onlyMessage(/needs Python 3\.10 or newer, and found none/);
  const toast = workbench.page.locator(".notifications-toasts .monaco-button");
  await toast.filter({ hasText: "Get Python" }).click();
  // VS Code asks before it leaves.
  const dialog = workbench.page.locator(".monaco-dialog-box");
  await dialog.filter({ hasText: "docs.python.org/3/using/unix.html" }).waitFor({ timeout: LONG });
  await workbench.picture("get-python");
  await workbench.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  assert.deepEqual(await workbench.notifications(), []);
});

test("the extension starts by itself once there is one", async () => {
  const { workbench, server } = scene;
  symlinkSync(real, join(bin, "python3"));
  await workbench.until(() => languageServers(server.root).length === 1, "the server", LONG);
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  assert.deepEqual(await workbench.notifications(), []);
  rmSync(join(bin, "python3"));
});

test("a setting that names no program", async () => {
  setInterpreter("/no/such/python");
  await onlyMessage(/cannot start the Python of the setting .*\/no\/such\/python \(ENOENT\)/);
  await clearMessages();
});

test("a setting that is no text", async () => {
  setInterpreter(5);
  await onlyMessage(/cannot start the Python of the setting portlens\.interpreter, 5 \(ENOENT\)/);
  await clearMessages();
});

test("a setting that names a Python that is too old", async () => {
  setInterpreter(python("old", "3.8.18", "exit 1"));
  await onlyMessage(/setting portlens\.interpreter is 3\.8\.18, but portlens needs 3\.10/);
  await clearMessages();
});

test("a server that crashes at its start", async () => {
  setInterpreter(python("crashing", "3.12.1", "echo broken >&2; exit 1"));
  await onlyMessage(/server did not start with .*crashing/);
  assert.equal(readFileSync(starts, "utf8"), "start\n");
  await clearMessages();
});

test("with a good Python all is well, without a restart of VS Code", async () => {
  const { workbench } = scene;
  setInterpreter(real);
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  assert.deepEqual(await workbench.notifications(), []);
});

// The icon of the server before stays for a moment: one that holds for two seconds is the new one's.
function isSettled(workbench) {
  const icon = workbench.statusBar.locator(".codicon-warning, .codicon-plug");
  let since = 0;
  return async () => {
    since = (await icon.count()) > 0 ? since || Date.now() : 0;
    return since > 0 && Date.now() - since > 2000;
  };
}

test("a server that is killed comes back in silence, but not for ever", async () => {
  const { workbench, server } = scene;
  for (let crash = 1; crash <= 5; crash++) {
    const [victim] = await workbench.until(
      () => languageServers(server.root).length === 1 && languageServers(server.root),
      `the server before crash ${crash}`,
      LONG,
    );
    await workbench.until(isSettled(workbench), `the server at work before crash ${crash}`, LONG);
    if (crash > 1) {
      assert.deepEqual(await workbench.notifications(), []);
    }
    process.kill(victim, "SIGKILL");
    await workbench.until(() => !languageServers(server.root).includes(victim), "its end");
  }
  await onlyMessage(/stopped five times within three minutes/);
  assert.deepEqual(languageServers(server.root), []);
});

test("the button of the message starts it again", async () => {
  const { workbench, server } = scene;
  const button = workbench.page.locator(".notifications-toasts .monaco-button", {
    hasText: "Restart",
  });
  await button.click();
  await workbench.until(() => languageServers(server.root).length === 1, "the server", LONG);
  await workbench.statusBar.locator(".codicon-warning, .codicon-plug").waitFor({ timeout: LONG });
});

test("a workspace that is closed leaves no server behind", async () => {
  const { workbench, server } = scene;
  await workbench.page.goto("about:blank");
  await workbench.until(() => languageServers(server.root).length === 0, "no server", LONG);
});
