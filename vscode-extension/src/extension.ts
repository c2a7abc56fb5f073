import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { findPython } from "./findPython";
import { GraphPanel } from "./graphPanel";
import { hintOnce } from "./hint";
import { isOrdered } from "./interpreter";
import { Languages } from "./languages";
import { Logs } from "./logs";
import { Pages } from "./pages";
import { Ports } from "./ports";
import { PortsView } from "./portsView";
import { conflicts } from "./portTree";
import { logTried, tell } from "./problems";
import { chooseRuntime, wishOf } from "./runtime";
import { Session } from "./session";
import { conflictsText, notRefreshed, statusBar } from "./statusBar";
import { Waiting } from "./waiting";

let session: Session | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const logs = new Logs();
  const find = () => findPython(context.extensionPath);
  const choose = () =>
    chooseRuntime(wishOf(vscode.workspace.getConfiguration("portlens").get("runtime")), find);
  const current = new Session(context, logs, choose);
  const waiting = new Waiting(current, find);
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
    waiting,
    current.onProblem((problem) => {
      if (problem.kind === "wasmInstead" && !isOrdered(problem.rejected)) {
        logTried(problem.rejected, logs.main);
        void hintOnce(context.globalState);
        return;
      }
      void tell(problem, logs.main);
      if (problem.kind === "noPython") {
        void waiting.begin();
      }
    }),
    current.onDidChangeState((state) =>
      vscode.commands.executeCommand("setContext", "portlens.state", state),
    ),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const settings = ["portlens.interpreter", "portlens.runtime"];
      if (settings.some((setting) => event.affectsConfiguration(setting))) {
        void current.restart();
      }
    }),
  );
  // Not awaited: VS Code need not wait for Python to say that the extension is there.
  void current.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

function badge(count: number): vscode.ViewBadge | undefined {
  return count > 0 ? { value: count, tooltip: conflictsText(count) } : undefined;
}
