// What runs in the webview.
import type { ToPage } from "./model";
import { type Host, View } from "./view";

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const view = new View(document, host);
window.addEventListener("message", (event: MessageEvent<ToPage>) => view.receive(event.data));
host.postMessage({ kind: "ready" });
