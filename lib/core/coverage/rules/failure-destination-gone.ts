import { nameOfArn } from "../../arn";
import type { Graph } from "../../inventory/graph";
import { kindOfArn } from "../../inventory/kind-of-arn";
import { KIND_WORDS } from "../../inventory/resource";
import { type DeadLetterLink, deadLetterLinks } from "../dead-letter-links";
import { queueAgain } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";

/** Only where somebody looked and did not find the destination. Senders that are switched off count one severity less. */
export const failureDestinationGone: CoverageRule = {
  id: "failure-destination-gone",
  title: "The failure destination no longer exists",
  explanation:
    "The sender still names a queue, topic, function or bus that was deleted. What fails cannot be kept there, and no error appears where the sender is configured. Make it again under the same name, or name another.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
  ],
  check: (graph) => deadLetterLinks(graph).flatMap((link) => judge(graph, link)),
};

function judge(graph: Graph, { sender, part, destinationArn, isActive }: DeadLetterLink): Verdict[] {
  const kind = kindOfArn(destinationArn);
  const found = kind && graph.lookUp(kind, destinationArn);
  if (!kind || found === "unknown") return [];
  if (found === "there") return [{ resource: sender, hole: null }];
  const name = nameOfArn(destinationArn);
  const fate =
    sender.kind === "queue"
      ? `stays in ${sender.name} until retention deletes it`
      : `by ${sender.name} is lost instead of being kept`;
  return [
    {
      resource: sender,
      hole: {
        part,
        summary: `The ${KIND_WORDS[kind]} ${name} is gone: what fails ${fate}.`,
        evidence: [
          { label: "Failure destination", value: destinationArn },
          { label: "Looked for", value: "not found where it should be, and that place was read" },
        ],
        confidence: "certain",
        severity: eased("critical", isActive),
        fix: kind === "queue" ? queueAgain(destinationArn, sender) : null,
        failingStageArn: null,
      },
    },
  ];
}
