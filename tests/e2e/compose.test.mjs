// A compose file: hover, squiggles, the Problems panel, completion, hints, a quick fix.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

/** The part of the screen that holds the text. */
const EDITOR = { x: 352, y: 36, width: 866, height: 664 };

const scene = setScene("compose", { file: "compose.yaml" });

test("a port that cannot be is underlined, and the hover says why", async () => {
  const { page } = scene.workbench;
  await page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  const said = await scene.workbench.hover("80000", /80000 is not a port/);
  assert.match(said, /port-out-of-range/);
});

test("the hover on 5432 tells of PostgreSQL and where the fact comes from", async () => {
  const said = await scene.workbench.hover("5432", /postgresql/);
  assert.match(said, /IANA/);
  await scene.workbench.picture("hover", EDITOR);
});

test("inlay hints name the service where the text does not", async () => {
  const { workbench } = scene;
  const text = await workbench.until(async () => {
    const shown = await workbench.text();
    return /‹postgresql›/.test(shown) && shown;
  }, "an inlay hint");
  // The image says it already.
  assert.doesNotMatch(text, /8080 ?‹/);
});

test("the Problems panel lists what is wrong", async () => {
  const row = await scene.workbench.problem("80000 is not a port");
  assert.match(row, /portlens ?\(?port-out-of-range/);
  await scene.workbench.picture("problems");
});

test("the code of a finding opens the page of its rule", async () => {
  const { workbench } = scene;
  const row = workbench.page.locator(".markers-panel .monaco-list-row", { hasText: "80000" });
  await row.locator("a", { hasText: "port-out-of-range" }).first().click();
  await workbench.preview.locator("h1, h2, h3").first().waitFor({ timeout: LONG });
  const page = await workbench.preview.locator("body").innerText();
  assert.match(page, /Example/);
  assert.match(page, /Write instead/);
  await workbench.picture("rule");
  await workbench.openFile("compose.yaml");
  await workbench.keyboard.press("Control+j"); // the panel goes
  await workbench.page.locator(".markers-panel").waitFor({ state: "hidden" });
});

test("both ends of a conflict are marked, and the hover on the first leads to the second", async () => {
  const { workbench } = scene;
  const said = await workbench.hover("8080", /host-port-conflict/);
  assert.match(said, /compose\.yaml/);
  await workbench.picture("first-end");
});

test("the quick fix for a conflict is applied by keyboard and clears both squiggles", async () => {
  const { workbench } = scene;
  const conflict = { hasText: "8080" };
  await workbench.quickFix("8080:8080", "8081");
  await workbench.picture("quickfix", EDITOR);
  await workbench.keyboard.press("Enter");
  await workbench.until(async () => /8081:8080/.test(await workbench.text()), "the new port");
  await workbench.problem("80000 is not a port");
  const rows = workbench.page.locator(".markers-panel .monaco-list-row").filter(conflict);
  await workbench.until(async () => (await rows.count()) === 0, "no more conflict");
  await workbench.keyboard.press("Control+Shift+M");
});

test("completion finds a port by the service's name and by its first digits", async () => {
  const { workbench } = scene;
  await workbench.click("127.0.0.1:5432");
  await workbench.keyboard.press("End");
  await workbench.keyboard.press("Enter");
  await workbench.keyboard.type('- "redis');
  const byName = await workbench.complete("6379");
  assert.match(byName[0], /6379/);
  await workbench.picture("completion", EDITOR);
  await workbench.keyboard.press("Enter");
  await workbench.until(async () => /"6379/.test(await workbench.text()), "the port in the text");
});

test("after Escape, typing opens the list again", async () => {
  const { workbench } = scene;
  await workbench.click("127.0.0.1:8000");
  await workbench.keyboard.press("End");
  await workbench.keyboard.press("Enter");
  const rows = workbench.page.locator(".suggest-widget.visible .monaco-list-row");
  const offer = rows.filter({ hasText: /5432.*postgresql/i }).first();
  await workbench.keyboard.type('- "po', { delay: 60 });
  await offer.waitFor({ timeout: LONG });
  await workbench.keyboard.press("Escape");
  await rows.first().waitFor({ state: "hidden", timeout: LONG });
  await workbench.keyboard.type("stg", { delay: 60 });
  await offer.waitFor({ timeout: LONG });
  assert.match(await rows.first().innerText(), /5433:5432/); // db has 5432
});
