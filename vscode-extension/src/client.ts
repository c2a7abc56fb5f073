import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  Trace,
} from "vscode-languageclient/node";
import type { Logs } from "./logs";
import { ruleLinks } from "./ruleLinks";
import { DOCUMENTS } from "./selectors";

/** How a server is started; `stop` ends what is left of it after its client has gone. */
export interface Server {
  readonly options: ServerOptions;
  stop?(): Promise<void>;
}

/** Return a client, not yet started, for `server`. */
export function createClient(server: Server, logs: Logs, onClosed: () => void): Client {
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    outputChannel: logs.main,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // The first answer already obeys the settings: an outline, once given, is not asked for again.
    initializationOptions: () =>
      JSON.parse(JSON.stringify(vscode.workspace.getConfiguration("portlens"))),
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
  return new Client(server, options, logs);
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
    private readonly server: Server,
    options: LanguageClientOptions,
    private readonly logs: Logs,
  ) {
    super("portlens", "portlens", server.options, options);
  }

  override async start(): Promise<void> {
    await super.start();
    this.followTraceSetting();
  }

  override async dispose(timeout?: number): Promise<void> {
    this.configuration.dispose();
    try {
      await super.dispose(timeout);
    } finally {
      await this.server.stop?.();
    }
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
