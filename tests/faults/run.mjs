// `npm run faults`: the fault tests in their short form, with 1,000 schedules. `--hours N`: their long form, until the time is over. `--bugs [words]`:
// seeded bugs, each in a copy. `--replay name:seed:path`: one schedule again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { installed } from "../../checks/steps.mjs";
import { startTestPostgres } from "../support/postgres.mjs";

const HOUR_MS = 3_600_000;
const PROCESSES = ["tests/faults"];
const MODEL = ["tests/faults/model"];
const [kind, ...values] = process.argv.slice(2);

/** What is run for one round; the model of the long form goes round until the time is over. */
const KINDS = {
  undefined: () => vitest([...PROCESSES, "tests/integration/runs"], { DLO_FAULT_SCHEDULES: "1000" }),
  "--hours": () => long(Number(values[0])),
  "--replay": () => vitest(MODEL, { DLO_FAULT_REPLAY: values[0] ?? "" }),
  "--bugs": () => node(["--import", "tsx", "tests/faults/bugs/main.ts", ...values]),
};
const run = KINDS[kind];
if (!run || (kind === "--hours" && !(Number(values[0]) > 0)) || (kind === "--replay" && !values[0])) {
  console.error("npm run faults [-- --hours N | --bugs [words] | --replay name:seed:path]");
  process.exit(2);
}
const postgres = await startTestPostgres({ settings: { max_connections: 300 } });
const children = new Set();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
])
  process.once(signal, () => process.exit(code));
const isGood = await run();
await postgres.discard();
process.exitCode = isGood ? 0 : 1;

async function long(hours) {
  const untilMs = Date.now() + hours * HOUR_MS;
  let isRight = await vitest(["tests/faults/*.test.ts"], { DLO_LONG: "1" });
  for (let round = 1; Date.now() < untilMs; round++) {
    console.log(`Round ${round} of the model, ${Math.round((untilMs - Date.now()) / 60_000)} minutes left`);
    isRight = (await vitest(MODEL, { DLO_FAULT_MESSAGES: "200", DLO_FAULT_SCHEDULES: "200" })) && isRight;
  }
  return isRight;
}

function vitest(filters, env = {}) {
  const files = filters.map((filter) => filter.replace("/*.test.ts", "/"));
  const without = filters.some((filter) => filter.endsWith("*.test.ts")) ? ["--exclude", "tests/faults/model/**"] : [];
  return node([installed("vitest/vitest.mjs"), "run", "--project", "integration", ...files, ...without], env);
}

async function node(args, env = {}) {
  const child = spawn(process.execPath, args, {
    stdio: "inherit",
    env: { DLO_FAULT_SEED: `${Date.now() % 1_000_000_000}`, ...process.env, DLO_TEST_PG_URL: postgres.url, ...env },
  });
  children.add(child);
  const [code] = await once(child, "close");
  children.delete(child);
  return code === 0;
}
