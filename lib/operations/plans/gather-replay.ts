import { targetName } from "@/lib/core/events/side-effect";
import { replayNote } from "@/lib/core/plans/price";
import { type Override, usedOverrides } from "@/lib/core/plans/run-checks";
import { WAYS } from "@/lib/core/plans/ways";
import { rangeInWords } from "@/lib/core/replays/progress";
import { settingsOfReplay } from "@/lib/core/replays/replay-settings";
import type { Sql } from "@/lib/db/connect";
import { lockReplays } from "@/lib/db/replays";
import type { Ctx } from "../context";
import { type JudgedReplay, judgeReplay } from "../replays/judge-replay";
import type { WishedRules } from "../replays/read-archive";
import type { GatheredResource } from "./about-resource";

/** A replay as a person wants it, or as a plan froze it. */
export interface ReplayWish {
  readonly kind: "replay";
  readonly archiveId: string;
  /** ISO. */
  readonly from: string;
  readonly until: string;
  readonly rules: WishedRules;
  readonly overrides: readonly Override[];
  readonly reason: string | null;
}

/** A replay as its plan freezes it: archive, time, rules and what their targets are now. */
export async function gatherReplay(ctx: Ctx, db: Sql, wish: ReplayWish): Promise<GatheredResource> {
  await lockReplays(db, wish.archiveId);
  const judged = await judgeReplay(ctx, db, wish);
  const { archive, account, terms, rules, checks, estimate, overlaps } = judged;
  const { id, arn, name, accountId, region } = archive;
  return {
    action: "replay",
    driver: "replay",
    resource: { id, accountId, region },
    subject: { kind: "archive", name, arn },
    classId: null,
    items: [],
    title: `Replay ${name}, ${rangeInWords(terms)}, to ${rulesInWords(judged)}`,
    sentence: WAYS.replay.sentence({
      queueName: name,
      places: `${rulesInWords(judged)} of ${targetName(terms.busArn)}`,
    }),
    destinationArns: [terms.busArn],
    roleArn: account.operateRoleArn,
    configuration: settingsOfReplay(terms, archive.config, rules, overlaps),
    checks,
    overrides: usedOverrides(wish.overrides, checks),
    priceUsd: estimate.priceUsd,
    priceNote: replayNote(estimate.events),
    takesAboutSeconds: null,
    expectedReturnSeconds: null,
    replay: terms,
  };
}

function rulesInWords({ ruleArns, rules }: JudgedReplay): string {
  if (ruleArns === null) return `every rule (${rules.length} now)`;
  const [first, second] = rules;
  if (ruleArns.length === 1 && first) return `the rule ${first.name}`;
  return ruleArns.length === 2 && first && second
    ? `the rules ${first.name} and ${second.name}`
    : `${ruleArns.length} rules`;
}
