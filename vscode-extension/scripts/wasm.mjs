// Puts into bundled/wasm the Python that runs where the machine has none: Pyodide, its standard
// library, and the server of bundled/, both compiled, which halves the time of a start; and beside it
// the command line for the npm package.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { loadPyodide, version } from "pyodide";

const PYODIDE = "node_modules/pyodide";
const TARGET = "bundled/wasm";
const PACK = "scripts/wasm_pack.py";
const START = "scripts/wasm_start.py";

/** Write bundled/wasm and command.zip, unless they are there and made of the very same files. */
export async function buildWasm() {
  const made = fingerprint();
  const stamp = join("bundled", ".wasm-stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === made) {
    return;
  }
  mkdirSync(TARGET, { recursive: true });
  for (const name of ["pyodide.asm.mjs", "pyodide.asm.wasm"]) {
    copyFileSync(join(PYODIDE, name), join(TARGET, name));
  }
  const { info } = JSON.parse(readFileSync(join(PYODIDE, "pyodide-lock.json"), "utf8"));
  // Nothing is ever loaded from the network, so it knows of no packages.
  writeFileSync(join(TARGET, "pyodide-lock.json"), JSON.stringify({ info, packages: {} }));
  // Without the columns of each instruction, which nobody sees, tracebacks have their lines still.
  // With a seed, whatever holds a hash is the same each time.
  const env = { PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" };
  const pyodide = await loadPyodide({ indexURL: resolve(PYODIDE), env });
  const { FS } = pyodide;
  for (const [path, root] of [
    ["/bundled", "bundled"],
    ["/scripts", "scripts"],
    ["/wasm", TARGET],
  ]) {
    FS.mkdirTree(path);
    FS.mount(FS.filesystems.NODEFS, { root: resolve(root) }, path);
  }
  pyodide.runPython(readFileSync(PACK, "utf8"));
  writeFileSync(stamp, made);
}

function fingerprint() {
  const hash = createHash("sha256").update(version);
  const scripts = ["scripts/wasm.mjs", PACK, START];
  const sources = ["server", "libs", "yaml"].flatMap((folder) =>
    readdirSync(join("bundled", folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  for (const path of [...scripts, ...sources.sort()]) {
    hash.update(`${path}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}
