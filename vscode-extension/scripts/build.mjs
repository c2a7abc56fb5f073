// Builds dist/extension.js and bundled/. PYTHON names the Python that has pip; else the project's.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildWasm } from "./wasm.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function buildExtension() {
  process.chdir(root);
  const { metafile } = await build({
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    bundle: true,
    minify: true,
    metafile: true,
    platform: "node",
    format: "cjs",
    target: "node20", // what VS Code 1.91 runs extensions on
    external: ["vscode"],
    logLevel: "warning",
  });
  const worker = await build({
    entryPoints: ["src/wasm/worker.ts"],
    outfile: "dist/worker.mjs",
    bundle: true,
    minify: true,
    metafile: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
  const web = await build({
    entryPoints: ["src/web/extension.ts"],
    outfile: "dist/web.js",
    bundle: true,
    minify: true,
    metafile: true,
    platform: "browser",
    format: "cjs",
    target: "es2022",
    external: ["vscode"],
    alias: { "vscode-languageclient/node": "vscode-languageclient/browser" },
    logLevel: "warning",
  });
  const webWorker = await buildWebWorker("dist");
  const page = await build({
    entryPoints: ["src/graph/main.ts"],
    outfile: "dist/graph.js",
    bundle: true,
    minify: true,
    metafile: true,
    platform: "browser",
    format: "iife",
    target: "chrome124", // that of VS Code 1.91
    loader: { ".css": "text" }, // for the picture that is exported
    logLevel: "warning",
  });
  for (const style of ["graph.css", "page.css"]) {
    copyFileSync(`src/graph/${style}`, `dist/${style}`);
  }
  await buildServer();
  keepLicences(
    [metafile, worker.metafile, web.metafile, webWorker.metafile, page.metafile].flatMap(
      ({ inputs }) => Object.keys(inputs),
    ),
  );
}

/** Write webWorker.js, which runs in an editor's extension host and in the playground. */
export function buildWebWorker(outdir) {
  return build({
    entryPoints: ["src/wasm/webWorker.ts"],
    absWorkingDir: root,
    outdir,
    bundle: true,
    minify: true,
    metafile: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    external: ["node:*"],
    // VS Code starts workers as scripts of the old kind, in which Pyodide refuses to run.
    banner: { js: "self.importScripts = undefined;" },
    logLevel: "warning",
  });
}

/** Write bundled/: the server with all that it imports, and a Python in WebAssembly. */
export async function buildServer() {
  process.chdir(root);
  runPython("scripts/bundle.py");
  await buildWasm();
}

/** Run a script with the Python that has pip; the folder of the process is the extension's. */
export function runPython(...words) {
  const venv = join(root, "..", ".venv", "bin", "python");
  const python = process.env.PYTHON ?? (existsSync(venv) ? venv : "python3");
  execFileSync(python, words, { stdio: "inherit" });
}

/** Put the licences of the npm packages that became part of dist/ beside those of the server's. */
export function keepLicences(inputs) {
  // Pyodide's package has no text of its licence, and brings Python's library along.
  for (const file of readdirSync("licences")) {
    keepLicence(basename(file, ".txt"), join("licences", file));
  }
  const packages = new Set(
    inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []),
  );
  for (const name of packages) {
    const folder = join("node_modules", name);
    const file = ["License.txt", "LICENSE", "LICENSE.md", "LICENSE.txt", "license.txt"]
      .map((candidate) => join(folder, candidate))
      .find(existsSync);
    if (file) {
      keepLicence(name.replace("/", "-"), file);
    } else if (!existsSync(join("licences", `${name}.txt`))) {
      throw new Error(`${name} has no licence text`);
    }
  }
}

function keepLicence(name, file) {
  const target = join("bundled", "licences", name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "LICENSE.txt"), readFileSync(file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildExtension();
}
