/** The server in WebAssembly: one message in, any number out. Knows no thread and no editor. */

import { loadPyodide, type PyodideAPI, version } from "pyodide";

export interface Place {
  /** The folder with the interpreter, as a path or an address that ends in a slash. */
  readonly runtime: string;
  /** The archive with the server. */
  readonly archive: Uint8Array;
  /** The interpreter's own script, where it cannot be loaded from `runtime`. */
  readonly createPyodideModule?: NonNullable<Options["createPyodideModule"]>;
}

export interface Host {
  /** Take a message for the client. */
  write(message: unknown): void;
  /** Take a line of the server's log. */
  log(line: string): void;
  /** The client has said `exit`, or the interpreter is beyond repair. */
  end(code: number): void;
}

type Options = NonNullable<Parameters<typeof loadPyodide>[0]>;

const ARCHIVE = "/lib/portlens.zip";

const START = `
import sys
sys.path.insert(0, "${ARCHIVE}")
import wasm_start
wasm_start.find_once()
wasm_start.define_quickly()
from portlens.lsp.embedded import Embedded
Embedded
`;

/** What Python's `portlens.lsp.embedded.Embedded` looks like from here. */
interface Embedded {
  receive(body: string): void;
  readonly exit_code: number | null | undefined;
}

/** Load the interpreter; `mount` shows it the files there are before anything is read. */
export async function startServer(
  { runtime, archive, createPyodideModule }: Place,
  host: Host,
  mount: (fs: PyodideAPI["FS"]) => void,
): Promise<(message: unknown) => void> {
  const begin = performance.now();
  const pyodide = await loadPyodide({
    indexURL: runtime,
    // From the root, so that a path with a drive in front is found below it.
    env: { HOME: "/", PYTHONDONTWRITEBYTECODE: "1" },
    stdout: host.log,
    stderr: host.log,
    ...(createPyodideModule ? { createPyodideModule } : {}),
  });
  mount(pyodide.FS);
  pyodide.FS.writeFile(ARCHIVE, archive);
  const write = (text: string) => host.write(JSON.parse(text));
  const server: Embedded = pyodide.runPython(START)(write);
  const [python] = (pyodide.runPython("sys.version") as string).split(" ");
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  host.log(`Python ${python} in WebAssembly (Pyodide ${version}), loaded in ${seconds} s`);
  return (message) => {
    try {
      server.receive(JSON.stringify(message));
    } catch (error) {
      // A server answers whatever it gets: this is an interpreter that has died, or has no memory.
      host.log(String(error));
      host.end(1);
      return;
    }
    if (typeof server.exit_code === "number") {
      host.end(server.exit_code);
    }
  };
}
