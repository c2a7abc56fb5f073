import assert from "node:assert/strict";
import { test } from "node:test";
import { plainText } from "../src/plainText";

test("marks go, words stay", () => {
  assert.equal(
    plainText("### 5432 · postgresql\n\n- **Range**: registered\n- `a` [RFC 1](<https://x/(1)>)"),
    "5432 · postgresql\n\n• Range: registered\n• a RFC 1",
  );
});

test("what was escaped is what it was", () => {
  assert.equal(plainText("\\*\\*no\\_mark\\*\\* &lt;b&gt; \\`x\\`"), "**no_mark** <b> `x`");
});
