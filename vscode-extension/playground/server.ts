/** The server in its worker, as the page talks to it: no editor's client, a few requests alone. */

import type { Graph } from "../src/graph/model";
import { type FromWorker, PARTS, type Parts, type ToWorker } from "../src/wasm/messages";

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface Finding {
  readonly range: Range;
  readonly severity: 1 | 2 | 3 | 4;
  readonly code: string;
  readonly message: string;
}

export interface Action {
  readonly title: string;
  readonly kind?: string;
  readonly edit?: { readonly changes?: Readonly<Record<string, readonly TextEdit[]>> };
}

export interface Completion {
  readonly label: string;
  readonly detail?: string;
  readonly filterText?: string;
  readonly sortText?: string;
  readonly textEdit?: TextEdit;
}

/** What a server answers that has other things to think of: the text has changed meanwhile. */
const CONTENT_MODIFIED = -32801;

/** How often a question is put again whose text has changed meanwhile. */
const MOST_TIMES = 20;

/** The server's word that it cannot answer. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(refusal: Refusal): void;
}

/** The folder of the page's files, which exists in the interpreter alone. */
export const FOLDER = "/playground";

const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { configuration: false },
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    diagnostic: {},
  },
};

export class Server {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly versions = new Map<string, number>();
  private count = 0;

  /** `onEnd` is called once if the worker dies, with what it said last. */
  constructor(address: string, onEnd: (reason: string) => void) {
    let last = "";
    this.worker = new Worker(address);
    this.worker.onerror = (event) => onEnd(event.message || last);
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ("message" in data) {
        this.take(data.message as Answer);
      } else if ("log" in data) {
        last = data.log;
        console.info(data.log);
      } else if ("end" in data) {
        onEnd(last);
      }
    };
  }

  /** Begin a session in a language, with the interpreter that lies below `runtime`. */
  async begin(locale: string, runtime: string): Promise<void> {
    this.post({ begin: await parts(runtime) });
    const workspaceFolders = [{ uri: `file://${FOLDER}`, name: "playground" }];
    await this.ask("initialize", { locale, workspaceFolders, capabilities: CAPABILITIES });
    this.tell("initialized", {});
  }

  /** Answer in another language from now on. */
  speak(language: string): void {
    this.tell("workspace/didChangeConfiguration", { settings: { portlens: { language } } });
  }

  /** Take `files`, by their names, in place of all there were. */
  replace(files: Readonly<Record<string, string>>): void {
    for (const name of this.versions.keys()) {
      if (!(name in files)) {
        this.tell("textDocument/didClose", { textDocument: { uri: uriOf(name) } });
        this.post({ files: { [`${FOLDER}/${name}`]: null } });
        this.versions.delete(name);
      }
    }
    for (const [name, text] of Object.entries(files)) {
      this.change(name, text);
    }
  }

  /** Take the whole text of a file; what it was before does not matter. */
  change(name: string, text: string): void {
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    this.post({ files: { [`${FOLDER}/${name}`]: text } });
    const uri = uriOf(name);
    if (version === 1) {
      const textDocument = { uri, languageId: languageOf(name), version, text };
      this.tell("textDocument/didOpen", { textDocument });
    } else {
      const textDocument = { uri, version };
      this.tell("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
    }
    this.tell("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  }

  /** Return what is wrong in a file; fails with a `Refusal` where the server cannot say. */
  async findings(name: string): Promise<readonly Finding[]> {
    const params = { textDocument: { uri: uriOf(name) } };
    for (let time = 1; ; time++) {
      try {
        const report = await this.ask<{ items: Finding[] }>("textDocument/diagnostic", params);
        return report.items;
      } catch (error) {
        const hasChanged = error instanceof Refusal && error.code === CONTENT_MODIFIED;
        if (!hasChanged || time === MOST_TIMES) {
          throw error;
        }
      }
    }
  }

  /** Return the port graph of all files. */
  graph(): Promise<Graph> {
    return this.ask("workspace/executeCommand", { command: "portlens.portGraph", arguments: [] });
  }

  /** Return the fixes for one finding. */
  async fixes(name: string, finding: Finding): Promise<readonly Action[]> {
    const actions = await this.askFor<Action[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf(name) },
      range: finding.range,
      context: { diagnostics: [finding], only: ["quickfix"] },
    });
    return (actions ?? []).filter(({ edit }) => edit?.changes);
  }

  /** Return what there is to say at a place, and the place itself. */
  async hover(
    name: string,
    position: Position,
  ): Promise<{ text: string; range?: Range } | undefined> {
    const found = await this.askFor<{ contents: { value: string }; range?: Range }>(
      "textDocument/hover",
      { textDocument: { uri: uriOf(name) }, position },
    );
    return found ? { ...found, text: found.contents.value } : undefined;
  }

  async completions(name: string, position: Position): Promise<readonly Completion[]> {
    const params = { textDocument: { uri: uriOf(name) }, position };
    const list = await this.askFor<Completion[] | { items: Completion[] }>(
      "textDocument/completion",
      params,
    );
    return Array.isArray(list) ? list : (list?.items ?? []);
  }

  private ask<T>(method: string, params: object): Promise<T> {
    const id = ++this.count;
    this.post({ message: { jsonrpc: "2.0", id, method, params } });
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
    });
  }

  /** Ask for what is shown on request: a refusal is as good as nothing to show. */
  private askFor<T>(method: string, params: object): Promise<T | null> {
    return this.ask<T | null>(method, params).catch(() => null);
  }

  private tell(method: string, params: object): void {
    this.post({ message: { jsonrpc: "2.0", method, params } });
  }

  private post(data: ToWorker): void {
    this.worker.postMessage(data);
  }

  /** Hand an answer to who waits for it. */
  private take({ id, method, result, error }: Answer): void {
    const waiting = id !== undefined && method === undefined ? this.waiting.get(id) : undefined;
    if (id === undefined || !waiting) {
      return;
    }
    this.waiting.delete(id);
    if (error) {
      waiting.reject(new Refusal(error.code, error.message));
    } else {
      waiting.resolve(result);
    }
  }
}

async function parts(runtime: string): Promise<Parts> {
  const read = PARTS.map(async (name) => {
    const response = await fetch(`${runtime}${name}`);
    if (!response.ok) {
      throw new Error(`${name}: ${response.status}`);
    }
    return [name, new Uint8Array(await response.arrayBuffer())];
  });
  return Object.fromEntries(await Promise.all(read)) as Parts;
}

export function uriOf(name: string): string {
  return `file://${FOLDER}/${name.split("/").map(encodeURIComponent).join("/")}`;
}

export function nameOf(uri: string): string {
  return decodeURIComponent(uri.replace(`file://${FOLDER}/`, ""));
}

function languageOf(name: string): string {
  return /\.ya?ml$/.test(name) ? "yaml" : "plaintext";
}
