import * as vscode from "vscode";
import type { Session } from "./session";

/**
 * Write the next port that is free in this file and the files it is linked with.
 *
 * A number under the cursor is where the search begins, and is replaced; without an editor the
 * port goes to the clipboard.
 */
export async function nextFreePort(session: Session): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const place = editor && placeIn(editor);
  const near = place && editor ? Number(editor.document.getText(place)) : 0;
  const uri = editor?.document.uri.toString() ?? null;
  const port = await session.ask("portlens.nextFreePort", { uri, near });
  if (port === undefined || port === null) {
    vscode.window.showWarningMessage(vscode.l10n.t("portlens found no free port"));
    return;
  }
  if (editor && place) {
    await editor.edit((edit) => edit.replace(place, `${port}`));
    return;
  }
  await vscode.env.clipboard.writeText(`${port}`);
  vscode.window.showInformationMessage(vscode.l10n.t("{0} is free (copied)", port));
}

/** The number that the cursor touches, or where the cursor is. */
function placeIn(editor: vscode.TextEditor): vscode.Range {
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    return selection;
  }
  const touched = document.getWordRangeAtPosition(selection.active, /\d{1,5}/);
  return touched ?? selection;
}
