import { type Event, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import type { AwsSession, TrailEvent } from "../aws";
import { call, type Door } from "../call";

/** Reads are told among the writes, 50 to a page; who reads a thing all day hides what is further back than this. */
const MOST_PAGES = 20;

/** What CloudTrail keeps for 90 days: calls that manage things, not those that carry messages. */
export function trailOf(door: Door): AwsSession["trail"] {
  const paced = { ...door, bucket: door.trailBucket };
  return {
    async lastWrite(resourceName, from, until) {
      let token: string | undefined;
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const command = new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: resourceName }],
          StartTime: from,
          EndTime: until,
          MaxResults: 50,
          NextToken: token,
        });
        const options = { action: "cloudtrail:LookupEvents", resource: resourceName, isControlPlane: true };
        const page = await call(paced, options, (wire) => door.clients.cloudtrail.send(command, wire));
        const found = page.Events?.map(writeOf).find((write) => write !== undefined);
        if (found) return found;
        token = page.NextToken || undefined;
        if (!token) return null;
      }
      return null;
    },
  };
}

/** The event in our words, newest first as CloudTrail lists them; undefined for a read and for what AWS refused. */
function writeOf(event: Event): TrailEvent | undefined {
  const { EventId, EventName, EventTime, ReadOnly, Username } = event;
  const record = parsed(event.CloudTrailEvent);
  if (ReadOnly === "true" || record.errorCode !== undefined || !EventTime) return undefined;
  const identity = record.userIdentity;
  const by = textIn(identity, "arn") ?? textIn(identity, "invokedBy") ?? Username ?? "unknown";
  return { at: EventTime, by, how: EventName ?? "unknown", eventId: EventId ?? "" };
}

function parsed(record: string | undefined): Readonly<Record<string, unknown>> {
  const value: unknown = record ? JSON.parse(record) : undefined;
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textIn(value: unknown, name: string): string | undefined {
  const member = typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
  return typeof member === "string" ? member : undefined;
}
