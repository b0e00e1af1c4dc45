import type { FailureClass } from "@/lib/contract/failures";
import { nameOfArn } from "@/lib/core/arn";
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
    accountId: row.accountId,
    accountName: row.accountName,
    isProduction: row.isProduction,
    region: row.region,
    queueId: row.queueId,
    queueName: row.queueName,
    anchorArn: row.anchorArn,
    anchorName: nameOfArn(row.anchorArn),
    owner: row.owner,
    presentCount: row.presentCount,
    totalCount: row.totalCount,
    probablyExpiredCount: row.probablyExpiredCount,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    perHour: row.perHour,
    sparkline: row.sparkline,
    loss: lossOf(row, now),
    lastRun: row.lastRun,
  };
}

function lossOf(row: ClassView, now: Date): FailureClass["loss"] {
  if (row.presentCount === 0) return { kind: "none", at: null, shareLeft: null };
  if (row.firstExpiryAt === null) return { kind: "unknown", at: null, shareLeft: null };
  const secondsLeft = (new Date(row.firstExpiryAt).getTime() - now.getTime()) / 1000;
  return {
    kind: "certain",
    at: row.firstExpiryAt,
    shareLeft: Math.min(1, Math.max(0, secondsLeft / row.retentionSeconds)),
  };
}
