import type { Graph, Node } from "./model";

/**
 * Return the part of a graph that `text` speaks of: the nodes that hold all its words, and what
 * they are connected with. Without words that is the whole graph.
 */
export function filtered(graph: Graph, text: string): Graph {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return graph;
  }
  const spoken = spokenOf(graph);
  const hits = new Set(
    graph.nodes
      .filter((node) => words.every((word) => spoken(node).includes(word)))
      .map(({ id }) => id),
  );
  const edges = graph.edges.filter(({ from, to }) => hits.has(from) || hits.has(to));
  const kept = new Set([...hits, ...edges.flatMap(({ from, to }) => [from, to])]);
  return { ...graph, nodes: graph.nodes.filter(({ id }) => kept.has(id)), edges };
}

/** All that is written in and around a node: its name, ports, marks, project and networks. */
function spokenOf(graph: Graph): (node: Node) => string {
  const groups = new Map(graph.groups.map((group) => [group.id, group]));
  const around = (id: string | null): string => {
    const group = id === null ? undefined : groups.get(id);
    return group ? `${group.label} ${around(group.parent)}` : "";
  };
  return (node) => {
    const ports = node.ports.map(({ text, name, mark }) => `${text} ${name} ${mark}`);
    return [node.label, ...ports, around(node.group)].join(" ").toLowerCase();
  };
}
