/** The thread of the extension host that runs the server in WebAssembly. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { startServer } from "./server";
import { showMachine } from "./showMachine";

export interface WorkerData {
  /** Carries the protocol's messages; the log goes to the parent. */
  readonly port: MessagePort;
  /** The folder bundled/wasm. */
  readonly runtime: string;
  /** The folders on whose drives files may be read; only Windows has to ask. */
  readonly folders: readonly string[];
}

const { port, runtime, folders } = workerData as WorkerData;
const log = (line: string) => parentPort?.postMessage(line);

const receive = await startServer(
  { runtime: join(runtime, "/"), archive: readFileSync(join(runtime, "portlens.zip")) },
  { write: (message) => port.postMessage(message), log, end: (code) => process.exit(code) },
  (fs) => showMachine(fs, folders, log),
);
port.on("message", receive);
