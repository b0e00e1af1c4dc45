import type { DescribedReplay } from "@/lib/aws/events/events";
import { EVERYTHING } from "@/lib/core/access/scope";
import { type ReplayedSoFar, replayProgress } from "@/lib/core/replays/progress";
import { replayNameOf } from "@/lib/core/replays/replay-name";
import type { ReplayTerms } from "@/lib/core/replays/terms";
import { inTransaction } from "@/lib/db/connect";
import { keepReplays } from "@/lib/db/replay-ledger";
import { getRun, saveDriverState } from "@/lib/db/runs";
import type { ResourceWork } from "../driver";

/** What we remember of it: intent before the call, then what EventBridge tells. */
export interface ReplayStage {
  readonly intentAt?: string;
  readonly replayState?: string;
}

/** A replay that was asked for may not be there to look at for so long. */
const SETTLES_MS = 60_000;

/** As the database has it: an attempt to begin that failed may have written more than this worker was given. */
export async function stateOf({ ctx, run }: ResourceWork): Promise<ReplayStage> {
  return ((await getRun(ctx.db, EVERYTHING, run.id))?.driverState ?? {}) as ReplayStage;
}

/** Whether it was asked for so short a time ago that it may go on although EventBridge does not tell of it. */
export function mayShowLater({ ctx }: ResourceWork, { intentAt }: ReplayStage): boolean {
  return intentAt !== undefined && ctx.now().getTime() - Date.parse(intentAt) < SETTLES_MS;
}

/** Looks at the run's replay and keeps what EventBridge tells of it, in the run and in the history. */
export async function lookAt(work: ResourceWork): Promise<DescribedReplay | undefined> {
  const found = await work.aws.events.describeReplay(replayNameOf(work.run.planId));
  if (found && isAsWished(found, termsOf(work))) await keepSight(work, found);
  return found;
}

export async function keepSight(work: ResourceWork, found: DescribedReplay): Promise<void> {
  const { ctx, run } = work;
  await inTransaction(ctx.db, async (tx) => {
    await keepReplays(tx, run, [{ ...found, id: ctx.newId("replay") }]);
    await saveDriverState(tx, run.id, {
      replayState: found.state,
      lastReplayedAt: found.lastReplayedAt?.toISOString() ?? null,
      progress: replayProgress(soFar(work, found)),
      outcome: null,
    });
  });
}

export function soFar(work: ResourceWork, { state, lastReplayedAt }: DescribedReplay): ReplayedSoFar {
  const { from, until } = termsOf(work);
  return { state, from, until, lastReplayedAt: lastReplayedAt?.toISOString() ?? null };
}

export function termsOf({ plan, run }: ResourceWork): ReplayTerms {
  const { replay } = plan.detail;
  if (!replay) throw new Error(`run ${run.id} has no replay to start`);
  return replay;
}

/** Whether a replay of that name is the one that the plan wished for: archive, bus, time to the second, and rules. */
export function isAsWished(found: DescribedReplay, terms: ReplayTerms): boolean {
  const seconds = (at: string | Date | null) => (at === null ? null : Math.floor(new Date(at).getTime() / 1000));
  const rules = (arns: readonly string[] | null) => arns && [...arns].sort().join(" ");
  return (
    found.archiveArn === terms.archiveArn &&
    found.busArn === terms.busArn &&
    seconds(found.from) === seconds(terms.from) &&
    seconds(found.until) === seconds(terms.until) &&
    rules(found.ruleArns) === rules(terms.ruleArns)
  );
}
