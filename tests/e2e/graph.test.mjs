// The graph of a workspace of 30 services, with an override, a .env file and a mounted nginx.conf.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { artefacts, e2e } from "./lib/place.mjs";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const scene = setScene("graph", {
  workspace: join(e2e, "large"),
  file: "compose.yaml",
  size: { width: 1600, height: 1000 },
  settings: { "workbench.preferredLightColorTheme": "Default High Contrast Light" },
});

const page = () => scene.workbench.preview;
const node = (label) => page().locator(`.service[aria-label^="Service ${label},"]`);
const published = (label) => page().locator(`.published[aria-label^="Published port ${label},"]`);
const count = async (selector) => page().locator(selector).count();

test("every service is drawn, with what is wrong", async () => {
  const { workbench } = scene;
  await workbench.statusBar.filter({ hasText: /port/ }).waitFor({ timeout: LONG });
  await workbench.command("portlens: Show Port Graph");
  await node("edge").waitFor({ timeout: LONG });
  assert.equal(await count(".node.service"), 30);
  // .env puts the charts on 8080, where adminer is; nginx does not listen on 443.
  assert.equal(await count(".node.published.conflict"), 2);
  assert.equal(await count(".node.published.unserved"), 1);
  assert.match(await published("443/tcp").textContent(), /⊘ 443\/tcp/);
  // compose.override.yaml publishes it.
  assert.equal(await published("3001/tcp").count(), 1);
  assert.ok((await count(".edge.unreachable")) > 0);
  await workbench.picture("graph");
});

test("the filter leaves what it names and the neighbours", async () => {
  const { workbench } = scene;
  await page().locator("#filter").fill("index");
  await workbench.until(async () => (await count(".node")) < 6, "a small graph");
  assert.equal(await node("index").count(), 1);
  assert.equal(await node("search-api").count(), 1);
  await page().locator("#fit").click();
  await workbench.picture("graph-filtered");
});

test("a pointer at rest and the focus show what the editor's hover says", async () => {
  const { workbench } = scene;
  const port = page().locator(".port[aria-label^='index, 9200/tcp']");
  await port.hover();
  const tip = page().locator("#tip");
  await tip.filter({ hasText: "Elasticsearch" }).waitFor({ timeout: LONG });
  assert.doesNotMatch(await tip.innerText(), /\*\*|###/);
  await workbench.picture("graph-hover");
});

test("the keyboard leads along the connections, and Enter to the line", async () => {
  const { workbench } = scene;
  await page().locator("#filter").fill("");
  await node("edge").focus();
  await workbench.keyboard.press("ArrowRight");
  const focused = page().locator(".node:focus");
  assert.match(await focused.getAttribute("aria-label"), /Service accounts, apps \+ data, roastery-large;/);
  await workbench.keyboard.press("Enter");
  await workbench.page.locator('.tab.active[data-resource-name="compose.yaml"]').waitFor();
  await workbench.page.locator("[id='status.editor.selection']", { hasText: "Ln 8" }).waitFor();
});

test("the graph follows edits of files", async () => {
  const { workbench, server } = scene;
  const env = join(server.folder, ".env");
  writeFileSync(env, "CHARTS_PORT=3300\n");
  await workbench.until(async () => (await count(".published.conflict")) === 0, "no conflict", LONG);
  assert.equal(await published("3300/tcp").count(), 1);
  writeFileSync(env, "CHARTS_PORT=8080\n");
  await workbench.until(async () => (await count(".published.conflict")) === 2, "both", LONG);
});

test("it takes the colours of a light theme of high contrast", async () => {
  const { workbench } = scene;
  const background = () =>
    page()
      .locator("svg")
      .evaluate((svg) => getComputedStyle(svg).backgroundColor);
  assert.notEqual(await background(), "rgb(255, 255, 255)");
  await workbench.command("Preferences: Toggle between Light/Dark Themes");
  await workbench.until(async () => (await background()) === "rgb(255, 255, 255)", "light", LONG);
  await workbench.picture("graph-high-contrast");
});

test("the picture can be exported, as XML without a variable", async () => {
  const text = await page()
    .locator("svg")
    .evaluate((svg) => new XMLSerializer().serializeToString(svg));
  assert.match(text, /^<svg/);
  const { workbench, server } = scene;
  await page().locator("#save").click();
  const input = workbench.page.locator(".quick-input-widget input").first();
  await input.waitFor();
  const file = join(server.folder, "ports.svg");
  await input.fill(file);
  await workbench.keyboard.press("Enter");
  const saved = await workbench.until(async () => {
    try {
      return readFileSync(file, "utf8") || undefined; // it is there before its content is
    } catch {
      return undefined;
    }
  }, "the file", LONG);
  assert.match(saved, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(saved, /var\(|<script/);
  assert.match(saved, /5432\/tcp/);
  mkdirSync(artefacts, { recursive: true });
  writeFileSync(join(artefacts, "graph.svg"), saved);
});

test("eighty files that are rewritten four times, as by changes of branches", async () => {
  const { workbench, server } = scene;
  const write = (round) => {
    for (let index = 0; index < 80; index++) {
      const folder = join(server.folder, "branches", `stack-${index}`);
      mkdirSync(folder, { recursive: true });
      const port = 20_000 + 100 * round + index;
      const text = `services:\n  only: {image: busybox, ports: ["${port}:80"]}\n`;
      writeFileSync(join(folder, "compose.yaml"), text);
    }
  };
  const begin = Date.now();
  for (let round = 1; round <= 4; round++) {
    write(round);
    await workbench.page.waitForTimeout(250);
  }
  const last = () => count('.published[aria-label*=" 2047"]');
  await page().locator("#filter").fill("20479");
  await workbench.until(async () => (await last()) === 1, "the last state", 3 * LONG);
  console.log(`320 writes are drawn after ${Date.now() - begin} ms`);
  assert.equal(await count('.published[aria-label*=" 20379"]'), 0);
  assert.deepEqual(await workbench.notifications(), []);
});
