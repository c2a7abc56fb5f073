// Runs Python in WebAssembly: node run.mjs RUNTIME SCRIPT WORD…
//
// RUNTIME is the folder of a Pyodide; an archive portlens.zip beside it is put on the path. SCRIPT
// sees the machine's files under their own paths and the words as sys.argv[1:].
import { existsSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, script, ...words] = process.argv.slice(2);
const modules = new URL("../../vscode-extension/node_modules/", import.meta.url);
const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", modules));
const pyodide = await loadPyodide({
  indexURL: join(resolve(runtime), "/"),
  env: { HOME: "/", ...process.env },
});
// Not by lines, which is what Pyodide does by itself.
pyodide.setStdout({ write: (bytes) => writeSync(1, bytes) });
pyodide.setStderr({ write: (bytes) => writeSync(2, bytes) });
const { FS } = pyodide;
// /lib is the interpreter's own.
const hidden = ["dev", "lib", "proc", "sys"];
for (const entry of readdirSync("/", { withFileTypes: true })) {
  if (entry.isDirectory() && !hidden.includes(entry.name)) {
    FS.mkdirTree(`/${entry.name}`);
    FS.mount(FS.filesystems.NODEFS, { root: `/${entry.name}` }, `/${entry.name}`);
  }
}
const archive = join(runtime, "portlens.zip");
const path = existsSync(archive) ? ["/lib/portlens.zip"] : [];
for (const place of path) {
  FS.writeFile(place, readFileSync(archive));
}
FS.chdir(process.cwd());
pyodide.globals.set("__argv", pyodide.toPy([pathToFileURL(script).href, ...words]));
pyodide.globals.set("__path", pyodide.toPy(path));
pyodide.runPython("import sys; sys.argv = __argv; sys.path[:0] = __path");
const status = pyodide.runPython(readFileSync(script, "utf8"), { filename: resolve(script) });
process.exit(typeof status === "number" ? status : 0);
