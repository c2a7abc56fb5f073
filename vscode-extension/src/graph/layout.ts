import { Graph as Dagre, layout } from "@dagrejs/dagre";
import { type Edge, type Graph, type Group, type Node, SYMBOLS } from "./model";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly (Box & { readonly group: Group })[]; // the outer ones first
  readonly nodes: readonly (Box & { readonly node: Node })[];
  readonly edges: readonly { readonly edge: Edge; readonly points: readonly Point[] }[];
}

/** The height of a line of text in a node, and what is around the text, in pixels. */
export const LINE = 20;
export const PADDING = 8;
const BOLD = 1.1; // how much wider such letters are
const LONGEST = 36; // characters of a text that is shown

/** Return a text as it is shown: a long one is cut. */
export function shown(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : text;
}

/** Return the lines of a node: its name, and each of its ports with its symbol. */
export function lines(node: Node): string[] {
  const ports = node.ports.map(({ text, name, mark, certainty }) => {
    const said = [text, certainty === "certain" ? "" : "~", name].filter(Boolean).join(" ");
    return mark ? `${SYMBOLS[mark]} ${said}` : said;
  });
  return (node.kind === "published" ? ports : [node.label, ...ports]).map(shown);
}

/** Place a graph from left to right: who connects stands left of what it connects to. */
export function placed(graph: Graph): Layout {
  const dagre = new Dagre({ compound: true, multigraph: true });
  dagre.setGraph({
    rankdir: "LR",
    nodesep: 14,
    edgesep: 15,
    ranksep: 48,
    marginx: 16,
    marginy: 16,
  });
  dagre.setDefaultEdgeLabel(() => ({}));
  const groups = usedGroups(graph);
  const known = new Set(groups.map(({ id }) => id));
  for (const group of groups) {
    dagre.setNode(key("group", group.id), {});
    if (group.parent !== null && known.has(group.parent)) {
      dagre.setParent(key("group", group.id), key("group", group.parent));
    }
  }
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const node of graph.nodes) {
    dagre.setNode(key("node", node.id), size(node));
    if (node.group !== null && known.has(node.group)) {
      dagre.setParent(key("node", node.id), key("group", node.group));
    }
  }
  const edges = graph.edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  for (const edge of edges) {
    // A port that is published stands close to its service.
    const [from, to] = [key("node", edge.from), key("node", edge.to)];
    dagre.setEdge(from, to, { weight: edge.kind === "publishes" ? 2 : 1 }, edge.id);
  }
  layout(dagre);
  const box = (kind: "group" | "node", id: string): Box => {
    const { x, y, width, height } = dagre.node(key(kind, id)) as unknown as Box;
    return { x: x - width / 2, y: y - height / 2, width, height };
  };
  const { width = 0, height = 0 } = dagre.graph();
  return {
    width: finite(width),
    height: finite(height),
    groups: groups.map((group) => ({ group, ...box("group", group.id) })),
    nodes: graph.nodes.map((node) => ({ node, ...box("node", node.id) })),
    edges: edges.map((edge) => {
      const { points } = dagre.edge({
        v: key("node", edge.from),
        w: key("node", edge.to),
        name: edge.id,
      });
      const inner = (points ?? []).slice(1, -1);
      const source = box("node", edge.from);
      const target = box("node", edge.to);
      const end = { x: target.x, y: target.y + rowOf(nodes.get(edge.to), edge.toPort) };
      const start = { x: source.x + source.width, y: source.y + middle(nodes.get(edge.from)) };
      return { edge, points: [start, ...inner, end] };
    }),
  };
}

/** What dagre knows a thing by: it keeps them in objects, where `__proto__` is no name. */
function key(kind: "group" | "node", id: string): string {
  return `${kind} ${id}`;
}

/** The groups that hold something, the outer ones first. */
function usedGroups(graph: Graph): Group[] {
  const known = new Map(graph.groups.map((group) => [group.id, group]));
  const used = new Map<string, Group>();
  const use = (id: string | null): void => {
    const group = id === null ? undefined : known.get(id);
    if (group && !used.has(group.id)) {
      use(group.parent);
      used.set(group.id, group);
    }
  };
  for (const { group } of graph.nodes) {
    use(group);
  }
  return [...used.values()];
}

function size(node: Node): { width: number; height: number } {
  const rows = lines(node);
  const isPublished = node.kind === "published";
  const isBold = (row: number) =>
    row === 0 && !isPublished ? true : node.ports[isPublished ? row : row - 1]?.mark === "conflict";
  const widths = rows.map((text, row) => widthOf(text) * (isBold(row) ? BOLD : 1));
  const width = Math.max(...widths) + 2 * PADDING;
  return { width, height: rows.length * LINE + PADDING };
}

/** Where the line of a port lies in its node, or that of the name. */
function rowOf(node: Node | undefined, port: string | null): number {
  const index = node?.ports.findIndex(({ id }) => id === port) ?? -1;
  return PADDING / 2 + LINE * (index + 1) + LINE / 2;
}

function middle(node: Node | undefined): number {
  return node?.kind === "published" ? (LINE + PADDING) / 2 : PADDING / 2 + LINE / 2;
}

/** About how wide a text is: what is no letter of Latin may be twice as wide. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + ((each.codePointAt(0) ?? 0) > 0x2e7f ? 13 : 7.4), 0);
}

/** dagre says -Infinity of the size of nothing. */
function finite(length: number): number {
  return Number.isFinite(length) ? length : 0;
}
