/** Return what a Markdown text of the server says, as plain text: without marks, links as words. */
export function plainText(markdown: string): string {
  return markdown
    .split("\n")
    .map((line) =>
      line
        .replace(/^#{1,6} /, "")
        .replace(/^(\s*)[-*] /, "$1• ")
        .replace(/^---$/, "")
        .replace(/\[((?:\\.|[^\]\\])*)\]\((?:<[^>]*>|[^)]*)\)/g, "$1")
        .replace(/(?<!\\)(\*\*|`)/g, "")
        .replace(/\\([!-/:-@[-`{-~])/g, "$1")
        .replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name: string) => ENTITIES[name] ?? ""),
    )
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  nbsp: "\u00a0",
};
