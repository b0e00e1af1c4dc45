import type { Call } from "../../service";
import { required, validationProblem } from "../archives/check-input";
import { busArnOf, requireBus } from "../resources/event-bus";
import { checkUnmanaged, parseRuleArn, requireRule } from "../resources/rule";
import { type Input, requiredTextIn, tagsIn, textsIn } from "./parameters";

const MOST_TAGS = 50;

interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  save(tags: Record<string, string>): void;
}

export function tagResource(call: Call, input: Input) {
  const added = tagsIn(input);
  required(input.Tags ?? undefined, "Tags");
  const { tags, save } = taggedIn(call, input, true);
  const all = { ...tags, ...added };
  if (Object.keys(all).length > MOST_TAGS) {
    throw validationProblem(`A resource can have at most ${MOST_TAGS} tags.`);
  }
  save(all);
  return {};
}

/** Keys that the resource does not have are no error. */
export function untagResource(call: Call, input: Input) {
  const keys = required(textsIn(input, "TagKeys"), "TagKeys");
  const { tags, save } = taggedIn(call, input, true);
  save(Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))));
  return {};
}

export function listTagsForResource(call: Call, input: Input) {
  const { tags } = taggedIn(call, input, false);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function taggedIn(call: Call, input: Input, isChange: boolean): Tagged {
  const arn = requiredTextIn(input, "ResourceARN", { shortest: 1, longest: 1600 });
  call.authorize(arn);
  const { world, accountId, region } = call;
  const rulePlace = parseRuleArn(arn);
  if (rulePlace) {
    const rule = requireRule(world, rulePlace);
    if (isChange) checkUnmanaged(rule);
    return { tags: rule.tags, save: (tags) => Object.assign(rule, { tags }) };
  }
  const busName = /:event-bus\/(.+)$/.exec(arn)?.[1] ?? "";
  if (busArnOf({ accountId, region, busName }) === arn) {
    const bus = requireBus(world, { accountId, region, busName });
    return { tags: bus.tags, save: (tags) => world.events.buses.put({ ...bus, tags }) };
  }
  throw validationProblem(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
}
