/** The state of the page as the fragment of its address, which no browser sends to a server. */

export interface Shared {
  readonly files: Readonly<Record<string, string>>;
}

const PREFIX = "#1=";

/** The longest text that a link may carry, in letters: a link is opened by who did not write it. */
export const LONGEST = 500_000;

const MOST_FILES = 50;

/** Return the fragment for `shared`. */
export async function fragmentOf(shared: Shared): Promise<string> {
  const packed = new Blob([JSON.stringify(shared.files)])
    .stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Return what a fragment holds; undefined for one that is none of ours, or broken. */
export async function sharedOf(fragment: string): Promise<Shared | undefined> {
  if (!fragment.startsWith(PREFIX)) {
    return undefined;
  }
  try {
    const letters = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const text = await bounded(
      new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")),
    );
    return checked(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Unpack no more than is allowed: a few bytes may stand for any number. */
async function bounded(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return text + decoder.decode();
    }
    text += decoder.decode(value, { stream: true });
    if (text.length > LONGEST) {
      throw new Error("too long");
    }
  }
}

function checked(value: unknown): Shared | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  const isSound = entries.every(([name, text]) => typeof text === "string" && isName(name));
  return isSound && entries.length > 0 && entries.length <= MOST_FILES
    ? { files: Object.fromEntries(entries) }
    : undefined;
}

/** Tell whether a file may have this name: a path below the folder of the page's files. */
export function isName(name: string): boolean {
  return (
    name.length <= 200 &&
    name.split("/").every((part) => /^[^\p{Cc}\\]+$/u.test(part) && part !== "." && part !== "..")
  );
}
