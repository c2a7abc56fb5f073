/** The thread of the extension host that runs the server in WebAssembly. */

import { type Dirent, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { PyodideAPI } from "pyodide";
import { type Entry, LIBRARY, linksOfRoot, mountsOfFolders, mountsOfRoot } from "./machine";
import { startServer } from "./server";

export interface WorkerData {
  /** Carries the protocol's messages; the log goes to the parent. */
  readonly port: MessagePort;
  /** The folder bundled/wasm. */
  readonly runtime: string;
  /** The folders on whose drives files may be read; only Windows has to ask. */
  readonly folders: readonly string[];
}

const { port, runtime, folders } = workerData as WorkerData;

const receive = await startServer(
  { runtime: join(runtime, "/"), archive: readFileSync(join(runtime, "portlens.zip")) },
  {
    write: (message) => port.postMessage(message),
    log: (line) => parentPort?.postMessage(line),
    end: (code) => process.exit(code),
  },
  showMachine,
);
port.on("message", receive);

/** Show the interpreter the files of this machine under their own paths. */
function showMachine(fs: PyodideAPI["FS"]): void {
  const isWindows = process.platform === "win32";
  const root = isWindows ? [] : entries("/");
  const mounts = isWindows ? mountsOfFolders(folders) : mountsOfRoot(root, entries(`/${LIBRARY}`));
  for (const { host, at } of mounts) {
    attempt(at, () => {
      fs.mkdirTree(at);
      fs.mount(fs.filesystems.NODEFS, { root: host }, at);
    });
  }
  for (const path of isWindows ? [] : linksOfRoot(root)) {
    attempt(path, () => {
      if (fs.analyzePath(path).exists) {
        fs.rmdir(path); // of its own it has a few empty folders, as /tmp
      }
      fs.symlink(readlinkSync(path), path);
    });
  }
}

/** What cannot be shown is a folder that the user may not read, and no reason to stop. */
function attempt(path: string, show: () => void): void {
  try {
    show();
  } catch (error) {
    parentPort?.postMessage(`${path}: ${error}`);
  }
}

function entries(folder: string): Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: kindOf(entry),
    }));
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent): Entry["kind"] {
  if (entry.isSymbolicLink()) {
    return "link";
  }
  return entry.isDirectory() ? "folder" : "other";
}
