// An extension with a folder that is on no disk, such as a repository on vscode.dev.
import { providing } from "./otherExtension.mjs";

/**
 * Build a .vsix for a browser that shows `files`, texts by path, in the folder `memfs:/shop`; beside
 * them is a folder `crowd` of `many` empty files.
 */
export const showing = (files, many) =>
  providing("memfs", `(${provide})(${JSON.stringify(files)}, ${many});`);

/** Run in the browser. */
function provide(files, many) {
  const vscode = require("vscode");
  const folders = new Map([["", {}]]);
  const crowd = Array.from({ length: many }, (_, each) => [`file${each}`, vscode.FileType.File]);
  for (const path of Object.keys(files)) {
    const parts = path.split("/");
    for (const [depth, name] of parts.entries()) {
      const above = parts.slice(0, depth).join("/");
      const type = depth === parts.length - 1 ? vscode.FileType.File : vscode.FileType.Directory;
      folders.set(above, { ...folders.get(above), [name]: type });
    }
  }
  folders.set("", { ...folders.get(""), crowd: vscode.FileType.Directory });
  folders.set("crowd", Object.fromEntries(crowd));

  const inside = ({ path }) => path.replace(/^\/shop\/?/, "");
  const textOf = (path) => files[path] ?? (path.startsWith("crowd/") ? "" : undefined);
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  const found = (value, uri) => {
    if (value === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return value;
  };
  const provider = {
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
    onDidChangeFile: new vscode.EventEmitter().event,
    watch: () => ({ dispose() {} }),
    stat(uri) {
      const path = inside(uri);
      const times = { ctime: 0, mtime: 0 };
      return folders.has(path)
        ? { ...times, type: vscode.FileType.Directory, size: 0 }
        : { ...times, type: vscode.FileType.File, size: found(textOf(path), uri).length };
    },
    readDirectory: (uri) => Object.entries(found(folders.get(inside(uri)), uri)),
    readFile: (uri) => new TextEncoder().encode(found(textOf(inside(uri)), uri)),
  };
  exports.activate = ({ subscriptions }) => {
    const options = { isReadonly: true, isCaseSensitive: true };
    subscriptions.push(vscode.workspace.registerFileSystemProvider("memfs", provider, options));
  };
}
