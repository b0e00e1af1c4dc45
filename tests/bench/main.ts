import { parseArgs } from "node:util";
import { benchAlerts } from "./alerts/bench";
import { benchPipelines } from "./pipelines/bench";
import { benchRedrive } from "./redrive/bench";
import { benchReviews } from "./reviews/bench";
import { benchSimulator } from "./simulator";
import { benchUnderstanding } from "./understanding/bench";

const PARTS: Readonly<Record<string, (flags: readonly string[]) => Promise<boolean>>> = {
  simulator: benchSimulator,
  understanding: benchUnderstanding,
  redrive: benchRedrive,
  pipelines: benchPipelines,
  reviews: benchReviews,
  alerts: benchAlerts,
};

/** Words that only some parts understand; they are told to all of them, as `--name` or `--name=value`. */
const FLAGS = {
  long: { type: "boolean" },
  short: { type: "boolean" },
  case: { type: "string" },
  rounds: { type: "string" },
  messages: { type: "string" },
  seconds: { type: "string" },
  delay: { type: "string" },
  only: { type: "string" },
} as const;

/** `npm run bench`: all parts; `-- simulator`, `-- understanding`, `-- redrive`, `-- pipelines` or `-- alerts` one. */
const { values, positionals: wanted } = parseArgs({ options: FLAGS, allowPositionals: true });
const flags = Object.entries(values).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);
for (const [name, bench] of Object.entries(PARTS))
  if ((wanted.length === 0 || wanted.includes(name)) && !(await bench(flags))) process.exitCode = 1;
