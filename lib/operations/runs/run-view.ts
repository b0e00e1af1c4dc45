import type { Run } from "@/lib/contract/runs";
import { NotFound } from "@/lib/core/errors";
import { countersFrom } from "@/lib/core/runs/item";
import type { Sql } from "@/lib/db/connect";
import { countItems, countSentPerBucket, countStages } from "@/lib/db/run-items";
import { countNewSince, getRun, type RunRow } from "@/lib/db/runs";
import type { Ctx } from "../context";

type ShownLater = "counters" | "newFailures" | "stages" | "sentPerSecond";

function showRow(row: RunRow): Omit<Run, ShownLater> {
  const moved = (key: string) => (typeof row.driverState[key] === "number" ? Number(row.driverState[key]) : null);
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
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    queueId: row.queueId,
    queueName: row.queueName,
    classId: row.classId,
    requestedBy: row.requestedByName,
    requestedAt: row.requestedAt,
    breakGlass:
      row.breakGlassReason === null
        ? null
        : { reason: row.breakGlassReason, by: row.requestedByName, at: row.requestedAt },
    startAfter: row.startAfter,
    startedAt: row.startedAt,
    observeUntil: row.observeUntil,
    endedAt: row.endedAt,
    progressAt: row.progressAt,
    outcome: typeof row.driverState.outcome === "string" ? row.driverState.outcome : null,
    approximateMoved: moved("movedCount"),
    approximateToMove: moved("toMoveCount"),
    ratePerSecond: row.detail.ratePerSecond,
  };
}

/** Runs for a list: counters of all of them in one statement, without stages and charts. */
export async function showRuns(db: Sql, found: readonly RunRow[]): Promise<Run[]> {
  const counts = await countItems(
    db,
    found.map((row) => row.id),
  );
  return found.map((row) => ({
    ...showRow(row),
    counters: countersFrom(counts.filter((count) => count.runId === row.id)),
    newFailures: 0,
    stages: [],
    sentPerSecond: [],
  }));
}

/** One run with everything that its page shows, read on the given connection. */
export async function readRun(ctx: Ctx, db: Sql, id: string): Promise<Run> {
  const row = await getRun(db, ctx.actor.scope, id);
  if (!row) throw new NotFound("run", id);
  return {
    ...showRow(row),
    counters: countersFrom(await countItems(db, [id])),
    newFailures: row.startedAt ? await countNewSince(db, ctx.actor.scope, row) : 0,
    stages: await countStages(db, id),
    sentPerSecond: await countSentPerBucket(db, id),
  };
}
