import type { Graph } from "./model";

/** Return the ids of the lines that belong to `id`: a line, a port, or a node with all its ports. */
export function near(id: string, graph: Graph): ReadonlySet<string> {
  const lines = graph.edges.filter((edge) =>
    [edge.id, edge.from, edge.to, edge.toPort].includes(id),
  );
  return new Set(lines.map((edge) => edge.id));
}
