// Builds the extension and packs it; prints the path of the .vsix.
import { createVSIX } from "@vscode/vsce";
import { buildExtension } from "./build.mjs";

await buildExtension();
const packagePath = "portlens.vsix";
await createVSIX({
  cwd: process.cwd(),
  packagePath,
  dependencies: false, // esbuild has put them into dist/
  allowMissingRepository: true,
  rewriteRelativeLinks: false, // the pictures of the README travel inside
});
console.log(`${process.cwd()}/${packagePath}`);
