// Run by VS Code's extension host; what it prints begins with "portlens test".
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const PATIENCE = 60_000;

exports.run = async () => {
  for (const [name, test] of Object.entries(TESTS)) {
    try {
      await test();
      console.log(`portlens test: ok: ${name}`);
    } catch (error) {
      console.log(`portlens test: FAILED: ${name}: ${error.stack}`);
      throw error;
    }
  }
};

const TESTS = {
  async "the extension wakes up for the workspace"() {
    const extension = vscode.extensions.getExtension("portlens.portlens");
    await until("its activation", () => extension.isActive);
    await show("compose.yaml");
    const found = await until("findings", () => ofPortlens(uri("compose.yaml")));
    assert.ok(found.some(({ code }) => code.value === "port-out-of-range"));
  },

  async "hover, completion and symbols come from the server"() {
    const document = await show("compose.yaml");
    const place = document.positionAt(document.getText().indexOf("5432") + 1);
    assert.match(await hovered(document.uri, place), /postgresql/);
    const list = await vscode.commands.executeCommand(
      "vscode.executeCompletionItemProvider",
      document.uri,
      place,
    );
    assert.ok(list.items.length > 0);
    const symbols = await vscode.commands.executeCommand(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.ok(symbols.some(({ name }) => name === "services.db"));
  },

  async "the port map holds every file of the workspace"() {
    const { ports } = await vscode.commands.executeCommand("portlens.portMap");
    const files = new Set(ports.flatMap(({ uses }) => uses.map((use) => path.basename(use.uri))));
    assert.deepEqual([...files].sort(), ["compose.yaml", "nginx.conf", "services", "sshd_config"]);
    assert.ok(ports.find(({ first }) => first === 80).conflict);
  },

  async "Show Port Map opens a page"() {
    await vscode.commands.executeCommand("portlens.showPortMap");
    await until("the page", () => tabs().some((label) => label.includes("Port map")));
  },

  async "Explain Port on a row of the view opens the port's page"() {
    const port = { first: 5432, last: 5432 };
    await vscode.commands.executeCommand("portlens.explainPort", { kind: "port", port });
    await until("the page", () => tabs().some((label) => label.includes("5432")));
  },

  async "Copy Port fills the clipboard with what can be pasted"() {
    const node = { kind: "port", label: "3000–3005", port: { first: 3000, last: 3005 } };
    await vscode.commands.executeCommand("portlens.copyPort", node);
    await until("the clipboard", async () => (await vscode.env.clipboard.readText()) === "3000-3005");
  },

  async "Insert Next Free Port replaces the number under the cursor"() {
    const document = await show("compose.yaml");
    const editor = vscode.window.activeTextEditor;
    const at = document.positionAt(document.getText().indexOf("8080:8080") + 2);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand("portlens.insertNextFreePort");
    assert.match(document.getText(), /"8081:8080"/);
    await vscode.commands.executeCommand("undo");
    assert.doesNotMatch(document.getText(), /8081/);
  },

  async "Insert Next Free Port spoils no word: the port goes to the clipboard"() {
    const document = await show("compose.yaml");
    const before = document.getText();
    const at = document.positionAt(before.indexOf("127.0.0.1") + 1);
    vscode.window.activeTextEditor.selection = new vscode.Selection(at, at);
    // Not awaited: it ends when its message is closed.
    vscode.commands.executeCommand("portlens.insertNextFreePort");
    await until("the clipboard", async () => (await vscode.env.clipboard.readText()) === "8081");
    assert.equal(document.getText(), before);
  },

  async "Restart leaves one server, another one, and the findings"() {
    const [before] = servers();
    await vscode.commands.executeCommand("portlens.restart");
    await until("the new server", () => servers().length === 1 && servers()[0] !== before);
    await until("findings", () => ofPortlens(uri("compose.yaml")));
  },

  async "restarts at the same moment do not leave two servers"() {
    const restart = () => vscode.commands.executeCommand("portlens.restart");
    await Promise.all([restart(), restart(), restart()]);
    await until("one server", () => servers().length === 1);
  },

  async "a server that is killed comes back by itself"() {
    const [victim] = servers();
    process.kill(victim, "SIGKILL");
    await until("another server", () => servers().length === 1 && servers()[0] !== victim);
    const document = await show("compose.yaml");
    const place = document.positionAt(document.getText().indexOf("5432") + 1);
    await until("a hover", async () => /postgresql/.test(await hovered(document.uri, place)));
  },

  async "a setting takes effect without a restart"() {
    const [before] = servers();
    const settings = vscode.workspace.getConfiguration("portlens");
    const has = () => ofPortlens(uri("compose.yaml"))?.some(isOutOfRange) ?? false;
    await until("the finding", has);
    await settings.update("severity", { "port-out-of-range": "off" });
    await until("the finding to go", () => !has());
    await settings.update("severity", undefined);
    await until("the finding to return", has);
    assert.deepEqual(servers(), [before]);
  },

  async "an outline that is switched off is asked for anew"() {
    const [before] = servers();
    const settings = vscode.workspace.getConfiguration("portlens");
    const symbols = () =>
      vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", uri("compose.yaml"));
    const has = async () => (await symbols())?.some(({ name }) => name === "services.db") ?? false;
    await until("the outline", has);
    await settings.update("disabledFeatures", ["symbols"]);
    await until("another server", () => servers().length === 1 && servers()[0] !== before);
    await until("findings", () => ofPortlens(uri("compose.yaml")));
    assert.equal(await has(), false);
    await settings.update("disabledFeatures", undefined);
    await until("the outline again", has);
  },

  async "a file of a virtual workspace is read from the editor"() {
    const files = new MemoryFiles('services:\n  db:\n    ports: ["5432:5432"]\n');
    const options = { isReadonly: true };
    const registration = vscode.workspace.registerFileSystemProvider("vscode-vfs", files, options);
    const there = vscode.Uri.parse("vscode-vfs://github/a/b/compose.yaml");
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(there));
    const place = new vscode.Position(2, 14);
    await until("a hover", async () => /postgresql/.test(await hovered(there, place)));
    registration.dispose();
  },

  async "the logs can be shown"() {
    await vscode.commands.executeCommand("portlens.showLogs");
    const isShown = ({ document }) => document.uri.scheme === "output";
    await until("the log", () => vscode.window.visibleTextEditors.some(isShown));
  },
};

/** A file system with one text in it, whatever its name. */
class MemoryFiles {
  onDidChangeFile = new vscode.EventEmitter().event;

  constructor(text) {
    this.content = new TextEncoder().encode(text);
  }

  stat(at) {
    const type = at.path.endsWith(".yaml") ? vscode.FileType.File : vscode.FileType.Directory;
    return { type, ctime: 0, mtime: 0, size: this.content.length };
  }

  readFile() {
    return this.content;
  }

  readDirectory() {
    return [];
  }

  watch() {
    return new vscode.Disposable(() => {});
  }

  // Asked for at the registration, and never called: the provider is read-only.
  createDirectory() {}
  writeFile() {}
  delete() {}
  rename() {}
}

const isOutOfRange = ({ code }) => code?.value === "port-out-of-range";

function uri(name) {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
}

async function show(name) {
  const document = await vscode.workspace.openTextDocument(uri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

function ofPortlens(of) {
  const found = vscode.languages.getDiagnostics(of).filter(({ source }) => source === "portlens");
  return found.length > 0 ? found : undefined;
}

async function hovered(of, place) {
  const found = await vscode.commands.executeCommand("vscode.executeHoverProvider", of, place);
  return found.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
}

function tabs() {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}

/** The Pythons that this extension host has started. */
function servers() {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const parent = /^PPid:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/${name}/status`, "utf8"));
        const words = fs.readFileSync(`/proc/${name}/cmdline`, "utf8");
        return Number(parent[1]) === process.pid && words.includes("bundled/start.py");
      } catch {
        return false; // it has ended in between
      }
    })
    .map(Number);
}

async function until(what, question) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await question();
    if (answer) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`not within ${PATIENCE} ms: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
