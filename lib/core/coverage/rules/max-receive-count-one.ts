import type { ResourceOf } from "../../inventory/resource";
import { queueFix } from "../fixes/queue-fix";
import type { CoverageRule, Verdict } from "../rule";

const ADVISED = 5;

export const maxReceiveCountOne: CoverageRule = {
  id: "max-receive-count-one",
  title: "One receive and a message is dead",
  explanation:
    "With maxReceiveCount 1 a single time-out, deployment or lost response dead-letters a good message; SQS may even count a receive that never reached the consumer. Allow several: AWS advises at least five where a function consumes.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/avoiding-inconsistent-message-processing.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/sqs-retries.html",
  ],
  check: (graph) => graph.all("queue").flatMap(judge),
};

function judge(queue: ResourceOf<"queue">): readonly Verdict[] {
  const { deadLetterTargetArn, maxReceiveCount } = queue.config;
  if (!deadLetterTargetArn || maxReceiveCount === null) return [];
  if (maxReceiveCount > 1) return [{ resource: queue, hole: null }];
  return [
    {
      resource: queue,
      hole: {
        part: "",
        summary: `A message of ${queue.name} gets one attempt: any hiccup of the consumer dead-letters it, however good it is.`,
        evidence: [{ label: "RedrivePolicy", value: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) }],
        confidence: "certain",
        severity: "medium",
        fix: queueFix(queue, { redrive: { deadLetterTargetArn, maxReceiveCount: ADVISED } }),
        failingStageArn: null,
      },
    },
  ];
}
