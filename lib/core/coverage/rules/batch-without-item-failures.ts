import { nameOfArn, parseArn } from "../../arn";
import type { ResourceOf } from "../../inventory/resource";
import { unqualified } from "../../inventory/unqualified";
import { mappingFix } from "../fixes/mapping-fix";
import type { CoverageRule, Verdict } from "../rule";

export const batchWithoutItemFailures: CoverageRule = {
  id: "batch-without-item-failures",
  title: "One failure fails its whole batch",
  explanation:
    "When one message of a batch fails, all of them return, are worked on again and count one receive more: in the end good messages are dead-lettered beside the bad one. With ReportBatchItemFailures the function names those that failed.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
    "https://docs.aws.amazon.com/prescriptive-guidance/latest/lambda-event-filtering-partial-batch-responses-for-sqs/benefits-partial-batch-responses.html",
  ],
  check: (graph) => graph.all("mapping").flatMap(judge),
};

function judge(mapping: ResourceOf<"mapping">): readonly Verdict[] {
  const { sourceArn, functionArn, isEnabled, batchSize, reportsBatchItemFailures } = mapping.config;
  if (parseArn(sourceArn)?.service !== "sqs" || !isEnabled) return [];
  if (batchSize <= 1 || reportsBatchItemFailures) return [{ resource: mapping, hole: null }];
  const [queue, consumer] = [nameOfArn(sourceArn), nameOfArn(unqualified(functionArn))];
  return [
    {
      resource: mapping,
      hole: {
        part: "",
        summary: `One message that ${consumer} cannot work on takes up to ${batchSize - 1} others of ${queue} with it, in the end to the dead-letter queue.`,
        evidence: [
          { label: "BatchSize", value: `${batchSize}` },
          { label: "FunctionResponseTypes", value: "none" },
        ],
        confidence: "certain",
        severity: "medium",
        fix: mappingFix(
          mapping,
          { reportsBatchItemFailures: true },
          "The function must return batchItemFailures for what failed; a failure that it swallows counts as done.",
        ),
        failingStageArn: functionArn,
      },
    },
  ];
}
