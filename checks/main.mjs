// `npm run check`: everything that needs no database. `--static` leaves the unit tests to whoever asked.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { generateClientIfStale } from "../jobs/build.mjs";
import { checkCode } from "./code-rules.mjs";
import { checkEnvironmentExample, checkNoMachine, checkPathsInDocuments } from "./docs.mjs";
import { checkImports } from "./import-rules.mjs";
import { checkNames, checkSizes, medianLines } from "./sizes.mjs";
import { readSources, repositoryFiles, root } from "./source-files.mjs";
import { checkStep, installed, runStep, stopSteps, timed } from "./steps.mjs";

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    stopSteps();
    process.exit(130);
  });

async function prepare() {
  await timed("database client", generateClientIfStale);
  if (!existsSync(join(root, "next-env.d.ts")))
    await runStep("route types", [installed("next/dist/bin/next"), "typegen"]);
}

async function checkOwnRules() {
  const sources = readSources();
  const results = [
    await checkStep("import rules", () => checkImports(sources)),
    await checkStep("code rules", () => checkCode(sources)),
    await checkStep(`sizes and names (${sources.length} files, median ${medianLines(sources)} lines)`, () => [
      ...checkSizes(sources),
      ...checkNames(repositoryFiles()),
    ]),
    await checkStep("documents", async () => [
      ...checkPathsInDocuments(),
      ...(await checkEnvironmentExample()),
      ...checkNoMachine(),
    ]),
  ];
  return results;
}

const withUnitTests = !process.argv.includes("--static");
await prepare();
const results = await Promise.all([
  runStep("types", [installed("typescript/bin/tsc"), "--noEmit", "-p", "."]),
  runStep("format and lint", [installed("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]),
  runStep("openapi.json", ["--import", "tsx", "lib/contract/write-openapi.ts", "--check"]),
  checkOwnRules(),
  ...(withUnitTests ? [runStep("unit tests", [installed("vitest/vitest.mjs"), "run", "--project", "unit"])] : []),
]);

const failed = results.flat().filter((result) => !result.ok);
console.log(failed.length === 0 ? "Ready." : `Not ready: ${failed.map((result) => result.name).join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
