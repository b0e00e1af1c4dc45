import type { Observation } from "../battery/run-battery";
import { markdown, oddTable, oneLine, tableOf } from "../battery/table";
import { NOT_BY_CALL } from "./all-experiments";
import { COSTS, costOf, totalDollars } from "./cost";
import type { Finding } from "./experiment";
import { PREFIX } from "./policy";

/** What a run would make, touch and cost, before anything is done. */
export function planText(where: string): string {
  const bill = COSTS.map((item) => [item.what, `${item.count} × ${item.unit}`, `$${costOf(item).toFixed(4)}`]);
  return [
    `This would ask ${where} about 250 questions and make, for seconds or minutes each:`,
    `queues, topics with subscriptions, event buses with rules and archives, log groups, and metrics in namespaces`,
    `of their own, all of them named ${PREFIX}…. It removes what it made, also when it fails or is interrupted`,
    `(metrics cannot be removed: CloudWatch forgets them; replays are forgotten after 90 days).`,
    `Beyond these names it only lists: queues, topics, subscriptions, buses, archives, replays, metrics, tags, prices.`,
    "",
    "At the very most it costs (list price of us-east-1, without any free tier):",
    markdown([["what", "how much", "price"], ...bill, ["all", "", `$${totalDollars().toFixed(4)}`]]),
    "",
    "The one policy it needs: npm run verify-aws -- --policy --account ID",
    "To do it: npm run verify-aws -- --yes --account ID   (--long also settles what takes hours)",
  ].join("\n");
}

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
