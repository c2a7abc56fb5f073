import * as vscode from "vscode";
import { placeForPort } from "./portPlace";
import type { Session } from "./session";

/** Where the search begins without a number that a port can have, as on the server. */
const ANYWHERE = 0;

/**
 * Write the next port that nothing in the workspace takes.
 *
 * A number under the cursor is where the search begins, and is replaced; without an editor, or
 * where the cursor is in a word, the port goes to the clipboard.
 */
export async function nextFreePort(session: Session): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const place = editor && placeIn(editor);
  const before = place && editor ? editor.document.getText(place) : "";
  const port = await session.ask("portlens.nextFreePort", { near: wish(before) });
  if (port === undefined) {
    vscode.window.showWarningMessage(vscode.l10n.t("portlens is not running."));
    return;
  }
  if (port === null) {
    vscode.window.showWarningMessage(vscode.l10n.t("portlens found no free port"));
    return;
  }
  if (before === `${port}`) {
    vscode.window.showInformationMessage(vscode.l10n.t("{0} is free", port));
    return;
  }
  if (editor && place && (await editor.edit((edit) => edit.replace(place, `${port}`)))) {
    return;
  }
  await vscode.env.clipboard.writeText(`${port}`);
  vscode.window.showInformationMessage(vscode.l10n.t("{0} is free (copied)", port));
}

/** The selection, the number that the cursor touches, or the gap where the cursor is. */
function placeIn(editor: vscode.TextEditor): vscode.Range | undefined {
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    return selection;
  }
  const { line, character } = selection.active;
  const place = placeForPort(document.lineAt(line).text, character);
  return place && new vscode.Range(line, place.start, line, place.end);
}

function wish(text: string): number {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : ANYWHERE;
}
