import assert from "node:assert/strict";
import { test } from "node:test";
import { Crashes, LIMIT, LIMIT_OF_THREAD } from "../src/crashes";

const MINUTE = 60_000;

test("five crashes within three minutes are the end", () => {
  const crashes = new Crashes();
  const verdicts = [0, 1, 2, 3, 4].map((second) => crashes.allowsRestart(second * 1000, LIMIT));
  assert.deepEqual(verdicts, [true, true, true, true, false]);
  assert.equal(verdicts.length, LIMIT);
});

test("a server that crashes once in a while is started for ever", () => {
  const crashes = new Crashes();
  for (let minute = 0; minute < 30; minute++) {
    assert.equal(crashes.allowsRestart(minute * MINUTE, LIMIT), true);
  }
});

test("a restart by hand forgets the past", () => {
  const crashes = new Crashes();
  for (let count = 1; count < LIMIT; count++) {
    crashes.allowsRestart(0, LIMIT);
  }
  crashes.forget();
  assert.equal(crashes.allowsRestart(0, LIMIT), true);
});

test("a thread gets one more start", () => {
  const crashes = new Crashes();
  assert.equal(crashes.allowsRestart(0, LIMIT_OF_THREAD), true);
  assert.equal(crashes.allowsRestart(1000, LIMIT_OF_THREAD), false);
});
