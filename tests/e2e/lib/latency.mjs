// How long the language server took, by the log of the protocol that VS Code's client keeps.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artefacts } from "./place.mjs";

/** The setting that makes the client keep the log. */
export const TRACE = { "portlens.trace.server": "messages" };

/** Return the lines of the log of the VS Code below `root`, each with its time in milliseconds. */
export function protocolLog(root) {
  const logs = join(root, "data", "logs");
  const files = readdirSync(logs, { recursive: true }).filter((path) => /trace.*\.log$/i.test(path));
  return files.flatMap((path) => readFileSync(join(logs, path), "utf8").split("\n").flatMap(parsed));
}

/** Keep a log for whoever looks for what was slow. */
export function keepLog(name, log) {
  const lines = log.map(({ time, text }) => `${new Date(time).toISOString()} ${text}\n`);
  writeFileSync(join(artefacts, `${name}.log`), lines.join(""));
}

function parsed(line) {
  const found = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3}) \[info\] (.*)$/.exec(line);
  return found ? [{ time: Date.parse(`${found[1]}T${found[2]}Z`), text: found[3] }] : [];
}

/** Return how long each request of `method` took that was answered, in milliseconds. */
export function durations(log, method) {
  const answer = new RegExp(`^Received response '${method} - \\(\\d+\\)' in (\\d+)ms\\.$`);
  return log.flatMap(({ text }) => {
    const found = answer.exec(text);
    return found ? [Number(found[1])] : [];
  });
}

/** Return how long the findings of each last state took, from the change on, in milliseconds. */
export function afterChanges(log) {
  const found = [];
  let changed;
  let asked;
  for (const { time, text } of log) {
    if (text.startsWith("Sending notification 'textDocument/didChange'")) {
      changed = time;
      asked = undefined;
    }
    const question = /^Sending request 'textDocument\/diagnostic - (\(\d+\))'/.exec(text);
    if (question && changed !== undefined) {
      asked = question[1];
    }
    const answer = /^Received response 'textDocument\/diagnostic - (\(\d+\))' in \d+ms\.$/.exec(text);
    if (answer && answer[1] === asked) {
      found.push(time - changed);
      changed = undefined;
      asked = undefined;
    }
  }
  return found;
}

/** Return a line of figures for people. */
export function figures(name, values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return `${name}: ${sorted.length} times, median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
}
