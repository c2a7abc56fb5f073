/** The streams of the process as the interpreter uses them: all at once, waiting where it must. */

import { readSync, writeSync } from "node:fs";

/** How long to wait for a pipe that is full, or a terminal that says nothing, in milliseconds. */
const PAUSE = 5;

const clock = new Int32Array(new SharedArrayBuffer(4));

/** Return a function that writes to the file number `fd`, and says how many bytes it has taken. */
export function writerTo(fd: number): (bytes: Uint8Array) => number {
  return (bytes) => waiting(() => writeSync(fd, bytes));
}

/** Return a function that reads from the file number `fd`, and says how many bytes: 0 at the end. */
export function readFrom(fd: number): (bytes: Uint8Array) => number {
  return (bytes) => {
    try {
      return waiting(() => readSync(fd, bytes));
    } catch (error) {
      if (codeOf(error) === "EOF") {
        return 0;
      }
      throw error;
    }
  };
}

/** Who started the process may have made a stream one that does not wait. */
function waiting(step: () => number): number {
  for (;;) {
    try {
      return step();
    } catch (error) {
      if (codeOf(error) !== "EAGAIN") {
        throw error;
      }
      Atomics.wait(clock, 0, 0, PAUSE);
    }
  }
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | null)?.code;
}
