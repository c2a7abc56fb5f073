// Beside other extensions: what they bring for the same files goes first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";
import { contributing } from "./lib/otherExtension.mjs";
import { vsix } from "./lib/place.mjs";

const other = contributing({
  id: "nginx",
  aliases: ["Nginx of others"],
  filenames: ["nginx.conf"],
});

const scene = setScene("neighbours", { file: "nginx/nginx.conf", extensions: [vsix, other] });

test("a language nginx of another extension has the files, and portlens works in it", async () => {
  const { workbench } = scene;
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  const language = workbench.page.locator("[id='status.editor.mode']");
  await language.filter({ hasText: "Nginx of others" }).waitFor({ timeout: LONG });
  assert.match(await workbench.hover("443", /https/), /443/);
  await workbench.picture("neighbours");
  assert.equal((await language.innerText()).trim(), "Nginx of others");
});
