import type { ResourceOf } from "../../inventory/resource";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";
import { isStream } from "../stream-arn";
import { fateOfRecord } from "../stream-retries";

/** Only pipes from Kinesis and DynamoDB streams; for a queue its own redrive policy counts. Stopped pipes count less. */
export const pipeWithoutDestination: CoverageRule = {
  id: "pipe-without-destination",
  title: "Pipe from a stream without a dead-letter queue",
  explanation:
    "A pipe repeats a failing record until its limits are reached, which are endless by default: then the shard stands still until the record expires. With limits but no dead-letter queue the record is dropped. The dead-letter queue gets the record's position, not its content.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html",
    "https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceDynamoDBStreamParameters.html",
  ],
  check: (graph) =>
    graph
      .all("pipe")
      .filter(({ config }) => isStream(config.sourceArn))
      .map(judge),
};

function judge(pipe: ResourceOf<"pipe">): Verdict {
  const { config } = pipe;
  if (config.deadLetterArn) return { resource: pipe, hole: null };
  return {
    resource: pipe,
    hole: {
      part: "",
      summary: `A record that ${pipe.name} cannot pass on ${fateOfRecord(config)}.`,
      evidence: [
        { label: "Source", value: config.sourceArn },
        { label: "DeadLetterConfig", value: "none" },
        { label: "MaximumRetryAttempts", value: `${config.maxRetries ?? "-1 (endless)"}` },
      ],
      confidence: "certain",
      severity: eased("high", config.isRunning),
      fix: giveDeadLetterQueue(pipe, ""),
      failingStageArn: null,
    },
  };
}
