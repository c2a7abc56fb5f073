/** The port graph of the page's files: the extension's own page, in a frame. */

import type { FromPage, Place } from "../src/graph/model";
import { graphPage } from "../src/graphPage";
import { graphWords } from "../src/graphWords";
import { plainText } from "../src/plainText";
import { nameOf, type Server } from "./server";

export class GraphFrame {
  private isReady = false;

  /** `onOpen` is called with the place that was chosen in the graph. */
  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly server: Server,
    private readonly onOpen: (place: Place) => void,
  ) {
    window.addEventListener("message", (event: MessageEvent<FromPage>) => {
      if (event.source === frame.contentWindow) {
        void this.receive(event.data);
      }
    });
  }

  /** Build the page in a language; what it shows follows. */
  load(language: string): void {
    this.isReady = false;
    this.frame.srcdoc = graphPage({
      script: "graph.js",
      styles: ["graphTheme.css", "graph.css", "graphPage.css"],
      source: "'self'",
      nonce: crypto.randomUUID(),
      language,
    });
  }

  /** Draw the files as they are now; what is drawn stays where the server cannot say. */
  async refresh(): Promise<void> {
    const graph = await this.server.graph().catch(() => undefined);
    if (graph && this.isReady) {
      this.frame.contentWindow?.postMessage({ kind: "graph", graph, words: graphWords() });
    }
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.kind === "ready") {
      this.isReady = true;
      await this.refresh();
    } else if (message.kind === "open") {
      this.onOpen(message.place);
    } else if (message.kind === "hover") {
      const { uri, line, character } = message.place;
      const said = await this.server.hover(nameOf(uri), { line, character });
      const text = plainText(said?.text ?? "");
      this.frame.contentWindow?.postMessage({ kind: "hover", id: message.id, text });
    } else if (message.kind === "save") {
      save(message.svg);
    }
  }
}

function save(svg: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  link.download = "ports.svg";
  link.click();
  URL.revokeObjectURL(link.href);
}
