import * as vscode from "vscode";
import type { Pages } from "./pages";
import { numberAt } from "./portPlace";
import { asTyped, numbers } from "./portTree";
import type { Match } from "./protocol";
import type { Session } from "./session";

/** How long the typing must rest before the catalogue is asked, in milliseconds. */
const REST = 60;

interface Item extends vscode.QuickPickItem {
  readonly match: Match;
}

/** Let the user search the catalogue by number, name or program, and show the page of the choice. */
export function explainPort(session: Session, pages: Pages): void {
  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = vscode.l10n.t("A port, a service or a program: 5432, postgres, Redis");
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Not put into the box, where it would be in the way of another question.
  const suggestion = portAtCursor();
  const wanted = () => pick.value.trim() || suggestion;
  const search = async () => {
    const text = wanted();
    pick.busy = true;
    const matches = (await session.ask("portlens.search", text)) ?? [];
    if (wanted() === text) {
      pick.items = matches.map(item);
      pick.busy = false;
    }
  };
  pick.onDidChangeValue(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), REST);
  });
  pick.onDidAccept(() => {
    const chosen = pick.activeItems[0];
    const what = chosen ? asTyped(chosen.match) : wanted();
    pick.hide();
    if (what !== "") {
      void pages.showExplanation(what);
    }
  });
  pick.onDidHide(() => {
    clearTimeout(timer);
    pick.dispose();
  });
  pick.show();
  void search();
}

function item(match: Match): Item {
  return {
    match,
    // The number alone: the picker sorts anew by where the label holds what was typed, and a name
    // there would undo the catalogue's order.
    label: numbers(match),
    description: [match.name, match.transports.join(", ")]
      .filter((part) => part !== "")
      .join(" · "),
    detail: [match.description, match.source].filter((part) => part !== "").join(" — "),
    alwaysShow: true, // the catalogue forgives slips of the keyboard; the picker's filter does not
  };
}

/** The number under the cursor is what one most likely wants to know about. */
function portAtCursor(): string {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return "";
  }
  const { line, character } = editor.selection.active;
  const { text } = editor.document.lineAt(line);
  const place = numberAt(text, character);
  return place ? text.slice(place.start, place.end) : "";
}
