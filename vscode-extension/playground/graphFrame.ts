// What runs in the frame of the port graph: the page of the extension, with this page around it.
import type { FromPage, ToPage } from "../src/graph/model";
import { View } from "../src/graph/view";

const host = {
  postMessage: (message: FromPage) => parent.postMessage(message, self.origin),
  getState: () => undefined,
  setState: () => {},
};
const view = new View(document, host);
window.addEventListener("message", (event: MessageEvent<ToPage>) => view.receive(event.data));
host.postMessage({ kind: "ready" });
