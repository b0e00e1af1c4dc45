import { nameOfArn, parseArn } from "@/lib/core/arn";
import { Invalid } from "@/lib/core/errors";
import type { OriginKind } from "@/lib/core/failures/origins/origin";
import type { SubscriptionConfig } from "@/lib/core/inventory/resource";
import type { PlanConfiguration } from "@/lib/core/plans/plan-hash";
import { type LivingResource, listSubscriptionsThatGiveUpInto } from "@/lib/db/living-resources";
import type { Selected } from "../selected";
import type { Aimer } from "./aim";
import { functionPlaces } from "./function-places";
import { otherOrigins } from "./other-origins";
import { outsideProblems } from "./outside";
import { configurationOfQueues, queuePlaces } from "./queue-places";

type Subscription = LivingResource<"subscription">;
type Aimed = { readonly subscription: Subscription } | { readonly problem: string } | undefined;

const FITTING: readonly OriginKind[] = ["sns-subscription"];

/** Each notification to the endpoint of the one subscription that could not deliver it, and to no other of its topic. */
export const aimAtEndpoint: Aimer = async (_, db, { queue, chosen, destinationArn }) => {
  if (destinationArn !== null && parseArn(destinationArn)?.service !== "sns")
    throw new Invalid("A notification goes to the endpoint of a subscription.", [
      { field: "destinationArn", message: "must be the ARN of a subscription" },
    ]);
  const subscriptions = await listSubscriptionsThatGiveUpInto(db, queue.arn);
  const aimed = chosen.map((message) => aimOne(message, subscriptions, destinationArn));
  const used = [...new Set(aimed.flatMap((one) => (one && "subscription" in one ? [one.subscription] : [])))];
  const arns = aimed.map((one) => (one && "subscription" in one ? one.subscription.config.endpoint : null));
  const queues = await queuePlaces(db, endpointsOf(used, "sqs"));
  const functions = await functionPlaces(db, endpointsOf(used, "lambda"));
  return {
    arns: arns.map((arn) => (arn !== null && parseArn(arn) ? arn : null)),
    places: [...queues, ...functions.places],
    configuration: { ...configurationOfQueues(queues), ...functions.configuration, ...configurationOf(used) },
    problems: [
      ...otherOrigins(chosen, FITTING),
      ...new Set(aimed.flatMap((one) => (one && "problem" in one ? [one.problem] : []))),
      ...used.flatMap(({ name, config }) => whyNotByUs(name, config) ?? []),
      ...outsideProblems(queue.arn, [...endpointsOf(used, "sqs"), ...endpointsOf(used, "lambda")]),
    ],
  };
};

function aimOne({ originKind, anchorArn }: Selected, all: readonly Subscription[], named: string | null): Aimed {
  if (originKind !== "sns-subscription") return undefined;
  const anchor = anchorArn ?? "";
  const [topic, isOne] = (parseArn(anchor)?.resource ?? "").split(":");
  const fitting = all.filter(({ arn, config }) => arn === anchor || config.topicArn === anchor);
  if (named !== null) {
    const chosen = all.find(({ arn }) => arn === named);
    return chosen && (fitting.length === 0 || fitting.includes(chosen))
      ? { subscription: chosen }
      : { problem: `The subscription ${named} does not send what it cannot deliver from ${topic} to this queue.` };
  }
  const [first, ...others] = fitting;
  if (first && others.length === 0) return { subscription: first };
  if (first)
    return {
      problem: `Any of ${fitting.length} subscriptions of ${topic} may have failed: ${fitting.map(({ arn, config }) => `${arn} (${config.endpoint})`).join(", ")}. Name one as the destination.`,
    };
  return {
    problem: isOne
      ? `The subscription ${anchor} is gone, or no longer names this queue: nobody can say which endpoint missed these.`
      : `No subscription of ${topic} that we know names this queue: nobody can say which endpoint missed these.`,
  };
}

function endpointsOf(used: readonly Subscription[], protocol: "sqs" | "lambda"): string[] {
  return used.filter(({ config }) => config.protocol === protocol).map(({ config }) => config.endpoint);
}

/** SNS signs what it sends to addresses, and has an agreement with mail and phone networks: nobody else can stand in for it. */
function whyNotByUs(name: string, { protocol, endpoint, topicArn }: SubscriptionConfig): string | undefined {
  const topic = nameOfArn(topicArn);
  if (protocol === "sqs" || protocol === "lambda") return undefined;
  const why = protocol.startsWith("http") ? "only SNS can sign what that address checks" : "only SNS can reach it";
  return `The subscription ${name} delivers to ${endpoint} (${protocol}): ${why}. Publish to ${topic} yourself if every subscriber may get these again.`;
}

function configurationOf(used: readonly Subscription[]): PlanConfiguration {
  return Object.fromEntries(
    used.flatMap(({ arn, config }) => [
      [`subscription ${arn}: endpoint`, `${config.protocol} ${config.endpoint}`],
      [`subscription ${arn}: delivery`, config.isRaw ? "raw" : "in an envelope"],
    ]),
  );
}
