import type { Observation } from "../battery/run-battery";
import { markdown, oddTable, oneLine, tableOf } from "../battery/table";
import { NOT_BY_CALL } from "./all-experiments";
import type { Finding } from "./experiment";

export interface Report {
  readonly where: string;
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
  readonly leftovers: readonly string[];
  readonly tookMs: number;
}

/** A table to share, in Markdown. */
export function reportText({ where, observations, findings, leftovers, tookMs }: Report): string {
  const asked = observations.filter(({ verdict }) => verdict !== "skipped");
  const odd = asked.filter(({ verdict }) => verdict !== "ok");
  return [
    `# What ${where} answers`,
    "",
    `${asked.length} questions, ${asked.length - odd.length} answered as documented, ${odd.length} otherwise; ${Math.round(tookMs / 1000)} s.`,
    "",
    tableOf(asked),
    "",
    "## Answered otherwise",
    "",
    oddTable(asked),
    "",
    "## Settled: expectations that nobody had checked",
    "",
    markdown([
      ["case", "expected", "answered"],
      ...asked.filter(({ test }) => test.cites.kind === "memory").map(settledRow),
    ]),
    "",
    "## Open points",
    "",
    markdown([["point", "question", "answer"], ...findings.map(findingRow)]),
    "",
    ...NOT_BY_CALL.map((line) => `Not settled by a call: ${line}`),
    "",
    leftovers.length > 0
      ? `## Left behind\n\n${leftovers.map((line) => `- ${line}`).join("\n")}`
      : "Nothing is left behind.",
  ].join("\n");
}

function settledRow({ test, answer }: Observation): string[] {
  return [test.id, oneLine(test.expected), oneLine(answer)];
}

function findingRow({ id, question, answer, error }: Finding): string[] {
  return [id, question, oneLine(answer ?? (error ? `could not be asked: ${error}` : "not asked (see --long)"))];
}
