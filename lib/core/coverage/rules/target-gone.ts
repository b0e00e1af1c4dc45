import { nameOfArn } from "../../arn";
import type { Graph } from "../../inventory/graph";
import { kindOfArn } from "../../inventory/kind-of-arn";
import { KIND_WORDS, type ResourceKind } from "../../inventory/resource";
import { withoutVersion } from "../../inventory/unqualified";
import { isActive } from "../dead-letter-links";
import { type DeliveryLink, deliveryLinks } from "../delivery-links";
import type { CoverageRule, Severity, Verdict } from "../rule";
import { eased } from "../severity";

/** Only where somebody looked and did not find it. What is switched off counts one severity less. */
export const targetGone: CoverageRule = {
  id: "target-gone",
  title: "What events go to, or come from, no longer exists",
  explanation:
    "A rule, subscription, schedule, pipe or mapping still names something that was deleted. Delivery to what is gone is not retried: every event is lost, or dead-lettered where a failure destination exists. Remove what is left over, or name what took its place.",
  documentedAt: [
    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
  ],
  check: (graph) => deliveryLinks(graph).flatMap((link) => judge(graph, link)),
};

function judge(graph: Graph, link: DeliveryLink): Verdict[] {
  const { sender, part, role } = link;
  const arn = withoutVersion(link.arn);
  const kind = kindOfArn(arn);
  const found = kind && graph.lookUp(kind, arn);
  if (!kind || found === "unknown") return [];
  if (found === "there") return [{ resource: sender, hole: null }];
  return [
    {
      resource: sender,
      hole: {
        part,
        summary: summaryOf(link, kind),
        evidence: [
          { label: role === "source" ? "Source" : "Target", value: link.arn },
          { label: "Looked for", value: "not found where it should be, and that place was read" },
          ...(role === "target"
            ? [{ label: "Failure destination", value: link.hasFailureDestination ? "one is set" : "none" }]
            : []),
        ],
        confidence: "certain",
        severity: eased(severityOf(link), isActive(sender)),
        fix: null,
        failingStageArn: null,
      },
    },
  ];
}

/** A queue or stream keeps what its reader cannot pass on; the others have it only for a moment. */
function keepsEvents({ sender }: DeliveryLink): boolean {
  return sender.kind === "pipe" || sender.kind === "mapping";
}

function severityOf(link: DeliveryLink): Severity {
  if (link.role === "source") return "medium";
  return link.hasFailureDestination || keepsEvents(link) ? "high" : "critical";
}

function summaryOf(link: DeliveryLink, kind: ResourceKind): string {
  const { sender, role } = link;
  const gone = `The ${KIND_WORDS[kind]} ${nameOfArn(withoutVersion(link.arn))} is gone`;
  if (role === "source")
    return `${gone}: the ${KIND_WORDS[sender.kind]} ${sender.name} waits for events that cannot come.`;
  if (keepsEvents(link)) return `${gone}: what ${sender.name} reads fails until it expires or is given up.`;
  return link.hasFailureDestination
    ? `${gone}: every event that ${sender.name} sends there becomes a dead letter at once.`
    : `${gone}: every event that ${sender.name} sends there is lost.`;
}
