/** Where the server knows a document of the editor. Knows nothing of VS Code. */

interface Uri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

/** Return the path in the interpreter of what is at `uri`; see server/portlens/workspace/uris.py. */
export function pathOf({ scheme, authority, path }: Uri): string {
  const whole = scheme === "file" ? path : `/${scheme}:${authority.replaceAll("/", "%2F")}${path}`;
  return whole.replace(/(?<=.)\/$/, "");
}

/** Return what leads from the folder `root` to `path`; undefined where it is not below that. */
export function belowRoot(path: string, root: string): string | undefined {
  return `${path}/`.startsWith(`${root}/`) ? path.slice(root.length) : undefined;
}
