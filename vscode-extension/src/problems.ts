import * as vscode from "vscode";
import { pageFor } from "./getPython";
import { type Candidate, isOrdered, OLDEST, type Rejected } from "./interpreter";
import type { Runtime } from "./runtime";

/** Why there is no server, or not the one that the settings name. */
export type Problem =
  | { readonly kind: "noPython"; readonly rejected: readonly Rejected[] }
  | { readonly kind: "wasmInstead"; readonly rejected: readonly Rejected[] }
  | { readonly kind: "didNotStart"; readonly runtime: Runtime; readonly reason: string }
  | { readonly kind: "keepsCrashing"; readonly isThread: boolean };

interface Button {
  readonly title: string;
  readonly command?: string;
  readonly page?: string;
}

/** Tell the user once what is wrong and what can be done; does not wait for an answer. */
export async function tell(problem: Problem, log: vscode.LogOutputChannel): Promise<void> {
  const message = words(problem);
  if (problem.kind === "wasmInstead") {
    log.warn(message);
  } else {
    log.error(message);
  }
  if (problem.kind === "noPython" || problem.kind === "wasmInstead") {
    logTried(problem.rejected, log);
  }
  if (problem.kind === "didNotStart") {
    log.info(`  ${problem.reason}`);
  }
  const { showErrorMessage, showWarningMessage } = vscode.window;
  const offered = buttons(problem);
  const choice = await (problem.kind === "wasmInstead"
    ? showWarningMessage(message, ...offered)
    : showErrorMessage(message, ...offered));
  if (choice?.page) {
    await vscode.env.openExternal(vscode.Uri.parse(choice.page));
  } else if (choice?.command) {
    await vscode.commands.executeCommand(choice.command);
  }
}

/** Log each Python that was tried, and why it does not do. */
export function logTried(rejected: readonly Rejected[], log: vscode.LogOutputChannel): void {
  for (const { candidate, answer } of rejected) {
    const said = "version" in answer ? `Python ${answer.version}` : answer.failure;
    log.info(`  ${named(candidate)}: ${said}`);
  }
}

function words(problem: Problem): string {
  switch (problem.kind) {
    case "didNotStart":
      return vscode.l10n.t("The portlens server did not start with {0}", runner(problem.runtime));
    case "keepsCrashing":
      return problem.isThread
        ? vscode.l10n.t("The portlens server stopped twice within three minutes")
        : vscode.l10n.t("The portlens server stopped five times within three minutes");
    case "wasmInstead":
      return vscode.l10n.t(
        "{0}. The server runs in WebAssembly instead.",
        noPython(problem.rejected),
      );
    case "noPython":
      return noPython(problem.rejected);
  }
}

function noPython(rejected: readonly Rejected[]): string {
  const oldest = OLDEST.join(".");
  const ordered = rejected.find(({ candidate }) => candidate.origin === "setting");
  if (ordered && "failure" in ordered.answer) {
    return vscode.l10n.t(
      "portlens cannot start the Python of the setting portlens.interpreter, {0} ({1})",
      ordered.candidate.command,
      ordered.answer.failure,
    );
  }
  if (ordered && "version" in ordered.answer) {
    return vscode.l10n.t(
      "The Python of the setting portlens.interpreter is {0}, but portlens needs {1} or newer",
      ordered.answer.version,
      oldest,
    );
  }
  const old = newest(rejected);
  return old
    ? vscode.l10n.t("portlens needs Python {0} or newer, and found only {1}", oldest, old)
    : vscode.l10n.t("portlens needs Python {0} or newer, and found none", oldest);
}

function buttons(problem: Problem): Button[] {
  const logs = { title: vscode.l10n.t("Show Logs"), command: "portlens.showLogs" };
  const choose = {
    title: vscode.l10n.t("Choose Python…"),
    command: "portlens.chooseInterpreter",
  };
  const again = { title: vscode.l10n.t("Restart"), command: "portlens.restart" };
  if (problem.kind === "didNotStart" || problem.kind === "keepsCrashing") {
    return [again, logs];
  }
  // Who named a Python in the settings wants that one.
  const get = { title: vscode.l10n.t("Get Python…"), page: pageFor(process.platform) };
  return isOrdered(problem.rejected) ? [choose, logs] : [get, choose, logs];
}

/** The newest of the Pythons that are too old. */
function newest(rejected: readonly Rejected[]): string | undefined {
  const versions = rejected.flatMap(({ answer }) => ("version" in answer ? [answer.version] : []));
  return versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
}

function runner(runtime: Runtime): string {
  return runtime.kind === "python" ? runtime.interpreter.executable : "WebAssembly";
}

function named(candidate: Candidate): string {
  return [candidate.command, ...candidate.args].join(" ");
}
