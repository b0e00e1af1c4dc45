import { brokenDeploy } from "../../../jobs/demo/story/incidents/broken-deploy";
import { deletedTarget } from "../../../jobs/demo/story/incidents/deleted-target";
import { dependencyTimesOut } from "../../../jobs/demo/story/incidents/dependency-times-out";
import { failingSaga } from "../../../jobs/demo/story/incidents/failing-saga";
import type { Incident } from "../../../jobs/demo/story/incidents/incident";
import { lockedOutSubscriber } from "../../../jobs/demo/story/incidents/locked-out-subscriber";
import { permissionRemoved } from "../../../jobs/demo/story/incidents/permission-removed";
import { poisonInFifo } from "../../../jobs/demo/story/incidents/poison-in-fifo";
import { refundsFail } from "../../../jobs/demo/story/incidents/refunds-fail";
import { schedulerLockedOut } from "../../../jobs/demo/story/incidents/scheduler-locked-out";
import { shortRetention } from "../../../jobs/demo/story/incidents/short-retention";
import { slowTrickle } from "../../../jobs/demo/story/incidents/slow-trickle";
import { supplierRefuses } from "../../../jobs/demo/story/incidents/supplier-refuses";
import { throttledFunction } from "../../../jobs/demo/story/incidents/throttled-function";
import { unprotectedRule } from "../../../jobs/demo/story/incidents/unprotected-rule";
import { unreadableClicks } from "../../../jobs/demo/story/incidents/unreadable-clicks";
import { unscorableVisits } from "../../../jobs/demo/story/incidents/unscorable-visits";

/** The one class of an incident, or the two that are one incident, as people see them. */
export interface Landing {
  readonly name: string;
  /** The dead-letter queue and the stage that failed; without a queue nothing but a count or executions are left. */
  readonly where: readonly [queueName: string | null, anchorName: string];
  /** The types of its messages, one class each. */
  readonly types: readonly string[];
  readonly origin: string;
  /** As the messages tell it, and where they tell none as it was found beside them: in time, or not. */
  readonly cause: string | RegExp;
  /** The rung of the ladder, or why it was not climbed. */
  readonly evidence: "message" | "logs-by-message-id" | "logs-by-request" | "none" | "count-only" | "executions";
  readonly says: RegExp;
  readonly wayBack: RegExp;
  /** The change that is suspected first; null where nothing that is tied to it was changed before. */
  readonly suspect: readonly [name: string, text: string] | null;
}

const ORDER = "{card, customerId, method, orderId, tier, +1}";
const landing = ({ name }: Incident, rest: Omit<Landing, "name">): Landing => ({ name, ...rest });

export const LANDINGS: readonly Landing[] = [
  landing(brokenDeploy, {
    where: ["picking-dlq", "picking"],
    types: [ORDER],
    origin: "sqs-redrive",
    cause: "code-error",
    evidence: "logs-by-message-id",
    says: /^TypeError: Cannot read properties of undefined \(reading 'street'\)/,
    wayBack: /^Send it back to picking,/,
    suspect: ["picking-list", "code changed"],
  }),
  landing(dependencyTimesOut, {
    where: ["parcel-labels-dlq", "parcel-labels"],
    types: ["ReturnRegistered", "{carrier, orderId, parcelId}"],
    origin: "sqs-redrive",
    cause: "timeout",
    evidence: "logs-by-request",
    says: /^Task timed out after 5.00 seconds/,
    wayBack: /^Send it back to parcel-labels,/,
    suspect: null,
  }),
  landing(permissionRemoved, {
    where: ["fan-out-dlq", "order-placed"],
    types: ["OrderPlaced"],
    origin: "eventbridge-rule",
    cause: "permission",
    evidence: "message",
    says: /^NO_PERMISSIONS: /,
    wayBack: /^Invoke loyalty alone, with what rule order-placed would have sent it/,
    suspect: ["loyalty", "policy changed"],
  }),
  landing(deletedTarget, {
    where: ["fan-out-dlq", "stock-low"],
    types: ["StockLow"],
    origin: "eventbridge-rule",
    cause: "missing-target",
    evidence: "message",
    says: /^NO_RESOURCE: /,
    wayBack: /^Invoke reorder alone, with what rule stock-low would have sent it/,
    suspect: ["reorder", "function deleted"],
  }),
  landing(poisonInFifo, {
    where: ["payment-ledger-dlq.fifo", "payment-ledger.fifo"],
    types: ["LedgerEntryDue"],
    origin: "sqs-redrive",
    cause: "schema",
    evidence: "logs-by-message-id",
    says: /^ValidationError: no rate for XDR on the day of /,
    wayBack: /^Send it back to payment-ledger.fifo, with its body, attributes and group unchanged/,
    suspect: null,
  }),
  landing(slowTrickle, {
    where: ["loyalty-dlq", "loyalty"],
    types: [ORDER],
    origin: "sqs-redrive",
    cause: "code-error",
    evidence: "logs-by-message-id",
    says: /^RangeError: unknown tier: platinum$/,
    wayBack: /^Send it back to loyalty,/,
    suspect: null,
  }),
  landing(shortRetention, {
    where: ["payment-webhooks-dlq", "payment-webhooks"],
    types: ["payment.disputed"],
    origin: "sqs-redrive",
    cause: "code-error",
    evidence: "logs-by-message-id",
    says: /^KeyError: no reader for payment.disputed$/,
    wayBack: /^Send it back to payment-webhooks,/,
    suspect: null,
  }),
  landing(throttledFunction, {
    where: ["async-failures-dlq", "fraud-check"],
    types: ["OrderPlaced"],
    origin: "lambda-async",
    cause: "throttled",
    evidence: "message",
    says: /^Rate Exceeded/,
    wayBack: /^Invoke fraud-check asynchronously with the body as its event/,
    suspect: ["fraud-check", "reserved concurrency none → 1"],
  }),
  landing(unreadableClicks, {
    where: ["clickstream-dlq", "click-counter"],
    types: ["pointer to records of Kinesis stream clickstream"],
    origin: "stream-mapping",
    cause: "schema",
    evidence: "logs-by-message-id",
    says: /^URIError: URI malformed: /,
    wayBack: /^Read the records it points at from Kinesis stream clickstream,.* and invoke click-counter with them/,
    suspect: null,
  }),
  landing(lockedOutSubscriber, {
    where: ["stock-changes-dlq", "stock-changes"],
    types: ["StockChanged"],
    origin: "sns-subscription",
    // SNS writes nothing beside a message that it gave up on: only the change tells.
    cause: "unknown",
    evidence: "none",
    says: /^$/,
    wayBack:
      /^Find out which of the 2 subscriptions of stock-changes .* and deliver it to that one endpoint, unchanged/,
    suspect: ["price-cache", "policy changed"],
  }),
  landing(supplierRefuses, {
    where: ["async-failures-dlq", "reorder"],
    types: ["StockLow"],
    origin: "lambda-destination",
    // A 422 may be anybody's fault.
    cause: "unknown",
    evidence: "message",
    says: /^SupplierRefused: .*account on hold$/,
    wayBack: /^Invoke reorder asynchronously with the request payload that the record carries/,
    // Not the reason, but the one change that is tied to it: the rule that feeds it was put right just before.
    suspect: ["stock-low", "event pattern changed"],
  }),
  landing(schedulerLockedOut, {
    where: ["stock-count-jobs-dlq", "count-shelves"],
    types: ["{MessageBody, QueueUrl}"],
    origin: "scheduler",
    cause: "permission",
    evidence: "message",
    says: /AccessDenied/,
    wayBack: /^Call sqs:sendMessage once with the body as its input/,
    suspect: null,
  }),
  landing(unscorableVisits, {
    where: ["clickstream-dlq", "score-visits"],
    types: ["pointer to records of Kinesis stream clickstream"],
    origin: "pipe",
    cause: "unknown",
    evidence: "message",
    says: /RetryAttemptsExhausted/,
    wayBack: /^Read the records it points at from Kinesis stream clickstream,.* and hand them to the pipe's target/,
    suspect: null,
  }),
  landing(failingSaga, {
    where: [null, "checkout-saga"],
    types: ["execution"],
    origin: "execution",
    // No kind of cause fits a card that its bank refuses.
    cause: "unknown",
    evidence: "executions",
    says: /^CheckoutFailed: CardDeclined: card of .* declined: do not honour$/,
    wayBack: /RedriveExecution within 14 days/,
    suspect: null,
  }),
  landing(refundsFail, {
    where: [null, "refund-order"],
    types: ["execution"],
    origin: "execution",
    cause: "dependency",
    evidence: "executions",
    says: /^CertificateExpired: <host>: certificate has expired$/,
    wayBack: /RedriveExecution within 14 days/,
    suspect: null,
  }),
  landing(unprotectedRule, {
    where: [null, "rehearse"],
    types: ["event"],
    origin: "rule-delivery",
    // A count gives no reason; the inventory does, to whoever looks while the queue still refuses.
    cause: /^(unknown|permission)$/,
    evidence: "count-only",
    says: /^Events lost: a target of the rule refused them and has no dead-letter queue$/,
    wayBack: /send the events again at their source/,
    suspect: ["rehearsal-orders", "policy changed"],
  }),
];
