// The page of the graph in a DOM: what names from files do there, and what keys and clicks do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { writtenOut } from "../src/graph/exported";
import type { FromPage, Graph } from "../src/graph/model";
import { View } from "../src/graph/view";
import { graphPage } from "../src/graphPage";
import { edge, graph, port, published, service, WORDS } from "./_graph";

const PAGE = graphPage({
  script: "graph.js",
  styles: ["graph.css"],
  source: "https://page.test",
  nonce: "abc",
  language: "en",
});

function open(shown: Graph) {
  const { window } = new JSDOM(PAGE, { pretendToBeVisual: true });
  const sent: FromPage[] = [];
  const state: { kept?: unknown } = {};
  Object.assign(globalThis, { XMLSerializer: window.XMLSerializer });
  const view = new View(window.document, {
    postMessage: (message) => sent.push(message),
    getState: () => state.kept,
    setState: (kept) => {
      state.kept = kept;
    },
  });
  view.receive({ kind: "graph", graph: shown, words: WORDS });
  const { document } = window;
  const part = (id: string) =>
    [...document.querySelectorAll<SVGElement>("[data-id]")].find(
      (each) => each.getAttribute("data-id") === id,
    );
  return { window, document, view, sent, part };
}

const ESCAPE = { key: "Escape", bubbles: true };

const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</svg></main><iframe src=javascript:alert(1)>",
  "&lt;b&gt;]]>",
  "{{constructor}}\u202e\u0000\ud800",
  "__proto__",
  'a" onload="alert(1)',
];

test("a name from a file is text, whatever it holds", () => {
  const nodes = HOSTILE.flatMap((name) => [
    service(name, [name], { group: name }),
    { ...published(name), id: `host ${name}` },
  ]);
  const edges = HOSTILE.map((name) => edge(`host ${name}`, name, { label: name }));
  const groups = HOSTILE.map((name) => {
    return { id: name, kind: "project", label: name, parent: null } as const;
  });
  const { document, view, part } = open(graph(nodes, edges, groups));
  const names = [...document.querySelectorAll("main *")].map(({ localName }) => localName);
  assert.deepEqual([...new Set(names)].sort(), ["g", "path", "rect", "svg", "text", "title"]);
  const attributes = [...document.querySelectorAll("main *")].flatMap((each) =>
    each.getAttributeNames(),
  );
  assert.deepEqual(
    attributes.filter((name) => /^on|href|style/.test(name)),
    [],
  );
  const first = HOSTILE[0] ?? "";
  assert.ok(part(first)?.textContent?.includes(first));
  assert.ok(part(first)?.getAttribute("aria-label")?.includes(first));
  view.receive({ kind: "hover", id: "", text: first });
  assert.equal(document.querySelectorAll("#tip *").length, 0);
  assert.equal(document.scripts.length, 1);
});

test("the picture that is exported holds such names as text, and is XML", () => {
  const { window, document, sent } = open(
    graph(
      HOSTILE.map((name) => service(name, ["80/tcp"])),
      [],
    ),
  );
  document.querySelector<HTMLElement>("#save")?.click();
  const saved = sent.find((message) => message.kind === "save");
  assert.ok(saved && "svg" in saved);
  const parsed = new window.DOMParser().parseFromString(saved.svg, "image/svg+xml");
  assert.equal(parsed.querySelector("parsererror"), null);
  assert.deepEqual(
    [...parsed.querySelectorAll("script, image, iframe, foreignObject, [tabindex]")],
    [],
  );
  assert.ok(parsed.documentElement.textContent?.includes("</svg></main><iframe"));
  assert.doesNotMatch(saved.svg, /var\(/);
});

test("only the page's own script may run", () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(PAGE)?.[1];
  const expected = "default-src 'none'; style-src https://page.test; script-src 'nonce-abc'";
  assert.equal(policy, expected);
  assert.doesNotMatch(PAGE, /style="|<style| on\w+="/);
});

const SHOP = graph(
  [
    { ...published("8080/tcp", { mark: "conflict" }) },
    { ...service("web", []), ports: [port("web", "80/tcp", { mark: "unserved", name: "http" })] },
    service("db", ["5432/tcp"]),
  ],
  [edge("host 8080/tcp", "web", { kind: "publishes" }), edge("web", "db", { mark: "unreachable" })],
);

test("a click or Enter goes to the line of a service, a port, a connection", () => {
  const { window, sent, part } = open(SHOP);
  part("web")?.dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  part("db 5432/tcp")?.dispatchEvent(
    new window.KeyboardEvent("keydown", { key: "Enter", bubbles: true }),
  );
  part("web > db")?.dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  const places = sent.map((message) => "place" in message && message.place);
  assert.deepEqual(places, [
    { uri: "file:///web", line: 1, character: 2 },
    { uri: "file:///db", line: 3, character: 4 },
    { uri: "file:///edge", line: 7, character: 0 },
  ]);
});

test("a mark is told by a symbol and in words, not by colour alone", () => {
  const { part } = open(SHOP);
  assert.match(part("host 8080/tcp")?.textContent ?? "", /⚠ 8080\/tcp/);
  assert.match(part("web")?.textContent ?? "", /⊘ 80\/tcp http/);
  assert.equal(
    part("web")?.getAttribute("aria-label"),
    "Service web; 80/tcp, http, unserved; from 8080/tcp; to db",
  );
  assert.match(part("web > db")?.textContent ?? "", /web → db, apart/);
});

test("a screen reader hears where a part lies, and no names of groups beside", () => {
  const groups = [
    { id: "shop", kind: "project", label: "shop", parent: null },
    { id: "data", kind: "network", label: "data", parent: "shop" },
  ] as const;
  const { document, part } = open(graph([service("db", [], { group: "data" })], [], groups));
  assert.equal(part("db")?.getAttribute("aria-label"), "Service db, data, shop");
  const named = [...document.querySelectorAll(".group")];
  assert.deepEqual(
    named.map((each) => each.getAttribute("aria-hidden")),
    ["true", "true"],
  );
});

test("the keyboard reaches every part, one at a time", () => {
  const { window, document, part } = open(SHOP);
  const reachable = () => document.querySelectorAll('main [tabindex="0"]').length;
  assert.equal(reachable(), 1);
  part("host 8080/tcp")?.focus();
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(
      new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );
  const seen = ["ArrowRight", "ArrowDown", "ArrowRight"].map((key) => {
    press(key);
    return document.activeElement?.getAttribute("data-id");
  });
  assert.deepEqual(seen, ["web", "web 80/tcp", "db"]);
  assert.equal(reachable(), 1);
});

test("the filter follows the typing, and is kept", () => {
  const { window, document } = open(SHOP);
  const filter = document.querySelector<HTMLInputElement>("#filter");
  assert.ok(filter);
  filter.value = "5432";
  filter.dispatchEvent(new window.Event("input"));
  const nodes = [...document.querySelectorAll(".node")].map((each) => each.getAttribute("data-id"));
  assert.deepEqual(nodes, ["web", "db"]);
  assert.equal(document.querySelector("#status")?.textContent, "2 of 3");
});

test("where the pointer rests the editor is asked, and its answer is shown as text", async () => {
  const { window, document, view, sent, part } = open(SHOP);
  const over = new window.MouseEvent("pointerover", { bubbles: true });
  part("db 5432/tcp")?.querySelector("text")?.dispatchEvent(over);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const place = { uri: "file:///db", line: 3, character: 4 };
  assert.deepEqual(sent, [{ kind: "hover", id: "db 5432/tcp", place }]);
  const tip = document.querySelector<HTMLElement>("#tip");
  view.receive({ kind: "hover", id: "web", text: "too late" });
  assert.equal(tip?.hidden, true);
  view.receive({ kind: "hover", id: "db 5432/tcp", text: "5432 <b>" });
  assert.equal(tip?.hidden, false);
  assert.equal(tip?.textContent, "5432 <b>");
  view.receive({ kind: "hover", id: "db 5432/tcp", text: "" });
  assert.equal(tip?.textContent, "db, 5432/tcp");
});

test("the lines of what is pointed at or focused stand out", () => {
  const toPort = edge("web", "db", { id: "query", toPort: "db 5432/tcp" });
  const { window, document, part } = open({ ...SHOP, edges: [...SHOP.edges, toPort] });
  const put = () =>
    [...document.querySelectorAll(".edge.near")].map((each) => each.getAttribute("data-id"));
  const point = (id: string) =>
    part(id)?.dispatchEvent(new window.MouseEvent("pointerover", { bubbles: true }));
  point("db");
  assert.deepEqual(put(), ["web > db", "query"]);
  assert.ok(document.querySelector("svg.pointing"));
  point("db 5432/tcp");
  assert.deepEqual(put(), ["query"]);
  point("host 8080/tcp");
  assert.deepEqual(put(), ["host 8080/tcp > web"]);
  document.querySelector("svg")?.dispatchEvent(new window.MouseEvent("pointerleave"));
  assert.deepEqual(put(), []);
  assert.equal(document.querySelector("svg.pointing"), null);
});

test("the wheel with Ctrl changes the size, and without it scrolls", () => {
  const { window, document } = open(SHOP);
  const svg = document.querySelector("svg");
  const turn = (ctrlKey: boolean, deltaY: number) =>
    svg?.dispatchEvent(new window.WheelEvent("wheel", { ctrlKey, deltaY, cancelable: true }));
  const width = () => Number(svg?.getAttribute("width"));
  const before = width();
  assert.equal(turn(false, -1), true);
  assert.equal(width(), before);
  assert.equal(turn(true, -1), false);
  assert.ok(width() > before);
});

test("Escape hides the tip, and it does not come back by itself", async () => {
  const { window, document, view, sent, part } = open(SHOP);
  const port = part("db 5432/tcp");
  const press = () => port?.dispatchEvent(new window.KeyboardEvent("keydown", ESCAPE));
  port?.focus();
  press();
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(sent, []);
  view.receive({ kind: "hover", id: "db 5432/tcp", text: "5432" });
  assert.equal(document.querySelector<HTMLElement>("#tip")?.hidden, false);
  press();
  assert.equal(document.querySelector<HTMLElement>("#tip")?.hidden, true);
});

test("the symbols that are drawn are explained, and no others", () => {
  const said = (shown: Graph) => open(shown).document.querySelector("#legend")?.textContent;
  assert.equal(said(graph([service("web", ["80/tcp"])], [])), "");
  const ports = [
    port("web", "80/tcp", { mark: "unserved", certainty: "usual" }),
    port("web", "81/tcp", { certainty: "default" }),
  ];
  const nodes = [service("web", [], { ports }), published("1/tcp", { mark: "conflict" })];
  const shown = graph(nodes, [edge("web", "web", { mark: "unreachable" })]);
  assert.equal(said(shown), "⚠ conflict · ⊘ unserved · ⊗ apart · ~ default, usual");
  const nameless = graph([service("web", [])], [edge("web", "web", { mark: "nameless" })]);
  assert.equal(said(nameless), "⊖ no name");
  const drawn = open(shown).document.querySelector(".edge text");
  assert.equal(drawn?.textContent, "⊗");
});

test("an edit draws anew and leaves the focus's place", () => {
  const { view, document, part } = open(SHOP);
  part("db")?.focus();
  view.receive({ kind: "graph", graph: { ...SHOP }, words: WORDS });
  assert.equal(part("db")?.getAttribute("tabindex"), "0");
  assert.equal(document.activeElement, part("db"));
  view.receive({ kind: "graph", graph: graph([], []), words: WORDS });
  assert.equal(document.querySelector("#status")?.textContent, "No ports");
});

test("variables of the style sheet are written out, fallbacks too", () => {
  const value = (name: string) => (name === "--one" ? "#123" : "");
  assert.equal(writtenOut("a{b:var(--one)}", value), "a{b:#123}");
  assert.equal(writtenOut("a{b:var(--none, var(--one, red))}", value), "a{b:#123}");
  assert.equal(writtenOut("a{b:var(--none, var(--no, rgb(1, 2, 3)))}", value), "a{b:rgb(1, 2, 3)}");
});
