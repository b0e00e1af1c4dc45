import { parseArn } from "../../arn";
import { KIND_WORDS } from "../../inventory/resource";
import { type DeadLetterLink, deadLetterLinks } from "../dead-letter-links";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";

/**
 * Rules, buses, subscriptions and queues by what AWS documents; functions and schedules only by Region and as *possible*,
 * since their pages are silent. Pipes and mappings, whose pages say nothing and which send with a role, are left out.
 */
export const dlqElsewhere: CoverageRule = {
  id: "dlq-elsewhere",
  title: "The dead-letter queue lies where its sender cannot reach it",
  explanation:
    "SQS and SNS dead-letter only within their own account and Region; EventBridge within the Region, where another account is allowed. A queue elsewhere stays empty while messages are lost. Give the sender a queue beside it, and forward from there.",
  documentedAt: [
    "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  ],
  check: (graph) => deadLetterLinks(graph).flatMap(judge),
};

function judge(link: DeadLetterLink): Verdict[] {
  const { sender, part, destinationArn } = link;
  const { awsAccountId, region } = parseArn(destinationArn) ?? {};
  if (sender.kind === "pipe" || sender.kind === "mapping" || !region || !awsAccountId) return [];
  const isOtherRegion = region !== sender.region;
  const isOtherAccount = awsAccountId !== sender.awsAccountId;
  const needsOwnAccount = sender.kind === "queue" || sender.kind === "subscription";
  if (!isOtherRegion && !(isOtherAccount && needsOwnAccount)) return [{ resource: sender, hole: null }];
  const isDocumented = sender.kind !== "function" && sender.kind !== "schedule" && !isSharedSubscription(link);
  const where = isOtherRegion ? `in ${region}, not in ${sender.region}` : `in account ${awsAccountId}`;
  const doubt = isDocumented ? "is lost" : "is probably lost: AWS does not document that this works";
  return [
    {
      resource: sender,
      hole: {
        part,
        summary: `The failure destination lies ${where}: what the ${KIND_WORDS[sender.kind]} ${sender.name} gives up ${doubt}.`,
        evidence: [
          { label: "Sender", value: sender.arn },
          { label: "Failure destination", value: destinationArn },
        ],
        confidence: isDocumented ? "certain" : "possible",
        severity: eased(isDocumented ? "critical" : "high", link.isActive),
        fix: giveDeadLetterQueue(sender, part),
        failingStageArn: null,
      },
    },
  ];
}

/** A subscription that another account owns lies under the topic's ARN: the queue may well be beside its owner. */
function isSharedSubscription({ sender, destinationArn }: DeadLetterLink): boolean {
  if (sender.kind !== "subscription") return false;
  const owner = parseArn(destinationArn);
  const endpoint = parseArn(sender.config.endpoint);
  return (
    owner?.region === sender.region &&
    owner.awsAccountId === endpoint?.awsAccountId &&
    endpoint.awsAccountId !== sender.awsAccountId
  );
}
