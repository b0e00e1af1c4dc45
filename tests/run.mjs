// `npm test`: everything, or the parts that are named: check, unit, aws, integration, e2e. Ends with one line of counts.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installed, runStep, stopSteps } from "../checks/steps.mjs";
import { startTestPostgres } from "./support/postgres.mjs";

const PARTS = ["check", "unit", "aws", "integration", "e2e"];
const NEEDS_DATABASE = new Set(["integration", "e2e"]);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part named ${unknown.join(", ")}; there are ${PARTS.join(", ")}.`);
  process.exit(2);
}
const parts = PARTS.filter((part) => wanted.length === 0 || wanted.includes(part));
const reports = mkdtempSync(join(tmpdir(), "dlo-test-reports-"));
const totals = { passed: 0, failed: 0, skipped: 0 };

process.once("exit", () => {
  stopSteps("SIGKILL");
  rmSync(reports, { recursive: true, force: true });
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
])
  process.once(signal, () => process.exit(code));

const postgres = parts.some((part) => NEEDS_DATABASE.has(part)) ? await startTestPostgres() : undefined;
const env = { NEXT_TELEMETRY_DISABLED: "1", ...(postgres ? { DLO_TEST_PG_URL: postgres.url } : {}) };
const startedAt = Date.now();
// Nothing before the browser tests needs the build, and it leaves a core free.
let building;
for (const part of parts) {
  if (part !== "check" && parts.includes("e2e")) building ??= runStep("web build", ["jobs/build.mjs"], env);
  await runPart(part);
}
await postgres?.discard();

console.log(`Took ${Math.round((Date.now() - startedAt) / 1000)} s`);
const { passed, failed, skipped } = totals;
console.log(`Tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 && (passed > 0 || parts.join() === "check") ? 0 : 1;

async function runPart(part) {
  console.log(`… ${part}`);
  if (part === "check") return countStep(await runStep("check", ["checks/main.mjs", "--static"], env));
  if (part !== "e2e") return runVitest(part);
  const built = await building;
  countStep(built);
  if (built.ok) await runPlaywright();
}

async function runVitest(project) {
  const report = join(reports, `${project}.json`);
  const how = ["--allowOnly=false", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const step = await runStep(project, [installed("vitest/vitest.mjs"), "run", "--project", project, ...how], env);
  const counted = read(report);
  count(step, {
    passed: counted?.numPassedTests,
    failed: counted?.numFailedTests,
    skipped: (counted?.numPendingTests ?? 0) + (counted?.numTodoTests ?? 0),
  });
}

async function runPlaywright() {
  const report = join(reports, "e2e.json");
  const how = ["test", "--reporter=list,json"];
  const step = await runStep("e2e", [installed("@playwright/test/cli.js"), ...how], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const stats = read(report)?.stats;
  count(step, {
    passed: stats?.expected,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped,
  });
}

/** A step that is no test counts only when it fails; so does a run that broke before it counted its failures. */
function countStep(step) {
  if (!step.ok) totals.failed += 1;
}

function count(step, { passed = 0, failed = 0, skipped = 0 }) {
  totals.passed += passed;
  totals.skipped += skipped;
  totals.failed += failed;
  if (failed === 0) countStep(step);
  if (step.ok) console.log(`  ${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    // No report: the runner died before writing it, and its exit code says so.
    return undefined;
  }
}
