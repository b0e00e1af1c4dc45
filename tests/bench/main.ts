import { benchSimulator } from "./simulator";
import { benchUnderstanding } from "./understanding/bench";

const PARTS: Readonly<Record<string, (flags: readonly string[]) => Promise<boolean>>> = {
  simulator: benchSimulator,
  understanding: benchUnderstanding,
};

/** `npm run bench`: all parts; `-- simulator` or `-- understanding` one; `--long` and `--short` are told to the parts. */
const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith("--"));
const wanted = words.filter((word) => !word.startsWith("--"));
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(" and ")}`);
for (const [name, bench] of Object.entries(PARTS))
  if ((wanted.length === 0 || wanted.includes(name)) && !(await bench(flags))) process.exitCode = 1;
