/** A part of one line, by columns; the end is exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A word, and what a number may be only a part of: `1.27`, `127.0.0.1`, `v2`. */
const WORD = /[\p{L}\p{N}_.]+/gu;

/** Return the number that the cursor touches; undefined where it touches none. */
export function numberAt(line: string, column: number): Place | undefined {
  const word = wordAt(line, column);
  return word && /^\d{1,5}$/.test(line.slice(word.start, word.end)) ? word : undefined;
}

/**
 * Return where a port can be written: over the number that the cursor touches, or into a gap.
 *
 * undefined where the cursor touches a word or a part of an address, which would be spoiled.
 */
export function placeForPort(line: string, column: number): Place | undefined {
  return wordAt(line, column) ? numberAt(line, column) : { start: column, end: column };
}

function wordAt(line: string, column: number): Place | undefined {
  for (const { 0: word, index } of line.matchAll(WORD)) {
    if (index <= column && column <= index + word.length) {
      return { start: index, end: index + word.length };
    }
  }
  return undefined;
}
