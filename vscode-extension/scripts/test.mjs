// Compiles the unit tests and runs them with Node's own runner.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const out = "dist/test";
rmSync(out, { recursive: true, force: true });
const entryPoints = readdirSync("test")
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/${name}`);
await build({
  entryPoints,
  outdir: out,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outExtension: { ".js": ".mjs" },
  loader: { ".css": "text" },
  // The one reads files beside its own, the other is written for `require`.
  external: ["jsdom", "vscode-languageserver-protocol"],
  sourcemap: "inline",
});
const files = readdirSync(out).map((name) => `${out}/${name}`);
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], {
  stdio: "inherit",
});
process.exit(status ?? 1);
