// Builds the npm package, the command line in WebAssembly, and packs it; prints the path of the .tgz.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildServer, keepLicences, runPython } from "./build.mjs";

const OUT = "dist/npm";
const VERSION = "bundled/server/portlens/__init__.py";

export async function buildCommand() {
  await buildServer();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const { metafile } = await build({
    entryPoints: ["src/npm/portlens.ts"],
    absWorkingDir: process.cwd(), // that of buildServer, wherever this was started
    outfile: `${OUT}/portlens.mjs`,
    bundle: true,
    minify: true,
    metafile: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
  const version = /__version__ = "(.+)"/.exec(readFileSync(VERSION, "utf8"))?.[1];
  const manifest = {
    version,
    ...JSON.parse(readFileSync("npm/package.json", "utf8")),
    ...repository(process.env),
  };
  writeFileSync(`${OUT}/package.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const name of ["README.md", "README.ja.md"]) {
    copyFileSync(`npm/${name}`, `${OUT}/${name}`);
  }
  copyFileSync("LICENSE", `${OUT}/LICENSE`);
  cpSync("bundled/wasm", `${OUT}/wasm`, { recursive: true });
  rmSync(`${OUT}/wasm/portlens.zip`); // the server
  copyFileSync("bundled/command.zip", `${OUT}/portlens.zip`);
  keepLicences(Object.keys(metafile.inputs));
  for (const name of ["pyodide", "python", "pyyaml"]) {
    cpSync(`bundled/licences/${name}`, `${OUT}/licences/${name}`, { recursive: true });
  }
}

/** On GitHub npm holds what a package says of its origin against who publishes it. */
function repository({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) {
  return server && name ? { repository: { type: "git", url: `git+${server}/${name}.git` } } : {};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildCommand();
  const words = ["pack", "--silent", "--pack-destination", "dist", `./${OUT}`];
  const name = execFileSync("npm", words, { encoding: "utf8" }).trim();
  renameSync(`dist/${name}`, "portlens.tgz");
  runPython("scripts/squeeze.py", "portlens.tgz");
  console.log(`${process.cwd()}/portlens.tgz`);
}
