// A server that fails to list the ports: the view and the status bar say so.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const folder = mkdtempSync(join(tmpdir(), "portlens-broken-"));
after(() => rmSync(folder, { recursive: true }));
const broken = join(folder, "broken");

// A Python that runs the server with a command that fails while the file `broken` is there.
const real = execFileSync("python3", ["-c", "import sys; print(sys.executable)"], {
  encoding: "utf8",
}).trim();
const sabotage = join(folder, "sabotage.py");
writeFileSync(
  sabotage,
  `import os, runpy, sys
start = sys.argv[1]
sys.argv = sys.argv[1:]
runpy.run_path(start)
from portlens.lsp.handlers import commands
show_map = commands.COMMANDS["portlens.portMap"]
async def fails(*words):
    if os.path.exists(${JSON.stringify(broken)}):
        raise RuntimeError("broken for a test")
    return await show_map(*words)
commands.COMMANDS["portlens.portMap"] = fails
runpy.run_path(start, run_name="__main__")
`,
);
const python = join(folder, "python");
writeFileSync(
  python,
  // It says that it is itself what is to be run.
  `#!/bin/sh\n[ "$1" = -c ] && { echo "portlens 3.12.0 $0"; exit; }\nexec ${real} ${sabotage} "$@"\n`,
);
chmodSync(python, 0o755);

const scene = setScene("stale", {
  file: "compose.yaml",
  files: { ".vscode/settings.json": JSON.stringify({ "portlens.interpreter": python }) },
});

const sidebar = () => scene.workbench.page.locator("[id='workbench.parts.sidebar']");

test("ports that could not be read anew are told of, and what was there stays", async () => {
  const { workbench, server } = scene;
  await workbench.statusBar.filter({ hasText: /port conflict/ }).waitFor({ timeout: LONG });
  await workbench.command("portlens: Focus on Ports View");
  await sidebar().locator(".monaco-list-row", { hasText: "2222" }).waitFor({ timeout: LONG });
  writeFileSync(broken, "");
  appendFileSync(join(server.folder, "ssh", "sshd_config"), "Port 22022\n");
  const words = /The ports could not be updated/;
  await sidebar().getByText(words).first().waitFor({ timeout: LONG });
  assert.equal(await sidebar().locator(".monaco-list-row", { hasText: "2222" }).count(), 1);
  await workbench.statusBar.filter({ hasText: "portlens" }).locator(".codicon-warning").waitFor();
  await workbench.picture("stale");
});

test("it is over as soon as the server can", async () => {
  const { workbench, server } = scene;
  rmSync(broken);
  appendFileSync(join(server.folder, "ssh", "sshd_config"), "# mended\n");
  await sidebar().locator(".monaco-list-row", { hasText: "22022" }).waitFor({ timeout: LONG });
  await workbench.statusBar.filter({ hasText: /port conflict/ }).waitFor({ timeout: LONG });
  assert.equal(await sidebar().getByText(/could not be updated/).count(), 0);
});
