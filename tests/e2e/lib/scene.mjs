// A VS Code with the extension and the usual workspace, for the tests of one file.
import { join } from "node:path";
import { after, before } from "node:test";
import { startCodeServer } from "./codeServer.mjs";
import { e2e, vsix } from "./place.mjs";
import { Workbench } from "./workbench.mjs";

/**
 * Start VS Code before the tests of a file and stop it after them; `scene.workbench` is its
 * page. `how` goes to startCodeServer, its `file`, `size`
 * and `folder` to the page.
 */
export function setScene(name, { file, size, folder, ...how } = {}) {
  const scene = {};
  before(async () => {
    const workspace = join(e2e, "workspace");
    scene.server = await startCodeServer({ workspace, extensions: [vsix], ...how });
    scene.workbench = await Workbench.open(scene.server, { file, size, folder });
  });
  after(async () => {
    // What the screen showed last explains most failures.
    await scene.workbench?.picture(`${name}-end`).catch(() => {});
    await scene.workbench?.close();
    await scene.server?.stop();
  });
  return scene;
}
