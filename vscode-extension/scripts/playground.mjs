// Builds the playground, a static page in dist/playground; with --serve it is shown on 127.0.0.1.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildServer, buildWebWorker, keepLicences } from "./build.mjs";

const OUT = "dist/playground";
const EXAMPLES = "../examples";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** Build the page around the server that is in bundled/. */
export async function buildPlayground() {
  process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
  mkdirSync(OUT, { recursive: true });
  writeFileSync(`${OUT}/examples.json`, JSON.stringify(examples()));
  const { metafile } = await build({
    entryPoints: { main: "playground/main.ts" },
    absWorkingDir: process.cwd(),
    outdir: OUT,
    bundle: true,
    minify: true,
    metafile: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    alias: { vscode: "./playground/vscode.ts" },
    logLevel: "warning",
  });
  const graph = await build({
    entryPoints: { graph: "playground/graphFrame.ts" },
    absWorkingDir: process.cwd(),
    outdir: OUT,
    bundle: true,
    minify: true,
    metafile: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    loader: { ".css": "text" },
    logLevel: "warning",
  });
  const worker = await buildWebWorker(OUT);
  for (const name of ["index.html", "page.css", "graphTheme.css"]) {
    copyFileSync(`playground/${name}`, `${OUT}/${name}`);
  }
  copyFileSync("src/graph/graph.css", `${OUT}/graph.css`);
  copyFileSync("src/graph/page.css", `${OUT}/graphPage.css`);
  cpSync("bundled/wasm", `${OUT}/wasm`, { recursive: true });
  keepLicences(
    [metafile, worker.metafile, graph.metafile].flatMap(({ inputs }) => Object.keys(inputs)),
  );
  cpSync("bundled/licences", `${OUT}/licences`, { recursive: true });
}

/** Return the configuration files of each example, by its name: the project's, and a few of the page's own. */
function examples() {
  const found = { shop: filesBelow(EXAMPLES, (path) => !path.startsWith("stacks")) };
  const stacks = [join(EXAMPLES, "stacks"), "playground/examples"].flatMap((folder) =>
    readdirSync(folder).map((name) => [name, join(folder, name)]),
  );
  for (const [name, folder] of stacks.sort()) {
    found[name] = filesBelow(folder, () => true);
  }
  return found;
}

function filesBelow(folder, isWanted) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.md$|mime\.types$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .filter(isWanted)
    .sort((one, other) => rank(one) - rank(other) || one.localeCompare(other));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** What most people look at first comes first. */
function rank(path) {
  return [/compose\.yaml$/, /nginx/, /ssh/, /./].findIndex((pattern) => pattern.test(path));
}

/** Serve the page on 127.0.0.1 alone; return its address. */
export function serve(port) {
  const root = resolve(OUT);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const path = resolve(
      root,
      `.${decodeURIComponent(pathname)}${pathname.endsWith("/") ? "index.html" : ""}`,
    );
    try {
      const body = path.startsWith(root + sep) ? readFileSync(path) : undefined;
      response.writeHead(body ? 200 : 404, {
        "Content-Type": TYPES[extname(path)] ?? "text/plain",
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((started) => {
    server.listen(port, "127.0.0.1", () => {
      started({
        address: `http://127.0.0.1:${server.address().port}/`,
        stop: () => server.close(),
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildServer();
  await buildPlayground();
  if (process.argv.includes("--serve")) {
    const { address } = await serve(Number(process.env.PORT ?? 0));
    console.log(`portlens playground: ${address}\nCtrl+C ends it.`);
  }
}
