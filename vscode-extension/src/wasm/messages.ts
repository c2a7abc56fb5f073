/** What a worker of a browser and the page or editor that started it say to each other. */

import type { Change, Found, Wanted } from "./lazyFiles";

/** The files of bundled/wasm. */
export const PARTS = [
  "pyodide.asm.mjs",
  "pyodide.asm.wasm",
  "pyodide-lock.json",
  "python_stdlib.zip",
  "portlens.zip",
] as const;

export type Parts = Readonly<Record<(typeof PARTS)[number], Uint8Array<ArrayBuffer>>>;

/** `begin` comes first. */
export type ToWorker =
  | { readonly begin: Parts }
  | { readonly message: unknown }
  /** Whole texts by their paths, null for one that is gone. */
  | { readonly files: Readonly<Record<string, string | null>> }
  /** Folders whose files are asked for one by one. */
  | { readonly roots: readonly string[] }
  | { readonly found: readonly Found[] }
  | { readonly changed: readonly Change[] };

export type FromWorker =
  | { readonly message: unknown }
  | { readonly log: string }
  | { readonly end: number }
  | { readonly wanted: readonly Wanted[] }
  /** The files are more than a browser can hold: the rest counts as what may not be read. */
  | { readonly full: true };

/** What comes once the interpreter is being loaded. */
export type Later = Exclude<ToWorker, { readonly begin: Parts }>;
