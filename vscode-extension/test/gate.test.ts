// What stands between client and server where files come late, without either of the two.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Gate } from "../src/wasm/gate";

const QUESTION = { id: 1, method: "textDocument/hover" };
const CANCEL = { method: "$/cancelRequest", params: { id: 1 } };

/** A gate, and what has gone through it to either side. */
function gate({ isWaiting }: { readonly isWaiting: boolean }) {
  const around = {
    waits: isWaiting,
    server: [] as unknown[],
    client: [] as unknown[],
    isWaiting: () => around.waits,
    toServer: (message: unknown) => around.server.push(message),
    toClient: (message: unknown) => around.client.push(message),
  };
  return { around, gate: new Gate(around) };
}

test("an answer in which a file is missing is not passed on, the next one is", () => {
  const { around, gate: one } = gate({ isWaiting: true });
  one.fromClient(QUESTION);
  one.fromServer({ id: 1, result: "partly" });
  assert.deepEqual(around.client, []);
  around.waits = false;
  one.filesCame();
  assert.equal(around.server.filter((message) => message === QUESTION).length, 2);
  one.fromServer({ id: 1, result: "whole" });
  assert.deepEqual(around.client, [{ id: 1, result: "whole" }]);
});

test("an answer that was begun before files came is asked for again", () => {
  const { around, gate: one } = gate({ isWaiting: false });
  one.fromClient(QUESTION);
  one.filesCame();
  one.fromServer({ id: 1, result: "old" });
  assert.deepEqual(around.client, []);
  one.fromServer({ id: 1, result: "new" });
  assert.deepEqual(around.client, [{ id: 1, result: "new" }]);
});

test("a question that is held and taken back is answered here: the server has answered it", () => {
  const { around, gate: one } = gate({ isWaiting: true });
  one.fromClient(QUESTION);
  one.fromServer({ id: 1, result: "partly" });
  one.fromClient(CANCEL);
  assert.deepEqual(
    around.client.map((message) => (message as { error: { code: number } }).error.code),
    [-32800],
  );
  one.filesCame();
  assert.ok(!around.server.includes(CANCEL));
  assert.equal(around.server.filter((message) => message === QUESTION).length, 1);
});

test("one that the server still works on is taken back there, and its answer passes", () => {
  const { around, gate: one } = gate({ isWaiting: true });
  one.fromClient(QUESTION);
  one.fromClient(CANCEL);
  assert.ok(around.server.includes(CANCEL));
  one.fromServer({ id: 1, result: "just ready" });
  assert.deepEqual(around.client, [{ id: 1, result: "just ready" }]);
});
