// The ports view, the status bar, and the commands that show pages.
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const scene = setScene("ports", { file: "compose.yaml" });

const view = () => scene.workbench.page.locator("[id='workbench.parts.sidebar'] .monaco-list-row");

const title = async () =>
  (await scene.workbench.page.locator(".tab.active .label-name").innerText()).trim();

/** The rows of the view, each as its label and its description. */
async function rows() {
  const shown = await view().evaluateAll((found) =>
    found.map((row) => {
      const part = (name) => row.querySelector(name)?.textContent ?? "";
      const text = `${part(".label-name")} ${part(".label-description")}`.trim();
      return { top: row.getBoundingClientRect().top, text };
    }),
  );
  return shown.sort((one, other) => one.top - other.top).map(({ text }) => text);
}

test("the status bar counts conflicts, and a click opens the view", async () => {
  const { workbench } = scene;
  const item = workbench.statusBar;
  await item.filter({ hasText: /port conflict/ }).waitFor({ timeout: LONG });
  await item.click();
  await view().first().waitFor({ timeout: LONG });
});

test("conflicts are on top with their uses; the others follow by number", async () => {
  const { workbench } = scene;
  const shown = await workbench.until(async () => {
    const texts = await rows();
    return texts.some((text) => text.startsWith("22 ")) && texts;
  }, "the ports");
  const numbers = shown.map((text) => /^\d+/.exec(text)?.[0]).filter(Boolean);
  const conflicts = numbers.slice(0, numbers.indexOf("22"));
  assert.ok(conflicts.includes("80"), shown.join("\n"));
  assert.ok(conflicts.includes("8080"), shown.join("\n"));
  assert.ok(shown.some((text) => /^adminer compose\.yaml:25 → 8080$/.test(text)));
  await workbench.picture("ports", { x: 0, y: 36, width: 1040, height: 650 });
});

test("a click on a use goes to its line", async () => {
  const { workbench } = scene;
  await view().filter({ hasText: "nginx.conf:11" }).first().click();
  await workbench.page.locator('.tab.active[data-resource-name="nginx.conf"]').waitFor();
  await workbench.page.locator("[id='status.editor.selection']", { hasText: "Ln 11" }).waitFor();
});

test("the view follows the text and the files", async () => {
  const { workbench, server } = scene;
  appendFileSync(join(server.folder, "ssh", "sshd_config"), "Port 22022\n");
  await workbench.until(async () => (await rows()).some((row) => row.startsWith("22022")), "22022");
  await workbench.click("443");
  await workbench.keyboard.press("Home");
  await workbench.keyboard.press("Control+/");
  await workbench.until(async () => !(await rows()).some((row) => /^443\b/.test(row)), "no 443");
  await workbench.keyboard.press("Control+z");
  await workbench.until(async () => (await rows()).some((row) => /^443\b/.test(row)), "443 again");
});

test("the port map is a page whose links lead to the lines", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Show Port Map");
  await workbench.preview.locator("h1", { hasText: "Port map" }).waitFor({ timeout: LONG });
  assert.equal(await title(), "Port map");
  await workbench.preview.locator("td", { hasText: "postgresql" }).first().waitFor();
  await workbench.picture("port-map", { x: 352, y: 68, width: 900, height: 640 });
  await workbench.preview.locator("a", { hasText: "ssh/sshd_config:2" }).click();
  await workbench.page.locator('.tab.active[data-resource-name="sshd_config"]').waitFor();
  await workbench.page.locator("[id='status.editor.selection']", { hasText: "Ln 2" }).waitFor();
});

test("the port graph draws them", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Show Port Graph");
  await workbench.preview.locator(".node").first().waitFor({ timeout: LONG });
  assert.ok((await workbench.preview.locator(".published.conflict").count()) >= 2);
  await workbench.picture("port-graph", { x: 352, y: 36, width: 924, height: 500 });
});

test("the port at the cursor is offered, and is not in the way of typing", async () => {
  const { workbench } = scene;
  await workbench.openFile("compose.yaml");
  await workbench.click("5432:5432");
  await workbench.command("portlens: Explain Port…");
  const first = workbench.page.locator(".quick-input-list .monaco-list-row").first();
  await first.filter({ hasText: /5432.*postgresql/ }).waitFor({ timeout: LONG });
  await workbench.keyboard.type("redis");
  await first.filter({ hasText: /redis/i }).waitFor({ timeout: LONG });
  await workbench.keyboard.press("Escape");
});

test("a port is found by half a name and explained", async () => {
  const { workbench } = scene;
  await workbench.command("portlens: Explain Port…");
  const input = workbench.page.locator(".quick-input-widget input").first();
  await input.fill("postgr");
  // The rows of the question before may stand there for a moment.
  const first = workbench.page.locator(".quick-input-list .monaco-list-row").first();
  await first.filter({ hasText: /5432.*postgresql/ }).waitFor({ timeout: LONG });
  await workbench.picture("explain", { x: 336, y: 0, width: 610, height: 232 });
  await workbench.keyboard.press("Enter");
  await workbench.preview.locator("h3", { hasText: "5432 · postgresql" }).waitFor({ timeout: LONG });
  assert.equal(await title(), "5432");
  await workbench.preview.locator("h4", { hasText: "In this workspace" }).waitFor();
  await workbench.preview.locator("td", { hasText: "services.db" }).first().waitFor();
  await workbench.picture("explain-page");
});

test("the next free port replaces the one under the cursor", async () => {
  const { workbench } = scene;
  await workbench.openFile("compose.yaml");
  await workbench.click("8080:8080");
  await workbench.keyboard.press("Home");
  await workbench.keyboard.press("ArrowRight");
  await workbench.keyboard.press("ArrowRight");
  await workbench.keyboard.press("ArrowRight");
  await workbench.command("portlens: Insert Next Free Port");
  await workbench.until(async () => /"8081:8080"/.test(await workbench.text()), "8081");
});
