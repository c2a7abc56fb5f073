// nginx.conf, sshd_config and services files: each is known, marked and explained.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

const scene = setScene("formats", { file: "nginx/nginx.conf" });

const language = () => scene.workbench.page.locator("[id='status.editor.mode']").innerText();

test("nginx.conf, whatever VS Code takes its language for", async () => {
  const { workbench } = scene;
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  const said = await workbench.hover("80", /already listens on/, 2);
  assert.match(said, /duplicate-listen/);
  assert.match(await workbench.hover("443", /https/), /443/);
  await workbench.picture("nginx");
});

test("the quick fix removes the second listen", async () => {
  const { workbench } = scene;
  await workbench.quickFix("listen 80;", "Remove the second listen", 1);
  await workbench.keyboard.press("Enter");
  await workbench.page
    .locator(".squiggly-error")
    .first()
    .waitFor({ state: "detached", timeout: LONG });
  assert.equal((await workbench.text()).match(/listen 80;/g)?.length, 1);
});

test("sshd_config has a language, comments, and its own rules", async () => {
  const { workbench } = scene;
  await workbench.openFile("sshd_config");
  assert.equal(await language(), "SSH Server Config");
  assert.match(await workbench.hover("2222", /sshd? /i), /2222/);
  await workbench.picture("sshd_config");
  await workbench.click("PermitRootLogin");
  await workbench.keyboard.press("Control+/");
  const commented = /^# PermitRootLogin no/m;
  await workbench.until(async () => commented.test(await workbench.text()), "a comment");
  await workbench.keyboard.press("Control+/");
});

test("a services file has a language, and a port that the C library would misread", async () => {
  const { workbench } = scene;
  await workbench.openFile("services");
  assert.equal(await language(), "Service Names");
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  await workbench.hover("71000", /71000 is not a port/);
  await workbench.picture("services");
});
