/**
 * Return a drawing as a file of its own: SVG with the colours that are on the screen.
 *
 * `css` is the page's style sheet. Other programs know no variables of VS Code, so each is
 * written out.
 */
export function exported(
  svg: SVGElement,
  css: string,
  value: (variable: string) => string,
): string {
  const copy = svg.cloneNode(true) as SVGElement;
  for (const part of copy.querySelectorAll("[tabindex]")) {
    part.removeAttribute("tabindex");
  }
  const style = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = writtenOut(css, value);
  copy.prepend(style);
  return new XMLSerializer().serializeToString(copy).toWellFormed().replace(NO_XML, "\ufffd");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no XML may hold is asked for
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** Replace `var(--name, fallback)` from the inside out. */
export function writtenOut(css: string, value: (variable: string) => string): string {
  const variable = /var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)/g;
  let text = css;
  for (let depth = 0; depth < 5 && variable.test(text); depth++) {
    text = text.replace(variable, (_, name: string, fallback?: string) => {
      return value(name).trim() || fallback?.trim() || "inherit";
    });
  }
  return text;
}
