import { nameOfArn, parseArn } from "../../arn";
import { KIND_WORDS } from "../../inventory/resource";
import { type DeadLetterLink, deadLetterLinks } from "../dead-letter-links";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";

/** Queues and topics as destinations. Mappings and pipes are left out: what types they take is not documented alike. */
export const dlqWrongType: CoverageRule = {
  id: "dlq-wrong-type",
  title: "The dead-letter queue is of a type that its sender cannot use",
  explanation:
    "A FIFO queue needs a FIFO dead-letter queue and a standard queue a standard one; the same holds for subscriptions of FIFO and standard topics. EventBridge, Scheduler and Lambda send to standard queues and topics only. A wrong type refuses every dead letter.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
  ],
  check: (graph) => deadLetterLinks(graph).flatMap(judge),
};

function judge(link: DeadLetterLink): Verdict[] {
  const { sender, part, destinationArn } = link;
  const service = parseArn(destinationArn)?.service;
  if ((service !== "sqs" && service !== "sns") || sender.kind === "mapping" || sender.kind === "pipe") return [];
  const needsFifo = needsFifoOf(link);
  if (destinationArn.endsWith(".fifo") === needsFifo) return [{ resource: sender, hole: null }];
  // Since 2023 a FIFO topic may have standard queues as subscribers; whether their dead-letter queue may be one, no page says.
  const isOpen = sender.kind === "subscription" && needsFifo && !sender.config.endpoint.endsWith(".fifo");
  const { is, needed } = needsFifo ? { is: "standard", needed: "FIFO" } : { is: "FIFO", needed: "standard" };
  return [
    {
      resource: sender,
      hole: {
        part,
        summary: `${nameOfArn(destinationArn)} is ${is}, but the ${KIND_WORDS[sender.kind]} ${sender.name} needs a ${needed} one: what it gives up ${isOpen ? "may be" : "is"} lost.`,
        evidence: [
          { label: "Failure destination", value: destinationArn },
          { label: "Type", value: is },
          { label: "Needed", value: needed },
        ],
        confidence: isOpen ? "possible" : "certain",
        severity: eased(isOpen ? "high" : "critical", link.isActive),
        fix: giveDeadLetterQueue(sender, part),
        failingStageArn: null,
      },
    },
  ];
}

function needsFifoOf({ sender }: DeadLetterLink): boolean {
  if (sender.kind === "queue") return sender.config.isFifo;
  return sender.kind === "subscription" && sender.config.topicArn.endsWith(".fifo");
}
