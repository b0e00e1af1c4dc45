import { AwsError } from "../../aws-error";
import type { Call } from "../../service";
import { checkedMachineArn, requiredText } from "../find-by-arn";
import { tagsIn } from "../read-tags";
import type { StateMachine } from "../state";

type Input = Readonly<Record<string, unknown>>;

const MOST_TAGS = 50;

/** Step Functions TagResource: adds to the machine's tags, or replaces their values. */
export function TagResource(call: Call, input: Input) {
  const machine = tagged(call, input);
  const tags = { ...machine.tags, ...tagsIn(input) };
  if (Object.keys(tags).length > MOST_TAGS) {
    throw new AwsError("TooManyTags", `Too many tags on '${machine.arn}'`);
  }
  machine.tags = tags;
  return {};
}

/** Step Functions UntagResource: keys that the machine does not have are no error. */
export function UntagResource(call: Call, input: Input) {
  const machine = tagged(call, input);
  const keys = Array.isArray(input.tagKeys) ? input.tagKeys : [];
  for (const key of keys) delete machine.tags[String(key)];
  return {};
}

/** Step Functions ListTagsForResource. */
export function ListTagsForResource(call: Call, input: Input) {
  const { tags } = tagged(call, input);
  return { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
}

function tagged(call: Call, input: Input): StateMachine {
  const arn = checkedMachineArn(call, requiredText(input, "resourceArn"));
  const machine = call.world.stepFunctions.machine(arn);
  if (machine) return machine;
  throw new AwsError("ResourceNotFound", `Resource not found: '${arn}'`);
}
