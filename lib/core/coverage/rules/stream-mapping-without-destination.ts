import { nameOfArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import { streamName } from "../fixes/stream-fix";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";
import { isStream } from "../stream-arn";
import { fateOfRecord } from "../stream-retries";

/** Mappings of Kinesis and DynamoDB streams; disabled ones count one severity less. */
export const streamMappingWithoutDestination: CoverageRule = {
  id: "stream-mapping-without-destination",
  title: "Stream mapping without a failure destination",
  explanation:
    "Lambda repeats a failing batch of a stream until its limits are reached, which are endless by default: one bad record holds up its shard for as long as the stream keeps it. With limits but no on-failure destination the records are dropped. A dead-letter queue on the function does not help here: it is for asynchronous invocations. The function's role needs leave to send to the destination.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html",
  ],
  check: (graph) =>
    graph
      .all("mapping")
      .filter(({ config }) => isStream(config.sourceArn))
      .map(judge),
};

function judge(mapping: ResourceOf<"mapping">): Verdict {
  const { config } = mapping;
  if (config.onFailureArn) return { resource: mapping, hole: null };
  return {
    resource: mapping,
    hole: {
      part: "",
      summary: `A record of ${streamName(config.sourceArn)} on which ${nameOfArn(config.functionArn)} fails ${fateOfRecord(config)}.`,
      evidence: [
        { label: "Source", value: config.sourceArn },
        { label: "OnFailure", value: "none" },
        { label: "MaximumRetryAttempts", value: `${config.maxRetries ?? "-1 (endless)"}` },
      ],
      confidence: "certain",
      severity: eased("high", config.isEnabled),
      fix: giveDeadLetterQueue(mapping, ""),
      failingStageArn: config.functionArn,
    },
  };
}
