import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, candidates, choose, isNewEnough, type Offers } from "../src/interpreter";

const NOTHING_SET: Offers = {
  setting: "",
  pythonExtension: undefined,
  platform: "linux",
  home: "/home/ann",
  workspaceFolder: "/srv/app",
};

const commands = (offers: Partial<Offers>) =>
  candidates({ ...NOTHING_SET, ...offers }).map(({ command }) => command);

const answering = (answers: Record<string, string>) => async (candidate: { command: string }) => {
  const version = answers[candidate.command];
  const executable = `/usr/bin/${candidate.command}`;
  return (version ? { executable, version } : { failure: "ENOENT" }) as Answer;
};

test("the setting comes first, then the Python extension, then the PATH", () => {
  const found = commands({ setting: "/opt/python", pythonExtension: "/venv/bin/python" });
  assert.deepEqual(found.slice(0, 4), ["/opt/python", "/venv/bin/python", "python3", "python"]);
});

test("Windows asks its launcher before python3, which may open the Store", () => {
  assert.deepEqual(commands({ platform: "win32" }), ["py", "python3", "python"]);
});

test("the setting may begin at home or in the workspace", () => {
  assert.equal(commands({ setting: "~/venv/bin/python" })[0], "/home/ann/venv/bin/python");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as in VS Code's settings
  const setting = "${workspaceFolder}/.venv/bin/python";
  assert.equal(commands({ setting })[0], "/srv/app/.venv/bin/python");
});

test("blanks are no setting, and a tilde inside a path stays", () => {
  assert.equal(commands({ setting: "  " })[0], "python3");
  assert.equal(commands({ setting: "/opt/~x/python" })[0], "/opt/~x/python");
});

test("the first Python that is new enough is taken", async () => {
  const probe = answering({ python3: "3.9.2", "python3.12": "3.12.1", "python3.10": "3.10.0" });
  const choice = await choose(candidates(NOTHING_SET), probe);
  assert.equal(choice.interpreter?.executable, "/usr/bin/python3.12");
});

test("a setting that does not work is not replaced in silence", async () => {
  const offers = { ...NOTHING_SET, setting: "/gone/python" };
  const choice = await choose(candidates(offers), answering({ python3: "3.13.0" }));
  assert.equal(choice.interpreter, undefined);
  assert.deepEqual(
    choice.rejected?.map(({ answer }) => answer),
    [{ failure: "ENOENT" }],
  );
});

test("an environment of the Python extension that is too old is passed over", async () => {
  const offers = { ...NOTHING_SET, pythonExtension: "old" };
  const choice = await choose(candidates(offers), answering({ old: "3.8.18", python3: "3.11.7" }));
  assert.equal(choice.interpreter?.origin, "path");
});

test("where none fits, all that were tried are told", async () => {
  const choice = await choose(candidates(NOTHING_SET), answering({ python3: "3.8.18" }));
  assert.equal(choice.rejected?.length, candidates(NOTHING_SET).length);
  assert.deepEqual(choice.rejected?.[0]?.answer, {
    executable: "/usr/bin/python3",
    version: "3.8.18",
  });
});

test("versions are compared as numbers", () => {
  assert.deepEqual(["3.9.20", "3.10.0", "3.14.1", "4.0.0", "2.7.18"].map(isNewEnough), [
    false,
    true,
    true,
    true,
    false,
  ]);
});
