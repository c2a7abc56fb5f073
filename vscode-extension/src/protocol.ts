/** What the server answers to `workspace/executeCommand`; see server/portlens/lsp/handlers/commands.py. */

import type { Range } from "vscode-languageclient";
import type { Graph } from "./graph/model";

export type Role =
  | "listens"
  | "publishes"
  | "container"
  | "connects"
  | "permits"
  | "filters"
  | "defines";

/** One place in a file that uses a port. */
export interface Use {
  readonly role: Role;
  readonly transport: string;
  readonly address: string | null;
  readonly owner: string;
  readonly target: string | null;
  readonly text: string;
  readonly uri: string;
  readonly range: Range;
  readonly conflict: boolean;
}

/** All uses of one port, or of one range written as such. */
export interface Port {
  readonly first: number;
  readonly last: number;
  readonly name: string;
  readonly conflict: boolean;
  readonly uses: readonly Use[];
}

export interface PortMap {
  readonly version: 1;
  readonly ports: readonly Port[];
}

/** One row of the catalogue. */
export interface Match {
  readonly first: number;
  readonly last: number;
  readonly name: string;
  readonly transports: readonly string[];
  readonly description: string;
  readonly source: string;
}

export interface Answers {
  "portlens.portMap": PortMap;
  "portlens.portMapPage": string;
  "portlens.explain": string;
  "portlens.search": readonly Match[];
  "portlens.nextFreePort": number | null;
  "portlens.formatOf": string | null;
  "portlens.portGraph": Graph;
}
