// `npm run faults -- --bugs [words]`: puts each seeded bug into a copy of the working tree and asks for a case that notices.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "../../security/long/guards/run-tests";
import { makeWorkingCopy, type WorkingCopy } from "../../security/long/guards/working-copy";
import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate } from "../../support/template";
import { BUGS } from "./bugs";

const words = process.argv.slice(2);
const bugs = BUGS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const postgres = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
if (postgres) process.env.DLO_TEST_PG_URL = postgres.url;
process.env.DLO_FAULT_SCHEDULES ??= "150";
process.env.DLO_FAULT_NO_SHRINK = "1";
await prepareTemplate(process.env.DLO_TEST_PG_URL ?? "");
const copy = makeWorkingCopy();
process.once("exit", () => copy.discard());
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const red = await withoutAnyBug();
let survivorCount = 0;
for (const bug of bugs) {
  const caughtBy = await noticed(copy, bug);
  survivorCount += caughtBy.startsWith("✗") ? 1 : 0;
  console.log(`  ${bug.name.padEnd(30)} ${caughtBy}`);
}
await postgres?.discard();
console.log(`Seeded bugs: ${bugs.length - survivorCount} of ${bugs.length} caught`);
process.exitCode = survivorCount > 0 || red.size > 0 || bugs.length === 0 ? 1 : 0;

/** Cases that fail without any bug: nothing is learnt from them. */
async function withoutAnyBug(): Promise<Set<string>> {
  const found = new Set<string>();
  for (const file of new Set(bugs.flatMap(({ tests }) => tests))) {
    const outcome = await runTests(copy.dir, file);
    if (outcome.kind === "passed") continue;
    found.add(file);
    console.log(`✗ ${file} fails without any bug: ${outcome.kind === "failed" ? whyIn(copy.dir) : outcome.why}`);
  }
  return found;
}

/** The case that fails with the bug and does not without it. */
async function noticed({ dir, without }: WorkingCopy, bug: (typeof BUGS)[number]): Promise<string> {
  const putBack = without(bug);
  try {
    for (const file of bug.tests.filter((one) => !red.has(one))) {
      const outcome = await runTests(dir, file);
      if (outcome.kind === "failed") return `${file.replace("tests/faults/", "")}: ${whyIn(dir)}`;
      if (outcome.kind === "broke") return `✗ could not be run: ${outcome.why}`;
    }
  } finally {
    putBack();
  }
  return "✗ SURVIVED";
}

/** The invariants that broke, or the first words of what failed. */
function whyIn(dir: string): string {
  const report = readFileSync(join(dir, "guard-report.json"), "utf8");
  const invariants = [...new Set(report.match(/\bI[1-7](?=: )/g) ?? [])].sort();
  const [, title = ""] = /"status":"failed","title":"([^"]*)"/.exec(report) ?? [];
  return invariants.length > 0 ? invariants.join(", ") : title;
}
