import * as vscode from "vscode";
import { formatOfOwn, languageFor, mayChange } from "./language";
import { DOCUMENTS, FILE_SCHEMES } from "./selectors";
import type { Session } from "./session";

/**
 * Gives documents the language of their format.
 *
 * The manifest names only the files that are certain by their names; of a `conf.d/shop.conf` the
 * server knows by its text that it is nginx's, and of a `tcp.d/mysql` by the configuration that
 * includes it. With its language the server is told of such a document, too. A document is changed
 * once: who chooses another language for it has the last word.
 */
export class Languages implements vscode.Disposable {
  private readonly seen = new Set<string>();
  private readonly registration: vscode.Disposable;

  constructor(private readonly session: Session) {
    this.registration = vscode.workspace.onDidOpenTextDocument((document) => this.heed(document));
    for (const document of vscode.workspace.textDocuments) {
      this.heed(document);
    }
  }

  dispose(): void {
    this.registration.dispose();
  }

  private heed(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const isFile = FILE_SCHEMES.includes(document.uri.scheme);
    const mayBeOurs = isFile || vscode.languages.match(DOCUMENTS, document) > 0;
    if (mayBeOurs && mayChange(document.languageId) && !this.seen.has(uri)) {
      this.seen.add(uri);
      void this.settle(document, uri);
    }
  }

  private async settle(document: vscode.TextDocument, uri: string): Promise<void> {
    const { languageId } = document;
    const known = await vscode.languages.getLanguages();
    const format =
      formatOfOwn(languageId) ?? (await this.session.ask("portlens.formatOf", { uri }));
    const language = format ? languageFor(format, languageId, known) : undefined;
    if (language !== undefined && !document.isClosed && document.languageId === languageId) {
      await vscode.languages.setTextDocumentLanguage(document, language);
    }
  }
}
