import * as vscode from "vscode";
import type { Words } from "./graph/model";

/** The texts of the port graph's page in the user's language. */
export function graphWords(): Words {
  return {
    filter: vscode.l10n.t("Filter by name, port, project or network"),
    // The page fills these in, each time it draws.
    shown: vscode.l10n.t("{0} of {1} services and ports", "{0}", "{1}"),
    nothing: vscode.l10n.t("No ports were found."),
    exportSvg: vscode.l10n.t("Export as SVG"),
    openPage: vscode.l10n.t("Show as Table"),
    zoomIn: vscode.l10n.t("Zoom in"),
    zoomOut: vscode.l10n.t("Zoom out"),
    fit: vscode.l10n.t("Fit to the window"),
    graph: vscode.l10n.t("Port graph"),
    help: vscode.l10n.t("Arrow keys move, Enter goes to the line"),
    from: vscode.l10n.t("reached from {0}", "{0}"),
    to: vscode.l10n.t("leads to {0}", "{0}"),
    kinds: {
      service: vscode.l10n.t("Service"),
      published: vscode.l10n.t("Published port"),
      unknown: vscode.l10n.t("Not in these files:"),
    },
    marks: {
      conflict: vscode.l10n.t("conflict"),
      unserved: vscode.l10n.t("nothing listens there"),
      unreachable: vscode.l10n.t("on no common network"),
      nameless: vscode.l10n.t("not found by this name"),
      unknown: vscode.l10n.t("not known where it leads"),
    },
    certainties: {
      conditional: vscode.l10n.t("only under a condition"),
      default: vscode.l10n.t("by a variable's default"),
      usual: vscode.l10n.t("usual for the image"),
    },
  };
}
