import type { AlertSettings } from "@/lib/contract/alert-settings";
import type { AlertFacts, BlindPlace, PipelineFact } from "@/lib/core/alerts/facts";
import { WATCHED_POLLERS } from "@/lib/core/alerts/watched-pollers";
import { worstFirst } from "@/lib/core/pipelines/health/reason";
import { type AlertPipelineRow, listAlertPipelines } from "@/lib/db/alert-pipelines";
import { type BlindRegionRow, listBlindRegions, listLatePollers } from "@/lib/db/alert-places";
import { noteJudging } from "@/lib/db/alert-watch";
import { listAlertRuns, listRaisedAlarms, listSilences, listWaitingPlans } from "@/lib/db/alert-work";
import type { Tx } from "@/lib/db/connect";
import type { WorkerCtx } from "../worker-context";
import { readClassFacts } from "./class-facts";
import { readLossFactsFor } from "./loss-facts";
import { readQueueFacts } from "./queue-facts";

/**
 * Everything that the conditions are judged from, as it is at that time: a handful of statements however many queues there
 * are, each narrowed to what may matter. Notes that somebody judges, so that a gap of ours is known; whoever calls is the judge.
 */
export async function readAlertFacts(
  _ctx: WorkerCtx,
  tx: Tx,
  { staffedHours, thresholds }: AlertSettings,
  at: Date,
): Promise<AlertFacts> {
  const { firstAt, sinceAt } = await noteJudging(tx, at);
  return {
    staffedHours,
    watchedSince: sinceAt,
    classes: await readClassFacts(tx, at, firstAt),
    losses: await readLossFactsFor(tx, staffedHours, at),
    queues: await readQueueFacts(tx, thresholds, at),
    silences: (await listSilences(tx)).map((row) => ({ ...row, since: new Date(row.since) })),
    pipelines: (await listAlertPipelines(tx, at)).map(pipelineOf),
    places: placesOf(await listBlindRegions(tx)),
    ...(await readWork(tx, at)),
  };
}

async function readWork(tx: Tx, at: Date): Promise<Pick<AlertFacts, "pollers" | "runs" | "plans" | "alarms">> {
  const pollers = await listLatePollers(tx, WATCHED_POLLERS, at);
  const [runs, plans, alarms] = [
    await listAlertRuns(tx, at),
    await listWaitingPlans(tx, at),
    await listRaisedAlarms(tx),
  ];
  return {
    pollers: pollers.map((row) => ({
      ...row,
      accountId: row.accountId || null,
      region: row.region || null,
      startedAt: dateOf(row.startedAt),
      succeededAt: dateOf(row.succeededAt),
    })),
    runs: runs.map((row) => ({ ...row, at: new Date(row.at) })),
    plans: plans.map((row) => ({ ...row, askedAt: new Date(row.askedAt), expiresAt: new Date(row.expiresAt) })),
    alarms: alarms.map((row) => ({
      ...row,
      changedAt: dateOf(row.changedAt),
      readAt: new Date(row.readAt),
      firstReadAt: dateOf(row.firstReadAt),
    })),
  };
}

function pipelineOf(row: AlertPipelineRow): PipelineFact {
  const { id, name, anchorArn, accountId, state, burn, burnSentence, isStuckSinceBefore, sloAt } = row;
  return {
    id,
    name,
    anchorArn,
    accountId,
    state,
    badSince: dateOf(row.badSince),
    firstSeenAt: dateOf(row.firstSeenAt),
    evidence: worstFirst(row.evidence),
    burn:
      burn && sloAt
        ? { kind: burn, at: new Date(sloAt), sentence: burnSentence ?? "", isBacklog: isStuckSinceBefore }
        : null,
  };
}

function placesOf(found: readonly BlindRegionRow[]): BlindPlace[] {
  const byAccount = Map.groupBy(found, ({ accountId }) => accountId);
  return [...byAccount].map(([accountId, regions]) => ({
    accountId,
    accountName: regions[0]?.accountName ?? accountId,
    regions: regions.map((row) => ({
      region: row.region,
      blindSince: new Date(row.blindSince),
      checkedAt: dateOf(row.checkedAt),
      reason: row.reason,
      wasSeen: row.wasSeen,
    })),
  }));
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
