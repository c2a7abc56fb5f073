// The extension in Japanese: manifest, messages, and what the server says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const scene = setScene("japanese", {
  file: "compose.yaml",
  locale: "ja",
});

test("the server speaks Japanese", async () => {
  const { workbench } = scene;
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  await workbench.hover("80000", /80000 はポート番号ではありません/);
  const said = await workbench.hover("5432", /公式/);
  assert.match(said, /postgresql/);
  await workbench.picture("japanese", { x: 352, y: 36, width: 924, height: 640 });
});

test("the status bar, the view and the commands are in Japanese", async () => {
  const { workbench } = scene;
  const item = workbench.statusBar.filter({ hasText: /ポートの競合 \d 件/ });
  await item.waitFor({ timeout: LONG });
  await item.click();
  const sidebar = workbench.page.locator("[id='workbench.parts.sidebar']");
  const row = sidebar.locator(".monaco-list-row", { hasText: "adminer" }).first();
  await row.filter({ hasText: "→ 8080" }).waitFor({ timeout: LONG });
  await sidebar.locator(".monaco-list-row", { hasText: "待ち受け" }).first().waitFor();
  await workbench.picture("japanese-ports");
  await workbench.command("ポートマップを表示");
  await workbench.preview.locator("h1", { hasText: "ポートマップ" }).waitFor({ timeout: LONG });
});
