import type { Run } from "@/lib/contract/runs";
import { NotFound } from "@/lib/core/errors";
import { expectedEnd } from "@/lib/core/runs/expected-end";
import { countersFrom, type RunCounters } from "@/lib/core/runs/item";
import type { Sql } from "@/lib/db/connect";
import { countReasons, countSentPerBucket, sentPerSecondNow } from "@/lib/db/run-counts";
import { countItems } from "@/lib/db/run-items";
import { lastSightOf } from "@/lib/db/run-outcomes";
import { countNewDuring, getRun, type RunRow } from "@/lib/db/runs";
import type { Ctx } from "../context";
import { showReplay } from "../plans/plan-view";
import { readStages } from "./stages-view";

type ShownLater =
  | "counters"
  | "newFailures"
  | "stages"
  | "reasons"
  | "sentPerSecond"
  | "effectiveRatePerSecond"
  | "expectedEndAt"
  | "lastSightAt";

function showRow(row: RunRow): Omit<Run, ShownLater> {
  const { driverState: state } = row;
  const moved = (key: string) => (typeof state[key] === "number" ? Number(state[key]) : null);
  return {
    id: row.id,
    number: row.number,
    planId: row.planId,
    planNumber: row.planNumber,
    action: row.action,
    driver: row.driver,
    title: row.detail.title,
    state: row.state,
    reason: row.reason,
    pausedBy: row.state === "paused" ? row.pausedBy : null,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    subject: { kind: row.subjectKind, name: row.subjectName, arn: row.subjectArn },
    queueId: row.queueId,
    resourceId: row.resourceId,
    classId: row.classId,
    requestedBy: row.requestedByName,
    requestedAt: row.requestedAt,
    breakGlass:
      row.breakGlassReason === null
        ? null
        : { reason: row.breakGlassReason, by: row.requestedByName, at: row.requestedAt },
    startAfter: row.startAfter,
    undoUntil: row.state === "requested" || row.state === "waiting" ? row.startAfter : null,
    startedAt: row.startedAt,
    observeUntil: row.observeUntil,
    endedAt: row.endedAt,
    progressAt: row.progressAt,
    outcome: typeof state.outcome === "string" ? state.outcome : null,
    replay: row.detail.replay ? { ...showReplay(row.detail.replay), ...replayProgress(row) } : null,
    approximateMoved: moved("movedCount"),
    approximateToMove: moved("toMoveCount"),
    ratePerSecond: row.ratePerSecond,
    throttledAt: typeof state.throttledAt === "string" ? state.throttledAt : null,
    stage: row.stage,
    returnThresholdPercent: row.detail.returnThresholdPercent,
  };
}

/** How far a replay is, as its driver wrote it down. */
function replayProgress({ driverState: state }: RunRow) {
  const text = (key: string) => (typeof state[key] === "string" ? String(state[key]) : null);
  return {
    name: text("replayName"),
    state: text("replayState"),
    lastReplayedAt: text("lastReplayedAt"),
    progress: typeof state.progress === "number" ? state.progress : null,
  };
}

/** Runs for a list: counters of all of them in one statement, without stages, reasons and charts. */
export async function showRuns(ctx: Ctx, db: Sql, found: readonly RunRow[]): Promise<Run[]> {
  const ids = found.map((row) => row.id);
  const counts = await countItems(db, ids);
  const newDuring = await countNewDuring(db, ctx.actor.scope, ids);
  return found.map((row) => {
    const counters = countersFrom(counts.filter((count) => count.runId === row.id));
    return {
      ...showRow(row),
      counters,
      newFailures: newDuring.get(row.id) ?? 0,
      effectiveRatePerSecond: null,
      expectedEndAt: endOf(ctx, row, counters, null),
      lastSightAt: row.lastSightAt,
      stages: [],
      reasons: [],
      sentPerSecond: [],
    };
  });
}

/** One run with everything that its page shows, read on the given connection. */
export async function readRun(ctx: Ctx, db: Sql, id: string): Promise<Run> {
  const row = await getRun(db, ctx.actor.scope, id);
  if (!row) throw new NotFound("run", id);
  const counters = countersFrom(await countItems(db, [id]));
  const effective = row.state === "running" ? await sentPerSecondNow(db, id) : null;
  return {
    ...showRow(row),
    counters,
    newFailures: (await countNewDuring(db, ctx.actor.scope, [id])).get(id) ?? 0,
    effectiveRatePerSecond: effective,
    expectedEndAt: endOf(ctx, row, counters, effective),
    lastSightAt: counters.gone > 0 ? await lastSightOf(db, id) : null,
    stages: await readStages(db, row),
    reasons: await countReasons(db, id),
    sentPerSecond: await countSentPerBucket(db, id),
  };
}

function endOf(ctx: Ctx, row: RunRow, { waiting, sending }: RunCounters, effective: number | null): string | null {
  // How many events are left EventBridge does not tell, nor how fast it sends them.
  if (row.driver === "replay") return null;
  const { stages, stageObservationSeconds, observationSeconds } = row.detail;
  const isWatched = row.action === "redrive";
  const end = expectedEnd(
    {
      state: row.state,
      isAllSent: row.sentAllAt !== null,
      waitingCount: waiting + sending,
      ratePerSecond: effective || row.ratePerSecond,
      startAfter: row.startAfter,
      observeUntil: row.observeUntil,
      stagesToCome: Math.max(0, stages.length - row.stage),
      stageObservationSeconds: isWatched ? stageObservationSeconds : 0,
      observationSeconds: isWatched ? observationSeconds : 0,
    },
    ctx.now(),
  );
  return end?.toISOString() ?? null;
}
