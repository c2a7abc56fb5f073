/** What runs the server. Knows nothing of VS Code, so that it can be tested without one. */

import type { Choice, Interpreter, Rejected } from "./interpreter";

/** The setting `portlens.runtime`. */
export type Wish = "auto" | "python" | "wasm";

/** A Python of this machine, or the one inside the extension; else what was tried in vain. */
export type Runtime =
  | { readonly kind: "python"; readonly interpreter: Interpreter }
  | { readonly kind: "wasm"; readonly rejected: readonly Rejected[] }
  | { readonly kind: "none"; readonly rejected: readonly Rejected[] };

/** A runtime that there is. */
export type Runnable = Exclude<Runtime, { readonly kind: "none" }>;

/** Return what is to run the server; `find` is asked for a Python only where one may be taken. */
export async function chooseRuntime(wish: Wish, find: () => Promise<Choice>): Promise<Runtime> {
  if (wish === "wasm") {
    return { kind: "wasm", rejected: [] };
  }
  const { interpreter, rejected } = await find();
  if (interpreter) {
    return { kind: "python", interpreter };
  }
  return { kind: wish === "python" ? "none" : "wasm", rejected };
}

/** Return what a setting may mean; it may hold anything. */
export function wishOf(setting: unknown): Wish {
  return setting === "python" || setting === "wasm" ? setting : "auto";
}
