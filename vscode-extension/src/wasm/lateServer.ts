/** The server in WebAssembly on files that come late: those of an editor, or of a page. */

import type { PyodideAPI } from "pyodide";
import { Gate } from "./gate";
import { type FileSystem, LazyFiles } from "./lazyFiles";
import type { FromWorker, Later } from "./messages";
import { type Place, startServer } from "./server";

/** Start the server; return what takes the messages for it, of the protocol and about files. */
export async function startLateServer(
  place: Place,
  say: (data: Exclude<FromWorker, { readonly end: number }>) => void,
  end: (code: number) => void,
): Promise<(data: Later) => void> {
  let fs: PyodideAPI["FS"] | undefined;
  let gate: Gate | undefined;
  const receive = await startServer(
    place,
    {
      write: (message) => gate?.fromServer(message),
      log: (log) => say({ log }),
      end,
    },
    (mounted) => {
      fs = mounted;
    },
  );
  const ask = later(() => say({ wanted: files.take() }));
  const files = new LazyFiles(fs as unknown as FileSystem, ask, () => say({ full: true }));
  gate = new Gate({
    isWaiting: () => files.isWaiting,
    // Not at once: the server may be at work on what it says just now.
    toServer: (message) => queueMicrotask(() => receive(message)),
    toClient: (message) => say({ message }),
  });
  const open = gate;
  return (data) => {
    if ("message" in data) {
      open.fromClient(data.message);
    } else if ("files" in data) {
      write(fs, data.files);
    } else if ("roots" in data) {
      for (const root of data.roots) {
        files.addRoot(root);
      }
    } else if ("found" in data) {
      for (const found of data.found) {
        files.put(found);
      }
      open.filesCame();
    } else if (data.changed.filter((change) => files.change(change)).length > 0) {
      open.filesCame();
    }
  };
}

/** Return a function that calls `run` once for any number of its calls in one turn. */
function later(run: () => void): () => void {
  let isDue = false;
  return () => {
    if (!isDue) {
      isDue = true;
      setTimeout(() => {
        isDue = false;
        run();
      });
    }
  };
}

function write(fs: PyodideAPI["FS"], files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text !== null) {
      fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      fs.writeFile(path, text);
    } else if (fs.analyzePath(path).exists) {
      fs.unlink(path);
    }
  }
}
