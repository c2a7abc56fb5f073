import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: string[] };
  };
  readonly contributes: {
    readonly commands: { readonly command: string }[];
    readonly menus: Record<string, { readonly command: string }[]>;
    readonly configuration: { readonly properties: Record<string, { readonly scope?: string }> };
  };
}

const text = readFileSync("package.json", "utf8");
const { contributes, capabilities } = JSON.parse(text) as Manifest;

test("every file that the manifest names is there", () => {
  const named = [...text.matchAll(/"(?:path|configuration|light|dark|icon|image)": "(\S+?)"/g)];
  const files = named.map((match) => match[1] ?? "").filter((name) => !name.startsWith("$("));
  assert.ok(files.length > 10);
  assert.deepEqual(
    files.filter((name) => !existsSync(name)),
    [],
  );
});

test("every command of the manifest is registered, and the other way round", () => {
  const source = readFileSync("src/commands.ts", "utf8");
  const registered = [...source.matchAll(/^ {4}"(portlens\.\w+)":/gm)].map((match) => match[1]);
  const declared = contributes.commands.map(({ command }) => command);
  assert.deepEqual(registered.sort(), declared.sort());
  const inMenus = Object.values(contributes.menus).flat();
  for (const { command } of inMenus) {
    assert.ok(declared.includes(command), command);
  }
});

test("a workspace that is not trusted cannot choose the program that is run", () => {
  const restricted = capabilities.untrustedWorkspaces.restrictedConfigurations;
  assert.deepEqual(restricted, ["portlens.interpreter"]);
  const { properties } = contributes.configuration;
  assert.equal(properties["portlens.interpreter"]?.scope, "machine-overridable");
});
