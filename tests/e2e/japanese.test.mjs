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
  const row = sidebar.locator(".monaco-list-row", { hasText: /adminer/ }).first();
  await row.filter({ hasText: "→ 8080" }).waitFor({ timeout: LONG });
  await sidebar.locator(".monaco-list-row", { hasText: "待ち受け" }).first().waitFor();
  await workbench.picture("japanese-ports");
  await workbench.command("ポートマップを表示");
  await workbench.preview.locator("h1", { hasText: "ポートマップ" }).waitFor({ timeout: LONG });
});

test("findings, quick fixes, the rule's page, the search and the graph are in Japanese", async () => {
  const { workbench } = scene;
  await workbench.openFile("compose.yaml");
  await workbench.quickFix("8080:8080", "8081");
  await workbench.picture("japanese-quickfix");
  await workbench.keyboard.press("Escape");
  const row = await workbench.problem("80000 はポート番号ではありません");
  assert.match(row, /port-out-of-range/);
  await workbench.picture("japanese-problems");
  const finding = workbench.page.locator(".markers-panel .monaco-list-row", { hasText: "80000" });
  await finding.locator("a", { hasText: "port-out-of-range" }).first().click();
  await workbench.preview.getByText("ポート番号").first().waitFor({ timeout: LONG });
  await workbench.picture("japanese-rule");
  await workbench.keyboard.press("Control+j"); // the panel goes
  await workbench.command("ポートを調べる…");
  await workbench.page.locator(".quick-input-widget input").first().fill("postgr");
  const first = workbench.page.locator(".quick-input-list .monaco-list-row").first();
  await first.filter({ hasText: /5432.*postgresql/ }).waitFor({ timeout: LONG });
  await workbench.picture("japanese-explain");
  await workbench.keyboard.press("Enter");
  await workbench.preview.locator("h3", { hasText: "5432" }).waitFor({ timeout: LONG });
  await workbench.picture("japanese-explain-page");
  await workbench.command("ポートの接続図を表示");
  await workbench.preview.locator(".node").first().waitFor({ timeout: LONG });
  await workbench.picture("japanese-graph", { x: 352, y: 36, width: 924, height: 500 });
});
