import { AwsError } from "../aws-error";
import { identityDenialOf } from "../iam/principal";
import { resourceDenialOf } from "../iam/resource-denial";
import type { Call } from "../service";
import { invalidParameter, missing, notFound } from "./errors";
import type { Topic } from "./state";

const TOPIC_ARN = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):(\d{12}):([A-Za-z0-9_-]{1,256}(?:\.fifo)?)$/;

/**
 * The topic that an ARN names, allowed to the caller. Within an account either the caller's policies or the topic's
 * own suffice; across accounts both must allow (IAM User Guide, "Policy evaluation logic"). Throws InvalidParameter,
 * AuthorizationError or NotFound.
 */
export function requireTopic(call: Call, arn: string | undefined, action = call.action): Topic {
  if (!arn) throw missing("TopicArn");
  const topic = allowedTopic(call, arn, action);
  if (!topic) throw notFound("Topic");
  return topic;
}

/** Like `requireTopic`, but a topic that does not exist is undefined. */
export function allowedTopic(call: Call, arn: string, action = call.action): Topic | undefined {
  const [, region] = TOPIC_ARN.exec(arn) ?? [];
  if (region !== call.region) throw invalidParameter("TopicArn");
  const topic = call.world.sns.topic(arn);
  authorizeTopic(call, arn, topic?.attributes.Policy, action);
  return topic;
}

/** Throws AuthorizationError unless the caller may do the action on this topic, be it there or not. */
export function authorizeTopic(call: Call, arn: string, policy: string | undefined, action = call.action): void {
  const { principal, region } = call;
  const denial = resourceDenialOf(principal, { action, resourceArn: arn, resourcePolicy: policy, region });
  if (denial) throw authorizationError(principal.arn, action, arn, denial.because);
}

/** For the actions that IAM knows no resource for. */
export function authorizeAll(call: Call): void {
  const denial = identityDenialOf(call.principal, call.action, "*", call.region);
  if (denial) throw authorizationError(call.principal.arn, call.action, "*", denial.because);
}

/** SNS alone writes its own name in capitals here. */
export function authorizationError(who: string, action: string, arn: string, because: string): AwsError {
  const shown = action.replace(/^sns/, "SNS");
  const text = `not authorized to perform: ${shown} on resource: ${arn} ${because.replace(action, shown)}`;
  return new AwsError("AuthorizationError", `User: ${who} is ${text}`, { status: 403 });
}
