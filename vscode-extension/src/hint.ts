import * as vscode from "vscode";
import { pageFor } from "./getPython";
import { OLDEST } from "./interpreter";

const KEY = "toldOfPython";

/** Tell the user, once and for all, that the server would start faster with a Python. */
export async function hintOnce(memory: vscode.Memento): Promise<void> {
  if (memory.get(KEY)) {
    return;
  }
  await memory.update(KEY, true);
  const get = vscode.l10n.t("Get Python…");
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "portlens runs without an installed Python. With Python {0} or newer it starts faster.",
      OLDEST.join("."),
    ),
    get,
  );
  if (choice === get) {
    await vscode.env.openExternal(vscode.Uri.parse(pageFor(process.platform)));
  }
}
