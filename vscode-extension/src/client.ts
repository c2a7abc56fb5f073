import * as path from "node:path";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type Executable,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  Trace,
} from "vscode-languageclient/node";
import type { Interpreter } from "./interpreter";
import type { Logs } from "./logs";
import { ruleLinks } from "./ruleLinks";
import { DOCUMENTS } from "./selectors";

/** Return a client, not yet started, for a server run by `interpreter`. */
export function createClient(
  extension: vscode.ExtensionContext,
  interpreter: Interpreter,
  logs: Logs,
  onClosed: () => void,
): Client {
  const bundled = extension.asAbsolutePath("bundled");
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    outputChannel: logs.main,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { configurationSection: "portlens" },
    markdown: { isTrusted: false, supportHtml: false },
    middleware: ruleLinks,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        onClosed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  const server = {
    command: interpreter.executable,
    args: [path.join(bundled, "start.py"), "server", "--stdio"],
    // Not the workspace: nothing in there may stand in for a module or a program.
    options: { cwd: bundled },
  };
  return new Client("portlens", "portlens", server, options, logs);
}

/**
 * A client that tells the log, and nobody else, what goes wrong.
 *
 * The stock one opens a message of its own for each failure, several for one dead server; what
 * the user should hear is decided in session.ts. Its traces appear only at a log level; here the
 * setting `portlens.trace.server` is enough.
 */
export class Client extends LanguageClient {
  private readonly configuration = vscode.workspace.onDidChangeConfiguration(() => {
    // The stock client answers the same event by switching its traces off; this comes after it.
    queueMicrotask(() => this.followTraceSetting());
  });

  constructor(
    id: string,
    name: string,
    server: Executable,
    options: LanguageClientOptions,
    private readonly logs: Logs,
  ) {
    super(id, name, server, options);
  }

  override async start(): Promise<void> {
    await super.start();
    this.followTraceSetting();
  }

  override async dispose(timeout?: number): Promise<void> {
    this.configuration.dispose();
    await super.dispose(timeout);
  }

  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override trace(message: string, data?: unknown): void {
    this.logs.trace.info(data ? `${message}\n${data}` : message);
  }

  private followTraceSetting(): void {
    const wish = vscode.workspace.getConfiguration("portlens").get<string>("trace.server", "off");
    void this.setTrace(Trace.fromString(wish));
  }
}
