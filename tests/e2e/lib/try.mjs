// Opens the examples in a real VS Code in the browser, until Ctrl+C.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { startCodeServer } from "./codeServer.mjs";
import { project, vsix } from "./place.mjs";

const server = await startCodeServer({
  workspace: join(project, "examples"),
  extensions: [vsix],
  settings: { "editor.hover.delay": 300 },
});
const url = new URL(server.base);
url.searchParams.set("folder", server.folder);
const file = `vscode-remote://${url.host}${join(server.folder, "compose.yaml")}`;
url.searchParams.set("payload", JSON.stringify([["openFile", file]]));
console.log(`\nportlens in VS Code: ${url.href}\n\nCtrl+C ends it.`);

const opener = { darwin: "open", linux: "xdg-open" }[process.platform];
if (opener && (process.platform === "darwin" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY)) {
  spawn(opener, [url.href], { stdio: "ignore", detached: true })
    .on("error", () => {}) // the address is on the screen
    .unref();
}

const end = async () => {
  await server.stop();
  process.exit(0);
};
// Ctrl+C, the end of the terminal, and whoever started it.
for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"]) {
  process.on(signal, end);
}
