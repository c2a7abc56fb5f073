// A VS Code server with a fresh profile and its own copy of a workspace.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cache, codeServer, node } from "./place.mjs";
import { SETTINGS } from "./settings.mjs";

/**
 * Start VS Code on a copy of the folder `workspace`, with the .vsix files `extensions` installed.
 * `files` are put into the copy, by their paths inside; `settings` are put over the quiet ones,
 * `locale` chooses the display language, `env` is given to VS Code's processes, `options` are
 * further words of its command line.
 */
export async function startCodeServer({
  workspace,
  extensions = [],
  settings = {},
  files = {},
  locale,
  env = {},
  options = [],
}) {
  const root = mkdtempSync(join(tmpdir(), "portlens-e2e-"));
  const folder = join(root, "roastery");
  cpSync(workspace, folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(root, "data", "User"), { recursive: true });
  mkdirSync(join(root, "home"));
  const settingsFile = join(root, "data", "User", "settings.json");
  writeFileSync(settingsFile, JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  writeFileSync(join(root, "config.yaml"), ""); // else one with a password is written at home
  if (locale) {
    addLanguage(root, locale);
  }
  const homes = { HOME: join(root, "home"), XDG_CONFIG_HOME: join(root, "home") };
  const environment = { ...process.env, ...homes, XDG_DATA_HOME: join(root, "home"), ...env };
  const profile = [
    ...["--config", join(root, "config.yaml")],
    ...["--user-data-dir", join(root, "data")],
    ...["--extensions-dir", join(root, "extensions")],
  ];
  if (extensions.length > 0) {
    cpSync(installed(extensions, profile, environment), join(root, "extensions"), { recursive: true });
  }
  const port = await freePort();
  const log = openSync(join(root, "server.log"), "a");
  const words = [
    ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--reconnection-grace-time", "5"],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
    ...(locale ? ["--locale", locale] : []),
    ...options,
  ];
  // A process group of its own, so that everything below it ends with it.
  const server = spawn(node, [codeServer, ...profile, ...words], {
    env: environment,
    stdio: ["ignore", log, log],
    detached: true,
  });
  // Even a test run that is broken off leaves nothing behind.
  const kill = () => {
    if (server.exitCode === null && server.signalCode === null) {
      process.kill(-server.pid);
    }
  };
  process.on("exit", kill);
  const leave = () => process.exit(1);
  process.on("SIGTERM", leave);
  const base = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      kill();
      await ended;
    }
    process.off("exit", kill);
    process.off("SIGTERM", leave);
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await answers(`${base}/healthz`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { base, folder, root, stop };
}

/**
 * Return a folder with these .vsix files as VS Code itself installs them. That takes seconds, so it
 * is done once for all tests that want the same.
 */
function installed(extensions, profile, env) {
  const hash = createHash("sha256");
  for (const vsix of extensions) {
    hash.update(readFileSync(vsix));
  }
  const folder = join(cache, "extensions", hash.digest("hex").slice(0, 12));
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    for (const vsix of extensions) {
      const words = [...profile, "--extensions-dir", fresh, "--install-extension", vsix];
      execFileSync(node, [codeServer, ...words], { env, stdio: "pipe" });
    }
    try {
      renameSync(fresh, folder);
    } catch (error) {
      rmSync(fresh, { recursive: true });
      if (!existsSync(folder)) {
        throw error;
      } // else another test was faster
    }
  }
  return folder;
}

/** Make a language known to VS Code as if its pack were installed; almost nothing is translated. */
function addLanguage(root, locale) {
  const extension = { extensionIdentifier: { id: `test.${locale}` }, version: "1.0.0" };
  const translations = { vscode: join(root, "translation.json") };
  writeFileSync(translations.vscode, JSON.stringify({ version: "1.0.0", contents: {} }));
  const pack = { hash: "test", extensions: [extension], translations, label: locale };
  writeFileSync(join(root, "data", "languagepacks.json"), JSON.stringify({ [locale]: pack }));
}

async function answers(url, server) {
  const end = Date.now() + 60_000;
  while (Date.now() < end && server.exitCode === null) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`VS Code did not start (exit code ${server.exitCode})`);
}

/** A port that the system hands out. It may be taken before it is used; that has to be lived with. */
async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
