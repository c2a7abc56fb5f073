/** Which Python runs the server. Knows nothing of VS Code, so that it can be tested without one. */

/** The oldest Python that the server runs on. */
export const OLDEST: readonly [number, number] = [3, 10];

/** Where a Python was named: the setting is an order, the others are offers. */
export type Origin = "setting" | "pythonExtension" | "path";

export interface Candidate {
  readonly origin: Origin;
  readonly command: string;
  readonly args: readonly string[];
}

/** What came of starting a candidate: who it says it is, or why it could not be asked. */
export type Answer =
  | { readonly executable: string; readonly version: string }
  | { readonly failure: string };

export type Probe = (candidate: Candidate) => Promise<Answer>;

export interface Interpreter {
  readonly origin: Origin;
  readonly executable: string;
  readonly version: string;
}

/** A candidate that does not do, and what was learnt of it. */
export interface Rejected {
  readonly candidate: Candidate;
  readonly answer: Answer;
}

export type Choice =
  | { readonly interpreter: Interpreter; readonly rejected?: never }
  | { readonly interpreter?: never; readonly rejected: readonly Rejected[] };

/**
 * Return the first candidate that is a Python of at least `OLDEST`, or all that were tried.
 *
 * Where the setting names one, no other is tried: who chose a Python wants to hear that it does
 * not work, not to get another one in silence.
 */
export async function choose(candidates: readonly Candidate[], probe: Probe): Promise<Choice> {
  const ordered = candidates.filter((candidate) => candidate.origin === "setting");
  const rejected: Rejected[] = [];
  for (const candidate of ordered.length > 0 ? ordered : candidates) {
    const answer = await probe(candidate);
    if ("version" in answer && isNewEnough(answer.version)) {
      return { interpreter: { origin: candidate.origin, ...answer } };
    }
    rejected.push({ candidate, answer });
  }
  return { rejected };
}

/** Tell whether it was the settings' Python that does not do. */
export function isOrdered(rejected: readonly Rejected[]): boolean {
  return rejected.some(({ candidate }) => candidate.origin === "setting");
}

export interface Offers {
  readonly setting: string;
  readonly pythonExtension: string | undefined;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly workspaceFolder: string | undefined;
}

/** Return where to look for Python, the best place first. */
export function candidates(offers: Offers): Candidate[] {
  const found: Candidate[] = [];
  const setting = expand(offers.setting.trim(), offers);
  if (setting !== "") {
    found.push({ origin: "setting", command: setting, args: [] });
  }
  if (offers.pythonExtension) {
    found.push({ origin: "pythonExtension", command: offers.pythonExtension, args: [] });
  }
  for (const [command, ...args] of onPath(offers.platform)) {
    found.push({ origin: "path", command, args });
  }
  return found;
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** On systems whose `python3` is old, a newer one often stands beside it under its full name. */
function onPath(platform: NodeJS.Platform): [string, ...string[]][] {
  const general: [string, ...string[]][] = [["python3"], ["python"]];
  if (platform === "win32") {
    // `python3` there may be the stub that opens the Store, so the launcher is asked first.
    return [["py", "-3"], ...general];
  }
  const newer = [14, 13, 12, 11, 10].map((minor): [string] => [`python3.${minor}`]);
  return [...general, ...newer];
}

function expand(setting: string, offers: Offers): string {
  const fromHome = setting.replace(/^~(?=$|[\\/])/, () => offers.home);
  const folder = offers.workspaceFolder;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how VS Code's settings write it
  return folder === undefined ? fromHome : fromHome.replaceAll("${workspaceFolder}", folder);
}
