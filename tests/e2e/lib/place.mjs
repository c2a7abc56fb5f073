// Where everything lies.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const e2e = dirname(dirname(fileURLToPath(import.meta.url)));
export const project = join(e2e, "..", "..");
export const extension = join(project, "vscode-extension");
export const vsix = join(extension, "portlens.vsix");
export const cache = process.env.PORTLENS_E2E_CACHE ?? join(project, ".cache", "vscode");
export const artefacts = join(e2e, "artefacts");

/** Node as VS Code needs it; the tests themselves run on the machine's own. */
export const node = join(cache, "node-home", "bin", "node");
export const codeServer = join(
  cache,
  "code-server/node_modules/code-server/out/node/entry.js",
);

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser to look at VS Code with; undefined where there is none. */
export const browser = [process.env.CHROMIUM, ...browsers].find(
  (path) => path !== undefined && existsSync(path),
);
