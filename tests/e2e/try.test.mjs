// `make try`: the examples in the same VS Code, for people.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { browser, e2e } from "./lib/place.mjs";
import { LONG } from "./lib/workbench.mjs";

test("it prints an address where the examples are open and looked through", async () => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const trying = spawn(process.execPath, [join(e2e, "lib", "try.mjs")], { env });
  try {
    const address = await new Promise((resolve, reject) => {
      let said = "";
      trying.once("exit", () => reject(new Error(`it has ended: ${said}`)));
      trying.stdout.on("data", (text) => {
        said += text;
        const found = /http:\S+/.exec(said);
        if (found) {
          resolve(found[0]);
        }
      });
    });
    const started = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
    try {
      const page = await started.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(address);
      const item = page.locator('.statusbar-item[id^="portlens."]', { hasText: /port conflict/ });
      await item.waitFor({ timeout: LONG });
      await page.keyboard.press("Control+Shift+M");
      const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "8080" });
      await problem.first().waitFor({ timeout: LONG });
      await page.screenshot({ path: join(e2e, "artefacts", "readme", "try.png") });
      await page.goto("about:blank");
    } finally {
      await started.close();
    }
  } finally {
    const ended = new Promise((resolve) => trying.once("exit", resolve));
    trying.kill("SIGHUP"); // the harder way to go: the terminal is closed
    assert.equal(await ended, 0);
  }
});
