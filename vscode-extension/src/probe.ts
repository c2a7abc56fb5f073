import { execFile } from "node:child_process";
import type { Answer, Candidate } from "./interpreter";

const QUESTION = "import sys; print('portlens', '%d.%d.%d' % sys.version_info[:3], sys.executable)";

/** A Python that has not answered by then is none; a slow disk needs a few of these seconds. */
const PATIENCE = 15_000;

/** Start a candidate and ask for its version; `folder` keeps Windows from looking in the workspace. */
export function probe(candidate: Candidate, folder: string): Promise<Answer> {
  const options = { cwd: folder, timeout: PATIENCE, windowsHide: true, encoding: "utf8" } as const;
  const args = [...candidate.args, "-c", QUESTION];
  return new Promise((resolve) => {
    try {
      execFile(candidate.command, args, options, (error, stdout, stderr) => {
        const said = /^portlens (\S+) (.+)$/m.exec(stdout);
        if (!error && said?.[1] && said[2]) {
          resolve({ version: said[1], executable: said[2].trim() });
        } else {
          resolve({ failure: reason(error, stderr) });
        }
      });
    } catch (error) {
      resolve({ failure: String(error) }); // a NUL in the setting, say
    }
  });
}

function reason(error: (Error & { code?: unknown }) | null, stderr: string): string {
  if (typeof error?.code === "string") {
    return error.code; // ENOENT, EACCES, …
  }
  return stderr.trim().split("\n").at(-1) || error?.message.split("\n")[0] || "no answer";
}
