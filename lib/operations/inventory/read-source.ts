import { createHash } from "node:crypto";
import type { InventorySource, Listed } from "@/lib/aws/aws";
import { DloError } from "@/lib/core/errors";
import { stableJson } from "@/lib/core/inventory/config-changes";
import { planReading } from "@/lib/core/inventory/reading-plan";
import { type FeatureOutcome, findFeature, noteFeature } from "@/lib/db/capabilities";
import { type KnownResource, listKnownResources, markSeen, saveObserved } from "@/lib/db/resources";
import { outcomeOf } from "../polling/noting";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { keepGone } from "./keep-read";
import { readThings } from "./read-things";
import type { Hashed, Known } from "./round";

/**
 * One service's part of a round. Returns how many things were read one by one. What AWS refuses or fails to tell is noted
 * as the feature's outcome and returned from normally; anything else is thrown after it was noted too. What is `watched` is
 * read again though the list shows no difference.
 */
export async function readSource(
  ctx: WorkerCtx,
  target: Target,
  source: InventorySource,
  budget: number,
  watched: ReadonlySet<string> = new Set(),
): Promise<number> {
  const place = { accountId: target.account.id, region: target.region };
  const startedAt = performance.now();
  const note = (outcome: FeatureOutcome) =>
    noteFeature(ctx.db, place, { ...outcome, tookMs: Math.round(performance.now() - startedAt) });
  try {
    const { readCount, outcome } = await readRound(ctx, target, source, budget, watched);
    await note(outcome);
    return readCount;
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    const isToldByAws = error instanceof DloError;
    const failed = { feature: source.feature, state: "failed", isComplete: false, reason: "unexpected" } as const;
    await note(isToldByAws ? outcomeOf(source.feature, error) : failed);
    if (!isToldByAws) throw error;
    return 0;
  }
}

async function readRound(
  ctx: WorkerCtx,
  target: Target,
  source: InventorySource,
  budget: number,
  watched: ReadonlySet<string>,
) {
  const place = { accountId: target.account.id, region: target.region };
  // Pages shift while they are read, so that a thing can come twice.
  const once = new Map((await source.list()).map((one) => [one.arn, one]));
  const listed = [...once.values()].map((one): Hashed => ({ ...one, listHash: hashOf(one) }));
  const at = ctx.now();
  const known = (await listKnownResources(ctx.db, place, source.kinds)).map((one) => ({
    ...withDates(one),
    isWatched: one.isWatched || watched.has(one.arn),
  }));
  const plan = planReading(listed, known, at, budget);
  const okAt = (await findFeature(ctx.db, place, source.feature))?.okAt;
  const byArn = new Map(known.map((one) => [one.arn, one]));
  const since = okAt ? new Date(okAt) : null;
  const failures = await readThings(ctx, target, source, plan.toRead, byArn, since);
  await keepGone(ctx, target, plan.gone, at);
  await markSeen(ctx.db, idsOf(listed, byArn), at);
  await saveObserved(ctx.db, observedOf(listed, byArn));
  const outcome = outcomeOfRound(source, listed.length, plan.postponedCount, failures);
  return { readCount: plan.toRead.length, outcome };
}

function hashOf({ name, summary }: Listed): string {
  return createHash("sha256")
    .update(stableJson([name, summary]))
    .digest("base64url");
}

function withDates(known: KnownResource): Known {
  return { ...known, readAt: new Date(known.readAt), seenAt: new Date(known.seenAt) };
}

function idsOf(listed: readonly Hashed[], known: ReadonlyMap<string, Known>): string[] {
  return listed.flatMap(({ arn }) => known.get(arn)?.id ?? []);
}

function observedOf(listed: readonly Listed[], known: ReadonlyMap<string, Known>) {
  return listed.flatMap(({ arn, observed }) => {
    const id = known.get(arn)?.id;
    return id && observed && Object.keys(observed).length > 0 ? [{ id, observed }] : [];
  });
}

/** Complete only when nothing is left unread: else something absent here may well exist. */
function outcomeOfRound(
  { feature }: InventorySource,
  listedCount: number,
  postponedCount: number,
  failures: readonly unknown[],
): FeatureOutcome {
  const resourceCount = listedCount;
  const [failure] = failures;
  if (failure instanceof DloError) {
    const why = outcomeOf(feature, failure);
    return {
      ...why,
      resourceCount,
      reason: `At least ${failures.length} of ${listedCount} could not be read: ${why.reason}`,
    };
  }
  if (postponedCount === 0) return { feature, state: "ok", isComplete: true, resourceCount };
  const reason = `Still reading: ${listedCount - postponedCount} of ${listedCount} so far.`;
  return { feature, state: "ok", isComplete: false, resourceCount, reason };
}
