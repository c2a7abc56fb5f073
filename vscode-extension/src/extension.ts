/** The extension where it may start programs: on a desktop, or on the machine of a remote window. */

import * as vscode from "vscode";
import { findPython } from "./findPython";
import { hintOnce } from "./hint";
import { isOrdered } from "./interpreter";
import { Logs } from "./logs";
import { startPortlens } from "./portlens";
import { logTried, tell } from "./problems";
import { chooseRuntime, wishOf } from "./runtime";
import { serverOf } from "./servers";
import { Waiting } from "./waiting";

export { deactivate } from "./portlens";

export function activate(context: vscode.ExtensionContext): void {
  const logs = new Logs();
  const findAny = () => findPython(context.extensionPath);
  const wish = () => wishOf(vscode.workspace.getConfiguration("portlens").get("runtime"));
  const session = startPortlens(context, logs, {
    find: () => chooseRuntime(wish(), findAny),
    serve: (runtime) => serverOf(runtime, context, logs),
  });
  const waiting = new Waiting(session, findAny);
  void vscode.commands.executeCommand("setContext", "portlens.startsPrograms", true);
  context.subscriptions.push(
    waiting,
    session.onProblem((problem) => {
      if (problem.kind === "wasmInstead" && !isOrdered(problem.rejected)) {
        logTried(problem.rejected, logs.main);
        void hintOnce(context.globalState);
        return;
      }
      void tell(problem, logs.main);
      if (problem.kind === "noPython") {
        void waiting.begin();
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const settings = ["portlens.interpreter", "portlens.runtime"];
      if (settings.some((setting) => event.affectsConfiguration(setting))) {
        void session.restart();
      }
    }),
  );
}
