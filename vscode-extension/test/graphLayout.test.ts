import assert from "node:assert/strict";
import { test } from "node:test";
import { filtered } from "../src/graph/filter";
import { next, order } from "../src/graph/keys";
import { type Box, lines, placed, shown } from "../src/graph/layout";
import { edge, graph, port, published, service } from "./_graph";

const SHOP = graph(
  [
    published("8080/tcp"),
    service("web", ["80/tcp"], { group: "front" }),
    service("api", ["3000/tcp"], { group: "front" }),
    service("db", ["5432/tcp"], { group: "back" }),
  ],
  [
    edge("host 8080/tcp", "web", { kind: "publishes", toPort: "web 80/tcp" }),
    edge("web", "api", { toPort: "api 3000/tcp" }),
    edge("api", "db", { toPort: "db 5432/tcp" }),
  ],
  [
    { id: "shop", kind: "project", label: "shop", parent: null },
    { id: "front", kind: "network", label: "front", parent: "shop" },
    { id: "back", kind: "network", label: "back", parent: "shop" },
    { id: "none", kind: "network", label: "empty", parent: "shop" },
  ],
);

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const holds = (outer: Box | undefined, inner: Box | undefined) =>
  outer !== undefined &&
  inner !== undefined &&
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

test("who connects stands left, and an edge ends at the port's own line", () => {
  const { nodes, edges } = placed(SHOP);
  const at = new Map(nodes.map((box) => [box.node.id, box]));
  const columns = ["host 8080/tcp", "web", "api", "db"].map((id) => at.get(id)?.x ?? 0);
  assert.deepEqual(
    columns,
    [...columns].sort((one, other) => one - other),
  );
  const web = at.get("web");
  assert.deepEqual(edges[0]?.points.at(-1), { x: web?.x, y: (web?.y ?? 0) + 34 });
});

test("groups hold what is theirs, and an empty one is not drawn", () => {
  const { groups, nodes } = placed(SHOP);
  const group = (id: string) => groups.find((each) => each.group.id === id);
  assert.deepEqual(groups.map((each) => each.group.id).sort(), ["back", "front", "shop"]);
  assert.ok(holds(group("shop"), group("front")));
  assert.ok(
    holds(
      group("front"),
      nodes.find(({ node }) => node.id === "api"),
    ),
  );
  assert.ok(
    holds(
      group("back"),
      nodes.find(({ node }) => node.id === "db"),
    ),
  );
});

test("thirty services with a hundred connections do not lie on each other", () => {
  const names = Array.from({ length: 30 }, (_, index) => `service-${index}`);
  const nodes = names.map((name) => service(name, ["80/tcp", "9090/tcp"]));
  const edges = names.flatMap((name, index) =>
    [1, 3, 7, 11]
      .filter((step) => index + step < 30)
      .map((step) => edge(name, names[index + step] ?? "")),
  );
  const layout = placed(graph(nodes, edges));
  assert.equal(layout.nodes.length, 30);
  for (const [index, one] of layout.nodes.entries()) {
    for (const other of layout.nodes.slice(index + 1)) {
      assert.ok(!overlap(one, other), `${one.node.id} and ${other.node.id}`);
    }
  }
});

test("circles, edges to nowhere, and nothing at all", () => {
  const ring = graph(
    [service("a", []), service("b", [])],
    [edge("a", "b"), edge("b", "a"), edge("a", "a"), edge("a", "gone")],
  );
  assert.deepEqual(
    placed(ring).edges.map((each) => each.edge.id),
    ["a > b", "b > a", "a > a"],
  );
  assert.deepEqual(placed(graph([], [])), {
    width: 0,
    height: 0,
    groups: [],
    nodes: [],
    edges: [],
  });
});

test("a line of a port has its symbol, and says what is not certain", () => {
  const ports = [
    port("x", "80/tcp", { name: "http", mark: "conflict" }),
    port("x", "81/tcp", { mark: "unserved" }),
    port("x", "82/tcp", { certainty: "usual" }),
  ];
  const said = ["x", "⚠ 80/tcp http", "⊘ 81/tcp", "82/tcp ~"];
  assert.deepEqual(lines({ ...service("x", []), ports }), said);
  assert.equal([...shown("🐘".repeat(99))].length, 36);
});

test("a filter keeps what it names and the neighbours", () => {
  const ids = (text: string) => filtered(SHOP, text).nodes.map(({ id }) => id);
  assert.equal(filtered(SHOP, " "), SHOP);
  assert.deepEqual(ids("DB"), ["api", "db"]);
  assert.deepEqual(ids("back 5432"), ["api", "db"]);
  assert.deepEqual(ids("8080"), ["host 8080/tcp", "web"]);
  assert.deepEqual(ids("nobody"), []);
});

test("the keyboard goes down the lines, and along the edges", () => {
  const ids = order(placed(SHOP));
  assert.deepEqual(ids.slice(0, 3), ["host 8080/tcp", "web", "web 80/tcp"]);
  assert.equal(next("ArrowDown", "web", SHOP, ids), "web 80/tcp");
  assert.equal(next("ArrowUp", "web", SHOP, ids), "host 8080/tcp");
  assert.equal(next("ArrowRight", "web 80/tcp", SHOP, ids), "api");
  assert.equal(next("ArrowLeft", "db", SHOP, ids), "api");
  assert.equal(next("End", "web", SHOP, ids), "db 5432/tcp");
  assert.equal(next("ArrowUp", "host 8080/tcp", SHOP, ids), undefined);
  assert.equal(next("x", "web", SHOP, ids), undefined);
});
