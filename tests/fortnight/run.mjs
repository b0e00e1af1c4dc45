// `npm run fortnight`: the whole simulated fortnight of the demo's story, with the fleet in its second week.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { installed } from "../../checks/steps.mjs";
import { startTestPostgres } from "../support/postgres.mjs";

const postgres = await startTestPostgres();
const child = spawn(
  process.execPath,
  [installed("vitest/vitest.mjs"), "run", "--project", "integration", "tests/fortnight/"],
  { stdio: "inherit", env: { ...process.env, DLO_FORTNIGHT: "whole", DLO_TEST_PG_URL: postgres.url } },
);
process.once("exit", () => child.kill("SIGKILL"));
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
])
  process.once(signal, () => process.exit(code));
const [code] = await once(child, "close");
await postgres.discard();
process.exitCode = code === 0 ? 0 : 1;
