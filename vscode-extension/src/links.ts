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
    const path = relative(first, root);
    return text.replaceAll(`](<${root}/`, path === "" ? "](</" : `](</${path}/`);
  }, page);
}

/** Return what leads from one folder to another; both begin with a slash or a scheme. */
function relative(from: string, to: string): string {
  const [here, there] = [from.split("/"), to.split("/")];
  const common = there.findIndex((part, index) => part !== here[index]);
  const shared = common < 0 ? there.length : common;
  return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].join("/");
}
