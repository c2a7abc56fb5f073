import * as vscode from "vscode";
import type { Words } from "./portTree";

/** The words of the ports view in the user's language. */
export function words(): Words {
  return {
    role: {
      listens: vscode.l10n.t("listens"),
      publishes: vscode.l10n.t("publishes"),
      container: vscode.l10n.t("container"),
      connects: vscode.l10n.t("connects"),
      permits: vscode.l10n.t("permits"),
      filters: vscode.l10n.t("filters"),
      defines: vscode.l10n.t("defines"),
    },
    uses: (count) => vscode.l10n.t("{0} uses", count),
  };
}
