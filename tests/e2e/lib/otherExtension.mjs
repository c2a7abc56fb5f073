// An extension that stands for those of others.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

/** Build a .vsix with nothing in it but a language; it is gone after the tests of the file. */
export const contributing = (language) => packed({ contributes: { languages: [language] } });

/** Build one for a browser, whose `script` is started when files of `scheme` are asked for. */
export const providing = (scheme, script) =>
  packed({ browser: "./web.js", activationEvents: [`onFileSystem:${scheme}`] }, { "web.js": script });

function packed(more, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "portlens-other-"));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "extension"));
  const manifest = {
    name: "other",
    publisher: "test",
    version: "1.0.0",
    engines: { vscode: "^1.91.0" },
    ...more,
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, "extension", name), text);
  }
  writeFileSync(join(folder, "extension", "package.json"), JSON.stringify(manifest));
  writeFileSync(
    join(folder, "extension.vsixmanifest"),
    `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata><Identity Language="en-US" Id="other" Version="1.0.0" Publisher="test" /></Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" /></Assets>
</PackageManifest>
`,
  );
  const target = join(folder, "other.vsix");
  const words = ["-m", "zipfile", "-c", target, "extension.vsixmanifest", "extension"];
  execFileSync("python3", words, { cwd: folder });
  return target;
}
