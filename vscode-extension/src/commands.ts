import * as vscode from "vscode";
import { explainPort } from "./explainPort";
import type { GraphPanel } from "./graphPanel";
import type { Logs } from "./logs";
import { nextFreePort } from "./nextFreePort";
import type { Pages } from "./pages";
import type { Ports } from "./ports";
import { asTyped, type PortNode, type UseNode } from "./portTree";
import { EXPLAIN_RULE } from "./ruleLinks";
import type { Session } from "./session";

interface Parts {
  readonly session: Session;
  readonly logs: Logs;
  readonly pages: Pages;
  readonly ports: Ports;
  readonly graph: GraphPanel;
}

/** Register every command of the extension. */
export function registerCommands({ session, logs, pages, ports, graph }: Parts): vscode.Disposable {
  const commands: Record<string, (node?: PortNode | UseNode) => unknown> = {
    "portlens.showPortMap": () => pages.showMap(),
    "portlens.showPortGraph": () => graph.show(),
    "portlens.explainPort": (node) =>
      node?.kind === "port"
        ? pages.showExplanation(asTyped(node.port))
        : explainPort(session, pages),
    "portlens.insertNextFreePort": () => nextFreePort(session),
    "portlens.copyPort": (node) =>
      node?.kind === "port" ? vscode.env.clipboard.writeText(asTyped(node.port)) : undefined,
    "portlens.refreshPorts": () => ports.refresh(),
    "portlens.chooseInterpreter": chooseInterpreter,
    "portlens.restart": () => session.restart(),
    "portlens.showLogs": () => logs.main.show(),
  };
  const registered = Object.entries(commands).map(([id, run]) =>
    vscode.commands.registerCommand(id, run),
  );
  const explainRule = vscode.commands.registerCommand(EXPLAIN_RULE, (rule: unknown) =>
    typeof rule === "string" ? pages.showExplanation(rule) : undefined,
  );
  return vscode.Disposable.from(...registered, explainRule);
}

/** Let the user point at a Python; the changed setting starts the server. */
async function chooseInterpreter(): Promise<void> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t("Choose the Python that runs the portlens server"),
      openLabel: vscode.l10n.t("Choose"),
    })) ?? [];
  if (file) {
    const settings = vscode.workspace.getConfiguration("portlens");
    await settings.update("interpreter", file.fsPath, vscode.ConfigurationTarget.Global);
  }
}
