import * as vscode from "vscode";
import { withLinksFromRoot } from "./links";
import type { Session } from "./session";

const SCHEME = "portlens";

/** The preview of VS Code's own Markdown extension, as an editor. */
const PREVIEW = "vscode.markdown.preview.editor";

/** Pages that the server writes, shown as previews of Markdown documents that are no files. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    SCHEME,
    this,
  );

  readonly onDidChange = this.changed.event;

  constructor(private readonly session: Session) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const page =
      uri.authority === "map"
        ? await this.session.ask("portlens.portMapPage")
        : await this.session.ask("portlens.explain", decodeURIComponent(uri.query));
    const roots = vscode.workspace.workspaceFolders?.map((folder) => folder.uri.toString());
    if (page !== undefined) {
      return withLinksFromRoot(page, roots ?? []);
    }
    return this.session.state === "running"
      ? vscode.l10n.t("portlens could not make this page. The portlens log says why.")
      : vscode.l10n.t("portlens is not running.");
  }

  showMap(): Thenable<unknown> {
    const name = vscode.l10n.t("Port map");
    return this.show(vscode.Uri.from({ scheme: SCHEME, authority: "map", path: `/${name}` }));
  }

  /** Show what is known of a port (`5432`, `5432/udp`) or a service name. */
  showExplanation(what: string): Thenable<unknown> {
    const name = what.replaceAll("/", "-");
    const parts = { scheme: SCHEME, authority: "explain", path: `/${name}` };
    return this.show(vscode.Uri.from({ ...parts, query: encodeURIComponent(what) }));
  }

  dispose(): void {
    this.changed.dispose();
    this.registration.dispose();
  }

  private show(uri: vscode.Uri): Thenable<unknown> {
    this.changed.fire(uri); // a page that is open already is asked for anew
    // Its own command would put "Preview" before the title.
    return vscode.commands.executeCommand("vscode.openWith", uri, PREVIEW);
  }
}
