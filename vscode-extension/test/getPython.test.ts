import assert from "node:assert/strict";
import { test } from "node:test";
import { pageFor, untilThere } from "../src/getPython";

const FOUND = { interpreter: { origin: "path", executable: "/p", version: "3.12.1" } } as const;

test("each system has a page of its own", () => {
  const pages = (["win32", "darwin", "linux"] as const).map(pageFor);
  assert.equal(new Set(pages).size, 3);
  for (const page of pages) {
    assert.match(page, /^https:\/\/(www|docs)\.python\.org\//);
  }
});

test("a Python that comes is found, and nobody looks longer", async () => {
  const answers = [{ rejected: [] }, { rejected: [] }, FOUND, FOUND];
  let looks = 0;
  const find = async () => answers[looks++] ?? FOUND;
  assert.equal(await untilThere(find, async () => true), true);
  assert.equal(looks, 3);
});

test("it ends as soon as nobody wants to know", async () => {
  let rests = 0;
  let looks = 0;
  const find = async () => {
    looks++;
    return { rejected: [] };
  };
  assert.equal(await untilThere(find, async () => ++rests < 3), false);
  assert.equal(looks, 2);
});
