import type { Graph } from "../../inventory/graph";
import type { ResourceKind, ResourceOf } from "../../inventory/resource";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import { redriveAllowPolicyOf } from "../redrive-allow-policy";
import type { CoverageRule, Verdict } from "../rule";
import { spanOf } from "../span";

/** Kinds that may name a queue as their dead-letter queue, which then needs none itself. */
const GIVING_UP: readonly ResourceKind[] = [
  "queue",
  "bus",
  "rule",
  "schedule",
  "pipe",
  "subscription",
  "mapping",
  "function",
];

/**
 * Queues that somebody consumes or delivers to, but not dead-letter queues: they need none. A FIFO queue may do without
 * on purpose, since a dead-letter queue breaks its order: medium.
 */
export const queueWithoutDlq: CoverageRule = {
  id: "queue-without-dlq",
  title: "Queue without a dead-letter queue",
  explanation:
    "A message that its consumer cannot process comes back again and again until the queue's retention deletes it, and costs an attempt each time. A redrive policy moves it aside after a number of receives. In a FIFO queue it blocks its message group meanwhile; where the order matters more than the messages behind it, accept this finding with that reason.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
  ],
  check: (graph) => graph.all("queue").flatMap((queue) => judge(graph, queue)),
};

function judge(graph: Graph, queue: ResourceOf<"queue">): Verdict[] {
  if (graph.edgesTo(queue.arn).some(({ kind }) => kind === "dead-letters") || isNamedBySources(queue)) return [];
  const consumers = graph.edgesFrom(queue.arn).filter(({ kind }) => kind === "consumes");
  const deliverers = graph.edgesTo(queue.arn).filter(({ kind }) => kind === "delivers");
  if (consumers.length + deliverers.length === 0) return [];
  if (queue.config.deadLetterTargetArn) return [{ resource: queue, hole: null }];
  const unread = GIVING_UP.filter((kind) => !graph.isAllRead({ ...queue, kind }, queue.arn));
  const doubt =
    unread.length > 0 ? " Unless it is a dead-letter queue itself: not all that could name it was read." : "";
  const isFifo = queue.config.isFifo;
  return [
    {
      resource: queue,
      hole: {
        part: "",
        summary: `A message of ${queue.name} that always fails ${isFifo ? "blocks its group and" : "returns and"} is deleted after ${spanOf(queue.config.retentionSeconds)}.${doubt}`,
        evidence: [
          { label: "RedrivePolicy", value: "none" },
          { label: "Consumers", value: consumers.map(({ to }) => to).join(", ") || "none known" },
          { label: "Delivered to by", value: deliverers.map(({ from }) => from).join(", ") || "none known" },
        ],
        confidence: unread.length > 0 ? "possible" : "certain",
        severity: isFifo ? "medium" : "high",
        fix: giveDeadLetterQueue(queue, ""),
        failingStageArn: consumers[0]?.to ?? null,
      },
    },
  ];
}

/** A queue that says which sources may use it is a dead-letter queue, even if they lie where nobody could look. */
function isNamedBySources({ config }: ResourceOf<"queue">): boolean {
  return redriveAllowPolicyOf(config.redriveAllowPolicy).redrivePermission === "byQueue";
}
