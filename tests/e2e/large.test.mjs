// Everyday work in a workspace of 30 services, beside a file of 300 and 80 more that change.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { afterChanges, durations, figures, keepLog, protocolLog, TRACE } from "./lib/latency.mjs";
import { e2e } from "./lib/place.mjs";
import { languageServers, processorTime } from "./lib/processes.mjs";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const scene = setScene("large", {
  workspace: join(e2e, "large"),
  file: "compose.yaml",
  settings: TRACE,
  files: { "fleet/compose.yaml": fleet(300) },
});

/** Return a compose file of `count` services, each on a port of its own. */
function fleet(count) {
  const services = Array.from({ length: count }, (_, index) => {
    const port = 10_000 + index;
    return `  s${index}:\n    image: busybox\n    ports: ["${port}:80"]\n    expose: ["81"]\n`;
  });
  return `services:\n${services.join("")}`;
}

function stacks(folder, round) {
  for (let index = 0; index < 80; index++) {
    const stack = join(folder, "branches", `stack-${index}`);
    mkdirSync(stack, { recursive: true });
    const port = 20_000 + 100 * round + index;
    const text = `services:\n  only: {image: busybox, ports: ["${port}:80"]}\n`;
    writeFileSync(join(stack, "compose.yaml"), text);
  }
}

const sidebar = () => scene.workbench.page.locator("[id='workbench.parts.sidebar']");

test("a rename changes three files, and shows them before", async () => {
  const { workbench, server } = scene;
  await workbench.statusBar.filter({ hasText: /port/ }).waitFor({ timeout: LONG });
  await workbench.openFile("compose.override.yaml");
  await workbench.click("3000");
  await workbench.keyboard.press("F2");
  const box = workbench.page.locator(".rename-box input");
  await box.waitFor({ timeout: LONG });
  await box.fill("3100");
  await workbench.keyboard.press("Control+Enter");
  const rows = workbench.page.locator(".bulk-edit-panel .monaco-list-row");
  await rows.filter({ hasText: "nginx.conf" }).first().waitFor({ timeout: LONG });
  await workbench.picture("rename", { x: 352, y: 508, width: 924, height: 260 });
  const apply = workbench.page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" });
  await apply.click();
  const read = (path) => readFileSync(join(server.folder, path), "utf8");
  await workbench.until(() => /3001:3100/.test(read("compose.override.yaml")), "the override", LONG);
  assert.match(read("compose.yaml"), /ORDERS: http:\/\/orders:3100/);
  assert.match(read("compose.yaml"), /orders:\n {4}build: .\/orders\n {4}expose: \["3100"\]/);
  assert.match(read("nginx/nginx.conf"), /proxy_pass http:\/\/orders:3100;/);
  assert.match(read("nginx/nginx.conf"), /proxy_pass http:\/\/accounts:3000;/);
});

test("eighty files rewritten four times: the view shows the last state", async (context) => {
  const { workbench, server } = scene;
  await workbench.command("portlens: Focus on Ports View");
  for (let round = 1; round <= 4; round++) {
    stacks(server.folder, round);
    await workbench.page.waitForTimeout(250);
  }
  const begin = Date.now();
  const row = sidebar().locator(".monaco-list-row");
  await row.first().click();
  await workbench.until(async () => {
    await workbench.keyboard.press("End");
    return (await row.filter({ hasText: /^20479/ }).count()) === 1;
  }, "the last state", 3 * LONG);
  context.diagnostic(`the view is right ${Date.now() - begin} ms after the last change`);
  assert.equal(await row.filter({ hasText: /^203/ }).count(), 0);
  await workbench.picture("large-ports");
});

test("findings and hovers keep up with the typing", async (context) => {
  const { workbench, server } = scene;
  const { page, keyboard } = workbench;
  await workbench.openFile("compose.yaml");
  const begin = protocolLog(server.root).length;
  const [pid] = languageServers(server.root);
  const worked = [processorTime(pid)];
  await workbench.click("name: roastery");
  await keyboard.press("End");
  await keyboard.press("Enter");
  for (const port of [5672, 70000]) {
    await keyboard.type(`x-shop: {url: "http://basket:${port}", queue: 5672}`, { delay: 110 });
    for (let index = 0; index < 45; index++) {
      await keyboard.press("Backspace", { delay: 30 });
    }
    await keyboard.press("Home");
    await keyboard.press("Shift+End");
  }
  await keyboard.type("x-ports: [8080]");
  await workbench.problem("nothing listens on 443 in edge");
  worked.push(processorTime(pid));
  for (const text of ["3000", "5432", "5672", "443", "6379", "9200"]) {
    for (let nth = 0; nth < 8; nth++) {
      const place = await workbench.locate(text, nth);
      if (place) {
        await page.mouse.move(place.x - 2, place.y);
        await page.mouse.move(place.x, place.y, { steps: 4 });
        await page.locator(".monaco-hover:visible").first().waitFor({ timeout: LONG });
        await workbench.leave();
      }
    }
  }
  worked.push(processorTime(pid));
  const log = protocolLog(server.root).slice(begin);
  keepLog("large-protocol", log);
  const hovers = durations(log, "textDocument/hover");
  const findings = afterChanges(log);
  context.diagnostic(figures("hover", hovers));
  context.diagnostic(figures("didChange to diagnostics", findings));
  const changes = log.filter(({ text }) => /^Sending notification '.*didChange'/.test(text)).length;
  const of = (part, count) => ((worked[part + 1] - worked[part]) / count).toFixed(1);
  context.diagnostic(`the server's own processor time: ${of(0, changes)} ms for each of ${changes} changes`);
  context.diagnostic(`and ${of(1, hovers.length)} ms for each hover, with all that is asked along with it`);
  // A client that asks for all findings for ever is answered when there is news: an idle editor is idle.
  const asks = /^Sending request 'workspace\/diagnostic /;
  const polls = protocolLog(server.root).filter(({ text }) => asks.test(text)).length;
  assert.ok(polls > 0 && polls < 5, `all findings were asked for ${polls} times`);
  // How many there are depends on what was on the screen and under the pointer before.
  assert.ok(hovers.length >= 6, `${hovers.length} hovers`);
  // What typing overtakes is left for its next rest: how often that is hangs on the machine.
  assert.ok(findings.length >= 10, `${findings.length} states were judged`);
});
