import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** The command that opens the page of a rule; its argument is the rule's id. */
export const EXPLAIN_RULE = "portlens.explainRule";

/**
 * Makes the code of each finding a link to its rule's page.
 *
 * The pages come with the extension, in the user's language, so no address is needed.
 */
export const ruleLinks: Middleware = {
  handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linked)),
  provideDiagnostics: async (document, previousResultId, token, next) => {
    const report = await next(document, previousResultId, token);
    return report && "items" in report ? { ...report, items: report.items.map(linked) } : report;
  },
  provideWorkspaceDiagnostics: (resultIds, token, resultReporter, next) =>
    next(resultIds, token, (chunk) =>
      resultReporter(
        chunk && {
          ...chunk,
          items: chunk.items.map((report) =>
            "items" in report ? { ...report, items: report.items.map(linked) } : report,
          ),
        },
      ),
    ),
};

function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code === "string") {
    const rule = encodeURIComponent(JSON.stringify([code]));
    diagnostic.code = { value: code, target: vscode.Uri.parse(`command:${EXPLAIN_RULE}?${rule}`) };
  }
  return diagnostic;
}
