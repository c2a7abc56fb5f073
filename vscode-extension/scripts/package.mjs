// Builds the extension and packs it; prints the path of the .vsix.
//
// PORTLENS_IMAGES names the public folder of images/ (https://…) for a release on a marketplace.
// Without it the README inside has no pictures: VS Code shows public ones only.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createVSIX } from "@vscode/vsce";
import { buildExtension, runPython } from "./build.mjs";

await buildExtension();
mkdirSync("dist", { recursive: true });
writeFileSync("dist/README.md", withPictures(readFileSync("README.md", "utf8")));
const packagePath = "portlens.vsix";
await createVSIX({
  cwd: process.cwd(),
  packagePath,
  readmePath: "dist/README.md",
  dependencies: false, // esbuild has put them into dist/
  allowMissingRepository: true,
  rewriteRelativeLinks: false, // withPictures has done it
});
runPython("scripts/squeeze.py", packagePath);
console.log(`${process.cwd()}/${packagePath}`);

function withPictures(readme) {
  const place = process.env.PORTLENS_IMAGES?.replace(/\/$/, "");
  return place
    ? readme.replaceAll("](images/", `](${place}/`)
    : readme.replaceAll(/^!\[.*\]\(images\/.*\)\n\n/gm, "");
}
