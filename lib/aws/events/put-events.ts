import { PutEventsCommand, type PutEventsRequestEntry, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import { DloError } from "@/lib/core/errors";
import { call, type Door } from "../call";
import { isEffectUnknown } from "../translate-error";
import type { OutgoingEvent, PutResult } from "./events";

const TIMEOUT_MS = 15_000;

/**
 * Puts events in one HTTP request that is never repeated. A refusal of the whole call throws: nothing was put. A call that
 * answers 200 may have put none: each entry's own answer counts, and one without an answer is *unknown*.
 */
export async function putEvents(door: Door, events: readonly OutgoingEvent[]): Promise<PutResult[]> {
  if (events.length === 0) return [];
  const command = new PutEventsCommand({ Entries: events.map(entryOf) });
  const buses = [...new Set(events.map(({ busArn }) => busArn))].join(" ");
  try {
    const answer = await call(
      door,
      { action: "events:PutEvents", resource: buses, isOnce: true, timeoutMs: TIMEOUT_MS },
      (wire) => door.clients.eventsOnce.send(command, wire),
    );
    return events.map((_, index) => resultOf(answer.Entries?.[index]));
  } catch (error) {
    if (!(error instanceof DloError) || !isEffectUnknown(error)) throw error;
    return events.map(() => ({ kind: "unknown", reason: error.message }));
  }
}

function entryOf(event: OutgoingEvent): PutEventsRequestEntry {
  return {
    EventBusName: event.busArn,
    Source: event.source,
    DetailType: event.detailType,
    Detail: event.detail,
    Resources: [...event.resources],
    Time: event.time ?? undefined,
    TraceHeader: event.traceHeader,
  };
}

function resultOf(entry: PutEventsResultEntry | undefined): PutResult {
  if (entry?.EventId) return { kind: "put", eventId: entry.EventId };
  if (!entry?.ErrorCode) return { kind: "unknown", reason: "EventBridge answered without a word about this event." };
  const { ErrorCode: code, ErrorMessage: message = "EventBridge gave no reason." } = entry;
  if (/^Throttl/.test(code)) return { kind: "not-done", reason: `${code}: ${message}` };
  // A fault of EventBridge's own: it does not say whether the event got onto the bus before.
  if (/^Internal/.test(code)) return { kind: "unknown", reason: `${code}: ${message}` };
  return { kind: "rejected", code, message };
}
