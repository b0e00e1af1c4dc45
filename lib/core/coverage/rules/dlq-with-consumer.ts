import type { Graph } from "../../inventory/graph";
import { consumersOf, isOn } from "../consumers-of";
import { type DeadLetterQueue, deadLetterQueues } from "../dead-letter-queues";
import { mappingFix } from "../fixes/mapping-fix";
import { pipeFix } from "../fixes/pipe-fix";
import type { CoverageRule, Verdict } from "../rule";

export const dlqWithConsumer: CoverageRule = {
  id: "dlq-with-consumer",
  title: "Dead letters are consumed",
  explanation:
    "What a function or pipe takes from a dead-letter queue and does not fail on is deleted: nobody sees it, alarms on depth clear, and looking at the queue competes with the consumer. Leave it switched off until somebody has decided to reprocess.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html",
    "https://theburningmonk.com/2024/01/how-would-you-reprocess-lambda-dead-letter-queue-messages-on-demand/",
  ],
  check: (graph) => deadLetterQueues(graph).flatMap((dlq) => judge(graph, dlq)),
};

function judge(graph: Graph, { queue }: DeadLetterQueue): readonly Verdict[] {
  const [consumer] = consumersOf(graph, queue.arn).filter(isOn);
  const isAllRead = (["mapping", "pipe"] as const).every((kind) => graph.isAllRead({ ...queue, kind }, queue.arn));
  if (!consumer) return isAllRead ? [{ resource: queue, hole: null }] : [];
  const isRetryQueue = queue.config.deadLetterTargetArn !== null;
  const stage = consumer.kind === "mapping" ? consumer.config.functionArn : consumer.arn;
  return [
    {
      resource: queue,
      hole: {
        part: "",
        summary: isRetryQueue
          ? `Dead letters of ${queue.name} are consumed, and what fails again goes on to the next queue: perhaps a retry on purpose.`
          : `Dead letters of ${queue.name} are taken and deleted by a consumer; whether it keeps them, only its code could tell.`,
        evidence: [{ label: `Consumer (${consumer.kind})`, value: stage }],
        confidence: "possible",
        severity: isRetryQueue ? "low" : "medium",
        fix:
          consumer.kind === "mapping"
            ? mappingFix(consumer, { isEnabled: false })
            : pipeFix(consumer, { desiredState: "STOPPED" }),
        failingStageArn: null,
      },
    },
  ];
}
