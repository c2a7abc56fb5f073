import assert from "node:assert/strict";
import { test } from "node:test";
import type { Choice } from "../src/interpreter";
import { chooseRuntime, wishOf } from "../src/runtime";

const interpreter = { origin: "path", executable: "/p", version: "3.12.1" } as const;
const candidate = { origin: "path", command: "python3", args: [] } as const;
const rejected = [{ candidate, answer: { failure: "ENOENT" } }];
const found = async (): Promise<Choice> => ({ interpreter });
const none = async (): Promise<Choice> => ({ rejected });

test("a Python that is there goes first", async () => {
  assert.deepEqual(await chooseRuntime("auto", found), { kind: "python", interpreter });
  assert.deepEqual(await chooseRuntime("python", found), { kind: "python", interpreter });
});

test("without one it is WebAssembly, which needs nothing", async () => {
  assert.deepEqual(await chooseRuntime("auto", none), { kind: "wasm", rejected });
});

test("who asks for a Python gets no other", async () => {
  assert.deepEqual(await chooseRuntime("python", none), { kind: "none", rejected });
});

test("who asks for WebAssembly has no program started", async () => {
  const find = async (): Promise<Choice> => assert.fail("a Python was looked for");
  assert.deepEqual(await chooseRuntime("wasm", find), { kind: "wasm", rejected: [] });
});

test("a setting may hold anything", () => {
  assert.deepEqual(["python", "wasm", "auto", "", "Wasm", null, undefined, 5, {}].map(wishOf), [
    "python",
    "wasm",
    "auto",
    "auto",
    "auto",
    "auto",
    "auto",
    "auto",
    "auto",
  ]);
});
