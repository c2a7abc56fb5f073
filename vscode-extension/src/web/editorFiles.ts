import * as vscode from "vscode";
import type { Change, Found, Wanted } from "../wasm/lazyFiles";
import { belowRoot, pathOf } from "./paths";

/** How many files are read at a time. */
const AT_ONCE = 16;

/** Larger ones the server does not read either: 16 MiB. */
const LARGEST = 16 * 1024 * 1024;

/** The files of the workspace, wherever they are, as the editor reads them. */
export class EditorFiles implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];

  /** `onRoots` is told of the workspace's folders when they change, `onChange` of files. */
  constructor(onRoots: (paths: readonly string[]) => void, onChange: (change: Change) => void) {
    const watcher = vscode.workspace.createFileSystemWatcher("**/*");
    const told = (kind: Change["kind"]) => (uri: vscode.Uri) =>
      onChange({ path: pathOf(uri), kind });
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(told("created")),
      watcher.onDidChange(told("changed")),
      watcher.onDidDelete(told("deleted")),
      vscode.workspace.onDidChangeWorkspaceFolders(() => onRoots(this.roots())),
    );
  }

  roots(): string[] {
    return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => pathOf(uri));
  }

  /** Look at what the server wants to see; what cannot be read comes back as that. */
  async find(wanted: readonly Wanted[]): Promise<Found[]> {
    const found: Found[] = [];
    const waiting = [...wanted];
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        found.push(await findOne(next));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}

async function findOne({ path, kind }: Wanted): Promise<Found> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const root = folders.find(({ uri }) => belowRoot(path, pathOf(uri)) !== undefined)?.uri;
  if (!root) {
    return { path };
  }
  const uri = root.with({ path: root.path + belowRoot(path, pathOf(root)) });
  try {
    if (kind === "file") {
      const { size } = await vscode.workspace.fs.stat(uri);
      return size > LARGEST ? { path } : { path, content: await vscode.workspace.fs.readFile(uri) };
    }
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return { path, names: Object.fromEntries(entries.flatMap(entry)) };
  } catch {
    return { path };
  }
}

/** A link to a folder is left out: it may lead back to where it is. */
function entry([name, type]: [string, vscode.FileType]): [string, Wanted["kind"]][] {
  if (type & vscode.FileType.File) {
    return [[name, "file"]];
  }
  return type === vscode.FileType.Directory ? [[name, "folder"]] : [];
}
