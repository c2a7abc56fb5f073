// The playground in a real browser: a static page, with the server in WebAssembly in its worker.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { artefacts, browser, extension } from "./lib/place.mjs";

const LONG = 90_000;

let site;
let chrome;
let page;
const asked = [];
const failures = [];

before(async () => {
  const { buildPlayground, serve } = await import(join(extension, "scripts", "playground.mjs"));
  await buildPlayground();
  site = await serve(0);
  chrome = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  page = await open();
  mkdirSync(artefacts, { recursive: true });
});
after(async () => {
  await page?.screenshot({ path: join(artefacts, "playground-end.png") }).catch(() => {});
  await chrome?.close();
  site?.stop();
});

async function open(fragment = "", options = {}) {
  const context = await chrome.newContext({ locale: "en", ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(LONG);
  opened.on("request", (request) => asked.push(request.url()));
  opened.on("pageerror", (error) => failures.push(String(error)));
  opened.on("console", (said) => said.type() === "error" && failures.push(said.text()));
  await opened.goto(`${site.address}${fragment}`);
  return opened;
}

const finding = (text, where = page) => where.locator("#list li", { hasText: text });
const picture = (name, where = page) => where.screenshot({ path: join(artefacts, `${name}.png`) });

/** Choose an example and wait until it was judged. */
async function choose(name, text) {
  await page.selectOption("#examples", name);
  await finding(text).first().waitFor();
}

/** Replace the whole text of the file that is shown. */
async function type(text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

test("the first example is judged, each file of it", async () => {
  await finding("reports publishes port 8080 of the host as well").waitFor();
  await finding("sshd_config").first().waitFor();
  await picture("playground");
});

test("a hover says what a port is", async () => {
  const port = page.locator(".cm-line", { hasText: "5432" }).first();
  const box = await port.boundingBox();
  const at = await port.evaluate((line) => {
    const range = document.createRange();
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const found = node.data.indexOf("5432");
      if (found >= 0) {
        range.setStart(node, found);
        range.setEnd(node, found + 4);
        return range.getBoundingClientRect().x + 8;
      }
    }
    return 0;
  });
  await page.mouse.move(at, box.y + box.height / 2);
  await page.locator(".hover", { hasText: /postgresql/i }).waitFor();
  await picture("playground-hover");
  await page.mouse.move(2, 2);
});

test("the port graph shows all files, and leads to their lines", async () => {
  const graph = page.frameLocator("#graph");
  await graph.locator("svg text", { hasText: "reports" }).first().waitFor();
  await page.locator("#graph").scrollIntoViewIfNeeded();
  await page.locator("#graph").screenshot({ path: join(artefacts, "playground-graph.png") });
  await graph.locator(".node", { hasText: "reports" }).first().locator("text").first().click();
  const line = page.locator(".cm-activeLine");
  await line.waitFor();
  assert.match(await line.innerText(), /reports/);
});

test("a click on a finding leads to its line", async () => {
  await finding("reports publishes port 8080").locator("button").first().click();
  const line = page.locator(".cm-activeLine");
  await line.waitFor();
  assert.match(await line.innerText(), /8080/);
  await page.locator(".cm-lintRange-error").first().waitFor();
});

test("a fix changes the text, and the finding is gone", async () => {
  const row = finding("reports publishes port 8080 of the host as well");
  await row.locator(".fix", { hasText: "8081" }).click();
  await row.waitFor({ state: "detached" });
  assert.match(await page.locator(".cm-content").innerText(), /8081/);
});

test("completion knows the usual ports", async () => {
  await type('services:\n  cache:\n    image: redis\n    ports:\n      - "');
  await page.keyboard.press("Control+Space");
  await page.locator(".cm-tooltip-autocomplete", { hasText: "6379" }).waitFor();
  await picture("playground-completion");
  await page.keyboard.press("Escape");
});

test("what is typed is judged", async () => {
  await type('services:\n  web:\n    image: nginx\n    ports: ["80:80000"]\n');
  await finding("80000 is not a port").waitFor();
});

test("files are judged together: nginx passes to what nothing listens on", async () => {
  await choose("502-from-nginx", "nginx/nginx.conf");
  await picture("playground-502");
  await choose("caddy", "80443");
  await choose("apache", "unserved-port");
  await choose("one-machine", "compose.yaml");
});

test("a link carries the files, and a broken one does no harm", async () => {
  await page.click("#word-add");
  await page.fill("#name", "ssh/sshd_config");
  await page.click("dialog button");
  await type("Port 70000\n");
  await finding("70000").first().waitFor();
  await page.click("#word-copy");
  await page.waitForURL(/#1=/);
  const { hash } = new URL(page.url());
  const other = await open(hash);
  await finding("70000", other).first().waitFor();
  await other.context().close();
  const broken = await open("#1=zzzz");
  await finding("reports publishes port 8080", broken).waitFor();
  await broken.context().close();
});

test("it speaks Japanese, by the browser's language or on request", async () => {
  await page.click("#word-language");
  await finding("70000").filter({ hasText: /ポート/ }).first().waitFor();
  const other = await open("", { locale: "ja", viewport: { width: 390, height: 800 } });
  await finding("8080", other).filter({ hasText: /ポート/ }).first().waitFor();
  await picture("playground-narrow", other);
  const { scroll, client } = await other.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  assert.ok(scroll <= client, `${scroll} is wider than ${client}`);
  await other.context().close();
});

test("every control is reached by the keyboard, and Escape and Tab leave the editor", async () => {
  const fresh = await open();
  await finding("reports publishes port 8080", fresh).waitFor();
  const reached = new Set();
  for (let step = 0; step < 12; step++) {
    await fresh.keyboard.press("Tab");
    reached.add(await fresh.evaluate(() => document.activeElement?.id || document.activeElement?.role));
  }
  for (const name of ["examples", "word-add", "word-copy", "word-language", "tab"]) {
    assert.ok(reached.has(name), `${name} of ${[...reached]}`);
  }
  await fresh.locator(".cm-content").focus();
  await fresh.keyboard.press("Escape");
  await fresh.keyboard.press("Tab");
  const inEditor = await fresh.evaluate(() => document.activeElement?.closest("#editor") !== null);
  assert.equal(inEditor, false);
  await fresh.context().close();
});

test("a browser that lacks WebAssembly is told so", async () => {
  const flags = ["--no-sandbox", "--js-flags=--jitless"];
  const lacking = await chromium.launch({ executablePath: browser, args: flags });
  try {
    const opened = await lacking.newPage({ locale: "en" });
    await opened.goto(site.address);
    const said = opened.locator("#status", { hasText: /cannot run in this browser: .*WebAssembly/ });
    await said.waitFor({ timeout: LONG });
  } finally {
    await lacking.close();
  }
});

test("nothing is asked of anybody else, and nothing went wrong", () => {
  const others = asked.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(site.address));
  assert.deepEqual(others, []);
  assert.deepEqual(failures, []);
});
