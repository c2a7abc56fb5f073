/** The playground: a few files in an editor, and everything that portlens says of them. */

import { Editor, type Found } from "./editor";
import { GraphFrame } from "./graph";
import { fragmentOf, isName, sharedOf } from "./link";
import { type Action, type Finding, nameOf, Server } from "./server";
import { type Language, WORDS } from "./words";

/** How long the text must rest before it is judged, in milliseconds. */
const REST = 150;

/** For how many findings of a file fixes are asked for. */
const MOST_FIXED = 50;

const FIRST = "shop";

type Files = Record<string, string>;

let language: Language = navigator.language.startsWith("ja") ? "ja" : "en";
let files: Files = {};
let current = "";
let isReady = false;
let round = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const server = new Server("webWorker.js", (reason) => {
  const { died, unable } = WORDS[language];
  tell(isReady ? died : `${unable} ${reason}`);
});
const editor = new Editor(element("editor"), server, changed, applyFix);
const graph = new GraphFrame(element("graph") as HTMLIFrameElement, server, (place) => {
  show(nameOf(place.uri));
  editor.goTo(place);
});
const examples = element("examples") as HTMLSelectElement;
const dialog = element("new-file") as HTMLDialogElement;

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`no #${id}`);
  }
  return found;
}

function tell(text: string): void {
  element("status").textContent = text;
}

/** Write the page's own words in its language. */
function speak(): void {
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.title = words.title;
  for (const key of [
    "about",
    "example",
    "files",
    "findings",
    "graph",
    "copy",
    "add",
    "language",
  ] as const) {
    element(`word-${key}`).textContent = words[key];
  }
  element("graph").title = words.graph;
  element("tabs").setAttribute("aria-label", words.files);
  element("word-name").textContent = words.name;
  for (const option of examples.options) {
    option.textContent = words.examples[option.value] ?? option.value;
  }
  if (!isReady) {
    tell(words.loading);
  }
}

function load(next: Files, first?: string): void {
  files = { ...next };
  server.replace(files);
  editor.load(files);
  current = "";
  show(first ?? Object.keys(files)[0] ?? "");
}

function show(name: string): void {
  current = name;
  editor.show(name);
  drawTabs();
  judgeSoon();
}

function changed(name: string, text: string): void {
  files[name] = text;
  server.change(name, text);
  judgeSoon();
}

function judgeSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void judge(), REST);
}

/** Ask for what is wrong in every file; what was asked before the last change is of no interest. */
async function judge(): Promise<void> {
  const mine = ++round;
  const found = new Map<string, Found[]>();
  for (const name of Object.keys(files)) {
    let findings: readonly Finding[];
    try {
      findings = await server.findings(name);
    } catch (error) {
      if (mine === round) {
        tell(
          `${WORDS[language].failed} ${name}: ${error instanceof Error ? error.message : error}`,
        );
      }
      return;
    }
    const inFile: Found[] = [];
    for (const [number, finding] of findings.entries()) {
      const asks = name === current && number < MOST_FIXED;
      inFile.push({ finding, fixes: asks ? await server.fixes(name, finding) : [] });
    }
    if (mine !== round) {
      return;
    }
    found.set(name, inFile);
  }
  editor.underline(found.get(current) ?? []);
  drawFindings(found);
  isReady = true;
  tell("");
  await graph.refresh();
}

function drawTabs(): void {
  const tabs = Object.keys(files).map((name) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    tab.textContent = name;
    tab.ariaSelected = String(name === current);
    tab.onclick = () => show(name);
    return tab;
  });
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = "×";
  remove.title = WORDS[language].remove;
  remove.ariaLabel = remove.title;
  remove.disabled = tabs.length < 2;
  remove.onclick = () => {
    const { [current]: _, ...rest } = files;
    load(rest);
  };
  element("tabs").replaceChildren(...tabs);
  element("remove").replaceChildren(remove);
}

function drawFindings(found: ReadonlyMap<string, readonly Found[]>): void {
  const rows = [...found].flatMap(([name, inFile]) =>
    inFile.map(({ finding, fixes }) => row(name, { finding, fixes })),
  );
  const none = document.createElement("li");
  none.textContent = WORDS[language].none;
  element("list").replaceChildren(...(rows.length > 0 ? rows : [none]));
}

function row(name: string, { finding, fixes }: Found): HTMLElement {
  const item = document.createElement("li");
  const { start } = finding.range;
  const place = document.createElement("button");
  place.type = "button";
  place.className = `severity-${finding.severity}`;
  place.textContent = `${name}:${start.line + 1}: ${finding.message}  [${finding.code}]`;
  place.onclick = () => {
    show(name);
    editor.goTo(start);
  };
  const buttons = fixes.map((fix) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fix";
    button.textContent = fix.title;
    button.onclick = () => applyFix(fix);
    return button;
  });
  item.append(place, ...buttons);
  return item;
}

function applyFix(action: Action): void {
  for (const [uri, edits] of Object.entries(action.edit?.changes ?? {})) {
    editor.apply(nameOf(uri), edits);
  }
}

async function copyLink(): Promise<void> {
  history.replaceState(null, "", await fragmentOf({ files }));
  await navigator.clipboard.writeText(location.href).catch(() => {}); // the address bar has it
  tell(WORDS[language].copied);
}

function fillExamples(names: readonly string[]): void {
  examples.replaceChildren(
    ...names.map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
}

async function start(): Promise<void> {
  const stacks: Record<string, Files> = await (await fetch("examples.json")).json();
  const shared = await sharedOf(location.hash);
  fillExamples([...(shared ? ["link"] : []), ...Object.keys(stacks)]);
  const chosen = (name: string): Files =>
    name === "link" && shared ? { ...shared.files } : { ...(stacks[name] ?? {}) };
  examples.onchange = () => load(chosen(examples.value));
  element("word-copy").onclick = () => void copyLink();
  element("word-add").onclick = () => dialog.showModal();
  dialog.onclose = () => add((element("name") as HTMLInputElement).value.trim());
  element("word-language").onclick = () => {
    language = language === "en" ? "ja" : "en";
    server.speak(language);
    speak();
    graph.load(language);
    drawTabs();
    judgeSoon();
  };
  speak();
  graph.load(language);
  await server.begin(language, "wasm/");
  load(chosen(shared ? "link" : FIRST));
}

function add(name: string): void {
  if (name === "" || dialog.returnValue !== "add") {
    return;
  }
  if (!isName(name) || name in files) {
    tell(WORDS[language].badName);
    return;
  }
  load({ ...files, [name]: "" }, name);
}

void start();
