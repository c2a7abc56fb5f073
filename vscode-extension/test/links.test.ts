import assert from "node:assert/strict";
import { test } from "node:test";
import { withLinksFromRoot } from "../src/links";

const ROOTS = ["file:///srv/app", "file:///srv/edge"];

const link = (target: string) => withLinksFromRoot(`| [x](<${target}>) |`, ROOTS);

test("a file of the first folder", () => {
  assert.equal(link("file:///srv/app/a%20b/nginx.conf#L3"), "| [x](</a%20b/nginx.conf#L3>) |");
});

test("a file of another folder", () => {
  assert.equal(link("file:///srv/edge/nginx.conf#L3"), "| [x](</../edge/nginx.conf#L3>) |");
});

test("other links, and a folder whose name merely begins alike, stay", () => {
  for (const target of ["file:///etc/services#L3", "file:///srv/app2/x", "https://iana.org/"]) {
    assert.equal(link(target), `| [x](<${target}>) |`);
  }
});

test("without a folder nothing changes", () => {
  assert.equal(withLinksFromRoot("[x](<file:///a>)", []), "[x](<file:///a>)");
});
