import type { Call } from "../../service";
import { numberIn, textIn } from "../../wire/input";
import type { BusPlace } from "../resources/event-bus";
import { busPlaceIn, type Input, textsIn } from "./parameters";

/** One entry of PutEvents before anybody has looked whether it makes an event. */
export interface Draft {
  readonly bus: BusPlace;
  readonly source?: string;
  readonly detailType?: string;
  readonly detail?: string;
  readonly resources: readonly string[];
  /** Epoch milliseconds. */
  readonly time?: number;
}

/** Reads the nth entry. Throws ValidationException or SerializationException for what fails the whole request. */
export function draftIn(call: Call, input: Input, number: number): Draft {
  const seconds = numberIn(input, "Time");
  return {
    bus: busPlaceIn(call, input, "EventBusName", `entries.${number}.member.eventBusName`),
    source: textIn(input, "Source"),
    detailType: textIn(input, "DetailType"),
    detail: textIn(input, "Detail"),
    resources: textsIn(input, "Resources") ?? [],
    time: seconds === undefined ? undefined : seconds * 1000,
  };
}

/** Bytes as the EventBridge user guide ("Calculating PutEvents event entry size") counts them. */
export function draftSize({ time, source, detailType, detail, resources }: Draft): number {
  const texts = [source, detailType, detail, ...resources].map((text) => Buffer.byteLength(text ?? ""));
  return texts.reduce((sum, bytes) => sum + bytes, time === undefined ? 0 : 14);
}
