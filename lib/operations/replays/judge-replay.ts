import { EVERYTHING } from "@/lib/core/access/scope";
import { Invalid, NotFound } from "@/lib/core/errors";
import type { PlanCheck } from "@/lib/core/plans/check";
import { type Override, runChecks } from "@/lib/core/plans/run-checks";
import { archiveRuleOf } from "@/lib/core/replays/archive-rule";
import { REPLAY_CHECKS } from "@/lib/core/replays/checks";
import type { Estimate } from "@/lib/core/replays/estimate";
import type { Impact } from "@/lib/core/replays/hit";
import { impactOf, rulesOfBus } from "@/lib/core/replays/impact";
import type { Overlap } from "@/lib/core/replays/overlap";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import { type AccountView, getAccount } from "@/lib/db/accounts";
import { findFeature } from "@/lib/db/capabilities";
import type { Sql } from "@/lib/db/connect";
import { countActiveReplays } from "@/lib/db/replays";
import { writeStopFor } from "@/lib/db/settings";
import type { Ctx } from "../context";
import { loadGraph } from "../inventory/load-graph";
import { refuseWrongOverrides } from "../plans/refuse-wrong-overrides";
import { type ChosenRules, chooseRules, type KnownArchive, readArchive, type WishedRules } from "./read-archive";
import { readEstimate } from "./read-estimate";
import { readOverlaps } from "./read-overlaps";

export interface WishedReplay {
  readonly archiveId: string;
  readonly from: string;
  readonly until: string;
  readonly rules: WishedRules;
  readonly overrides: readonly Override[];
}

/** A replay that somebody wants, with all that it would do as far as it is known now. */
export interface JudgedReplay extends ChosenRules {
  readonly archive: KnownArchive;
  readonly account: AccountView;
  readonly terms: ReplayTerms;
  readonly impact: Impact;
  readonly overlaps: readonly Overlap[];
  readonly estimate: Estimate;
  readonly checks: readonly PlanCheck[];
}

/**
 * What a replay would do, from our own rows alone. Nothing outside of what the asker may see is told: beyond it they are told that
 * nobody can see there. Refuses, by field, an end that is not after the start, and unknown rules.
 */
export async function judgeReplay(ctx: Ctx, db: Sql, wish: WishedReplay): Promise<JudgedReplay> {
  refuseWrongOverrides(REPLAY_CHECKS, wish.overrides);
  const { from, until } = wholeSeconds(wish);
  const archive = await readArchive(ctx, db, wish.archiveId);
  const { busArn } = archive.config;
  const graph = await loadGraph(db, ctx.actor.scope);
  const chosen = await chooseRules(db, ctx.actor.scope, { archive, graph, wished: wish.rules });
  const account = await getAccount(db, EVERYTHING, archive.accountId);
  if (!account) throw new NotFound("archive", archive.id);
  const archiveRule = archiveRuleOf(rulesOfBus(graph, busArn), archive.name);
  const now = ctx.now();
  const estimate = await readEstimate(db, { archive, archiveRule, rules: chosen.rules, terms: { from, until }, now });
  const terms: ReplayTerms = {
    ...{ archiveArn: archive.arn, busArn, from, until, ruleArns: chosen.ruleArns },
    estimatedEvents: estimate.events,
  };
  const impact = impactOf(graph, busArn, chosen.rules);
  const overlaps = await readOverlaps(db, archive, terms, now);
  const checks = runChecks(
    REPLAY_CHECKS,
    {
      ...{ from, until, impact, overlaps, estimate, account, now },
      archive: { ...archive, state: archive.config.state, isDeleted: archive.deletedAt !== null },
      isAllRules: chosen.ruleArns === null,
      areReplaysRead: (await findFeature(db, archive, "replays"))?.okAt != null,
      activeCount: await countActiveReplays(db, archive),
      writesStopped: await writeStopFor(db, account.id),
      blindSince: account.regions.find(({ region }) => region === archive.region)?.blindSince ?? null,
    },
    wish.overrides,
  );
  return { ...chosen, archive, account, terms, impact, overlaps, estimate, checks };
}

/** EventBridge keeps the time of an event to the second. */
function wholeSeconds({ from, until }: WishedReplay): { from: string; until: string } {
  const cut = (iso: string) => new Date(Math.floor(Date.parse(iso) / 1000) * 1000).toISOString();
  const range = { from: cut(from), until: cut(until) };
  if (range.from < range.until) return range;
  throw new Invalid("The time ends before it begins.", [{ field: "selection.until", message: "must be after `from`" }]);
}
