import type { FailureClass } from "@/lib/contract/failures";
import { anchorName } from "@/lib/core/failures/origins/anchor-words";
import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import type { ClassView } from "@/lib/db/classes";

/** A failure class as lists show it. The loss clock runs for messages that are only in the queue, not for vaulted ones. */
export function showClass(row: ClassView, now: Date): FailureClass {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    causeKind: row.causeKind,
    causeReason: row.causeReason,
    originKind: row.originKind,
    wayBack: row.wayBack,
    messageType: row.messageType,
    status: row.status,
    statusAt: row.statusAt,
    statusReason: row.statusReason,
    ...triageOf(row),
    accountId: row.accountId,
    accountName: row.accountName,
    isProduction: row.isProduction,
    region: row.region,
    record: row.record,
    queueId: row.queueId,
    queueName: row.queueName,
    anchorArn: row.anchorArn,
    anchorName: anchorName(row.anchorArn),
    owner: row.owner,
    presentCount: row.presentCount,
    vaultedCount: row.vaultedCount,
    totalCount: row.totalCount,
    bounceCount: row.bounceCount,
    probablyExpiredCount: row.probablyExpiredCount,
    likelyBystanderCount: row.likelyBystanderCount,
    evidence: row.evidence,
    runbookUrl: row.runbookUrl,
    consumerVersion: row.consumerVersion,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    perHour: row.perHour,
    sparkline: row.sparkline,
    loss: lossOf(row, now),
    lastRun: row.lastRun,
    pipelines: row.pipelines,
  };
}

function lossOf(row: ClassView, now: Date): FailureClass["loss"] {
  if (row.record === "count-only")
    return { kind: row.classifier === SILENCE_CLASSIFIER ? "none" : "lost", at: null, shareLeft: null };
  if (row.presentCount === 0) return { kind: row.vaultedCount > 0 ? "saved" : "none", at: null, shareLeft: null };
  if (row.firstExpiryAt === null || row.retentionSeconds === null)
    return { kind: "unknown", at: null, shareLeft: null };
  const secondsLeft = (new Date(row.firstExpiryAt).getTime() - now.getTime()) / 1000;
  return {
    kind: "certain",
    at: row.firstExpiryAt,
    shareLeft: Math.min(1, Math.max(0, secondsLeft / row.retentionSeconds)),
  };
}

function triageOf(row: ClassView): Pick<FailureClass, "assignee" | "acknowledged" | "snooze" | "woken" | "dismissed"> {
  const { acknowledgedAt, wokenAt, dismissedAt, totalCount } = row;
  return {
    assignee: row.assignee,
    acknowledged: acknowledgedAt === null ? null : { at: acknowledgedAt, by: row.acknowledgedBy ?? "" },
    snooze: snoozeOf(row),
    woken: wokenAt === null ? null : { at: wokenAt, reason: row.wakeReason ?? "" },
    dismissed:
      dismissedAt === null
        ? null
        : {
            at: dismissedAt,
            by: row.dismissedBy ?? "",
            reason: row.dismissReason ?? "",
            arrivedCount: totalCount - (row.dismissedFromTotal ?? totalCount),
          },
  };
}

function snoozeOf(row: ClassView): FailureClass["snooze"] {
  const { snoozeKind: kind, snoozedAt: at, snoozeFromTotal: from } = row;
  if (kind === null || at === null) return null;
  return {
    kind,
    at,
    by: row.snoozedBy ?? "",
    until: row.snoozeUntil,
    moreCount: row.snoozeMoreCount,
    arrivedCount: from === null ? null : row.totalCount - from,
  };
}
