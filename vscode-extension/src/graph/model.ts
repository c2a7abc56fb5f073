/** The graph of a workspace's ports, as the server answers it; see features/port_graph.py there. */

/** What is wrong with a port or a connection; empty where nothing is known to be. */
export type Mark = "" | "conflict" | "unserved" | "unreachable" | "nameless" | "unknown";

export interface Place {
  readonly uri: string;
  readonly line: number; // from 0
  readonly character: number; // from 0
}

/** The host, a project, or the networks that services of a project share. */
export interface Group {
  readonly id: string;
  readonly kind: "host" | "project" | "network";
  readonly label: string;
  readonly parent: string | null;
}

export interface Port {
  readonly id: string;
  readonly text: string; // "8080/tcp", "6000-6063/udp"
  readonly name: string; // what stands behind it; may be empty
  readonly certainty: "certain" | "conditional" | "default" | "usual";
  readonly mark: Mark;
  readonly place: Place | null;
}

/** A service or a program with the ports it listens on, a published port, or a name nobody has. */
export interface Node {
  readonly id: string;
  readonly kind: "service" | "published" | "unknown";
  readonly label: string;
  readonly group: string | null;
  readonly ports: readonly Port[];
  readonly place: Place | null;
}

/** That a published port leads to a service, or that a service connects to another. */
export interface Edge {
  readonly id: string;
  readonly kind: "publishes" | "connects";
  readonly from: string;
  readonly to: string;
  readonly toPort: string | null; // the port's id, where the other end listens on it
  readonly label: string; // the port as it is written
  readonly mark: Mark;
  readonly place: Place | null;
}

export interface Graph {
  readonly version: 1;
  readonly groups: readonly Group[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** The texts of the page in the user's language. */
export interface Words {
  readonly filter: string;
  readonly shown: string; // "{0} of {1} services and ports"
  readonly nothing: string;
  readonly exportSvg: string;
  readonly openPage: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly graph: string;
  readonly help: string;
  readonly from: string; // "from {0}"
  readonly to: string; // "to {0}"
  readonly kinds: Readonly<Record<Node["kind"], string>>;
  readonly marks: Readonly<Record<Exclude<Mark, "">, string>>;
  readonly certainties: Readonly<Record<Exclude<Port["certainty"], "certain">, string>>;
}

/** From the extension to the page. */
export type ToPage =
  | { readonly kind: "graph"; readonly graph: Graph; readonly words: Words }
  | { readonly kind: "hover"; readonly id: string; readonly text: string };

/** From the page to the extension. */
export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "open"; readonly place: Place }
  | { readonly kind: "hover"; readonly id: string; readonly place: Place }
  | { readonly kind: "save"; readonly svg: string }
  | { readonly kind: "page" };

/** The symbol that says of a mark the same as its colour does. */
export const SYMBOLS: Readonly<Record<Mark, string>> = {
  "": "",
  conflict: "⚠",
  unserved: "⊘",
  unreachable: "⊗",
  nameless: "⊖",
  unknown: "?",
};
