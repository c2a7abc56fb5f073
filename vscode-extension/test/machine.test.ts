import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, linksOfRoot, mountsOfFolders, mountsOfRoot } from "../src/wasm/machine";

const folder = (name: string): Entry => ({ name, kind: "folder" });
const link = (name: string): Entry => ({ name, kind: "link" });

test("each folder of the root has its own path, but for devices and processes", () => {
  const root = [folder("home"), folder("dev"), folder("proc"), folder("sys"), link("bin")];
  const file: Entry = { name: "swapfile", kind: "other" };
  assert.deepEqual(mountsOfRoot([...root, file], []), [{ host: "/home", at: "/home" }]);
  assert.deepEqual(linksOfRoot([...root, file]), ["/bin"]);
});

test("the interpreter keeps its library, and the machine's is shown beside it", () => {
  const library = [folder("systemd"), link("x86_64")];
  const shown = [{ host: "/lib/systemd", at: "/lib/systemd" }];
  assert.deepEqual(mountsOfRoot([folder("lib")], library), shown);
  assert.deepEqual(mountsOfRoot([link("lib")], library), shown);
  assert.deepEqual(linksOfRoot([link("lib")]), []);
});

test("a drive of Windows is known by both of its letters", () => {
  const mounts = [
    { host: "d:\\", at: "/d:" },
    { host: "d:\\", at: "/D:" },
  ];
  assert.deepEqual(mountsOfFolders(["d:\\shop", "d:\\other"]), mounts);
});

test("a share is mounted as a whole", () => {
  const mounts = [{ host: "\\\\wsl$\\Debian\\", at: "/wsl$/Debian" }];
  assert.deepEqual(mountsOfFolders(["\\\\wsl$\\Debian\\etc\\nginx"]), mounts);
});

test("a folder that is on no drive mounts nothing", () => {
  assert.deepEqual(mountsOfFolders(["", "relative\\x"]), []);
});
