import * as vscode from "vscode";
import type { PortMap } from "./protocol";
import { DOCUMENTS } from "./selectors";
import { FILES } from "./selectors.generated";
import type { Session } from "./session";

/** How long the typing must rest before the map is drawn anew, in milliseconds. */
const REST = 300;

const NOTHING: PortMap = { version: 1, ports: [] };

/** The workspace's port map, kept up to date as texts and files change. */
export class Ports implements vscode.Disposable {
  private map = NOTHING;
  private stale = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isAsking = false;
  private isWanted = false;
  private readonly changed = new vscode.EventEmitter<PortMap>();
  private readonly disposables: vscode.Disposable[] = [this.changed];

  readonly onDidChange = this.changed.event;

  constructor(private readonly session: Session) {
    const soon = () => this.refreshSoon();
    this.disposables.push(
      session.onDidChangeState(soon),
      vscode.workspace.onDidChangeWorkspaceFolders(soon),
      vscode.workspace.onDidChangeConfiguration(soon),
      vscode.workspace.onDidOpenTextDocument((document) => this.heed(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.heed(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.heed(document)),
      // Variables come from `.env` files.
      ...[...FILES, "**/.env*"].flatMap((glob) => {
        const watcher = vscode.workspace.createFileSystemWatcher(glob);
        return [
          watcher,
          watcher.onDidCreate(soon),
          watcher.onDidChange(soon),
          watcher.onDidDelete(soon),
        ];
      }),
    );
  }

  get current(): PortMap {
    return this.map;
  }

  /** Whether the server failed to answer when it was asked last: the map may be an old one. */
  get isStale(): boolean {
    return this.stale;
  }

  /**
   * Ask for the map now; what is shown stays where the server cannot answer for the moment.
   *
   * Questions do not pile up in front of a busy server: of those that come while it works on one,
   * a single one follows.
   */
  async refresh(): Promise<void> {
    this.isWanted = true;
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    while (this.isWanted) {
      this.isWanted = false;
      await this.ask();
    }
    this.isAsking = false;
  }

  private async ask(): Promise<void> {
    const map = await this.session.ask("portlens.portMap");
    if (map) {
      this.map = map;
    } else if (this.session.state === "failed") {
      this.map = NOTHING;
    }
    // Before the first answer nobody knows that there is nothing.
    const isKnown = this.map !== NOTHING;
    void vscode.commands.executeCommand("setContext", "portlens.knowsPorts", isKnown);
    // A server that starts, or that is not there, is told of elsewhere.
    this.stale = map === undefined && this.session.state === "running";
    this.changed.fire(this.map);
  }

  dispose(): void {
    this.isWanted = false;
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private heed(document: vscode.TextDocument): void {
    if (vscode.languages.match(DOCUMENTS, document) > 0) {
      this.refreshSoon();
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), REST);
  }
}
