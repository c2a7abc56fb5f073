// Measures the server in WebAssembly: `node _wasm.mjs thread` in the thread of an editor, `node
// _wasm.mjs browser` in the worker of a page. Prints JSON: processor time in milliseconds, memory
// in MB. Both are those of the whole process, of the browser's that of the page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MessageChannel, Worker } from "node:worker_threads";

const EXTENSION = resolve(fileURLToPath(import.meta.url), "../../../vscode-extension");
const RUNTIME = join(EXTENSION, "bundled", "wasm");
const URI = "file:///nowhere/compose.yaml";
const TEXT = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n';
const HOVERS = 100;

/** Talk to a server; `cost` gives the milliseconds so far, `memory` the MB now. */
async function measured({ post, onMessage, cost, memory }) {
  const waiting = new Map();
  onMessage(({ id, method, result }) => method === undefined && waiting.get(id)?.(result));
  let count = 0;
  const ask = (method, params) =>
    new Promise((answer) => {
      waiting.set(++count, answer);
      post({ jsonrpc: "2.0", id: count, method, params });
    });
  const capabilities = { textDocument: { hover: { contentFormat: ["markdown"] } } };
  await ask("initialize", { capabilities });
  const start = await cost();
  post({ jsonrpc: "2.0", method: "initialized", params: {} });
  const textDocument = { uri: URI, languageId: "dockercompose", version: 1, text: TEXT };
  post({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } });
  const hover = () =>
    ask("textDocument/hover", { textDocument: { uri: URI }, position: { line: 3, character: 14 } });
  const { contents } = await hover();
  if (!/postgresql/.test(contents.value)) {
    throw new Error(`no hover: ${contents.value}`);
  }
  const first = await cost();
  for (let each = 0; each < HOVERS; each++) {
    await hover();
  }
  return { start, first, later: ((await cost()) - first) / HOVERS, memory: await memory() };
}

async function inThread() {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(EXTENSION, "dist", "worker.mjs"), {
    workerData: { port: port2, runtime: RUNTIME, folders: [] },
    transferList: [port2],
    resourceLimits: { stackSizeMb: 64 },
  });
  const figures = await measured({
    post: (message) => port1.postMessage(message),
    onMessage: (take) => port1.on("message", take),
    cost: () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
    memory: () => process.memoryUsage.rss() / 1e6,
  });
  await worker.terminate();
  return figures;
}

async function inBrowser() {
  const { chromium } = await import(join(EXTENSION, "../tests/e2e/node_modules/playwright-core/index.mjs"));
  const { browser } = await import(join(EXTENSION, "../tests/e2e/lib/place.mjs"));
  const server = createServer(({ url }, response) => {
    const name = url.slice(1);
    const path = name === "webWorker.js" ? join(EXTENSION, "dist", name) : join(RUNTIME, name);
    response.end(existsSync(path) && name ? readFileSync(path) : "<!doctype html>");
  });
  await new Promise((started) => server.listen(0, "127.0.0.1", started));
  const chrome = await chromium.launch({ executablePath: browser, args: ["--no-sandbox"] });
  const page = await chrome.newPage();
  const taken = [];
  await page.exposeFunction("take", (message) => taken.forEach((take) => take(message)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const renderers = await renderersOf(chrome);
  const before = await renderers.cost();
  await page.evaluate(async (names) => {
    const read = async (name) => [name, new Uint8Array(await (await fetch(name)).arrayBuffer())];
    const parts = Object.fromEntries(await Promise.all(names.map(read)));
    window.worker = new Worker("webWorker.js");
    window.worker.onmessage = ({ data }) => "message" in data && window.take(data.message);
    window.worker.postMessage({ begin: parts });
  }, readdirSync(RUNTIME));
  const figures = await measured({
    post: (message) => page.evaluate((said) => window.worker.postMessage({ message: said }), message),
    onMessage: (take) => taken.push(take),
    cost: async () => (await renderers.cost()) - before,
    memory: renderers.memory,
  });
  await chrome.close();
  server.close();
  return figures;
}

/** What the processes that show this browser's pages have cost, and the largest of them; Linux alone. */
async function renderersOf(chrome) {
  const session = await chrome.newBrowserCDPSession();
  const all = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer");
  };
  const resident = ({ id }) => {
    const [, kib] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"));
    return (Number(kib) * 1024) / 1e6;
  };
  return {
    cost: async () => (await all()).reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0),
    memory: async () => Math.max(...(await all()).map(resident)),
  };
}

const figures = process.argv[2] === "browser" ? await inBrowser() : await inThread();
console.log(JSON.stringify(figures));
process.exit(0);
