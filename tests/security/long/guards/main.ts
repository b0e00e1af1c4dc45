// `npm run security guards [words]`: takes each guard away once, in a copy of the working tree, and asks for a test that fails.
import { startTestPostgres } from "../../../support/postgres.mjs";
import { prepareTemplate } from "../../../support/template";
import { allGuards } from "./all";
import type { Guard } from "./guard";
import { type Outcome, runTests } from "./run-tests";
import { makeWorkingCopy, type WorkingCopy } from "./working-copy";

const AT_ONCE = Number(process.env.DLO_GUARDS_AT_ONCE ?? 2);

interface Verdict {
  readonly guard: Guard;
  readonly caughtBy: string | undefined;
  readonly why: string;
}

const words = process.argv.slice(2);
const guards = allGuards().filter(
  ({ name, file }) => words.length === 0 || words.some((word) => `${file} ${name}`.includes(word)),
);
const postgres = process.env.DLO_TEST_PG_URL ? undefined : await startTestPostgres();
if (postgres) process.env.DLO_TEST_PG_URL = postgres.url;
await prepareTemplate(process.env.DLO_TEST_PG_URL ?? "");
const copies = Array.from({ length: AT_ONCE }, makeWorkingCopy);
process.once("exit", () => {
  for (const copy of copies) copy.discard();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const red = await withoutAnyChange();
const verdicts = await judgeAll();
await postgres?.discard();
const survived = verdicts.filter(({ caughtBy }) => caughtBy === undefined);
console.log(`Guards: ${verdicts.length - survived.length} of ${verdicts.length} caught`);
for (const { guard, why } of survived) console.log(`  ✗ ${guard.file}: ${guard.name} (${why})`);
process.exitCode = survived.length > 0 || red.size > 0 || verdicts.length === 0 ? 1 : 0;

/** Test files that fail with all guards in place: nothing is learnt from them. */
async function withoutAnyChange(): Promise<Set<string>> {
  const files = [...new Set(guards.flatMap(({ tests }) => tests))];
  const found = new Set<string>();
  await inTurns(files, async (file, copy) => {
    const outcome = await runTests(copy.dir, file);
    if (outcome.kind === "passed") return;
    found.add(file);
    console.log(`✗ ${file} fails with every guard in place: ${tellOf(outcome)}`);
  });
  return found;
}

async function judgeAll(): Promise<Verdict[]> {
  const judged: Verdict[] = [];
  await inTurns(guards, async (guard, copy) => {
    const startedAt = Date.now();
    const verdict = await judge(guard, copy);
    judged.push(verdict);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    const mark = verdict.caughtBy === undefined ? "✗ SURVIVED" : "✓";
    console.log(`${mark} ${guard.file}: ${guard.name} … ${verdict.caughtBy ?? verdict.why} (${seconds} s)`);
  });
  return judged;
}

async function judge(guard: Guard, copy: WorkingCopy): Promise<Verdict> {
  const notes: string[] = [];
  try {
    const putBack = copy.without(guard);
    try {
      for (const file of guard.tests.filter((one) => !red.has(one))) {
        const outcome = await runTests(copy.dir, file);
        if (outcome.kind === "failed") return { guard, caughtBy: `${file}: ${outcome.test}`, why: "" };
        notes.push(`${file} ${tellOf(outcome)}`);
      }
    } finally {
      putBack();
    }
  } catch (error) {
    notes.push(error instanceof Error ? error.message : String(error));
  }
  return { guard, caughtBy: undefined, why: notes.join("; ") || "no test that can tell" };
}

function tellOf(outcome: Outcome): string {
  if (outcome.kind === "failed") return `fails: ${outcome.test}`;
  return outcome.kind === "broke" ? `could not be run: ${outcome.why}` : "passes";
}

/** Each of these in one of the copies, as many at once as there are copies. */
async function inTurns<T>(all: readonly T[], work: (one: T, copy: WorkingCopy) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    copies.map(async (copy) => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one, copy);
    }),
  );
}
