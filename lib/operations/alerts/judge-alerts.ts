import { reasonsOf } from "@/lib/core/alerts/judge-conditions";
import { judgeIncidents, type Verdicts } from "@/lib/core/alerts/judge-incidents";
import type { KnownAlert, KnownReason, PlacedReason } from "@/lib/core/alerts/known";
import { REOPENS_WITHIN_MINUTES } from "@/lib/core/alerts/life";
import { type Reason, reasonKey } from "@/lib/core/alerts/reason";
import * as changes from "@/lib/db/alert-changes";
import * as alerts from "@/lib/db/alerts";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { queueNotification } from "@/lib/db/notifications";
import { notifyChanges } from "@/lib/db/notify";
import { placesOf } from "@/lib/db/reason-places";
import type { WorkerCtx } from "../worker-context";
import { alertMessageOf } from "./alert-message";
import { readAlertFacts } from "./read-facts";
import { alertSettingsOf } from "./settings";

/** Reasons that hold unchanged bear a time that is no older than this. */
const SAME_FOR_MS = 15_000;
/** More alerts than this that changed at once are one change for open pages. */
const MOST_NAMED = 50;

/**
 * Looks at all conditions, opens, joins and ends alerts, and queues what channels are told: all of it or nothing. While another
 * worker judges it does nothing. The same facts again change and tell nothing.
 */
export async function judgeAlerts(ctx: WorkerCtx): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const at = await alerts.takeTurnAtAlerts(tx);
    if (at === undefined) return;
    const settings = await alertSettingsOf(tx);
    const facts = await readAlertFacts(ctx, tx, settings, at);
    await judgeReasons(ctx, tx, reasonsOf(facts, at), { settings, at });
  });
}

/** The second half of it, from the reasons on; the turn is the caller's. */
export async function judgeReasons(
  ctx: WorkerCtx,
  tx: Tx,
  reasons: readonly Reason[],
  { settings, at }: { readonly settings: Awaited<ReturnType<typeof alertSettingsOf>>; readonly at: Date },
): Promise<void> {
  const rows = await alerts.listKnownReasons(tx, at, REOPENS_WITHIN_MINUTES);
  const known = await alerts.lockAlerts(tx, [...new Set(rows.map(({ alertId }) => alertId))]);
  const { routes, staffedHours } = settings;
  const verdicts = judgeIncidents({
    reasons: await placed(tx, reasons),
    rows,
    alerts: known,
    silences: await alerts.listSilencesAt(tx, at),
    routing: { routes, staffedHours, channels: await alerts.listKnownChannels(tx) },
    at,
    newAlertId: () => ctx.newId("alert"),
  });
  await keep(ctx, tx, verdicts, { known, at });
}

async function placed(tx: Tx, reasons: readonly Reason[]): Promise<PlacedReason[]> {
  const places = await placesOf(tx, reasons);
  return reasons.flatMap((reason) => {
    const place = places.get(reasonKey(reason));
    const isBacklog = place?.isBacklog === true || reason.isBacklog === true;
    return place ? [{ ...reason, place: { ...place, isBacklog } }] : [];
  });
}

async function keep(
  ctx: WorkerCtx,
  tx: Tx,
  { opened, kept, over, alerts: judged }: Verdicts,
  { known, at }: { readonly known: readonly KnownAlert[]; readonly at: Date },
): Promise<void> {
  const before = new Map(known.map((alert) => [alert.id, alert]));
  const changed = judged.filter(
    ({ alert, events, isNew }) => isNew || events.length > 0 || !isSameAlert(alert, before.get(alert.id)),
  );
  const pipelineIdsOf = ({ place }: PlacedReason) => place.pipelines.map(({ id }) => id);
  await changes.saveAlerts(
    tx,
    changed.map(({ alert }) => alert),
    at,
  );
  await changes.insertReasons(
    tx,
    opened.map((one) => ({ ...one, pipelineIds: pipelineIdsOf(one.reason) })),
    at,
  );
  const seen = kept.filter(({ row, reason, ties }) => isNews(row, reason, ties, at));
  await changes.updateReasons(
    tx,
    seen.map(({ row, reason, ties }) => ({ rowId: row.rowId, reason, ties, pipelineIds: pipelineIdsOf(reason) })),
    at,
  );
  await changes.endReasons(
    tx,
    over.map(({ rowId }) => rowId),
    at,
  );
  await changes.addAlertEvents(
    tx,
    changed.flatMap(({ alert, events }) => events.map((event) => ({ ...event, alertId: alert.id }))),
    at,
  );
  for (const one of changed) await tell(ctx, tx, one);
  await announce(
    tx,
    changed.map(({ alert }) => alert.id),
  );
}

async function tell(ctx: WorkerCtx, tx: Tx, { alert, tells }: Verdicts["alerts"][number]): Promise<void> {
  if (!tells) return;
  const document = await alertMessageOf(ctx, tx, alert.id, tells.kind);
  for (const channelId of tells.channelIds)
    await queueNotification(tx, {
      id: ctx.newId("notification"),
      channelId,
      alertId: alert.id,
      reviewId: null,
      kind: tells.kind,
      document,
    });
}

function announce(tx: Tx, ids: readonly string[]): Promise<void> {
  const named = ids.length > MOST_NAMED ? ["*"] : ids;
  return notifyChanges(
    tx,
    named.map((id) => ({ topic: "alert", id, accountId: null })),
  );
}

function isNews(row: KnownReason, reason: PlacedReason, ties: readonly string[], at: Date): boolean {
  if (row.resolvedAt !== null || at.getTime() - row.seenAt.getTime() >= SAME_FOR_MS) return true;
  return row.sentence !== reason.sentence || row.severity !== reason.severity || row.ties.join() !== ties.join();
}

function isSameAlert(alert: KnownAlert, before: KnownAlert | undefined): boolean {
  return JSON.stringify(alert) === JSON.stringify(before);
}
