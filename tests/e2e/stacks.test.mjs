// A project whose files are each right by themselves: nginx would answer 502, which the editor says.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { e2e } from "./lib/place.mjs";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const STACK = join(e2e, "..", "..", "examples", "stacks", "502-from-nginx");
const CONNECTIONS = 3;

const scene = setScene("stacks", { workspace: STACK, file: "nginx/nginx.conf" });

test("a connection to the host's port is underlined before anything is started", async () => {
  const { workbench } = scene;
  await workbench.page.locator(".squiggly-warning").first().waitFor({ timeout: LONG });
  const said = await workbench.hover("8081", /its container listens on 3000/);
  assert.match(said, /wrong-side-port/);
  await workbench.picture("502", { x: 352, y: 36, width: 866, height: 480 });
});

test("the graph draws which of the connections lead nowhere", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Show Port Graph");
  await workbench.preview.locator(".node").first().waitFor({ timeout: LONG });
  assert.ok((await workbench.preview.locator(".node").count()) >= CONNECTIONS);
  await workbench.picture("502-graph", { x: 352, y: 36, width: 924, height: 500 });
});
