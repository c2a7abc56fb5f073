/** The extension where everything runs in a browser: there is no Python but the one inside. */

import * as vscode from "vscode";
import { Logs } from "../logs";
import { startPortlens } from "../portlens";
import { tell } from "../problems";
import { webServer } from "./webServer";

export { deactivate } from "../portlens";

export function activate(context: vscode.ExtensionContext): void {
  const logs = new Logs();
  let isTold = false;
  const tellFull = () => {
    const message = vscode.l10n.t(
      "This workspace is larger than portlens can read in a browser. The rest of it is left out.",
    );
    logs.main.warn(message);
    if (!isTold) {
      isTold = true;
      void vscode.window.showWarningMessage(message);
    }
  };
  const session = startPortlens(context, logs, {
    find: async () => ({ kind: "wasm", rejected: [] }),
    serve: () => webServer(context, logs, tellFull),
  });
  context.subscriptions.push(session.onProblem((problem) => void tell(problem, logs.main)));
}
