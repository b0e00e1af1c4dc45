import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { queueNamed, restoreQueue } from "../../jobs/demo/story/estate/estate-queues";
import { brokenDeploy } from "../../jobs/demo/story/incidents/broken-deploy";
import { consumerSwitchedOff } from "../../jobs/demo/story/incidents/consumer-switched-off";
import { deletedTarget } from "../../jobs/demo/story/incidents/deleted-target";
import { dependencyTimesOut } from "../../jobs/demo/story/incidents/dependency-times-out";
import { failingSaga } from "../../jobs/demo/story/incidents/failing-saga";
import type { Incident } from "../../jobs/demo/story/incidents/incident";
import { lockedOutSubscriber } from "../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../jobs/demo/story/incidents/permission-removed";
import { poisonInFifo } from "../../jobs/demo/story/incidents/poison-in-fifo";
import { readRoleDenied } from "../../jobs/demo/story/incidents/read-role-denied";
import { refundsFail } from "../../jobs/demo/story/incidents/refunds-fail";
import { retryStorm } from "../../jobs/demo/story/incidents/retry-storm";
import { schedulerLockedOut } from "../../jobs/demo/story/incidents/scheduler-locked-out";
import { shortRetention } from "../../jobs/demo/story/incidents/short-retention";
import { silentRule } from "../../jobs/demo/story/incidents/silent-rule";
import { slowTrickle } from "../../jobs/demo/story/incidents/slow-trickle";
import { supplierRefuses } from "../../jobs/demo/story/incidents/supplier-refuses";
import { throttledFunction } from "../../jobs/demo/story/incidents/throttled-function";
import { unprotectedRule } from "../../jobs/demo/story/incidents/unprotected-rule";
import { unreadableClicks } from "../../jobs/demo/story/incidents/unreadable-clicks";
import { unscorableVisits } from "../../jobs/demo/story/incidents/unscorable-visits";
import type { Owner } from "./owners";

const HOUR_SECONDS = 3600;
const LOYALTY_DLQ = queueNamed("loyalty-dlq");
/** The dead-letter queue of the slow trickle keeps for a day: what is not seen on Friday evening is gone before Monday. */
export const TRICKLE_KEPT_SECONDS = 86_400;

/** Days since the fortnight's first Monday, and the time of day, in the zone of the review. */
export interface Moment {
  readonly day: number;
  readonly hour: number;
}

/** An incident of the story at its time: who is woken, and within how many seconds of its first failure. */
export interface Appointment {
  readonly incident: Incident;
  readonly at: Moment;
  readonly owner: Owner;
  readonly pagedWithinSeconds: number;
  /** What the page says, of the gravest reason or of one of them. */
  readonly says: RegExp;
  /** Longer than in the demo, where nothing is seen so soon. */
  readonly lastsSeconds?: number;
  /** Looked at minute by minute for so long. */
  readonly watchSeconds?: number;
}

const trickle: Incident = {
  ...slowTrickle,
  async begin(estate, draw) {
    const { sqs } = estate.at(LOYALTY_DLQ.at);
    const Attributes = { MessageRetentionPeriod: `${TRICKLE_KEPT_SECONDS}` };
    const QueueUrl = estate.urlOf(LOYALTY_DLQ.at, LOYALTY_DLQ.name);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    await slowTrickle.begin(estate, draw);
  },
  async end(estate) {
    await slowTrickle.end?.(estate);
    await restoreQueue(estate.at(LOYALTY_DLQ.at).sqs, estate.urlOf(LOYALTY_DLQ.at, LOYALTY_DLQ.name), LOYALTY_DLQ);
  },
};

const at = (day: number, hour: number): Moment => ({ day, hour });
const MINUTES = 60;

/** Two weeks; the days without an entry are quiet. */
export const CALENDAR: readonly Appointment[] = [
  {
    incident: brokenDeploy,
    at: at(1, 10),
    owner: "commerce",
    pagedWithinSeconds: 10 * MINUTES,
    says: /picking|order-placed/,
  },
  {
    incident: permissionRemoved,
    at: at(1, 15),
    owner: "commerce",
    pagedWithinSeconds: 10 * MINUTES,
    says: /order-placed/,
  },
  {
    incident: consumerSwitchedOff,
    at: at(2, 3),
    owner: "platform",
    pagedWithinSeconds: 12 * MINUTES,
    says: /event-audit|everything-to-audit/,
    lastsSeconds: 1200,
  },
  {
    incident: poisonInFifo,
    at: at(2, 11),
    owner: "payments",
    pagedWithinSeconds: 10 * MINUTES,
    says: /payment-ledger/,
  },
  {
    incident: trickle,
    at: at(4, 20),
    owner: "commerce",
    pagedWithinSeconds: 10 * MINUTES,
    says: /loyalty/,
    lastsSeconds: 13 * HOUR_SECONDS,
  },
  {
    incident: retryStorm,
    at: at(7, 11),
    owner: "stock",
    pagedWithinSeconds: 20 * MINUTES,
    says: /search-index/,
    lastsSeconds: 1200,
  },
  {
    incident: deletedTarget,
    at: at(7, 16),
    owner: "stock",
    pagedWithinSeconds: 10 * MINUTES,
    says: /stock-low|reorder/,
  },
  {
    incident: dependencyTimesOut,
    at: at(8, 10),
    owner: "shipping",
    pagedWithinSeconds: 10 * MINUTES,
    says: /parcel-labels|order-shipped/,
  },
  {
    incident: shortRetention,
    at: at(8, 15),
    owner: "payments",
    pagedWithinSeconds: 10 * MINUTES,
    says: /payment-webhooks/,
  },
  {
    incident: throttledFunction,
    at: at(9, 2),
    owner: "commerce",
    pagedWithinSeconds: 15 * MINUTES,
    says: /order-placed|fraud-check/,
  },
  {
    incident: failingSaga,
    at: at(9, 10),
    owner: "commerce",
    pagedWithinSeconds: 30 * MINUTES,
    says: /checkout-saga|order-placed/,
    watchSeconds: 2400,
  },
  { incident: refundsFail, at: at(9, 15), owner: "payments", pagedWithinSeconds: 30 * MINUTES, says: /refund/ },
  { incident: unreadableClicks, at: at(10, 10), owner: "stock", pagedWithinSeconds: 10 * MINUTES, says: /clickstream/ },
  {
    incident: lockedOutSubscriber,
    at: at(10, 13),
    owner: "stock",
    pagedWithinSeconds: 10 * MINUTES,
    says: /stock-changes/,
    watchSeconds: 2400,
  },
  {
    incident: supplierRefuses,
    at: at(10, 16),
    owner: "stock",
    pagedWithinSeconds: 10 * MINUTES,
    says: /reorder|stock-low/,
  },
  {
    incident: schedulerLockedOut,
    at: at(11, 9),
    owner: "stock",
    pagedWithinSeconds: 10 * MINUTES,
    says: /count-shelves/,
  },
  {
    incident: unscorableVisits,
    at: at(11, 12),
    owner: "stock",
    pagedWithinSeconds: 10 * MINUTES,
    says: /clickstream/,
  },
  { incident: unprotectedRule, at: at(11, 15), owner: "platform", pagedWithinSeconds: 30 * MINUTES, says: /rehearse/ },
  {
    incident: readRoleDenied,
    at: at(11, 20),
    owner: "platform",
    pagedWithinSeconds: 10 * MINUTES,
    says: /shop-sat/,
    lastsSeconds: 3600,
  },
  {
    incident: silentRule,
    at: at(12, 6),
    owner: "stock",
    pagedWithinSeconds: 12 * HOUR_SECONDS,
    says: /stock-low/,
    lastsSeconds: 14 * HOUR_SECONDS,
  },
];
/** Somebody connects twenty-seven more accounts, with all that was forgotten in them. */
export const FLEET_AT = at(13, 22);
