// The server in WebAssembly on files that come late, without an editor; needs the build.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { before, describe, test } from "node:test";
import { startLateServer } from "../src/wasm/lateServer";
import type { Found, Wanted } from "../src/wasm/lazyFiles";
import type { Later } from "../src/wasm/messages";

const runtime = resolve("bundled/wasm");
const isBuilt = existsSync(join(runtime, "portlens.zip"));
const ROOT = "/memfs:shop";

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

/** The files of an editor by their paths below the root, and the server that is given them. */
class Scene {
  files: Record<string, string> = {};
  readonly unreadable = new Set<string>();
  asked: Wanted[] = [];
  /** Whether the editor takes its time. */
  isHolding = false;
  private count = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private take: (data: Later) => void = () => assert.fail("not started");

  async start(): Promise<void> {
    const archive = readFileSync(join(runtime, "portlens.zip"));
    const place = { runtime: join(runtime, "/"), archive };
    this.take = await startLateServer(
      place,
      (data) => {
        if ("wanted" in data) {
          this.asked.push(...data.wanted);
          if (!this.isHolding) {
            this.give(data.wanted);
          }
        } else if ("message" in data) {
          const message = data.message as { id?: number; method?: string };
          if (message.id !== undefined && message.method === undefined) {
            this.waiting.get(message.id)?.(message as Answer);
          }
        }
      },
      (code) => assert.fail(`ended with ${code}`),
    );
    this.take({ roots: [ROOT] });
    await this.ask("initialize", {
      processId: null,
      workspaceFolders: [{ uri: "memfs://shop", name: "shop" }],
      capabilities: { textDocument: { hover: { contentFormat: ["markdown"] }, diagnostic: {} } },
    });
    this.tell("initialized", {});
  }

  give(wanted: readonly Wanted[]): void {
    setTimeout(() => this.take({ found: wanted.map((each) => this.find(each)) }));
  }

  /** Take back the question that was put last. */
  cancel(): void {
    this.tell("$/cancelRequest", { id: this.count });
  }

  /** Put a question; return the answer to it, and nothing but one. */
  ask(method: string, params: object): Promise<Answer> {
    const id = ++this.count;
    this.take({ message: { jsonrpc: "2.0", id, method, params } });
    return new Promise((done) => this.waiting.set(id, done));
  }

  tell(method: string, params: object): void {
    this.take({ message: { jsonrpc: "2.0", method, params } });
  }

  open(name: string): void {
    const textDocument = { uri: uri(name), languageId: "x", version: 1, text: this.files[name] };
    this.tell("textDocument/didOpen", { textDocument });
  }

  change(name: string, kind: "created" | "changed" | "deleted"): void {
    this.take({ changed: [{ path: `${ROOT}/${name}`, kind }] });
  }

  async findings(name: string): Promise<string[]> {
    const { result } = await this.ask("textDocument/diagnostic", {
      textDocument: { uri: uri(name) },
    });
    return (result as { items: { code: string }[] }).items.map(({ code }) => code);
  }

  async ports(): Promise<string[]> {
    const { result } = await this.ask("workspace/executeCommand", { command: "portlens.portMap" });
    const { ports } = result as { ports: { uses: { uri: string; text: string }[] }[] };
    return ports.flatMap(({ uses }) => uses.map((use) => `${use.text} ${use.uri}`)).sort();
  }

  private find({ path, kind }: Wanted): Found {
    const inside = path.slice(ROOT.length + 1);
    const text = this.unreadable.has(inside) ? undefined : this.files[inside];
    if (kind === "file") {
      return text === undefined ? { path } : { path, content: new TextEncoder().encode(text) };
    }
    const below = Object.keys(this.files).filter(
      (name) => !inside || name.startsWith(`${inside}/`),
    );
    const names = below.map((name) => name.slice(inside ? inside.length + 1 : 0).split("/"));
    return {
      path,
      names: Object.fromEntries(
        names.map(([first = "", ...rest]) => [first, rest.length > 0 ? "folder" : "file"]),
      ),
    };
  }
}

const uri = (name: string) => `memfs://shop/${name}`;

describe("the server on files that come late", { skip: !isBuilt && "npm run build" }, () => {
  const scene = new Scene();

  before(() => scene.start());

  test("the first answer is whole, however deep the files lie", async () => {
    scene.files = {
      "compose.yaml": 'services:\n  web:\n    image: nginx\n    ports: ["8080:80"]\n',
      "a/b/c/compose.yaml": 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n',
      "etc/nginx/nginx.conf": "http { include ../parts/*; }\n",
      "etc/parts/one": "server { listen 9001; }\n",
      "node_modules/x/compose.yaml": 'services: {a: {ports: ["1:1"]}}\n',
      "README.md": "port 7000\n",
    };
    assert.deepEqual(await scene.ports(), [
      `5432:5432 ${uri("a/b/c/compose.yaml")}`,
      `8080:80 ${uri("compose.yaml")}`,
      `9001 ${uri("etc/parts/one")}`,
    ]);
    const read = scene.asked.map(({ path }) => path.slice(ROOT.length));
    assert.ok(!read.some((path) => /node_modules\/|README/.test(path)), `${read}`);
  });

  test("nothing is asked for twice", () => {
    const paths = scene.asked.map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);
  });

  test("an answer waits for the files that it depends on", async () => {
    scene.files["late/compose.yaml"] =
      "services:\n  a:\n    ports: ['$PORT:80']\n    env_file: more.env\n";
    scene.files["late/.env"] = "PORT=90000\n";
    scene.files["late/more.env"] = "X=1\n";
    scene.change("late", "created");
    scene.open("late/compose.yaml");
    assert.deepEqual(await scene.findings("late/compose.yaml"), ["port-out-of-range"]);
  });

  test("a file that cannot be read is asked for once, and nothing is said of it", async () => {
    scene.files["proxy/nginx.conf"] = "http { include gone/*.conf; include there; }\n";
    scene.files["proxy/there"] = "server { listen 70000; }\n";
    scene.unreadable.add("proxy/there");
    scene.change("proxy", "created");
    scene.open("proxy/nginx.conf");
    scene.asked = [];
    const first = await scene.findings("proxy/nginx.conf");
    const second = await scene.findings("proxy/nginx.conf");
    assert.deepEqual(second, first);
    assert.equal(scene.asked.filter(({ path }) => path.endsWith("proxy/there")).length, 1);
  });

  test("what changes is read again, what is gone is gone", async () => {
    scene.files["late/.env"] = "PORT=8000\n";
    scene.change("late/.env", "changed");
    assert.deepEqual(await scene.findings("late/compose.yaml"), []);
    delete scene.files["a/b/c/compose.yaml"];
    scene.change("a/b/c/compose.yaml", "deleted");
    scene.files["a/compose.yaml"] = 'services: {cache: {ports: ["6379:6379"]}}\n';
    scene.change("a/compose.yaml", "created");
    scene.files["etc/parts/one"] = "server { listen 9002; }\n";
    scene.change("etc/parts/one", "changed");
    const ports = await scene.ports();
    assert.ok(ports.includes(`9002 ${uri("etc/parts/one")}`), `${ports}`);
    assert.ok(ports.includes(`6379:6379 ${uri("a/compose.yaml")}`), `${ports}`);
    assert.ok(!ports.some((port) => port.startsWith("5432")), `${ports}`);
  });

  test("a question that is taken back while files are fetched has an answer", async () => {
    scene.files["more/compose.yaml"] = 'services: {z: {ports: ["9999:9"]}}\n';
    scene.change("more", "created");
    scene.isHolding = true;
    scene.asked = [];
    const answer = scene.ask("workspace/executeCommand", { command: "portlens.portMap" });
    while (scene.asked.length === 0) {
      await new Promise((wait) => setTimeout(wait, 10));
    }
    scene.cancel();
    // The server may have been done just before, which is an answer, too.
    const { result, error } = await answer;
    assert.ok(result !== undefined || error?.code === -32800);
    scene.isHolding = false;
    scene.give(scene.asked);
    assert.ok((await scene.ports()).includes(`9999:9 ${uri("more/compose.yaml")}`));
  });
});
