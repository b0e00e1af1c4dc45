import { puttableEvent } from "@/lib/core/events/event-letter";
import { drainingDriver } from "./draining/drain";
import type { Claimed } from "./draining/effect";
import { callingEffect, type PlaceCall } from "./place-call";

/**
 * Back onto the bus: we put each event again, with its source, type, detail, resources and time, and delete the letter when
 * its own entry of the answer has an event id. EventBridge gives it a new id and this account, and every rule sees it.
 */
export const putEvents = drainingDriver("put-events", async (work) =>
  callingEffect(work, (one) => putCall(one, one.item.destinationArn ?? "")),
);

/** The event of a dead letter, as it goes to a bus; its trace goes on. */
export function putCall({ content }: Claimed, busArn: string): PlaceCall {
  const read = puttableEvent(content.body);
  if (read.kind === "none") return read;
  const traceHeader = content.system.AWSTraceHeader;
  const event = { ...read.event, busArn, ...(traceHeader === undefined ? {} : { traceHeader }) };
  return { kind: "put", placeArn: busArn, event };
}
