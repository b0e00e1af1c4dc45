import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { objectIn, textsIn } from "../wire/input";
import { invalidParameter } from "./tagging-errors";

type Input = Readonly<Record<string, unknown>>;

const MOST_TAGS = 50;
const MOST_RESOURCES = 20;

/** Tagging API TagResources, for queues; other resources fail each in its own words. */
export function tagResources(call: Call, input: Input) {
  call.authorize("*");
  const given = Object.entries(objectIn(input, "Tags") ?? {});
  if (given.length < 1 || given.length > MOST_TAGS)
    throw invalidParameter(`Tags must have from 1 to ${MOST_TAGS} members.`);
  const wrong = given.find(([key, value]) => typeof value !== "string" || key.length > 128 || value.length > 256);
  if (wrong) throw invalidParameter(`Tag ${wrong[0]} is too long, or its value is no text.`);
  return changeEach(call, input, "sqs:TagQueue", (tags) => {
    const changed = { ...tags, ...Object.fromEntries(given.map(([key, value]) => [key, String(value)])) };
    if (Object.keys(changed).length > MOST_TAGS)
      throw invalidParameter(`A resource can have at most ${MOST_TAGS} tags.`);
    return changed;
  });
}

/** Tagging API UntagResources, for queues; tags that are not there are no problem. */
export function untagResources(call: Call, input: Input) {
  call.authorize("*");
  const keys = textsIn(input, "TagKeys") ?? [];
  if (keys.length < 1 || keys.length > MOST_TAGS)
    throw invalidParameter(`TagKeys must have from 1 to ${MOST_TAGS} members.`);
  return changeEach(call, input, "sqs:UntagQueue", (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
  );
}

type Change = (tags: Readonly<Record<string, string>>) => Record<string, string>;

function changeEach(call: Call, input: Input, action: string, change: Change) {
  const arns = textsIn(input, "ResourceARNList") ?? [];
  if (arns.length < 1 || arns.length > MOST_RESOURCES) {
    throw invalidParameter(`ResourceARNList must have from 1 to ${MOST_RESOURCES} members.`);
  }
  const failures = arns.flatMap((arn) => {
    try {
      changeQueue(call, arn, action, change);
      return [];
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const code = error.code === "InvalidParameterException" ? error.code : "InternalServiceException";
      return [[arn, { StatusCode: error.status, ErrorCode: code, ErrorMessage: error.message }] as const];
    }
  });
  return { FailedResourcesMap: Object.fromEntries(failures) };
}

function changeQueue({ world, accountId, region, authorize }: Call, arn: string, action: string, change: Change): void {
  if (!/^arn:aws[a-z-]*:sqs:/.test(arn))
    throw invalidParameter(`Tagging ${arn} this way is not simulated; use its own service.`);
  authorize(arn, action);
  const queue = world.sqs.regionOf(accountId, region).findByArn(arn);
  if (!queue) throw invalidParameter(`${arn} does not exist in this account and Region.`);
  queue.tags = change(queue.tags);
}
