import type { Edge, Graph, Node, Port, Words } from "../src/graph/model";

export const WORDS: Words = {
  filter: "Filter",
  shown: "{0} of {1}",
  nothing: "No ports",
  exportSvg: "Export",
  openPage: "Table",
  zoomIn: "In",
  zoomOut: "Out",
  fit: "Fit",
  graph: "Graph",
  help: "Arrow keys move",
  from: "from {0}",
  to: "to {0}",
  kinds: { service: "Service", published: "Published port", unknown: "Unknown" },
  marks: {
    conflict: "conflict",
    unserved: "unserved",
    unreachable: "apart",
    nameless: "no name",
    unknown: "unknown",
  },
  certainties: { conditional: "condition", default: "default", usual: "usual" },
};

export function port(node: string, text: string, more: Partial<Port> = {}): Port {
  const place = { uri: `file:///${node}`, line: 3, character: 4 };
  return { id: `${node} ${text}`, text, name: "", certainty: "certain", mark: "", place, ...more };
}

export function service(label: string, ports: string[], more: Partial<Node> = {}): Node {
  const place = { uri: `file:///${label}`, line: 1, character: 2 };
  const every = ports.map((text) => port(label, text));
  return { id: label, kind: "service", label, group: null, ports: every, place, ...more };
}

export function published(text: string, more: Partial<Port> = {}): Node {
  const ports = [port("host", text, more)];
  return { ...service(`host ${text}`, []), kind: "published", label: text, ports };
}

export function edge(from: string, to: string, more: Partial<Edge> = {}): Edge {
  const id = `${from} > ${to}`;
  const place = { uri: "file:///edge", line: 7, character: 0 };
  const common = { kind: "connects", toPort: null, label: "", mark: "", place } as const;
  return { id, from, to, ...common, ...more };
}

export function graph(nodes: Node[], edges: Edge[], groups: Graph["groups"] = []): Graph {
  return { version: 1, groups, nodes, edges };
}
