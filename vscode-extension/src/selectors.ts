import { LANGUAGES, PATTERNS } from "./selectors.generated";

interface Selector {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

// Files, and the files of virtual workspaces. Documents of other schemes (`git:`, `output:`) are
// copies that nobody wants to see marked a second time.
export const FILE_SCHEMES = ["file", "vscode-vfs"];
const SCHEMES = [...FILE_SCHEMES, "untitled"];

/** The documents that the server is told of. */
export const DOCUMENTS: Selector[] = [
  ...LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ scheme, language }))),
  ...PATTERNS.flatMap((pattern) => FILE_SCHEMES.map((scheme) => ({ scheme, pattern }))),
];
