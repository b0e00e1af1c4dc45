import { nameOfArn, parseArn } from "../../arn";
import type { Graph } from "../../inventory/graph";
import type { ResourceOf } from "../../inventory/resource";
import { consumersOf, isOn } from "../consumers-of";
import { mappingFix } from "../fixes/mapping-fix";
import type { CoverageRule, Verdict } from "../rule";
import { spanOf } from "../span";

export const mappingDisabled: CoverageRule = {
  id: "mapping-disabled",
  title: "A queue's consumer is switched off",
  explanation:
    "While the mapping is disabled its function takes nothing from the queue: messages wait, and those that reach the queue's retention are deleted without ever becoming dead letters. Switch it on, or delete mapping and queue.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html",
    "https://oneuptime.com/blog/post/2026-02-12-fix-sqs-messages-not-processed-by-lambda/view",
  ],
  check: (graph) => graph.all("mapping").flatMap((mapping) => judge(graph, mapping)),
};

function judge(graph: Graph, mapping: ResourceOf<"mapping">): readonly Verdict[] {
  const { sourceArn, functionArn, isEnabled } = mapping.config;
  const queue = graph.find(sourceArn);
  if (parseArn(sourceArn)?.service !== "sqs" || queue?.kind !== "queue") return [];
  const isDeadLetterQueue = graph.sendersOf(sourceArn).length > 0;
  const isTaken = consumersOf(graph, sourceArn).some(isOn);
  if (isEnabled || isDeadLetterQueue || isTaken) return [{ resource: mapping, hole: null }];
  if (!graph.isAllRead({ ...queue, kind: "pipe" }, queue.arn)) return [];
  return [
    {
      resource: mapping,
      hole: {
        part: "",
        summary: `Nothing that can be seen takes messages from ${queue.name}: they are deleted after ${spanOf(queue.config.retentionSeconds)} unless a program polls it by itself.`,
        evidence: [
          { label: "State", value: "Disabled" },
          { label: "Function", value: functionArn },
          { label: `MessageRetentionPeriod of ${nameOfArn(sourceArn)}`, value: `${queue.config.retentionSeconds} s` },
        ],
        confidence: "possible",
        severity: "medium",
        fix: mappingFix(mapping, { isEnabled: true }, "Messages that piled up are worked on at once."),
        failingStageArn: functionArn,
      },
    },
  ];
}
