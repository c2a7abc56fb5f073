// A workspace that is not trusted: it is read, but no program that it names is started.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const scene = setScene("untrusted", {
  file: "compose.yaml",
  files: { ".vscode/settings.json": JSON.stringify({ "portlens.interpreter": "/no/such/python" }) },
  settings: {
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "never",
  },
});

test("the workspace's interpreter is left alone, and everything works", async () => {
  const { workbench } = scene;
  const restricted = workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" });
  await restricted.waitFor({ timeout: LONG });
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  assert.match(await workbench.hover("5432", /postgresql/), /IANA/);
  assert.deepEqual(await workbench.notifications(), []);
});
