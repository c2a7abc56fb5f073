import * as vscode from "vscode";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageTransports,
} from "vscode-languageclient/browser";
import type { Server } from "../client";
import type { Logs } from "../logs";
import { type FromWorker, PARTS, type Parts, type ToWorker } from "../wasm/messages";
import { EditorFiles } from "./editorFiles";

/** Return the server as a worker of the browser, on the Python inside the extension. */
export function webServer(
  extension: vscode.ExtensionContext,
  logs: Logs,
  onFull: () => void,
): Server {
  const server = new WebServer(extension.extensionUri, logs, onFull);
  return { options: () => server.start(), stop: async () => server.stop() };
}

class WebServer {
  private worker: Worker | undefined;
  private files: EditorFiles | undefined;
  private address = "";

  constructor(
    private readonly folder: vscode.Uri,
    private readonly logs: Logs,
    private readonly onFull: () => void,
  ) {}

  async start(): Promise<MessageTransports> {
    const [script, parts] = await Promise.all([this.read("dist", "webWorker.js"), this.parts()]);
    // From its text: a browser loads no worker from where an extension may lie.
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(address);
    this.address = address;
    this.worker = worker;
    const post = (data: ToWorker, transfer: Transferable[] = []) =>
      worker.postMessage(data, transfer);
    const reader = new Reader();
    const files = new EditorFiles(
      (roots) => post({ roots }),
      (change) => post({ changed: [change] }),
    );
    this.files = files;
    worker.onerror = ({ message }) => {
      this.logs.main.error(`The worker failed: ${message}`);
      reader.end();
    };
    worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
      if ("message" in data) {
        reader.take(data.message as Message);
      } else if ("log" in data) {
        this.logs.main.info(data.log);
      } else if ("wanted" in data) {
        post({ found: await files.find(data.wanted) });
      } else if ("full" in data) {
        this.onFull();
      } else {
        reader.end();
      }
    };
    post(
      { begin: parts },
      Object.values(parts).map(({ buffer }) => buffer),
    );
    post({ roots: files.roots() });
    return { reader, writer: new Writer((message) => post({ message })) };
  }

  stop(): void {
    this.files?.dispose();
    this.worker?.terminate();
    URL.revokeObjectURL(this.address); // not earlier: VS Code loads from it in its own time
  }

  private async parts(): Promise<Parts> {
    const read = PARTS.map(async (name) => [name, await this.read("bundled", "wasm", name)]);
    return Object.fromEntries(await Promise.all(read)) as Parts;
  }

  private async read(...names: string[]): Promise<Uint8Array<ArrayBuffer>> {
    const uri = vscode.Uri.joinPath(this.folder, ...names);
    // A copy, since it is given away whole.
    return new Uint8Array(await vscode.workspace.fs.readFile(uri));
  }
}

/** What the worker says, as the protocol's connection hears it. */
class Reader extends AbstractMessageReader {
  private callback: DataCallback | undefined;

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    return { dispose: () => {} };
  }

  take(message: Message): void {
    this.callback?.(message);
  }

  end(): void {
    this.fireClose();
  }
}

class Writer extends AbstractMessageWriter {
  constructor(private readonly post: (message: Message) => void) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.post(message);
  }

  end(): void {}
}
