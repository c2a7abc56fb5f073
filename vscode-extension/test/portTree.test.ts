import assert from "node:assert/strict";
import { test } from "node:test";
import { asTyped, conflicts, portNodes, useNodes, type Words } from "../src/portTree";
import type { Port, PortMap, Use } from "../src/protocol";

const WORDS: Words = {
  role: {
    listens: "listens",
    publishes: "publishes",
    container: "container",
    connects: "connects",
    permits: "permits",
    filters: "filters",
    defines: "defines",
  },
  uses: (count) => `${count} uses`,
};

const USE: Use = {
  role: "publishes",
  transport: "tcp",
  address: null,
  owner: "services.db",
  target: null,
  text: "5432",
  uri: "file:///srv/compose.yaml",
  range: { start: { line: 6, character: 9 }, end: { line: 6, character: 13 } },
  conflict: false,
};

const port = (first: number, more: Partial<Port> = {}): Port => ({
  first,
  last: first,
  name: "",
  conflict: false,
  uses: [USE],
  ...more,
});

const map = (...ports: Port[]): PortMap => ({ version: 1, ports });
const file = (uri: string) => uri.replace("file:///srv/", "");

function useLine(use: Partial<Use>): string {
  const [node] = portNodes(map(port(1, { uses: [{ ...USE, ...use }] })), WORDS);
  assert.ok(node);
  const [line] = useNodes(node, WORDS, file);
  return `${line?.label} | ${line?.description}`;
}

test("conflicts are on top, the others follow by number", () => {
  const nodes = portNodes(map(port(80), port(22), port(8080, { conflict: true })), WORDS);
  assert.deepEqual(
    nodes.map(({ label }) => label),
    ["8080", "22", "80"],
  );
});

test("a port has its service's name, and a count where several use it", () => {
  const nodes = portNodes(map(port(5432, { name: "postgresql", uses: [USE, USE] })), WORDS);
  assert.equal(nodes[0]?.description, "postgresql · 2 uses");
  assert.equal(portNodes(map(port(5433)), WORDS)[0]?.description, "");
});

test("a range is one node", () => {
  assert.equal(portNodes(map(port(8000, { last: 8010 })), WORDS)[0]?.label, "8000–8010");
});

test("a use tells its role, whose it is and where; lines count from one", () => {
  assert.equal(useLine({}), "db | compose.yaml:7 publishes");
});

test("an arrow says that a port is published; what a pointer at rest shows says it in words", () => {
  const use = { ...USE, target: "3000" };
  const [node] = portNodes(map(port(8080, { uses: [use] })), WORDS);
  assert.ok(node);
  const [line] = useNodes(node, WORDS, file);
  assert.equal(line?.description, "compose.yaml:7 → 3000");
  assert.equal(line?.detail, "compose.yaml:7 publishes → 3000");
});

test("a use tells the container's side, the address and what is not tcp", () => {
  const use = { address: "127.0.0.1", target: "53", transport: "udp", owner: "" };
  assert.equal(useLine(use), "publishes | compose.yaml:7 127.0.0.1 → 53 udp");
});

test("every node has an id of its own", () => {
  const [node] = portNodes(map(port(5432, { uses: [USE, USE] })), WORDS);
  assert.ok(node);
  const ids = useNodes(node, WORDS, file).map(({ id }) => id);
  assert.equal(new Set(ids).size, 2);
});

test("conflicts are counted by port", () => {
  const bad = { conflict: true };
  assert.equal(conflicts(map(port(1, bad), port(2), port(3, bad))), 2);
});

test("a range is copied and asked for with a hyphen, though shown with a dash", () => {
  assert.equal(asTyped({ first: 5432, last: 5432 }), "5432");
  assert.equal(asTyped({ first: 3000, last: 3005 }), "3000-3005");
});
