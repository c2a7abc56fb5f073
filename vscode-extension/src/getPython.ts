/** How a Python comes to a machine that has none. Knows nothing of VS Code. */

import type { Choice } from "./interpreter";

/** Return the page that says how a system gets a Python. */
export function pageFor(platform: NodeJS.Platform): string {
  switch (platform) {
    case "win32":
      return "https://www.python.org/downloads/windows/";
    case "darwin":
      return "https://www.python.org/downloads/macos/";
    default:
      return "https://docs.python.org/3/using/unix.html"; // by the distribution's packages
  }
}

/**
 * Look for a Python again and again; true as soon as one is there.
 *
 * `rest` waits in between, and tells whether anybody still wants to know.
 */
export async function untilThere(
  find: () => Promise<Choice>,
  rest: () => Promise<boolean>,
): Promise<boolean> {
  while (await rest()) {
    if ((await find()).interpreter) {
      return true;
    }
  }
  return false;
}
