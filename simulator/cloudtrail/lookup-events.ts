import { createHash } from "node:crypto";
import { AwsError } from "../aws-error";
import type { Call } from "../service";
import { numberIn, objectsIn, textIn } from "../wire/input";
import { cloudTrailEvent, userNameOf } from "./cloud-trail-event";
import { resourcesOf } from "./resources-of";
import type { TrailEvent } from "./state";

type Input = Readonly<Record<string, unknown>>;
type Wanted = (event: TrailEvent) => boolean;

/** CloudTrail delivers an event within about five minutes of the call on average ("How CloudTrail works"). */
export const DELIVERY_MS = 5 * 60_000;
const LARGEST_PAGE = 50;

/** CloudTrail LookupEvents: changes in the caller's account and Region, newest first, 50 a page, five minutes late. */
export function lookupEvents(call: Call, input: Input) {
  call.authorize("*");
  const { accountId, region, world } = call;
  const largest = numberIn(input, "MaxResults") ?? LARGEST_PAGE;
  if (!Number.isInteger(largest) || largest < 1 || largest > LARGEST_PAGE) {
    throw new AwsError("InvalidMaxResultsException", `MaxResults must be from 1 to ${LARGEST_PAGE}.`);
  }
  const isWanted = parseAttributes(objectsIn(input, "LookupAttributes") ?? []);
  const { fromMs, toMs } = parseTimes(input);
  const isInsight = parseCategory(textIn(input, "EventCategory"));
  const digest = digestOf([accountId, region, input.LookupAttributes, fromMs, toMs]);
  const deliveredUntil = world.clock.now() - DELIVERY_MS;

  const isTold = (event: TrailEvent) =>
    !isInsight &&
    event.accountId === accountId &&
    event.region === region &&
    event.at >= fromMs &&
    event.at <= Math.min(toMs, deliveredUntil) &&
    isWanted(event);
  const found = world.trail.events.filter(isTold).reverse();
  const start = parseToken(textIn(input, "NextToken"), digest, found);
  const shown = found.slice(start, start + largest);
  const isMore = start + shown.length < found.length;
  return {
    Events: shown.map((event) => tell(call, event)),
    NextToken: isMore ? Buffer.from(`${digest}/${shown.at(-1)?.eventId}`).toString("base64url") : undefined,
  };
}

function tell({ world }: Call, event: TrailEvent) {
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ReadOnly: "false",
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(Math.floor(event.at / 1000) * 1000),
    EventSource: event.eventSource,
    Username: userNameOf(event),
    Resources: resourcesOf(event).map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: JSON.stringify(cloudTrailEvent(world, event)),
  };
}

/** How each attribute is looked up. */
const ATTRIBUTES: Readonly<Record<string, (event: TrailEvent, value: string) => boolean>> = {
  EventId: ({ eventId }, value) => eventId === value,
  EventName: ({ eventName }, value) => eventName === value,
  ReadOnly: (_event, value) => value === "false",
  Username: (event, value) => userNameOf(event) === value,
  ResourceType: (event, value) => resourcesOf(event).some(({ type }) => type === value),
  ResourceName: (event, value) => resourcesOf(event).some(({ name }) => name === value),
  EventSource: ({ eventSource }, value) => eventSource === value,
  AccessKeyId: ({ accessKeyId }, value) => accessKeyId === value,
};

function parseAttributes(raw: readonly Input[]): Wanted {
  const [only, more] = raw;
  if (more) throw invalidAttributes("Only one lookup attribute can be given.");
  if (!only) return () => true;
  const key = textIn(only, "AttributeKey") ?? "";
  const value = textIn(only, "AttributeValue");
  const matches = Object.hasOwn(ATTRIBUTES, key) ? ATTRIBUTES[key] : undefined;
  if (!matches) throw invalidAttributes(`Unknown lookup attribute ${key}.`);
  if (!value || value.length > 2000) throw invalidAttributes("AttributeValue must have from 1 to 2000 characters.");
  return (event) => matches(event, value);
}

function parseTimes(input: Input): { fromMs: number; toMs: number } {
  const fromMs = (numberIn(input, "StartTime") ?? 0) * 1000;
  const toMs = (numberIn(input, "EndTime") ?? Number.POSITIVE_INFINITY) * 1000;
  if (fromMs <= toMs) return { fromMs, toMs };
  throw new AwsError("InvalidTimeRangeException", "The start time must not be after the end time.");
}

function parseCategory(category: string | undefined): boolean {
  if (category === undefined || category === "insight") return category === "insight";
  throw new AwsError(
    "InvalidEventCategoryException",
    `${category} is no event category; the one there is, is insight.`,
  );
}

function parseToken(token: string | undefined, digest: string, found: readonly TrailEvent[]): number {
  if (token === undefined) return 0;
  const [of, eventId] = Buffer.from(token, "base64url").toString().split("/");
  const place = found.findIndex((event) => event.eventId === eventId);
  if (of === digest && place >= 0) return place + 1;
  throw new AwsError("InvalidNextTokenException", "The next token is invalid, or belongs to other parameters.");
}

function invalidAttributes(message: string): AwsError {
  return new AwsError("InvalidLookupAttributesException", message);
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
