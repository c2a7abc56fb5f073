import * as vscode from "vscode";
import { type Client, createClient, type Server } from "./client";
import { Crashes, LIMIT, LIMIT_OF_THREAD } from "./crashes";
import type { Logs } from "./logs";
import type { Problem } from "./problems";
import type { Answers } from "./protocol";
import type { Runnable, Runtime } from "./runtime";

export type State = "starting" | "running" | "failed";

/** What an extension host can do: find what is to run the server, and make a server of it. */
export interface Host {
  find(): Promise<Runtime>;
  serve(runtime: Runnable): Server;
}

/** The server's life. `restart` is the only way to start it, at activation too. */
export class Session implements vscode.Disposable {
  private client: Client | undefined;
  private current: State = "starting";
  private runsOn: Runtime | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly crashes = new Crashes();
  private readonly changed = new vscode.EventEmitter<State>();
  private readonly failed = new vscode.EventEmitter<Problem>();

  readonly onDidChangeState = this.changed.event;
  readonly onProblem = this.failed.event;

  constructor(
    private readonly logs: Logs,
    private readonly host: Host,
  ) {}

  get state(): State {
    return this.current;
  }

  /** What runs the server, or did last. */
  get runtime(): Runtime | undefined {
    return this.runsOn;
  }

  /** Stop the server if there is one, and start one. Never fails: problems are told once. */
  restart(): Promise<void> {
    this.crashes.forget();
    return this.startNext();
  }

  /** Ask the server; undefined where there is none, or where it cannot say. */
  async ask<C extends keyof Answers>(
    command: C,
    ...args: unknown[]
  ): Promise<Answers[C] | undefined> {
    await this.turn;
    const client = this.client;
    if (this.current !== "running" || !client) {
      return undefined;
    }
    try {
      const request = { command, arguments: args };
      return await client.sendRequest<Answers[C]>("workspace/executeCommand", request);
    } catch (error) {
      this.logs.main.error(`${command}: ${error}`);
      return undefined;
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.logs.main.debug(`stopping: ${error}`); // it was dead already
    }
  }

  dispose(): void {
    this.changed.dispose();
    this.failed.dispose();
  }

  /** Starts wait for each other, so that two requests never leave two servers behind. */
  private startNext(): Promise<void> {
    this.turn = this.turn.then(() => this.start());
    return this.turn;
  }

  private async start(): Promise<void> {
    this.enter("starting");
    await this.stop();
    const runtime = await this.host.find();
    this.runsOn = runtime;
    if (runtime.kind === "none") {
      this.fail({ kind: "noPython", rejected: runtime.rejected });
      return;
    }
    try {
      await this.startWith(this.host.serve(runtime));
      this.enter("running");
    } catch (error) {
      await this.stop();
      this.fail({ kind: "didNotStart", runtime, reason: String(error) });
      return;
    }
    if (runtime.kind === "wasm" && runtime.rejected.length > 0) {
      this.failed.fire({ kind: "wasmInstead", rejected: runtime.rejected });
    }
  }

  private startWith(server: Server): Promise<void> {
    const client = createClient(server, this.logs, () => {
      // While it starts, start() itself fails; after stop(), nobody is interested.
      if (this.client === client && this.current === "running") {
        this.onCrash();
      }
    });
    this.client = client;
    return client.start();
  }

  private onCrash(): void {
    this.logs.main.error("The server stopped by itself");
    const limit = this.runsOn?.kind === "wasm" ? LIMIT_OF_THREAD : LIMIT;
    if (this.crashes.allowsRestart(Date.now(), limit)) {
      void this.startNext();
    } else {
      void this.stop();
      this.fail({ kind: "keepsCrashing", isThread: limit === LIMIT_OF_THREAD });
    }
  }

  private fail(problem: Problem): void {
    this.enter("failed");
    this.failed.fire(problem);
  }

  private enter(state: State): void {
    this.current = state;
    this.changed.fire(state);
  }
}
