import * as vscode from "vscode";
import { untilThere } from "./getPython";
import type { Choice } from "./interpreter";
import type { Session } from "./session";

/** How long to wait between two looks, in milliseconds: each starts a few programs. */
const REST = 5_000;

/** Starts the server once there is a Python, where the settings ask for one and there was none. */
export class Waiting implements vscode.Disposable {
  private isOver = false;
  private isWaiting = false;

  constructor(
    private readonly session: Session,
    private readonly find: () => Promise<Choice>,
  ) {}

  async begin(): Promise<void> {
    if (this.isWaiting) {
      return;
    }
    this.isWaiting = true;
    const isThere = await untilThere(this.find, () => this.rest());
    this.isWaiting = false;
    if (isThere && this.isWanted) {
      await this.session.restart();
    }
  }

  dispose(): void {
    this.isOver = true;
  }

  /** Not wanted after another start: one that found a Python may have failed for other reasons. */
  private get isWanted(): boolean {
    return this.session.state === "failed" && this.session.runtime?.kind === "none";
  }

  /** Wait for the next look; nobody looks for a window in the background. */
  private async rest(): Promise<boolean> {
    do {
      await new Promise((resolve) => setTimeout(resolve, REST));
    } while (!this.isOver && !vscode.window.state.focused);
    return !this.isOver && this.isWanted;
  }
}
