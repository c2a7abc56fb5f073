/**
 * The worker of a web page, or of an editor in one, that runs the server in WebAssembly.
 *
 * It is given all that it is made of, and loads nothing by itself: an editor may have its
 * extensions where no worker can load from.
 */

import { startLateServer } from "./lateServer";
import type { FromWorker, Later, Parts, ToWorker } from "./messages";

/** Where the interpreter believes that its parts come from. */
const RUNTIME = "https://portlens.invalid/";

const TYPES: Readonly<Record<string, string>> = { wasm: "application/wasm" };

const early: Later[] = [];
let take = (data: Later): void => {
  early.push(data); // the interpreter is still being loaded
};

const say = (data: FromWorker) => self.postMessage(data);

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (!("begin" in data)) {
    take(data);
    return;
  }
  begin(data.begin).catch((error) => {
    say({ log: String(error) });
    end(1);
  });
};

function end(code: number): void {
  say({ end: code });
  self.close();
}

async function begin(parts: Parts): Promise<void> {
  self.fetch = async (what) => {
    const name = String(what).replace(RUNTIME, "");
    const part = Object.hasOwn(parts, name) ? parts[name as keyof Parts] : undefined;
    const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return new Response(part, { status: part ? 200 : 404, headers: { "Content-Type": type } });
  };
  const script = new Blob([parts["pyodide.asm.mjs"]], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  const { default: createPyodideModule } = await import(address);
  URL.revokeObjectURL(address);
  const place = { runtime: RUNTIME, archive: parts["portlens.zip"], createPyodideModule };
  take = await startLateServer(place, say, end);
  early.forEach(take);
}
