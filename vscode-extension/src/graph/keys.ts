import type { Layout } from "./layout";
import type { Graph } from "./model";

/** Return the ids of what the keyboard goes through: from left to right, from top to bottom. */
export function order(layout: Layout): string[] {
  const nodes = [...layout.nodes].sort((one, other) => one.x - other.x || one.y - other.y);
  return nodes.flatMap(({ node }) =>
    node.kind === "published" ? [node.id] : [node.id, ...node.ports.map(({ id }) => id)],
  );
}

/** Return where a key leads from `id`; undefined where it leads nowhere. */
export function next(key: string, id: string, graph: Graph, ids: readonly string[]) {
  const at = ids.indexOf(id);
  switch (key) {
    case "ArrowDown":
      return ids[at + 1];
    case "ArrowUp":
      return ids[at - 1];
    case "Home":
      return ids[0];
    case "End":
      return ids.at(-1);
    case "ArrowRight":
      return graph.edges.find(({ from }) => from === owner(id, graph))?.to;
    case "ArrowLeft":
      return graph.edges.find(({ to }) => to === owner(id, graph))?.from;
    default:
      return undefined;
  }
}

/** The node that a port belongs to, or the node itself. */
function owner(id: string, graph: Graph): string | undefined {
  return graph.nodes.find((node) => node.id === id || node.ports.some((port) => port.id === id))
    ?.id;
}
