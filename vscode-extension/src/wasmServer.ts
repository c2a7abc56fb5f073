import { MessageChannel, Worker } from "node:worker_threads";
import type { MessageTransports } from "vscode-languageclient/node";
import { PortMessageReader, PortMessageWriter } from "vscode-languageserver-protocol/node";
import type { WorkerData } from "./wasm/worker";

/** Where the parts of the server in WebAssembly lie, and whom its log is for. */
export interface WasmPlace {
  readonly worker: string;
  readonly runtime: string;
  readonly folders: readonly string[];
  log(line: string): void;
}

/**
 * The thread's stack, in MiB. Python's own bound on nesting knows nothing of this stack: with Node's
 * usual 4, JSON that is nested 100,000 deep ends the thread, with 32 it does not.
 */
const STACK = 64;

/** The server in a thread of this process. Knows nothing of VS Code. */
export class WasmServer {
  private worker: Worker | undefined;

  constructor(private readonly place: WasmPlace) {}

  /** Start the thread; the connection is closed when that ends, for whatever reason. */
  start(): MessageTransports {
    const { port1, port2 } = new MessageChannel();
    const { worker: file, runtime, folders, log } = this.place;
    const workerData: WorkerData = { port: port2, runtime, folders };
    const worker = new Worker(file, {
      workerData,
      transferList: [port2],
      resourceLimits: { stackSizeMb: STACK },
    });
    worker.on("message", log);
    worker.on("error", (error) => log(`The thread failed: ${error}`));
    worker.once("exit", () => port1.close());
    this.worker = worker;
    return { reader: new PortMessageReader(port1), writer: new PortMessageWriter(port1) };
  }

  /** End the thread, whatever it is at. */
  async stop(): Promise<void> {
    await this.worker?.terminate();
  }
}
