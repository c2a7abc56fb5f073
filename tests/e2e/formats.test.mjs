// nginx.conf, sshd_config and services files: each is known, marked and explained.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setScene } from "./lib/scene.mjs";
import { LONG } from "./lib/workbench.mjs";

// Its name says nothing: other programs have a conf.d as well.
const SHOP = `# one; {
server {
    listen 127.0.0.1:8080 default_server;
    server_name shop.example ~^www\\d+\\.example$;

    # two
    location ~* \\.(png|svg)$ {
        root /srv/shop;
        expires 30d;
    }

    location / {
        proxy_set_header Host $host;
        proxy_pass http://shop:8000/?from=\${arg_from};
        add_header X-Shop "it's \${host}" always;
    }

    location /lua {
        content_by_lua_block {
            local t = { a = { 1 } }
            ngx.say("hello")
        }
    }
}
`;

const scene = setScene("formats", {
  file: "nginx/nginx.conf",
  files: {
    "nginx/conf.d/shop.conf": SHOP,
    "gate/nginx.conf": "events {}\nstream {\n    include tcp.d/*;\n}\n",
    "gate/tcp.d/mysql": "server {\n    listen 3307;\n    proxy_pass db:3306;\n}\n",
  },
});

const language = () => scene.workbench.page.locator("[id='status.editor.mode']").innerText();

test("nginx.conf, whatever VS Code takes its language for", async () => {
  const { workbench } = scene;
  await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: LONG });
  const said = await workbench.hover("80", /already listens on/, 2);
  assert.match(said, /duplicate-listen/);
  assert.match(await workbench.hover("443", /https/), /443/);
  assert.equal(await language(), "nginx");
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

const colour = (text) =>
  scene.workbench.page.evaluate((wanted) => {
    const spans = [...document.querySelectorAll(".editor-instance .view-line span span")];
    const span = spans.find((each) => each.textContent.replaceAll("\u00a0", " ").trim() === wanted);
    return span && getComputedStyle(span).color;
  }, text);

test("nginx has colours: words, blocks, numbers and comments are told apart", async () => {
  const { workbench } = scene;
  await workbench.openFile("shop.conf");
  await workbench.until(async () => (await language()) === "nginx", "nginx by its text", LONG);
  const seen = await workbench.until(async () => {
    const found = await Promise.all(["server", "listen", "8080", "# one; {"].map(colour));
    return new Set(found.filter(Boolean)).size === 4 && found;
  }, "four colours");
  assert.equal(new Set(seen).size, 4);
  await workbench.picture("nginx-colours");
  await workbench.openFile("nginx.conf");
});

test("a file that only an include tells of has a language and a hover", async () => {
  const { workbench } = scene;
  await workbench.openFile("mysql");
  await workbench.until(async () => (await language()) === "nginx", "nginx by the include", LONG);
  assert.match(await workbench.hover("3306", /mysql/), /connects to 3306/);
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
