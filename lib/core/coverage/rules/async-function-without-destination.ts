import type { ResourceOf } from "../../inventory/resource";
import { type AsyncSender, asyncSendersOf } from "../async-senders";
import { isActive } from "../dead-letter-links";
import { giveDeadLetterQueue } from "../fixes/give-dead-letter-queue";
import type { CoverageRule, Verdict } from "../rule";
import { eased } from "../severity";
import { tries } from "../tries";

/** Counts one severity less when all that invokes the function is disabled. */
export const asyncFunctionWithoutDestination: CoverageRule = {
  id: "async-function-without-destination",
  title: "Asynchronous function without a failure destination",
  explanation:
    "EventBridge, SNS and Scheduler count an event as delivered once Lambda has taken it. If the function then fails, Lambda tries twice more and discards the event, unless the function has a dead-letter queue or an on-failure destination for the alias or version in use. Functions that only buckets or code invoke are not judged: the inventory does not see who invokes them.",
  documentedAt: [
    "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html",
  ],
  check: (graph) =>
    graph.all("function").flatMap((fn) => {
      const senders = Map.groupBy(asyncSendersOf(graph, fn), ({ qualifier }) => qualifier);
      return [...senders].map(([qualifier, ofQualifier]) => judge(fn, qualifier, ofQualifier));
    }),
};

function judge(fn: ResourceOf<"function">, qualifier: string, senders: readonly AsyncSender[]): Verdict {
  const config = fn.config.async.find((one) => one.qualifier === qualifier);
  if (fn.config.deadLetterArn || config?.onFailureArn) return { resource: fn, hole: null };
  const isLatest = qualifier === "$LATEST";
  const attempts = tries(config ?? { maxRetries: null, maxAgeSeconds: null }, "function");
  const doubt = isLatest ? "" : " A published version may carry a dead-letter queue of its own, which was not read.";
  return {
    resource: fn,
    hole: {
      part: qualifier,
      summary: `An event on which ${fn.name}${isLatest ? "" : `:${qualifier}`} fails is tried ${attempts}, then discarded.${doubt}`,
      evidence: [
        { label: "Invoked asynchronously by", value: senders.map(({ sender }) => sender.arn).join(", ") },
        { label: "DeadLetterConfig", value: "none" },
        { label: `OnFailure of ${qualifier}`, value: "none" },
      ],
      confidence: isLatest ? "certain" : "possible",
      severity: eased(
        "high",
        senders.some(({ sender }) => isActive(sender)),
      ),
      fix: giveDeadLetterQueue(fn, qualifier),
      failingStageArn: null,
    },
  };
}
