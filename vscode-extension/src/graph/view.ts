// The page of the port graph: it draws what the extension sends, and says what the user wants.

import { draw, legend, type Part } from "./draw";
import { exported } from "./exported";
import { filtered } from "./filter";
import css from "./graph.css";
import { next, order } from "./keys";
import { type Point, placed } from "./layout";
import type { FromPage, Graph, Place, ToPage, Words } from "./model";
import { near } from "./near";

/** What the page asks of its surroundings: VS Code, or a test. */
export interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** A large graph is first shown so that it can be read, even if not as a whole. */
const READABLE = 0.6;

/** How much is shown above the first node: the name of what it is in. */
const ABOVE = 48;

/** How long a pointer must rest before the editor is asked, in milliseconds. */
const REST = 350;

/** The page. It is built once, and drawn anew for each graph and each word of the filter. */
export class View {
  private graph: Graph = { version: 1, groups: [], nodes: [], edges: [] };
  private words: Words | undefined;
  private ids: string[] = [];
  private tops: readonly Point[] = []; // of the nodes, with their left edges
  private zoom = 1;
  private focused = "";
  private told = ""; // the id of what the tip is for
  private timer: number | undefined;
  private readonly svg: SVGElement;
  private readonly tip: HTMLElement;
  private readonly filter: HTMLInputElement;
  private readonly status: HTMLElement;
  private readonly legend: HTMLElement;

  constructor(
    private readonly page: Document,
    private readonly host: Host,
  ) {
    this.svg = this.find("svg");
    this.tip = this.find("#tip");
    this.filter = this.find("#filter");
    this.status = this.find("#status");
    this.legend = this.find("#legend");
    const kept = host.getState() as { filter?: unknown } | undefined;
    this.filter.value = typeof kept?.filter === "string" ? kept.filter : "";
    this.filter.addEventListener("input", () => {
      host.setState({ filter: this.filter.value });
      this.redraw();
    });
    this.svg.addEventListener("click", (event) => this.open(this.idAt(event)));
    this.svg.addEventListener("keydown", (event) => this.onKey(event));
    this.svg.addEventListener("pointerover", (event) => this.rest(this.idAt(event)));
    this.svg.addEventListener("pointerleave", () => this.rest(undefined));
    this.svg.addEventListener("focusin", (event) => this.onFocus(this.idAt(event)));
    this.svg.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    this.on("#in", () => this.scale(this.zoom * 1.25));
    this.on("#out", () => this.scale(this.zoom / 1.25));
    this.on("#fit", () => this.fit());
    this.on("#table", () => host.postMessage({ kind: "page" }));
    this.on("#save", () => host.postMessage({ kind: "save", svg: this.file() }));
  }

  receive(message: ToPage): void {
    if (message.kind === "graph") {
      const isFirst = this.words === undefined;
      this.graph = message.graph;
      this.words = message.words;
      this.name(message.words);
      this.redraw();
      if (isFirst) {
        this.begin();
      }
    } else if (message.id === this.told) {
      // A service has no hover in the editor: the tip says what a screen reader does.
      const label = this.element(message.id)?.getAttribute("aria-label") ?? "";
      this.tip.textContent = message.text || label;
      this.tip.hidden = false;
    }
  }

  /** Show all of a small graph; a large one from its left edge on, where there is something. */
  private begin(): void {
    this.fit();
    this.scale(Math.max(this.zoom, READABLE));
    const main = this.find<HTMLElement>("main");
    const shown = this.tops.filter(({ x }) => x * this.zoom < main.clientWidth);
    main.scrollLeft = 0;
    main.scrollTop = (Math.min(...shown.map(({ y }) => y)) - ABOVE) * this.zoom;
  }

  private redraw(): void {
    const words = this.words;
    if (!words) {
      return;
    }
    const hasFocus = this.svg.contains(this.page.activeElement);
    const part = filtered(this.graph, this.filter.value);
    const layout = placed(part);
    this.svg.replaceChildren();
    this.svg.setAttribute("viewBox", `0 0 ${Math.ceil(layout.width)} ${Math.ceil(layout.height)}`);
    draw(this.svg, layout, part, words);
    this.scale(this.zoom);
    this.ids = order(layout);
    this.tops = layout.nodes;
    const counts = [part.nodes.length, this.graph.nodes.length];
    this.status.textContent =
      counts[1] === 0
        ? words.nothing
        : words.shown.replace(/\{(\d)\}/g, (_, index) => `${counts[Number(index)]}`);
    this.legend.textContent = legend(part, words);
    // The tabulator reaches one part, the arrows lead on from there.
    const home = this.element(this.focused) ?? this.element(this.ids[0] ?? "");
    home?.setAttribute("tabindex", "0");
    if (hasFocus) {
      home?.focus();
    }
    this.putForward(this.told);
  }

  private onKey(event: KeyboardEvent): void {
    const id = this.idAt(event);
    if (id === undefined) {
      return;
    }
    if (event.key === "Escape") {
      this.page.defaultView?.clearTimeout(this.timer);
      this.tip.hidden = true;
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(id);
      return;
    }
    const there = next(event.key, id, this.graph, this.ids);
    if (there !== undefined) {
      event.preventDefault();
      this.element(there)?.focus();
    }
  }

  private onFocus(id: string | undefined): void {
    if (id === undefined) {
      return;
    }
    for (const other of this.svg.querySelectorAll('[tabindex="0"]')) {
      other.setAttribute("tabindex", "-1");
    }
    this.focused = id;
    this.element(id)?.setAttribute("tabindex", "0");
    this.rest(id);
  }

  private open(id: string | undefined): void {
    const place = this.placeOf(id);
    if (place) {
      this.host.postMessage({ kind: "open", place });
    }
  }

  /** Ask for the hover of what the pointer rests on or what has the focus. */
  private rest(id: string | undefined): void {
    const view = this.page.defaultView;
    view?.clearTimeout(this.timer);
    if ((id ?? "") === this.told) {
      return;
    }
    this.tip.hidden = true;
    this.told = id ?? "";
    this.putForward(this.told);
    const place = this.placeOf(id);
    if (id !== undefined && place) {
      this.timer = view?.setTimeout(
        () => this.host.postMessage({ kind: "hover", id, place }),
        REST,
      );
    }
  }

  /** Let the lines stand out that belong to `id`: among hundreds nobody follows one. */
  private putForward(id: string): void {
    const ids = near(id, this.graph);
    this.svg.classList.toggle("pointing", ids.size > 0);
    for (const line of this.svg.querySelectorAll(".edge")) {
      line.classList.toggle("near", ids.has(line.getAttribute("data-id") ?? ""));
    }
  }

  private placeOf(id: string | undefined): Place | null {
    const parts: Part[] = [
      ...this.graph.nodes,
      ...this.graph.nodes.flatMap(({ ports }) => ports),
      ...this.graph.edges,
    ];
    return parts.find((part) => part.id === id)?.place ?? null;
  }

  /** With Ctrl, as where two fingers part on a touchpad, the wheel changes the size. */
  private onWheel(event: WheelEvent): void {
    if (event.ctrlKey) {
      event.preventDefault();
      this.scale(this.zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
    }
  }

  /** Change the size; what is in the middle of the page stays there. */
  private scale(zoom: number): void {
    const main = this.find<HTMLElement>("main");
    const x = (main.scrollLeft + main.clientWidth / 2) / this.zoom;
    const y = (main.scrollTop + main.clientHeight / 2) / this.zoom;
    this.zoom = Math.min(3, Math.max(0.1, zoom));
    const [, , width = 0, height = 0] = (this.svg.getAttribute("viewBox") ?? "")
      .split(" ")
      .map(Number);
    this.svg.setAttribute("width", `${Math.ceil(width * this.zoom)}`);
    this.svg.setAttribute("height", `${Math.ceil(height * this.zoom)}`);
    main.scrollLeft = x * this.zoom - main.clientWidth / 2;
    main.scrollTop = y * this.zoom - main.clientHeight / 2;
  }

  private fit(): void {
    const [, , width = 1, height = 1] = (this.svg.getAttribute("viewBox") ?? "")
      .split(" ")
      .map(Number);
    const { clientWidth, clientHeight } = this.find<HTMLElement>("main");
    this.scale(Math.min(1, clientWidth / (width || 1), clientHeight / (height || 1)) || 1);
  }

  private file(): string {
    const style = this.page.defaultView?.getComputedStyle(this.page.body);
    return exported(this.svg, css, (name) => style?.getPropertyValue(name) ?? "");
  }

  private name(words: Words): void {
    this.filter.placeholder = words.filter;
    this.filter.setAttribute("aria-label", words.filter);
    this.svg.setAttribute("aria-label", `${words.graph}. ${words.help}`);
    const titles = { in: words.zoomIn, out: words.zoomOut, fit: words.fit };
    for (const [id, title] of Object.entries(titles)) {
      this.find(`#${id}`).setAttribute("aria-label", title);
      this.find(`#${id}`).setAttribute("title", title);
    }
    this.find("#save").textContent = words.exportSvg;
    this.find("#table").textContent = words.openPage;
  }

  private idAt(event: Event): string | undefined {
    const element = event.target as Element | null;
    return element?.closest("[data-id]")?.getAttribute("data-id") ?? undefined;
  }

  private element(id: string): SVGElement | undefined {
    const every = this.svg.querySelectorAll<SVGElement>("[data-id]");
    return [...every].find((each) => each.getAttribute("data-id") === id);
  }

  private on(selector: string, act: () => void): void {
    this.find(selector).addEventListener("click", act);
  }

  private find<E extends Element>(selector: string): E {
    const found = this.page.querySelector<E>(selector);
    if (!found) {
      throw new Error(`the page has no ${selector}`);
    }
    return found;
  }
}
