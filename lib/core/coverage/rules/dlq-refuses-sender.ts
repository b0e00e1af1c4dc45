import type { Graph } from "../../inventory/graph";
import { KIND_WORDS, type Resource, type ResourceOf } from "../../inventory/resource";
import { deadLetterDoor } from "../dead-letter-door";
import { deadLetterLinks } from "../dead-letter-links";
import { ownKeyFix, redriveAllowFix } from "../fixes/open-queue-fix";
import { policyFix } from "../fixes/permission-fix";
import { redriveAllowed } from "../redrive-allow-policy";
import { policyDenies, type ServiceRequest } from "../resource-policy";
import type { CoverageRule, Fix, Hole, Verdict } from "../rule";
import { eased } from "../severity";

/**
 * Rules, buses and subscriptions, which AWS's services serve under their own names, and queues. Functions, schedules,
 * pipes and mappings are left out: they send with a role, whose policies the inventory does not read.
 */
export const dlqRefusesSender: CoverageRule = {
  id: "dlq-refuses-sender",
  title: "The dead-letter queue refuses its sender",
  explanation:
    "EventBridge and SNS need leave from the queue's policy, and from its key if it has one: the AWS managed key alias/aws/sqs never gives it, a customer key must let the service use kms:GenerateDataKey and kms:Decrypt. Only AWS's console adds the policy by itself. A refused dead letter is lost; the metrics InvocationsFailedToBeSentToDlq and NumberOfNotificationsFailedToRedriveToDlq count it. Between queues the RedriveAllowPolicy decides.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
  ],
  check: (graph) => doors(graph).map((door) => ({ resource: door.queue, hole: judge(door) })),
};

/** One queue and one that wants to send there; targets and subscriptions of one source ask alike and count once. */
interface Door {
  readonly queue: ResourceOf<"queue">;
  readonly sender: Resource;
  readonly sourceArn: string;
  readonly service: string | null;
  readonly isActive: boolean;
}

function doors(graph: Graph): Door[] {
  const found = new Map<string, Door>();
  for (const { sender, destinationArn, isActive } of deadLetterLinks(graph)) {
    const queue = graph.find(destinationArn);
    const asks = askedBy(sender);
    if (queue?.kind !== "queue" || !asks) continue;
    const key = `${queue.arn} ${asks.sourceArn}`;
    const other = found.get(key);
    found.set(key, { queue, sender, ...asks, isActive: isActive || (other?.isActive ?? false) });
  }
  return [...found.values()];
}

function askedBy(sender: Resource): Pick<Door, "sourceArn" | "service"> | undefined {
  switch (sender.kind) {
    case "rule":
    case "bus":
      return { sourceArn: sender.arn, service: "events.amazonaws.com" };
    case "subscription":
      return { sourceArn: sender.config.topicArn, service: "sns.amazonaws.com" };
    case "queue":
      return { sourceArn: sender.arn, service: null };
    default:
      return undefined;
  }
}

function judge(door: Door): Verdict["hole"] {
  if (door.service === null) return judgeSource(door);
  const request = requestOf(door, door.service);
  const { answer, by } = deadLetterDoor(door.queue.config, request);
  if (by === "policy") return judgePolicy(door, request, answer === "refuses");
  return by === "managed-key" ? judgeManagedKey(door) : by === "key" ? judgeKey(door) : null;
}

function judgeSource(door: Door): Verdict["hole"] {
  const { queue, sourceArn, sender } = door;
  if (redriveAllowed(queue.config.redriveAllowPolicy, sourceArn)) return null;
  return holeOf(door, "certain", {
    summary: `${queue.name} does not allow ${sender.name} to use it as its dead-letter queue.`,
    evidence: [{ label: "RedriveAllowPolicy", value: queue.config.redriveAllowPolicy ?? "none" }],
    fix: redriveAllowFix(queue, sourceArn),
  });
}

function judgeManagedKey(door: Door): Verdict["hole"] {
  return holeOf(door, "certain", {
    summary: `${door.queue.name} is encrypted with AWS's own key for SQS, which ${door.service} may not use: dead letters of ${naming(door)} are lost.`,
    evidence: [{ label: "KmsMasterKeyId", value: door.queue.config.kmsKeyId ?? "" }],
    fix: ownKeyFix(door.queue),
  });
}

function judgePolicy(door: Door, request: ServiceRequest, isCertain: boolean): Verdict["hole"] {
  const { queue, sourceArn } = door;
  const { policy } = queue.config;
  return holeOf(door, isCertain ? "certain" : "possible", {
    summary: isCertain
      ? `The policy of ${queue.name} does not let ${request.service} send for ${naming(door)}: its dead letters are lost.`
      : `Whether the policy of ${queue.name} lets ${request.service} send for ${naming(door)} hangs on a condition that only AWS can judge.`,
    evidence: [{ label: "Policy", value: policy ?? "none" }],
    fix: isCertain && !policyDenies(policy, request) ? policyFix(queue, request.service, sourceArn) : null,
  });
}

function judgeKey(door: Door): Verdict["hole"] {
  return holeOf(door, "possible", {
    summary: `${door.queue.name} is encrypted with a customer's key: its key policy must let ${door.service} use kms:GenerateDataKey and kms:Decrypt, or dead letters of ${naming(door)} are lost. Only KMS can show whether it does.`,
    evidence: [{ label: "KmsMasterKeyId", value: door.queue.config.kmsKeyId ?? "" }],
    fix: null,
  });
}

function requestOf({ queue, sourceArn, sender }: Door, service: string): ServiceRequest {
  const sourceAccount = sourceArn.split(":")[4] ?? sender.awsAccountId;
  return { service, action: "sqs:SendMessage", resource: queue.arn, sourceArn, sourceAccount };
}

function naming({ sender }: Door): string {
  return `the ${KIND_WORDS[sender.kind]} ${sender.name}`;
}

interface Told {
  readonly summary: string;
  readonly evidence: Hole["evidence"];
  readonly fix: Fix | null;
}
/** What is not certain is at most *medium*: a queue with a customer's key done right would else never be rid of it. */
function holeOf(door: Door, confidence: Hole["confidence"], { summary, evidence, fix }: Told): Verdict["hole"] {
  return {
    part: door.sourceArn,
    summary,
    evidence: [{ label: "Sender", value: door.sender.arn }, ...evidence],
    confidence,
    severity: eased(confidence === "certain" ? "critical" : "medium", door.isActive),
    fix,
    failingStageArn: door.sender.arn,
  };
}
