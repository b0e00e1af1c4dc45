// `npm run faults -- --bugs [words]`: puts each seeded bug into a copy of the working tree and asks for a case that notices.
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

const table: (readonly [bug: string, caughtBy: string])[] = [];
let survivorCount = 0;
for (const bug of bugs) {
  const caughtBy = await noticed(copy, bug);
  survivorCount += caughtBy.startsWith("✗") ? 1 : 0;
  table.push([bug.name, caughtBy]);
  console.log(`  ${bug.name.padEnd(30)} ${caughtBy}`);
}
await postgres?.discard();
console.log(`Seeded bugs: ${table.length - survivorCount} of ${table.length} caught`);
process.exitCode = survivorCount > 0 || table.length === 0 ? 1 : 0;

/** The case that fails with the bug and does not without it. */
async function noticed({ dir, without }: WorkingCopy, bug: (typeof BUGS)[number]): Promise<string> {
  const putBack = without(bug);
  try {
    for (const file of bug.tests) {
      const outcome = await runTests(dir, file);
      if (outcome.kind === "failed") return `${file.replace("tests/faults/", "")}: ${outcome.test}`;
      if (outcome.kind === "broke") return `✗ could not be run: ${outcome.why}`;
    }
  } finally {
    putBack();
  }
  return "✗ SURVIVED";
}
