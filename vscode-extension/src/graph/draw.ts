import { type Layout, LINE, lines, PADDING, type Point, shown } from "./layout";
import {
  type Edge,
  type Graph,
  type Mark,
  type Node,
  type Port,
  SYMBOLS,
  type Words,
} from "./model";

const SVG = "http://www.w3.org/2000/svg";

/** What can be pointed at, focused and clicked, by the id of its element. */
export type Part = Node | Port | Edge;

/** Draw a layout into an empty `svg`; every text goes in as text, whatever it holds. */
export function draw(svg: SVGElement, layout: Layout, graph: Graph, words: Words): void {
  for (const { group, x, y, width, height } of layout.groups) {
    // A screen reader hears of it at what lies in it.
    const g = add(svg, "g", { class: `group ${group.kind}`, "aria-hidden": "true" });
    add(g, "rect", { x, y, width, height, rx: 6 });
    write(g, x + PADDING, y + 4, group.label); // in a gap of the border
  }
  for (const { edge, points } of layout.edges) {
    // A screen reader hears of it at its ends.
    const g = part(svg, edge, `edge ${edge.kind} ${edge.mark}`, { "aria-hidden": "true" });
    add(g, "title", {}).textContent = edgeText(edge, graph, words);
    add(g, "path", { d: curve(points), class: "reach" }); // a wider one to point at
    add(g, "path", { d: curve(points), class: "line" });
    add(g, "path", { d: arrow(points.at(-1)), class: "head" });
    const middle = between(points);
    if (edge.mark !== "" && middle) {
      write(g, middle.x, middle.y, SYMBOLS[edge.mark]);
    }
  }
  for (const { node, x, y, width, height } of layout.nodes) {
    const marks = node.ports.map(({ mark }) => mark).join(" ");
    const said = { role: "treeitem", "aria-level": 1, "aria-label": nodeText(node, graph, words) };
    const g = part(svg, node, `node ${node.kind} ${marks}`, said);
    add(g, "rect", { x, y, width, height, rx: 4 });
    const [first, ...rows] = lines(node);
    if (node.kind === "published") {
      write(g, x + PADDING, baseline(y, 0), first ?? "");
      continue;
    }
    write(g, x + PADDING, baseline(y, 0), first ?? "").classList.add("name");
    for (const [index, port] of node.ports.entries()) {
      const label = `${node.label}, ${portText(port, words)}`;
      const said = { role: "treeitem", "aria-level": 2, "aria-label": label };
      const row = part(g, port, `port ${port.mark} ${port.certainty}`, said);
      const top = y + PADDING / 2 + LINE * (index + 1);
      add(row, "rect", { x: x + 1, y: top, width: width - 2, height: LINE, class: "reach" });
      write(row, x + PADDING, baseline(y, index + 1), rows[index] ?? "");
    }
  }
}

/** What a screen reader says of a node: its name, where it lies, its ports and connections. */
export function nodeText(node: Node, graph: Graph, words: Words): string {
  const name = (id: string) => graph.nodes.find((each) => each.id === id)?.label ?? "";
  const list = (text: string, names: string[]) =>
    names.length > 0 ? [text.replace("{0}", [...new Set(names)].join(", "))] : [];
  const from = graph.edges.filter(({ to }) => to === node.id).map((edge) => name(edge.from));
  const to = graph.edges.filter((edge) => edge.from === node.id).map((edge) => name(edge.to));
  return [
    [`${words.kinds[node.kind]} ${node.label}`, ...around(node, graph)].join(", "),
    ...node.ports.map((port) => portText(port, words)),
    ...list(words.from, from),
    ...list(words.to, to),
  ].join("; ");
}

/** The names of the groups that a node lies in, the inner ones first. */
function around(node: Node, graph: Graph): string[] {
  const names: string[] = [];
  let id = node.group;
  while (id !== null && names.length <= graph.groups.length) {
    const group = graph.groups.find((each) => each.id === id);
    names.push(...(group ? [group.label] : []));
    id = group?.parent ?? null;
  }
  return names;
}

/** Say what the symbols mean that stand in a graph. */
export function legend(graph: Graph, words: Words): string {
  const ports = graph.nodes.flatMap((node) => node.ports);
  const marked = [...ports, ...graph.edges];
  const marks = Object.entries(words.marks).flatMap(([mark, text]) =>
    marked.some((each) => each.mark === mark) ? [`${SYMBOLS[mark as Mark]} ${text}`] : [],
  );
  const certainties = Object.entries(words.certainties).flatMap(([certainty, text]) =>
    ports.some((port) => port.certainty === certainty) ? [text] : [],
  );
  return [...marks, ...(certainties.length > 0 ? [`~ ${certainties.join(", ")}`] : [])].join(" · ");
}

function portText(port: Port, words: Words): string {
  const certainty = port.certainty === "certain" ? "" : words.certainties[port.certainty];
  const mark = port.mark === "" ? "" : words.marks[port.mark];
  return [port.text, port.name, certainty, mark].filter(Boolean).join(", ");
}

function edgeText(edge: Edge, graph: Graph, words: Words): string {
  const name = (id: string) => graph.nodes.find((each) => each.id === id)?.label ?? "";
  const mark = edge.mark === "" ? "" : words.marks[edge.mark];
  const ends = `${name(edge.from)} → ${name(edge.to)}`;
  return [ends, edge.label, mark].filter(Boolean).join(", ");
}

/** A part that can be pointed at; the keyboard reaches it by its id. */
function part(
  parent: Element,
  { id }: Part,
  classes: string,
  attributes: Record<string, string | number>,
): SVGElement {
  const named = { class: classes.trim().replace(/\s+/g, " "), tabindex: -1, "data-id": id };
  return add(parent, "g", { ...named, ...attributes });
}

function add(
  parent: Element,
  name: string,
  attributes: Record<string, string | number>,
): SVGElement {
  const element = parent.ownerDocument.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? `${Math.round(value)}` : value);
  }
  parent.append(element);
  return element;
}

function write(parent: Element, x: number, y: number, text: string): SVGElement {
  const element = add(parent, "text", { x, y });
  element.textContent = shown(text);
  return element;
}

function baseline(top: number, row: number): number {
  return top + PADDING / 2 + LINE * row + LINE * 0.7;
}

/** A line that is round at its corners. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) {
    return "";
  }
  const said = (point: Point) => `${Math.round(point.x)} ${Math.round(point.y)}`;
  if (rest.length < 3) {
    const half = (first.x + last.x) / 2;
    const [one, other] = [
      { ...first, x: half },
      { ...last, x: half },
    ];
    return `M${said(first)} C${said(one)} ${said(other)} ${said(last)}`;
  }
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const isLast = index === rest.length - 2;
    const end = isLast ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${said(point)} ${said(end)}`;
  });
  return `M${said(first)} ${bends.join(" ")}`;
}

/** Where the symbol of a line stands: in the middle of it. */
function between(points: readonly Point[]): Point | undefined {
  const half = (points.length - 1) / 2;
  const [one, other] = [points[Math.floor(half)], points[Math.ceil(half)]];
  if (!one || !other) {
    return undefined;
  }
  const [before, after] = [points[half - 1], points[half + 1]];
  if (one !== other || !before || !after) {
    return middle(one, other);
  }
  // A bend that the line cuts short, from the middle of one side to that of the other.
  const start = half === 1 ? before : middle(before, one);
  const end = half === points.length - 2 ? after : middle(one, after);
  return middle(middle(start, one), middle(one, end));
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function arrow(end: Point | undefined): string {
  const { x, y } = end ?? { x: 0, y: 0 };
  return `M${Math.round(x)} ${Math.round(y)} l-8 -4 l0 8 Z`;
}
