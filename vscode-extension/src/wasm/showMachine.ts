/** Shows the interpreter the files of this machine under their own paths. */

import { type Dirent, readdirSync, readlinkSync } from "node:fs";
import type { PyodideAPI } from "pyodide";
import { type Entry, LIBRARY, linksOfRoot, mountsOfFolders, mountsOfRoot } from "./machine";

/**
 * Show all of a POSIX machine, or the drives of Windows on which `folders` lie.
 *
 * `log` is told of what cannot be shown: a folder that the user may not read is no reason to stop.
 */
export function showMachine(
  fs: PyodideAPI["FS"],
  folders: readonly string[],
  log: (line: string) => void,
): void {
  const attempt = (path: string, show: () => void) => {
    try {
      show();
    } catch (error) {
      log(`${path}: ${error}`);
    }
  };
  const isWindows = process.platform === "win32";
  const root = isWindows ? [] : entries("/");
  const mounts = isWindows ? mountsOfFolders(folders) : mountsOfRoot(root, entries(`/${LIBRARY}`));
  for (const { host, at } of mounts) {
    attempt(at, () => {
      fs.mkdirTree(at);
      fs.mount(fs.filesystems.NODEFS, { root: host }, at);
    });
  }
  for (const path of isWindows ? [] : linksOfRoot(root)) {
    attempt(path, () => {
      if (fs.analyzePath(path).exists) {
        fs.rmdir(path); // of its own it has a few empty folders, as /tmp
      }
      fs.symlink(readlinkSync(path), path);
    });
  }
}

function entries(folder: string): Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: kindOf(entry),
    }));
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent): Entry["kind"] {
  if (entry.isSymbolicLink()) {
    return "link";
  }
  return entry.isDirectory() ? "folder" : "other";
}
