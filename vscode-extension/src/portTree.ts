/** What the ports view shows, as plain data: tested without VS Code. */

import type { Port, PortMap, Role, Use } from "./protocol";

export interface PortNode {
  readonly kind: "port";
  readonly id: string;
  readonly port: Port;
  readonly label: string;
  readonly description: string;
}

export interface UseNode {
  readonly kind: "use";
  readonly id: string;
  readonly use: Use;
  readonly label: string;
  readonly description: string;
  readonly detail: string; // the description with what a narrow view has no room for
}

/** The words that depend on the language. */
export interface Words {
  readonly role: Readonly<Record<Role, string>>;
  readonly uses: (count: number) => string;
}

/** Return a node for each port: those in conflict first, then by number. */
export function portNodes(map: PortMap, words: Words): PortNode[] {
  const ordered = [...map.ports].sort(
    (a, b) => Number(b.conflict) - Number(a.conflict) || a.first - b.first || a.last - b.last,
  );
  return ordered.map((port) => {
    const label = numbers(port);
    const facts = [port.name, port.uses.length > 1 ? words.uses(port.uses.length) : ""];
    const description = facts.filter((fact) => fact !== "").join(" · ");
    return { kind: "port", id: label, port, label, description };
  });
}

/** Return a node for each use of a port; `file` shortens a URI to what one calls the file. */
export function useNodes(node: PortNode, words: Words, file: (uri: string) => string): UseNode[] {
  return node.port.uses.map((use, index) => {
    // The view is narrow: what every compose file says of every service is left out.
    const owner = use.owner.replace(/^services\./, "");
    const label = owner === "" ? words.role[use.role] : owner;
    const target = use.target === null ? "" : `→ ${use.target}`;
    const transport = use.transport === "tcp" ? "" : use.transport;
    const place = `${file(use.uri)}:${use.range.start.line + 1}`;
    const role = owner === "" ? "" : words.role[use.role];
    const where = [use.address ?? "", target, transport];
    // An arrow and the icon say that it is published.
    const description = joined([place, target === "" ? role : "", ...where]);
    const detail = joined([place, role, ...where]);
    return { kind: "use", id: `${node.id}/${index}`, use, label, description, detail };
  });
}

function joined(facts: readonly string[]): string {
  return facts.filter((fact) => fact !== "").join(" ");
}

export function conflicts(map: PortMap): number {
  return map.ports.filter((port) => port.conflict).length;
}

interface Numbers {
  readonly first: number;
  readonly last: number;
}

/** A port or a range as it is shown. */
export function numbers({ first, last }: Numbers): string {
  return first === last ? `${first}` : `${first}–${last}`;
}

/** A port or a range as it is written in files and asked for. */
export function asTyped({ first, last }: Numbers): string {
  return first === last ? `${first}` : `${first}-${last}`;
}
