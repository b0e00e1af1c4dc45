import type { Call, Operation } from "../../service";
import { textIn } from "../../wire/input";
import { functionNotFound, invalidParameter, validationError } from "../errors";
import type { LambdaFunction } from "../functions-state";
import { tagsIn, withTags } from "../tags";

const FUNCTION_ARN = /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+$/;

export const TagResource: Operation = (call, input) => {
  const fn = taggedFunction(call, input);
  fn.tags = withTags(fn.tags, tagsIn(input, "Tags"));
};

export const UntagResource: Operation = (call, input) => {
  const fn = taggedFunction(call, input);
  const keys: unknown = input.tagKeys;
  if (!Array.isArray(keys) || keys.length === 0) throw validationError("tagKeys", "null", "Member must not be null");
  for (const key of keys) if (typeof key === "string") delete fn.tags[key];
};

export const ListTags: Operation = (call, input) => ({ Tags: taggedFunction(call, input).tags });

/** Only functions carry tags here. */
function taggedFunction(call: Call, input: Readonly<Record<string, unknown>>): LambdaFunction {
  const arn = textIn(input, "Resource") ?? "";
  call.authorize(arn);
  if (!FUNCTION_ARN.test(arn)) throw invalidParameter("Tags on function aliases and versions are not supported.");
  const fn = call.world.lambda.byArn(arn);
  if (!fn || fn.region !== call.region) throw functionNotFound(arn);
  return fn;
}
