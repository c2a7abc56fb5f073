import * as vscode from "vscode";
import type { FromPage, Place, ToPage } from "./graph/model";
import { graphPage } from "./graphPage";
import { graphWords } from "./graphWords";
import type { Pages } from "./pages";
import { plainText } from "./plainText";
import type { Ports } from "./ports";
import type { Session } from "./session";

/** The port map as a picture, in a panel of its own that follows what is edited. */
export class GraphPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private readonly following: vscode.Disposable;

  constructor(
    private readonly folder: vscode.Uri,
    private readonly session: Session,
    private readonly pages: Pages,
    ports: Ports,
  ) {
    this.following = ports.onDidChange(() => void this.refresh());
  }

  show(): void {
    if (this.panel) {
      this.panel.reveal();
      return;
    }
    const dist = vscode.Uri.joinPath(this.folder, "dist");
    const title = vscode.l10n.t("Port graph");
    const panel = vscode.window.createWebviewPanel(
      "portlens.graph",
      title,
      vscode.ViewColumn.Active,
      {
        enableScripts: true,
        localResourceRoots: [dist],
        retainContextWhenHidden: true,
      },
    );
    this.panel = panel;
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => void this.receive(message));
    const address = (name: string) =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    panel.webview.html = graphPage({
      script: address("graph.js"),
      styles: [address("graph.css"), address("page.css")],
      source: panel.webview.cspSource,
      nonce: crypto.randomUUID(),
      language: vscode.env.language,
    });
  }

  dispose(): void {
    this.following.dispose();
    this.panel?.dispose();
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        return this.refresh();
      case "open":
        return open(message.place);
      case "hover":
        return this.send({ kind: "hover", id: message.id, text: await hover(message.place) });
      case "save":
        return save(message.svg);
      case "page":
        await this.pages.showMap();
    }
  }

  private async refresh(): Promise<void> {
    if (this.panel) {
      const graph = await this.session.ask("portlens.portGraph");
      if (graph) {
        this.send({ kind: "graph", graph, words: graphWords() });
      }
    }
  }

  private send(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }
}

async function open({ uri, line, character }: Place): Promise<void> {
  const at = new vscode.Position(line, character);
  const viewColumn = vscode.ViewColumn.Beside;
  const options = { selection: new vscode.Range(at, at), viewColumn };
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), options);
}

/** What the editor's own hover says there. */
async function hover({ uri, line, character }: Place): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    vscode.Uri.parse(uri),
    new vscode.Position(line, character),
  );
  const texts = hovers.flatMap(({ contents }) => contents);
  return texts.map((text) => plainText(typeof text === "string" ? text : text.value)).join("\n\n");
}

async function save(svg: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, "ports.svg") } : {}),
    filters: { SVG: ["svg"] },
  });
  if (file) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(svg));
  }
}
