/** The Markdown that the server writes, as elements: headings, items, bold, code and links. */

const INLINE =
  /\\(.)|\*\*(.+?)\*\*|(`+)(.+?)\3|\[((?:\\.|[^\]\\])+)\]\(<?(https:\/\/[^\s)>]+)>?\)/g;

/** Return `text` as elements; whatever it says, it becomes text and links to https alone. */
export function markdown(text: string): HTMLElement {
  const all = document.createElement("div");
  all.className = "hover";
  for (const line of text.split("\n")) {
    const [, marks = "", rest = ""] = /^(#+ |[-*] )?(.*)$/.exec(line) ?? [];
    const element = document.createElement(marks.startsWith("#") ? "strong" : "div");
    if (marks && !marks.startsWith("#")) {
      element.className = "item";
    }
    inline(element, rest);
    all.append(element);
  }
  return all;
}

function inline(parent: HTMLElement, text: string): void {
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parent.append(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [, escaped, bold, , code, label, address] = found;
    if (escaped !== undefined) {
      parent.append(escaped);
    } else if (bold !== undefined) {
      inline(parent.appendChild(document.createElement("b")), bold);
    } else if (code !== undefined) {
      parent.appendChild(document.createElement("code")).textContent = code;
    } else if (label !== undefined && address !== undefined) {
      const link = parent.appendChild(document.createElement("a"));
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      inline(link, label);
    }
  }
  parent.append(text.slice(end));
}
