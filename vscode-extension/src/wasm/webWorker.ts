/** The worker of a web page that runs the server in WebAssembly, on files that the page gives it. */

import type { PyodideAPI } from "pyodide";
import { startServer } from "./server";

/** Files by their paths, null for one that is gone; or a message of the protocol. */
export type ToWorker =
  | { readonly files: Readonly<Record<string, string | null>> }
  | { readonly message: unknown };

export type FromWorker =
  | { readonly message: unknown }
  | { readonly log: string }
  | { readonly end: number };

const runtime = new URL("wasm/", self.location.href).href;
const early: ToWorker[] = [];
let take = (data: ToWorker): void => {
  early.push(data); // the interpreter is still being loaded
};
self.onmessage = ({ data }: MessageEvent<ToWorker>) => take(data);

const say = (data: FromWorker) => self.postMessage(data);

async function start(): Promise<void> {
  const archive = await fetch(`${runtime}portlens.zip`);
  let fs: PyodideAPI["FS"] | undefined;
  const receive = await startServer(
    { runtime, archive: new Uint8Array(await archive.arrayBuffer()) },
    {
      write: (message) => say({ message }),
      log: (log) => say({ log }),
      end: (code) => {
        say({ end: code });
        self.close();
      },
    },
    (mounted) => {
      fs = mounted;
    },
  );
  take = (data) => {
    if ("message" in data) {
      receive(data.message);
    } else if (fs) {
      write(fs, data.files);
    }
  };
  early.forEach(take);
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

start().catch((error) => {
  say({ log: String(error) });
  say({ end: 1 });
});
