/** How often a process may stop by itself before it is left alone: once may be somebody's doing. */
export const LIMIT = 5;

/** The same for a thread, which nobody kills: what it died of is likely to be there again. */
export const LIMIT_OF_THREAD = 2;

const WINDOW = 3 * 60 * 1000;

/** Counts crashes, so that a server that cannot live is not started for ever. */
export class Crashes {
  private times: number[] = [];

  /** Note a crash at `now` (milliseconds); tell whether it is one of fewer than `limit`. */
  allowsRestart(now: number, limit: number): boolean {
    this.times = [...this.times.filter((time) => now - time < WINDOW), now];
    return this.times.length < limit;
  }

  /** Forget the past: the user asked for a new start. */
  forget(): void {
    this.times = [];
  }
}
