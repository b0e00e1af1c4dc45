// `npm run security [parts]`: who may do what, proved at length. One line for each part, figures of some, and a last line of counts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installed, runStep, stopSteps } from "../../checks/steps.mjs";
import { startTestPostgres } from "../support/postgres.mjs";

const TESTS = "tests/security";
/** Test files by part: those of the project `security`, and those that `npm test` runs as well. */
const PARTS = {
  matrix: [[`${TESTS}/matrix.test.ts`, `${TESTS}/scoped-queries.test.ts`, `${TESTS}/long/capabilities.test.ts`]],
  paths: [
    [
      `${TESTS}/built/paths.test.ts`,
      `${TESTS}/built/answers-and-limits.test.ts`,
      `${TESTS}/built/lost-database.test.ts`,
    ],
    ["tests/contract/path-tricks.test.ts"],
  ],
  oidc: [[], ["tests/contract/oidc-attacks.test.ts", "tests/contract/oidc.test.ts", "tests/contract/sessions.test.ts"]],
  fuzz: [[`${TESTS}/long/fuzz.test.ts`], ["tests/contract/limits.test.ts", "tests/contract/sweep.test.ts"]],
  canaries: [[`${TESTS}/canaries.test.ts`]],
  text: [[`${TESTS}/long/hostile-text.test.ts`]],
  holds: [["who-may", "door-holds", "plans-hold", "content-holds"].map((name) => `${TESTS}/long/${name}.test.ts`)],
  log: [[], ["tests/integration/audit/tamper.test.ts", "tests/integration/keys/rotation.test.ts"]],
  browser: "browser",
  "supply-chain": "script",
  guards: "guards",
};
const NEEDS_BUILD = ["paths", "browser"];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`There is no part named ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}.`);
  process.exit(2);
}
const parts = Object.keys(PARTS).filter((part) => wanted.length === 0 || wanted.includes(part));
const reports = mkdtempSync(join(tmpdir(), "dlo-security-"));
const totals = { passed: 0, failed: 0 };
process.once("exit", () => {
  stopSteps("SIGKILL");
  rmSync(reports, { recursive: true, force: true });
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
])
  process.once(signal, () => process.exit(code));

const postgres = await startTestPostgres();
const env = { NEXT_TELEMETRY_DISABLED: "1", DLO_SEED: process.env.DLO_SEED ?? "random", DLO_TEST_PG_URL: postgres.url };
if (parts.some((part) => NEEDS_BUILD.includes(part))) countStep(await runStep("web build", ["jobs/build.mjs"], env));
for (const part of parts) await runPart(part, PARTS[part]);
await postgres.discard();
console.log(`Security: ${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;

async function runPart(part, what) {
  if (what === "browser") return runBrowser();
  if (what === "script") return runSupplyChain(part);
  if (what === "guards") return runGuards();
  const [own = [], ofAll = []] = what;
  if (own.length > 0) await runVitest(part, "security", own);
  if (ofAll.length > 0) await runVitest(`${part}, in npm test too`, "integration", ofAll);
}

async function runVitest(name, project, files) {
  const report = join(reports, `${project}.json`);
  rmSync(report, { force: true });
  const how = ["--allowOnly=false", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const step = await runStep(
    name,
    [installed("vitest/vitest.mjs"), "run", "--project", project, ...files, ...how],
    env,
  );
  const { numPassedTests = 0, numFailedTests = 0 } = read(report) ?? {};
  count(step, numPassedTests, numFailedTests);
  for (const [, figure] of step.output.matchAll(
    /^(?:.*m)?((?:fuzz|role × route matrix|guards of the contract|held twice):.*)$/gm,
  ))
    console.log(`    ${figure}`);
}

/** Hostile text in every place of the pages that shows text of others, in the real browser. */
async function runBrowser() {
  const report = join(reports, "browser.json");
  const args = [installed("@playwright/test/cli.js"), "test", "hostile", "access", "--reporter=list,json"];
  const step = await runStep("browser", args, { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const { expected = 0, unexpected = 0, flaky = 0 } = read(report)?.stats ?? {};
  count(step, expected, unexpected + flaky);
}

async function runSupplyChain(part) {
  const step = await runStep(part, [`${TESTS}/supply-chain.mjs`], env);
  count(step, step.ok ? 1 : 0, 1);
}

/** Tells of each guard as it goes: this takes half an hour. */
async function runGuards() {
  console.log("… guards: each is taken away once, in a copy");
  const child = spawn(process.execPath, ["--import", "tsx", `${TESTS}/long/guards/main.ts`], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  process.once("exit", () => child.kill());
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    process.stdout.write(text.replaceAll(/^(?=.)/gm, "  "));
  });
  const [code] = await once(child, "close");
  const [, caught = "0", all = "0"] = /^Guards: (\d+) of (\d+) caught/m.exec(said) ?? [];
  count({ ok: code === 0 }, Number(caught), Number(all) - Number(caught));
}

/** A part that broke before it counted its failures has failed once. */
function count(step, passed, failed) {
  totals.passed += passed;
  totals.failed += step.ok ? 0 : Math.max(1, failed);
}

/** A step that is no test counts only when it fails. */
function countStep(step) {
  if (!step.ok) totals.failed += 1;
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    // No report: the runner died before writing it, and its exit code says so.
    return undefined;
  }
}
