// Tests that run inside the extension host: the commands, and a server that is killed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { runHostTests } from "./lib/hostTests.mjs";

test("the extension host's own tests", async (context) => {
  const { code, printed } = await runHostTests("index.cjs");
  const results = printed.filter((line) => line.startsWith("portlens test"));
  for (const line of results) {
    context.diagnostic(line);
  }
  assert.equal(code, 0, results.join("\n"));
  assert.ok(results.length >= 9, results.join("\n"));
});
