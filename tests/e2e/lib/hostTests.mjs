// Runs tests inside VS Code's extension host, where the whole API is at hand.
import { join } from "node:path";
import { startCodeServer } from "./codeServer.mjs";
import { e2e, extension } from "./place.mjs";
import { LONG, Workbench } from "./workbench.mjs";

/**
 * Run host/<name> with the unpacked extension; return the exit code and what was printed.
 * The workbench takes a path of tests only from a server that was told so by an option.
 */
export async function runHostTests(name) {
  const server = await startCodeServer({
    workspace: join(e2e, "workspace"),
    options: ["--vscode-option", "enable-smoke-test-driver"],
  });
  const printed = [];
  try {
    const workbench = await Workbench.open(server, { isBlank: true });
    try {
      const { page } = workbench;
      await page.exposeFunction("codeAutomationLog", (_type, words) => {
        printed.push(words.map((word) => (typeof word === "string" ? word : "…")).join(" "));
      });
      const exit = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("no end of the tests")), 2 * LONG).unref();
        page.exposeFunction("codeAutomationExit", resolve);
      });
      await workbench.load({
        payload: [
          ["extensionDevelopmentPath", workbench.remote(extension)],
          ["extensionTestsPath", workbench.remote(join(e2e, "host", name))],
        ],
      });
      return { code: await exit, printed };
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
}
