import type { OutgoingMessage, SendResult } from "@/lib/aws/aws";
import type { OutgoingEvent, PutResult } from "@/lib/aws/events/events";
import type { OutgoingNotification } from "@/lib/aws/sns/sns";
import type { Claimed, Effect, EffectResult } from "./draining/effect";
import type { Work } from "./driver";
import { invokeAll } from "./invoke-function";
import { messageBytes } from "./pack-messages";

/** The one call that is made for a message, or why none is, in words after "it". */
export type PlaceCall =
  | { readonly kind: "send"; readonly placeArn: string; readonly message: OutgoingMessage }
  | { readonly kind: "invoke"; readonly placeArn: string; readonly payload: string }
  | { readonly kind: "publish"; readonly placeArn: string; readonly notification: OutgoingNotification }
  | { readonly kind: "put"; readonly placeArn: string; readonly event: OutgoingEvent }
  | { readonly kind: "none"; readonly why: string };
type MadeCall = Exclude<PlaceCall, { readonly kind: "none" }>;

const MOST_ENTRIES = { send: 10, put: 10, invoke: 1, publish: 1, none: 1 } as const;
const MOST_BYTES = 1_048_576;
/** PutEvents takes less than 1 MB, and counts what stands around an event in its own way. */
const MOST_EVENT_BYTES = 1_000_000;

/**
 * Makes one call for each message: to queues and buses up to ten in one request, to functions and topics one by one. A
 * call to another place than the plan froze for the message is not made.
 */
export function callingEffect(work: Work, callOf: (one: Claimed) => PlaceCall): Effect {
  const known = new WeakMap<Claimed, PlaceCall>();
  const call = (one: Claimed) => {
    const made = known.get(one) ?? frozenOnly(work, one, callOf(one));
    known.set(one, made);
    return made;
  };
  return {
    doneState: "redriven",
    isRepeatable: false,
    batches: (claimed) => pack(claimed, call),
    perform: (_, batch) => make(work, batch.map(call)),
  };
}

function frozenOnly(work: Work, { item }: Claimed, call: PlaceCall): PlaceCall {
  if (call.kind === "none") return call;
  const isPlanned = call.placeArn === item.destinationArn && work.plan.detail.destinationArns.includes(call.placeArn);
  return isPlanned
    ? call
    : { kind: "none", why: `names ${call.placeArn}, and the plan ${item.destinationArn ?? "no place"}` };
}

function pack(claimed: readonly Claimed[], callOf: (one: Claimed) => PlaceCall): Claimed[][] {
  const batches: Claimed[][] = [];
  let open: { readonly key: string; bytes: number } | undefined;
  for (const one of claimed) {
    const call = callOf(one);
    const [key, bytes] = [call.kind === "none" ? "none" : `${call.kind} ${call.placeArn}`, bytesOf(call)];
    const batch = batches.at(-1);
    const mostBytes = call.kind === "put" ? MOST_EVENT_BYTES : MOST_BYTES;
    const fits =
      batch && open?.key === key && batch.length < MOST_ENTRIES[call.kind] && open.bytes + bytes <= mostBytes;
    if (fits && open) {
      batch.push(one);
      open.bytes += bytes;
    } else {
      batches.push([one]);
      open = { key, bytes };
    }
  }
  return batches;
}

function bytesOf(call: PlaceCall): number {
  if (call.kind === "send") return messageBytes(call.message);
  if (call.kind !== "put") return 0;
  const { source, detailType, detail, resources } = call.event;
  return [source, detailType, detail, ...resources].reduce((sum, text) => sum + Buffer.byteLength(text), 14);
}

/** A batch has calls of one kind to one place, or one that is not made. */
async function make(work: Work, calls: readonly PlaceCall[]): Promise<EffectResult[]> {
  const [first] = calls;
  if (!first) return [];
  if (first.kind === "none") return calls.map(() => ({ kind: "rejected", reason: `it ${first.why}` }));
  const same = calls.filter((call): call is MadeCall => call.kind === first.kind);
  switch (first.kind) {
    case "send": {
      const url = await work.aws.sqs.urlOf(first.placeArn);
      const messages = same.flatMap((call) => (call.kind === "send" ? [call.message] : []));
      return (await work.aws.sqs.send(url, messages)).map(effectOf);
    }
    case "put": {
      const events = same.flatMap((call) => (call.kind === "put" ? [call.event] : []));
      return (await work.aws.events.putEvents(events)).map(effectOf);
    }
    case "publish":
      return [effectOf(await work.aws.sns.publish(first.notification))];
    case "invoke":
      return [await invokeAll(work, first.placeArn, first.placeArn, [first.payload])];
  }
}

function effectOf(result: SendResult | PutResult): EffectResult {
  if (result.kind === "sent") return { kind: "done", destinationMessageId: result.messageId };
  if (result.kind === "put") return { kind: "done", destinationMessageId: result.eventId };
  return result.kind === "rejected" ? { kind: "rejected", reason: `${result.code}: ${result.message}` } : result;
}
