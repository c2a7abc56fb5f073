import * as vscode from "vscode";

/** The two channels of the Output panel; that of the traces appears when something is traced. */
export class Logs implements vscode.Disposable {
  readonly main = vscode.window.createOutputChannel("portlens", { log: true });
  private traces: vscode.LogOutputChannel | undefined;

  get trace(): vscode.LogOutputChannel {
    this.traces ??= vscode.window.createOutputChannel("portlens Trace", { log: true });
    return this.traces;
  }

  dispose(): void {
    this.main.dispose();
    this.traces?.dispose();
  }
}
