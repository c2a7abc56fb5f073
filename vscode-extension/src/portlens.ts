import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { GraphPanel } from "./graphPanel";
import { Languages } from "./languages";
import type { Logs } from "./logs";
import { Pages } from "./pages";
import { Ports } from "./ports";
import { PortsView } from "./portsView";
import { conflicts } from "./portTree";
import { type Host, Session } from "./session";
import { conflictsText, notRefreshed, statusBar } from "./statusBar";

let session: Session | undefined;

/** Start what is the same wherever extensions run; the server is the host's to find. */
export function startPortlens(context: vscode.ExtensionContext, logs: Logs, host: Host): Session {
  const current = new Session(logs, host);
  session = current;
  const ports = new Ports(current);
  const pages = new Pages(current);
  const graph = new GraphPanel(context.extensionUri, current, pages, ports);
  const tree = new PortsView(ports);
  const view = vscode.window.createTreeView("portlens.ports", {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  ports.onDidChange((map) => {
    view.badge = badge(conflicts(map));
    view.message = ports.isStale ? notRefreshed() : "";
  });
  context.subscriptions.push(
    logs,
    current,
    ports,
    pages,
    graph,
    tree,
    view,
    statusBar(current, ports),
    new Languages(current),
    registerCommands({ session: current, logs, pages, ports, graph }),
    // VS Code asks for an outline again where another one gives it, and not for a setting.
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("portlens.disabledFeatures")) {
        void current.restart();
      }
    }),
    current.onDidChangeState((state) =>
      vscode.commands.executeCommand("setContext", "portlens.state", state),
    ),
  );
  // Not awaited: VS Code need not wait for Python to say that the extension is there.
  void current.restart();
  return current;
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

function badge(count: number): vscode.ViewBadge | undefined {
  return count > 0 ? { value: count, tooltip: conflictsText(count) } : undefined;
}
