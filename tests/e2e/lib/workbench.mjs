// VS Code's workbench as its user sees it, in a real browser.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { artefacts, browser } from "./place.mjs";

/** The first start of a workbench on a busy machine takes this long at worst, in milliseconds. */
export const LONG = 90_000;
const SHORT = 30_000;

const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--lang=en"],
  // Nobody is asked for extensions, icons or news.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

export class Workbench {
  /**
   * Open the workspace of a running VS Code, or the `folder` at another address; `file` is opened in
   * it, by its path inside. `flags` are further words of the browser's command line.
   */
  static async open(
    server,
    { file, folder, size = { width: 1280, height: 800 }, flags = [], isBlank = false } = {},
  ) {
    const args = [...FLAGS, ...flags];
    const started = await chromium.launch({ executablePath: browser, args });
    try {
      const page = await started.newPage({ viewport: size });
      const workbench = new Workbench(started, page, server);
      if (!isBlank) {
        await workbench.load({ file, folder });
      }
      return workbench;
    } catch (error) {
      await started.close(); // else the tests would not end
      throw error;
    }
  }

  /** Load the workbench; `payload` is what it takes from its address besides the folder. */
  async load({ file, folder, payload = [] }) {
    const { page, server } = this;
    const url = new URL(server.base);
    url.searchParams.set("folder", folder ?? server.folder);
    const address = folder ? `${folder}/${file}` : this.remote(join(server.folder, file ?? ""));
    const first = file ? [["openFile", address]] : [];
    url.searchParams.set("payload", JSON.stringify([...first, ...payload]));
    await page.goto(url.href, { waitUntil: "domcontentloaded", timeout: LONG });
    await page.locator(".monaco-workbench .part.editor").waitFor({ timeout: LONG });
    if (file) {
      await page.locator(".editor-instance .view-line").first().waitFor({ timeout: LONG });
    }
  }

  constructor(started, page, server) {
    this.started = started;
    this.page = page;
    this.server = server;
    this.console = [];
    page.on("console", (message) => this.console.push(message.text()));
  }

  remote(path) {
    return `vscode-remote://${new URL(this.server.base).host}${path}`;
  }

  get keyboard() {
    return this.page.keyboard;
  }

  /** Return the worker in which the extension runs its server; the newest, where one has died. */
  async serverWorker() {
    // It takes from itself what a worker could load by, see scripts/build.mjs.
    const isServer = (worker) => worker.evaluate(() => self.importScripts === undefined && "fetch" in self);
    for (const worker of this.page.workers().reverse()) {
      if (await isServer(worker).catch(() => false)) {
        return worker;
      }
    }
    return undefined;
  }

  /** Leave first, so that VS Code ends the extensions at once and not after a time of grace. */
  async close() {
    await this.page.goto("about:blank").catch(() => {});
    await this.started.close();
  }

  /**
   * Keep a picture of the screen once nothing on it fades any more; of its part `clip` one more,
   * for the READMEs.
   */
  async picture(name, clip) {
    mkdirSync(join(artefacts, "readme"), { recursive: true });
    await this.page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
    );
    await this.page.screenshot({ path: join(artefacts, `${name}.png`) });
    if (clip) {
      await this.page.screenshot({ path: join(artefacts, "readme", `${name}.png`), clip });
    }
  }

  /** Run a command by its title, as from the command palette. */
  async command(title) {
    const input = this.page.locator(".quick-input-widget input").first();
    const attempt = async () => {
      await this.keyboard.press("F1");
      const shown = await input.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      // A panel that went away may have taken the focus with it.
      if (!shown) await this.page.locator(".tab.active").first().click();
      return shown;
    };
    await this.until(attempt, "the command palette", LONG);
    await input.fill(`>${title}`);
    await this.takeFirst(title);
  }

  /** Open a file of the workspace by its name, as with Ctrl+P. */
  async openFile(name) {
    await this.keyboard.press("Control+p");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor({ timeout: SHORT });
    await input.fill(name);
    await this.takeFirst(name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: SHORT });
    await this.page.locator(".editor-instance .view-line").first().waitFor({ timeout: SHORT });
  }

  /** Take the first row of the quick pick as soon as it is the one with `text`. */
  async takeFirst(text) {
    const row = this.page.locator(".quick-input-list .monaco-list-row").first();
    await row.filter({ hasText: text }).waitFor({ timeout: SHORT });
    await this.keyboard.press("Enter");
  }

  /** The lines of the editor that are on the screen. */
  async text() {
    const lines = await this.page.locator(".editor-instance .view-line").all();
    const placed = await Promise.all(
      lines.map(async (line) => [(await line.boundingBox())?.y ?? 0, await line.innerText()]),
    );
    const ordered = placed.sort(([one], [other]) => one - other);
    return ordered.map(([, text]) => text.replaceAll("\u00a0", " ")).join("\n");
  }

  /** The centre of the `nth` place on the screen where `text` stands in the editor. */
  async locate(text, nth = 0) {
    const found = await this.page.evaluate(placesOf, text);
    return found.sort((one, other) => one.y - other.y || one.x - other.x)[nth];
  }

  async click(text, nth = 0) {
    const place = await this.until(() => this.locate(text, nth), `${text} in the editor`);
    await this.leave(); // a popup may lie over the place
    await this.page.mouse.click(place.x, place.y);
  }

  /** Rest the mouse on `text` until the popup says `expected`; return what it says. */
  async hover(text, expected, nth = 0) {
    const popup = this.page.locator(".monaco-hover:visible");
    let said = "";
    const read = async () => {
      said = (await popup.allInnerTexts()).join("\n").replace(/\s+/g, " ").trim();
      return expected.test(said) ? said : undefined;
    };
    const attempt = async () => {
      const place = await this.locate(text, nth);
      if (!place) {
        return undefined;
      }
      await this.leave(); // a popup that is still open would be read in place of the new one
      await this.page.mouse.move(place.x - 2, place.y);
      await this.page.mouse.move(place.x, place.y, { steps: 4 });
      return this.until(read, "", 4_000).catch(() => undefined);
    };
    return this.until(attempt, () => `a hover on ${text} like ${expected}; last: ${said}`, LONG);
  }

  /** Take the mouse from the text, and wait until the popup is gone. */
  async leave() {
    const area = await this.page.locator(".editor-instance").first().boundingBox();
    await this.page.mouse.move(area.x + area.width - 60, area.y + area.height - 40);
    const popup = this.page.locator(".monaco-hover:visible").first();
    await popup.waitFor({ state: "hidden", timeout: 2_000 }).catch(() => {});
  }

  /** Ask for completions until one has `label`; return all labels on the screen. */
  async complete(label) {
    const rows = this.page.locator(".suggest-widget.visible .monaco-list-row");
    await this.keyboard.press("Control+Space");
    await rows.filter({ hasText: label }).first().waitFor({ timeout: SHORT });
    return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, " ").trim());
  }

  /** Open the Problems panel; return the text of its row that contains `text`. */
  async problem(text) {
    if (!(await this.page.locator(".markers-panel").isVisible())) {
      await this.keyboard.press("Control+Shift+M");
    }
    const row = this.page.locator(".markers-panel .monaco-list-row", { hasText: text }).first();
    await row.waitFor({ timeout: LONG });
    return (await row.innerText()).replace(/\s+/g, " ").trim();
  }

  /** Open the quick fixes at `text` by keyboard and go to the one called `title`. */
  async quickFix(text, title, nth = 0) {
    const rows = this.page.locator(".action-widget .monaco-list-row");
    const wanted = rows.filter({ hasText: title }).first();
    const attempt = async () => {
      await this.click(text, nth);
      await this.keyboard.press("Control+.");
      const shown = await wanted.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (!shown) {
        await this.keyboard.press("Escape");
      }
      return shown || undefined;
    };
    await this.until(attempt, `a quick fix ${title} at ${text}`, LONG);
    await this.until(async () => {
      if (await wanted.evaluate((row) => row.classList.contains("focused"))) {
        return true;
      }
      await this.keyboard.press("ArrowDown");
      return undefined;
    }, `the focus on ${title}`);
  }

  async notifications() {
    const found = this.page.locator(".notifications-toasts .notification-list-item-message");
    return (await found.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  }

  /** The document in the preview of Markdown that is in front. */
  get preview() {
    return this.page.frameLocator("iframe.webview.ready >> visible=true").frameLocator("#active-frame");
  }

  /** The extension's own item. */
  get statusBar() {
    return this.page.locator('.statusbar-item[id^="portlens."]');
  }

  /** Wait until `question` has an answer that is not undefined. */
  async until(question, what, patience = SHORT) {
    const end = Date.now() + patience;
    for (;;) {
      const answer = await question();
      if (answer !== undefined && answer !== false) {
        return answer;
      }
      if (Date.now() > end) {
        throw new Error(`not within ${patience} ms: ${typeof what === "function" ? what() : what}`);
      }
      await this.page.waitForTimeout(50);
    }
  }
}

/** In the page: every place of `needle` in the editor's lines, which are cut into many spans. */
function placesOf(needle) {
  const places = [];
  for (const line of document.querySelectorAll(".editor-instance .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: text.length });
      text += walker.currentNode.data.replaceAll("\u00a0", " ");
    }
    const point = (offset) => {
      const { node, start } = nodes.findLast((each) => each.start <= offset);
      return [node, offset - start];
    };
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      const range = document.createRange();
      range.setStart(...point(at));
      const [node, offset] = point(at + needle.length - 1);
      range.setEnd(node, offset + 1);
      const box = range.getBoundingClientRect();
      places.push({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    }
  }
  return places;
}
