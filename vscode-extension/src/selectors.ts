import * as vscode from "vscode";
import { LANGUAGES, PATTERNS } from "./selectors.generated";

interface Selector {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

// Files, and those of whatever file systems the workspace is made of. Documents of other schemes
// (`git:`, `output:`) are copies that nobody wants to see marked a second time.
const folders = vscode.workspace.workspaceFolders ?? [];
export const FILE_SCHEMES = [
  ...new Set(["file", "vscode-vfs", ...folders.map(({ uri }) => uri.scheme)]),
];
const SCHEMES = [...FILE_SCHEMES, "untitled"];

/** The documents that the server is told of. */
export const DOCUMENTS: Selector[] = [
  ...LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ scheme, language }))),
  ...PATTERNS.flatMap((pattern) => FILE_SCHEMES.map((scheme) => ({ scheme, pattern }))),
];
