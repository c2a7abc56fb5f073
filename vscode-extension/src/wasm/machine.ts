/** Where the interpreter sees the folders of this machine. Knows nothing of VS Code. */

/** A folder of the machine, and the place in the interpreter's file system that shows it. */
export interface Mount {
  readonly host: string;
  readonly at: string;
}

/** One name in the root of a POSIX machine. */
export interface Entry {
  readonly name: string;
  readonly kind: "folder" | "link" | "other";
}

/** Devices and processes: the interpreter has its own, and no configuration lies there. */
const LEFT_OUT = ["dev", "proc", "sys"];

/** The interpreter's library lies there, so what the machine has is shown folder by folder. */
export const LIBRARY = "lib";

/** Return the mounts under which each path of a POSIX machine means what it means outside. */
export function mountsOfRoot(root: readonly Entry[], library: readonly Entry[]): Mount[] {
  const folders = (entries: readonly Entry[], above: string) =>
    entries
      .filter(({ kind }) => kind === "folder")
      .map(({ name }): Mount => ({ host: `${above}${name}`, at: `${above}${name}` }));
  const shown = root.filter(({ name }) => name !== LIBRARY && !LEFT_OUT.includes(name));
  return [...folders(shown, "/"), ...folders(library, `/${LIBRARY}/`)];
}

/** Return the names in the root that are links, which the interpreter gets as links. */
export function linksOfRoot(root: readonly Entry[]): string[] {
  return root
    .filter(({ name, kind }) => kind === "link" && name !== LIBRARY && !LEFT_OUT.includes(name))
    .map(({ name }) => `/${name}`);
}

/**
 * Return the mounts for the drives and shares of Windows on which `folders` lie.
 *
 * The server knows `C:\x` as `c:/x`, which from the interpreter's root is `/c:/x`, and the share
 * `\\host\share\x` as `//host/share/x`.
 */
export function mountsOfFolders(folders: readonly string[]): Mount[] {
  const mounts = new Map<string, Mount>();
  for (const folder of folders) {
    const drive = /^([A-Za-z]):/.exec(folder)?.[1];
    const share = /^\\\\([^\\]+)\\([^\\]+)/.exec(folder);
    if (drive) {
      // VS Code writes the letter small, others do not.
      for (const letter of [drive.toLowerCase(), drive.toUpperCase()]) {
        mounts.set(`/${letter}:`, { host: `${drive}:\\`, at: `/${letter}:` });
      }
    } else if (share) {
      const at = `/${share[1]}/${share[2]}`;
      mounts.set(at, { host: `${share[0]}\\`, at });
    }
  }
  return [...mounts.values()];
}
