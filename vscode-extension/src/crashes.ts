/** How often the server may stop by itself before it is left alone. */
export const LIMIT = 5;

const WINDOW = 3 * 60 * 1000;

/** Counts crashes, so that a server that cannot live is not started for ever. */
export class Crashes {
  private times: number[] = [];

  /** Note a crash at `now` (milliseconds); tell whether the server deserves another start. */
  allowsRestart(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < WINDOW), now];
    return this.times.length < LIMIT;
  }

  /** Forget the past: the user asked for a new start. */
  forget(): void {
    this.times = [];
  }
}
