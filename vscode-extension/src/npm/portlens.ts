#!/usr/bin/env node
/** The command `portlens` of the npm package: Python's command line, in WebAssembly. */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import { showMachine } from "../wasm/showMachine";
import { readFrom, writerTo } from "./streams";

const ARCHIVE = "/lib/portlens.zip";

const START = `
import sys
sys.path.insert(0, "${ARCHIVE}")
import wasm_start
wasm_start.find_once()
from portlens.cli.embedded import run
run
`;

const here = dirname(fileURLToPath(import.meta.url));
const pyodide = await loadPyodide({
  indexURL: join(here, "wasm", "/"),
  env: { HOME: "/" }, // the folder is made before the machine's are shown
});
showMachine(pyodide.FS, [], () => {});
pyodide.FS.writeFile(ARCHIVE, readFileSync(join(here, "portlens.zip")));
pyodide.setStdin({ read: readFrom(0), isatty: isatty(0) });
pyodide.setStdout({ write: writerTo(1), isatty: isatty(1) });
pyodide.setStderr({ write: writerTo(2), isatty: isatty(2) });
const words = pyodide.toPy(process.argv.slice(2));
process.exitCode = pyodide.runPython(START)(words, process.cwd(), pyodide.toPy(environment()));

/** The user's variables, less those for another Python; the interpreter knows no window. */
function environment(): Record<string, string | undefined> {
  const given = Object.entries(process.env).filter(([name]) => !name.startsWith("PYTHON"));
  const columns = process.stdout.columns ?? process.stderr.columns;
  return { ...(columns ? { COLUMNS: String(columns) } : {}), ...Object.fromEntries(given) };
}
