// A compose file: hover, squiggles, the Problems panel, completion, hints, a quick fix.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

/** The part of the screen that holds the text. */
const EDITOR = { x: 352, y: 36, width: 866, height: 626 };

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
  await scene.workbench.keyboard.press("Control+Shift+M");
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
