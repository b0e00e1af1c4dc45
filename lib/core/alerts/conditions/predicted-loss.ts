import { DANGER_SECONDS } from "../../failures/loss";
import { lossSentence, utcFormat } from "../../losses/loss-sentence";
import type { QueueLoss } from "../../losses/queue-loss";
import { LAST_HOUR_SECONDS } from "../../pipelines/health/signals/loss-clock";
import { counted } from "../../pipelines/health/words";
import type { ConditionJudge, LossFact } from "../facts";
import { isStaffed, nextStaffedAt, type StaffedHours, staffedHoursFor } from "../routing/staffed";
import { made } from "./made";

const DAY_MS = DANGER_SECONDS * 1000;

/**
 * A message that nobody saved dies before somebody of its owner is there again. It pages
 *   · while nobody is there: when it dies before the next staffed hour begins; where nobody ever is, within a day;
 *   · while somebody is there: when it dies within a day at a time at which nobody is, for who is there must act before leaving;
 *   · always: when it dies within the hour.
 * Otherwise it is told, within a day of it. What was there before anybody looked is never more than told; what is rescued by
 * itself a day before is told of when that did not happen.
 *
 * A clock that is known to the message counts by its earlier end, for that may be the truth. A bound, which is worked out
 * from an age, counts by its later end: by then one is certainly lost, and where retention is as long as that of the source
 * its earlier end says "now" of each message. It is named with both ends, as the bound it is.
 */
export const predictedLoss: ConditionJudge = ({ losses, staffedHours }, at) =>
  losses.flatMap((fact) => {
    const hours = staffedHoursFor(staffedHours, fact.owner);
    const fresh = fact.fresh && !isRescuedInTime(fact, fact.fresh, at) && urgencyOf(fact.fresh, hours, at);
    if (fact.fresh && fresh) return [reasonFor(fact, fact.fresh, fresh, hours, at)];
    if (isRescuedInTime(fact, fact.loss, at)) return [];
    return urgencyOf(fact.loss, hours, at) ? [reasonFor(fact, fact.loss, "backlog", hours, at)] : [];
  });

/** So long before the loss a rescue that comes by itself must have come. */
const RESCUED_BY_MS = DAY_MS - 2 * 3_600_000;

function isRescuedInTime({ doesAutoRescue }: LossFact, loss: QueueLoss, at: Date): boolean {
  const dies = loss.earliestAt;
  return doesAutoRescue && dies !== null && dies.getTime() - at.getTime() > RESCUED_BY_MS;
}

type Urgency = "page" | "notify";

function urgencyOf(loss: QueueLoss, hours: StaffedHours, at: Date): Urgency | undefined {
  const dies = diesAt(loss);
  if (!dies) return undefined;
  const leftMs = dies.getTime() - at.getTime();
  const isWithinADay = leftMs < DAY_MS;
  if (leftMs < LAST_HOUR_SECONDS * 1000) return "page";
  if (isStaffed(hours, at)) {
    if (!isWithinADay) return undefined;
    return isStaffed(hours, dies) ? "notify" : "page";
  }
  const next = nextStaffedAt(hours, at);
  if (next ? dies < next : isWithinADay) return "page";
  return isWithinADay ? "notify" : undefined;
}

/** Null for what dies at no known time. */
export function diesAt({ kind, earliestAt, latestAt }: QueueLoss): Date | null {
  if (kind === "certain") return earliestAt;
  return kind === "bound" ? latestAt : null;
}

function reasonFor(fact: LossFact, loss: QueueLoss, urgency: Urgency | "backlog", hours: StaffedHours, at: Date) {
  const { accountId, region, arn, queueId, name, waitingCount } = fact;
  const isBound = loss.kind === "bound" ? " This is a bound, from the age of what waits there." : "";
  const waits = waitingCount === null ? "" : ` ${counted(waitingCount, "message waits", "messages wait")} there.`;
  return made("predicted-loss", urgency === "backlog" ? "notify" : urgency, {
    subject: { kind: "queue", id: queueId, name },
    accountId,
    region,
    arn,
    queueId,
    since: new Date(Math.min(at.getTime(), (diesAt(loss) ?? at).getTime() - dangerMs(fact))),
    sentence: `${lossSentence(loss, at).replace("message", () => `message of ${name}`)}${isBound}${waits}${nobodyBefore(hours, at)}`,
    isBacklog: urgency === "backlog",
  });
}

/** A day, and no longer than a message lives: before that it was not sent. */
function dangerMs({ retentionSeconds }: LossFact): number {
  return retentionSeconds === undefined ? DAY_MS : Math.min(DAY_MS, retentionSeconds * 1000);
}

function nobodyBefore(hours: StaffedHours, at: Date): string {
  if (isStaffed(hours, at)) return "";
  const next = nextStaffedAt(hours, at);
  return next ? ` Nobody is there before ${utcFormat(at)(next)} UTC.` : "";
}
