import { homedir } from "node:os";
import * as vscode from "vscode";
import { type Choice, candidates, choose } from "./interpreter";
import { probe } from "./probe";

/** How long the Python extension may take to say which environment is chosen. */
const PATIENCE = 3_000;

/** Return the Python to run the server with, or what was tried; `folder` is not the user's. */
export async function findPython(folder: string): Promise<Choice> {
  const offers = {
    // Settings may hold anything: what is no text is told of as a program that cannot be started.
    setting: `${vscode.workspace.getConfiguration("portlens").get("interpreter") ?? ""}`,
    pythonExtension: await pythonExtensionsChoice(),
    platform: process.platform,
    home: homedir(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
  };
  return choose(candidates(offers), (candidate) => probe(candidate, folder));
}

/** The part of the Python extension's interface that is used here. */
interface PythonExtension {
  readonly environments: {
    getActiveEnvironmentPath(): unknown;
    resolveEnvironment(path: unknown): Promise<Environment | undefined>;
  };
}

interface Environment {
  readonly executable: { readonly uri: vscode.Uri | undefined };
}

/** The Python extension is welcome but not needed: whatever it does wrong, the search goes on. */
async function pythonExtensionsChoice(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  // Its choice may be a program inside the workspace, which is not to be run before it is trusted.
  if (!extension || !vscode.workspace.isTrusted) {
    return undefined;
  }
  const answer = async () => {
    const { environments } = await extension.activate();
    const chosen = environments.getActiveEnvironmentPath();
    const environment = await environments.resolveEnvironment(chosen);
    return environment?.executable.uri?.fsPath;
  };
  const timeUp = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined));
  return Promise.race([answer().catch(() => undefined), timeUp]);
}
