// Where others have a say: a workspace that is not trusted, beside an extension for the same files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contributing } from "./lib/otherExtension.mjs";
import { vsix } from "./lib/place.mjs";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const other = contributing({
  id: "nginx",
  aliases: ["Nginx of others"],
  filenames: ["nginx.conf"],
});

const scene = setScene("others", {
  file: "compose.yaml",
  extensions: [vsix, other],
  files: { ".vscode/settings.json": JSON.stringify({ "portlens.interpreter": "/no/such/python" }) },
  settings: {
    "security.workspace.trust.enabled": true,
    "security.workspace.trust.startupPrompt": "never",
  },
});

test("the interpreter of a workspace that is not trusted is left alone, and everything works", async () => {
  const { workbench } = scene;
  const restricted = workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" });
  await restricted.waitFor({ timeout: LONG });
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  assert.match(await workbench.hover("5432", /postgresql/), /IANA/);
  assert.deepEqual(await workbench.notifications(), []);
});

test("a language nginx of another extension has the files, and portlens works in it", async () => {
  const { workbench } = scene;
  await workbench.openFile("nginx.conf");
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  const language = workbench.page.locator("[id='status.editor.mode']");
  await language.filter({ hasText: "Nginx of others" }).waitFor({ timeout: LONG });
  assert.match(await workbench.hover("443", /https/), /443/);
  await workbench.picture("others");
  assert.equal((await language.innerText()).trim(), "Nginx of others");
});
