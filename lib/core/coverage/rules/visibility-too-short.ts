import type { Graph } from "../../inventory/graph";
import type { ResourceOf } from "../../inventory/resource";
import { consumersOf, isOn } from "../consumers-of";
import { queueFix } from "../fixes/queue-fix";
import type { CoverageRule, Verdict } from "../rule";

const ADVISED_FACTOR = 6;
const LONGEST_SECONDS = 43_200;

export const visibilityTooShort: CoverageRule = {
  id: "visibility-too-short",
  title: "Messages return while they are worked on",
  explanation:
    "A message that becomes visible before its function has finished is worked on twice. Attempts that are throttled take time as well and use up receives, so that good messages are dead-lettered. AWS advises a visibility time-out of six times the function's time-out.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/sqs-retries.html",
    "https://repost.aws/knowledge-center/lambda-retrying-valid-sqs-messages",
  ],
  check: (graph) => graph.all("queue").flatMap((queue) => judge(graph, queue)),
};

function judge(graph: Graph, queue: ResourceOf<"queue">): readonly Verdict[] {
  const mappings = consumersOf(graph, queue.arn).filter((one) => one.kind === "mapping" && isOn(one));
  const functions = mappings.flatMap((mapping) => (mapping.kind === "mapping" ? functionOf(graph, mapping) : []));
  const [slowest] = [...functions].sort((one, other) => other.config.timeoutSeconds - one.config.timeoutSeconds);
  if (!slowest) return [];
  const hole = holeOf(queue, slowest);
  const isAllKnown = functions.length === mappings.length;
  return hole || isAllKnown ? [{ resource: queue, hole }] : [];
}

function functionOf(graph: Graph, mapping: ResourceOf<"mapping">): readonly ResourceOf<"function">[] {
  const found = graph.find(mapping.config.functionArn);
  return found?.kind === "function" ? [found] : [];
}

function holeOf(queue: ResourceOf<"queue">, slowest: ResourceOf<"function">): Verdict["hole"] {
  const visible = queue.config.visibilityTimeoutSeconds;
  const { timeoutSeconds } = slowest.config;
  const advised = Math.min(timeoutSeconds * ADVISED_FACTOR, LONGEST_SECONDS);
  if (visible >= advised) return null;
  const isCertain = visible < timeoutSeconds;
  return {
    part: "",
    summary: isCertain
      ? `${slowest.name} may work for ${timeoutSeconds} s, but its message returns after ${visible} s and is worked on a second time.`
      : `When ${slowest.name} is throttled, a message may return before its attempt ended: ${visible} s are less than six times ${timeoutSeconds} s.`,
    evidence: [
      { label: `VisibilityTimeout of ${queue.name}`, value: `${visible} s` },
      { label: `Timeout of ${slowest.name}`, value: `${timeoutSeconds} s` },
      { label: "Advised visibility", value: `${advised} s` },
    ],
    confidence: isCertain ? "certain" : "possible",
    severity: isCertain ? "high" : "medium",
    fix: queueFix(queue, { visibilityTimeoutSeconds: advised }, `Six times the time-out of its function.`),
    failingStageArn: slowest.arn,
  };
}
