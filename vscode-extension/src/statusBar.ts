import * as vscode from "vscode";
import type { Ports } from "./ports";
import { conflicts } from "./portTree";
import type { Runtime } from "./runtime";
import type { Session } from "./session";

/** The item in the status bar: how many ports are in conflict, or why nobody knows. */
export function statusBar(session: Session, ports: Ports): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("portlens", vscode.StatusBarAlignment.Left);
  item.name = "portlens";
  const draw = () => show(item, session, ports);
  draw();
  return vscode.Disposable.from(item, session.onDidChangeState(draw), ports.onDidChange(draw));
}

function show(item: vscode.StatusBarItem, session: Session, ports: Ports): void {
  item.backgroundColor = undefined;
  item.command = "portlens.ports.focus";
  item.show();
  if (session.state === "starting") {
    item.text = "$(sync~spin) portlens";
    item.tooltip = vscode.l10n.t("portlens is starting");
    return;
  }
  if (session.state === "failed") {
    item.text = "$(error) portlens";
    item.tooltip = vscode.l10n.t("portlens is not running; click to start it");
    item.command = "portlens.restart";
    item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
    return;
  }
  if (ports.isStale) {
    item.text = "$(warning) portlens";
    item.tooltip = notRefreshed();
    return;
  }
  const bad = conflicts(ports.current);
  const all = ports.current.ports.length;
  if (all === 0) {
    item.hide(); // YAML wakes the extension up, and most of it has nothing to do with ports
    return;
  }
  item.text = bad > 0 ? `$(warning) ${conflictsText(bad)}` : `$(plug) ${portsText(all)}`;
  item.tooltip = `${vscode.l10n.t("Show the ports of this workspace")}\n${runsOn(session.runtime)}`;
  if (bad > 0) {
    item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  }
}

function runsOn(runtime: Runtime | undefined): string {
  return runtime?.kind === "python"
    ? vscode.l10n.t("Runs on Python {0}", runtime.interpreter.version)
    : vscode.l10n.t("Runs in WebAssembly");
}

/** What is shown in place of silence where the ports could not be read anew. */
export function notRefreshed(): string {
  return vscode.l10n.t("The ports could not be updated. The portlens log says why.");
}

export function conflictsText(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 port conflict")
    : vscode.l10n.t("{0} port conflicts", count);
}

function portsText(count: number): string {
  return count === 1 ? vscode.l10n.t("1 port") : vscode.l10n.t("{0} ports", count);
}
