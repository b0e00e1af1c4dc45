import type { ResourceOf } from "@/lib/core/inventory/resource";
import { type Estimate, estimateReplay } from "@/lib/core/replays/estimate";
import { doesRun } from "@/lib/core/replays/impact";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import type { Sql } from "@/lib/db/connect";
import { figuresToldUntil, matchedSince, readMatched } from "@/lib/db/replay-figures";
import type { KnownArchive } from "./read-archive";

interface Asked {
  readonly archive: KnownArchive;
  /** The managed rule that feeds the archive, where it is known. */
  readonly archiveRule: ResourceOf<"rule"> | undefined;
  readonly rules: readonly ResourceOf<"rule">[];
  readonly terms: Pick<ReplayTerms, "from" | "until">;
  readonly now: Date;
}

const LONG_MS = 14 * 86_400_000;

/** How much these terms would send again, by what metrics told here. A rule that was not measured over the whole time is left out. */
export async function readEstimate(db: Sql, { archive, archiveRule, rules, terms, now }: Asked): Promise<Estimate> {
  const { from, until } = terms;
  const arns = [...rules, ...(archiveRule ? [archiveRule] : [])].map(({ arn }) => arn);
  const since = await matchedSince(db, arns);
  const isMeasured = (arn: string) => (since.get(arn) ?? "9") <= from;
  const live = rules.filter(doesRun);
  const sums = new Map<string, number>();
  for (const { arn, matched } of await readMatched(db, arns.filter(isMeasured), spanOf(from, until)))
    sums.set(arn, (sums.get(arn) ?? 0) + matched);
  return estimateReplay({
    from,
    until,
    archivedCount: (archiveRule && sums.get(archiveRule.arn)) ?? null,
    rules: live.flatMap(({ arn, config }) => {
      const matchedCount = sums.get(arn);
      return matchedCount === undefined ? [] : [{ ruleArn: arn, matchedCount, targetCount: config.targets.length }];
    }),
    toldUntil: await figuresToldUntil(
      db,
      archiveRule && sums.has(archiveRule.arn) ? [archiveRule.arn] : [...sums.keys()],
    ),
    ruleCount: live.length,
    archive,
    now,
  });
}

/** Whole periods: the first and the last may hold a little more than was asked for. */
function spanOf(from: string, until: string) {
  const periodSeconds: 300 | 3600 = Date.parse(until) - Date.parse(from) > LONG_MS ? 3600 : 300;
  const start = Math.floor(Date.parse(from) / (periodSeconds * 1000)) * periodSeconds * 1000;
  return { from: new Date(start), until: new Date(until), periodSeconds };
}
