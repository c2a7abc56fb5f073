import * as path from "node:path";
import * as vscode from "vscode";
import type { Server } from "./client";
import type { Interpreter } from "./interpreter";
import type { Logs } from "./logs";
import type { Runnable } from "./runtime";
import { WasmServer } from "./wasmServer";

/** Return the server that runs on `runtime`. */
export function serverOf(
  runtime: Runnable,
  extension: vscode.ExtensionContext,
  logs: Logs,
): Server {
  if (runtime.kind === "wasm") {
    return wasmServer(extension, logs);
  }
  const { executable, version, origin } = runtime.interpreter;
  logs.main.info(`Python ${version}, ${executable} (${origin})`);
  return pythonServer(extension, runtime.interpreter);
}

/** Return the server as a process of the Python `interpreter`. */
function pythonServer(extension: vscode.ExtensionContext, interpreter: Interpreter): Server {
  const bundled = extension.asAbsolutePath("bundled");
  const options = {
    command: interpreter.executable,
    args: [path.join(bundled, "start.py"), "server", "--stdio"],
    // Not the workspace: nothing in there may stand in for a module or a program.
    options: { cwd: bundled },
  };
  return { options };
}

/** Return the same server as a thread of the extension host, on the Python inside the extension. */
function wasmServer(extension: vscode.ExtensionContext, logs: Logs): Server {
  const server = new WasmServer({
    worker: extension.asAbsolutePath("dist/worker.mjs"),
    runtime: extension.asAbsolutePath("bundled/wasm"),
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    log: (line) => logs.main.info(line),
  });
  return { options: async () => server.start(), stop: () => server.stop() };
}
