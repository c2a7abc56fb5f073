import { posix } from "node:path";

/**
 * Return a page of Markdown whose links to files lead from the workspace's root.
 *
 * The preview of VS Code follows no `file:` links, but those that begin with a slash: they start
 * at the first of the `roots`, which are the URIs of the workspace's folders.
 */
export function withLinksFromRoot(page: string, roots: readonly string[]): string {
  const [first] = roots;
  if (first === undefined) {
    return page;
  }
  return roots.reduce((text, root) => {
    const path = posix.relative(first, root);
    return text.replaceAll(`](<${root}/`, path === "" ? "](</" : `](</${path}/`);
  }, page);
}
