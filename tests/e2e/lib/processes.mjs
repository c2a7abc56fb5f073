// The language servers that a VS Code has started.
import { readdirSync, readFileSync } from "node:fs";

/** Return the process ids of the Pythons that run a portlens from below `root`. */
export function languageServers(root) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const words = read(`/proc/${name}/cmdline`).split("\0");
      return words.some((word) => word.startsWith(root) && word.endsWith("bundled/start.py"));
    })
    .map(Number);
}

/** Return how long a process has had a processor, in milliseconds; what it waited for does not count. */
export function processorTime(pid) {
  return Number(read(`/proc/${pid}/schedstat`).split(" ")[0]) / 1e6;
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended in between
  }
}
