import assert from "node:assert/strict";
import { test } from "node:test";
import { numberAt, placeForPort } from "../src/portPlace";

/** The text with the place in brackets; the cursor is at the bar. */
function placed(marked: string, find: typeof numberAt): string | undefined {
  const column = marked.indexOf("|");
  const line = marked.replace("|", "");
  const place = find(line, column);
  return (
    place &&
    `${line.slice(0, place.start)}[${line.slice(place.start, place.end)}]${line.slice(place.end)}`
  );
}

test("a port takes the place of the number that the cursor touches", () => {
  assert.equal(placed('- "80|80:3000"', placeForPort), '- "[8080]:3000"');
  assert.equal(placed('- "8080|:3000"', placeForPort), '- "[8080]:3000"');
  assert.equal(placed('- "8080:|3000"', placeForPort), '- "8080:[3000]"');
  assert.equal(placed("127.0.0.1:5|432", placeForPort), "127.0.0.1:[5432]");
  assert.equal(placed(`"\${PORT:-80|00}"`, placeForPort), `"\${PORT:-[8000]}"`);
  assert.equal(placed("listen 80|;", placeForPort), "listen [80];");
});

test("a port goes into a gap", () => {
  assert.equal(placed("|", placeForPort), "[]");
  assert.equal(placed("Port |", placeForPort), "Port []");
  assert.equal(placed('- "|"', placeForPort), '- "[]"');
  assert.equal(placed("proxy_pass http://shop:|;", placeForPort), "proxy_pass http://shop:[];");
});

test("words, addresses, versions and long numbers are not spoiled", () => {
  for (const line of [
    "ed|ge:",
    "|edge:",
    "edge|:",
    "127|.0.0.1:80",
    "nginx:1.2|7",
    "v|2",
    "1|234567",
  ]) {
    assert.equal(placed(line, placeForPort), undefined, line);
  }
});

test("only a number is one to look up", () => {
  assert.equal(placed("db:54|32", numberAt), "db:[5432]");
  assert.equal(placed("Port |", numberAt), undefined);
  assert.equal(placed("nginx:1.2|7", numberAt), undefined);
});
