import { nameOfArn } from "../../arn";
import type { Resource } from "../../inventory/resource";
import { unqualified } from "../../inventory/unqualified";
import { type DeadLetterQueue, deadLetterQueues } from "../dead-letter-queues";
import type { CoverageFacts, CoverageRule, Severity, Verdict } from "../rule";

/** From this many unrelated sources on, one retention and one alarm cannot suit all. */
const MANY = 3;
const MOST_NAMED = 10;
const MEANT_FOR_ALL = /(^|[^a-z])(central|shared|common|global|catch-?all|org|organi[sz]ation|default)([^a-z]|$)/i;
/** Says where or how far along something is, not what it is part of. */
const STAGES = new Set(["prod", "production", "prd", "staging", "stage", "stg", "dev", "test", "qa", "uat", "live"]);

export const dlqShared: CoverageRule = {
  id: "dlq-shared",
  title: "Strangers share a dead-letter queue",
  explanation:
    "Dead letters of different software in one queue share one retention and one alarm: whoever is told cannot know whose they are, and a redrive of one sender's messages has to pick them out. Give each sender, or at least each owner, a queue of its own.",
  documentedAt: [
    "https://www.systemoverflow.com/learn/message-queues/dead-letter-queues/multi-tenant-dlqs-and-per-consumer-isolation-patterns",
  ],
  check: (graph, facts) =>
    deadLetterQueues(graph)
      .filter(({ senders }) => senders.length > 1)
      .map((dlq) => judge(dlq, facts)),
};

function judge(dlq: DeadLetterQueue, facts: CoverageFacts): Verdict {
  const { queue, senders } = dlq;
  const owners = new Set(senders.flatMap((sender) => ownerOf(sender, facts) ?? []));
  const stems = new Set(senders.map((sender) => stemOf(stageOf(sender).name)));
  const isOfStrangers = owners.size > 1 || (owners.size === 0 && stems.size >= MANY);
  if (!isOfStrangers) return { resource: queue, hole: null };
  const severity: Severity = owners.size > 1 && !MEANT_FOR_ALL.test(queue.name) ? "medium" : "low";
  const names = senders.map((sender) => stageOf(sender).name).sort();
  const more = senders.length > MOST_NAMED ? ` and ${senders.length - MOST_NAMED} more` : "";
  return {
    resource: queue,
    hole: {
      part: "",
      summary:
        owners.size > 1
          ? `${owners.size} owners share ${queue.name}: a dead letter there tells nobody in particular.`
          : `${senders.length} senders that seem unrelated share ${queue.name}, with one retention and one alarm for all.`,
      evidence: [
        { label: `Senders (${senders.length})`, value: names.slice(0, MOST_NAMED).join(", ") + more },
        ...(owners.size > 0 ? [{ label: "Their owners", value: [...owners].sort().join(", ") }] : []),
      ],
      confidence: owners.size > 1 ? "certain" : "possible",
      severity,
      fix: null,
      failingStageArn: null,
    },
  };
}

function ownerOf(sender: Resource, { owners }: CoverageFacts): string | undefined {
  return owners.get(sender.arn) ?? owners.get(stageOf(sender).arn);
}

/** What fails when this sender gives up: mappings and subscriptions are only links, and have no names of their own. */
function stageOf(sender: Resource): { readonly arn: string; readonly name: string } {
  if (sender.kind === "mapping") return named(unqualified(sender.config.functionArn));
  if (sender.kind === "subscription") return named(unqualified(sender.config.endpoint));
  return sender;
}

function named(arn: string): { readonly arn: string; readonly name: string } {
  return { arn, name: nameOfArn(arn) };
}

/** `orders-prod-worker` and `prod_orders` are both `orders`. */
function stemOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.find((word) => word !== "" && !STAGES.has(word)) ?? name;
}
