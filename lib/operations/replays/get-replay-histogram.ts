import { Invalid } from "@/lib/core/errors";
import { LAG_NOTE } from "@/lib/core/events/event-figures";
import { archiveRuleOf } from "@/lib/core/replays/archive-rule";
import { histogramSpan } from "@/lib/core/replays/histogram";
import { rulesOfBus } from "@/lib/core/replays/impact";
import { leavesOutReplays } from "@/lib/core/replays/replay-pattern";
import { type MatchedPeriod, readMatched } from "@/lib/db/replay-figures";
import { loadGraph } from "../inventory/load-graph";
import { onResource } from "../on";
import { question } from "../operation";
import { chooseRules, idsOf, readArchive } from "./read-archive";

const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

/** What rules of the archive's bus matched over time. Figures are EventBridge's own, at best effort; where none was told there is no point. */
export const getReplayHistogram = question(
  "getReplayHistogram",
  async (ctx, { id, ruleIds, ...asked }) => {
    const { from, until } = rangeOf(asked, ctx.now());
    const { scope } = ctx.actor;
    const archive = await readArchive(ctx, ctx.db, id);
    const graph = await loadGraph(ctx.db, scope);
    const ofBus = rulesOfBus(graph, archive.config.busArn);
    const { rules } = ruleIds
      ? await chooseRules(ctx.db, scope, { archive, graph, wished: { kind: "ids", ids: ruleIds } })
      : { rules: ofBus.filter(({ config }) => !leavesOutReplays(config.eventPattern)) };
    const archiveRule = archiveRuleOf(ofBus, archive.name);
    const span = histogramSpan(from, until, ctx.now());
    const arns = [...rules, ...(archiveRule ? [archiveRule] : [])].map(({ arn }) => arn);
    const told = byRule(await readMatched(ctx.db, arns, span));
    const idOf = await idsOf(ctx.db, scope, rules);
    return {
      from: span.from.toISOString(),
      until: span.until.toISOString(),
      periodSeconds: span.periodSeconds,
      source: told.size > 0 ? "rule-metrics" : "none",
      words:
        told.size > 0
          ? `Events that each rule matched. ${LAG_NOTE}`
          : "Nothing was told of these rules in that time, which is not the same as no events.",
      archived: (archiveRule && told.get(archiveRule.arn)) ?? null,
      series: rules.map(({ arn, name }) => {
        const points = told.get(arn) ?? [];
        return { id: idOf.get(arn) ?? null, arn, name, points, total: points.length > 0 ? sumOf(points) : null };
      }),
    };
  },
  onResource,
);

function rangeOf(asked: { from?: string | undefined; until?: string | undefined }, now: Date) {
  const until = asked.until ?? now.toISOString();
  const from = asked.from ?? new Date(Date.parse(until) - DAY_MS).toISOString();
  if (Date.parse(from) < 0) {
    const field = asked.from ? "from" : "until";
    throw new Invalid("Nothing is known of that time.", [
      { field, message: "must be later than 1970-01-02T00:00:00Z" },
    ]);
  }
  const lengthMs = Date.parse(until) - Date.parse(from);
  if (lengthMs <= 0)
    throw new Invalid("The time ends before it begins.", [{ field: "until", message: "must be after `from`" }]);
  if (lengthMs > MOST_DAYS * DAY_MS)
    throw new Invalid(`At most ${MOST_DAYS} days at once.`, [{ field: "from", message: "is too early" }]);
  return { from, until };
}

interface Point {
  readonly at: string;
  readonly count: number;
}

function byRule(found: readonly MatchedPeriod[]): Map<string, Point[]> {
  const points = new Map<string, Point[]>();
  for (const { arn, at, matched } of found) {
    const known = points.get(arn) ?? [];
    known.push({ at, count: matched });
    points.set(arn, known);
  }
  return points;
}

function sumOf(points: readonly Point[]): number {
  return points.reduce((sum, { count }) => sum + count, 0);
}
