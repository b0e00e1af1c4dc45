import type { Command } from "./command";
import { HELP } from "./read-arguments";
import { table } from "./table";

const EXITS = [
  ["0", "done"],
  ["1", "error"],
  ["2", "nothing to do"],
  ["3", "needs approval"],
  ["4", "blocked by a check"],
  ["5", "paused by itself"],
  ["6", "partial"],
];

/** What `dlo` can do, or those of its commands that begin with these words. */
export function helpOf(commands: readonly Command[]): string {
  const lines = commands.map(({ name, usage, summary }) => [
    `  dlo ${[name, usage].filter(Boolean).join(" ")}`,
    summary,
  ]);
  return `${table(lines)}

  DLO_URL    address of the office, such as https://dlo.example.com
  DLO_TOKEN  an API token, made in the office under Settings

dlo admin works where the worker runs, with the worker's environment instead of these two.

dlo <command> --help shows the flags of one.
Exit codes: ${EXITS.map(([code, meaning]) => `${code} ${meaning}`).join(" · ")}`;
}

export function helpOfOne({ name, usage, summary, flags, exits }: Command): string {
  const lines = Object.entries({ ...flags, help: HELP }).map(([flag, { value, oneOf, summary: meaning }]) => [
    `  --${flag}${value ? ` ${oneOf?.join("|") ?? value}` : ""}`,
    meaning,
  ]);
  return `dlo ${[name, usage].filter(Boolean).join(" ")}
${summary}

${table(lines)}

Exit codes: ${exits}`;
}
