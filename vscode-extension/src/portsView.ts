import * as vscode from "vscode";
import type { Ports } from "./ports";
import { type PortNode, portNodes, type UseNode, useNodes } from "./portTree";
import { words } from "./words";

type Node = PortNode | UseNode;

/** The tree of all ports: a number, and below it every place that uses it. */
export class PortsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly words = words();

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly ports: Ports) {
    ports.onDidChange(() => this.changed.fire(undefined));
  }

  dispose(): void {
    this.changed.dispose();
  }

  getChildren(node?: Node): Node[] {
    if (!node) {
      return portNodes(this.ports.current, this.words);
    }
    return node.kind === "port" ? useNodes(node, this.words, file) : [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === "port" ? portItem(node) : useItem(node);
  }
}

function portItem(node: PortNode): vscode.TreeItem {
  const { conflict } = node.port;
  const open = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.label, conflict ? open.Expanded : open.Collapsed);
  // With the state in the id, a port that gets into a conflict opens by itself.
  item.id = conflict ? `${node.id}!` : node.id;
  item.description = node.description;
  item.contextValue = "port";
  item.iconPath = conflict
    ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon("plug");
  if (conflict) {
    item.tooltip = vscode.l10n.t("{0}: a conflict", node.label);
  }
  return item;
}

const ICONS: Readonly<Record<UseNode["use"]["role"], string>> = {
  listens: "broadcast",
  publishes: "export",
  container: "package",
  connects: "arrow-right",
  permits: "check",
  filters: "filter",
  defines: "tag",
};

function useItem(node: UseNode): vscode.TreeItem {
  const { use } = node;
  const item = new vscode.TreeItem(node.label);
  item.id = node.id;
  item.description = node.description;
  item.contextValue = "use";
  item.iconPath = use.conflict
    ? new vscode.ThemeIcon(ICONS[use.role], new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon(ICONS[use.role]);
  // The view is narrow and cuts what stands at the end of a row.
  item.tooltip = `${use.text}\n${node.label}\n${node.detail}`;
  item.accessibilityInformation = { label: `${node.label}, ${node.detail}` };
  const { start, end } = use.range;
  item.command = {
    title: vscode.l10n.t("Go to the line"),
    command: "vscode.open",
    arguments: [
      vscode.Uri.parse(use.uri),
      { selection: new vscode.Range(start.line, start.character, end.line, end.character) },
    ],
  };
  return item;
}

function file(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
