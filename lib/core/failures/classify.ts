import type { ObservedMessage } from "@/lib/core/messages/message";
import { messageTypeOf } from "@/lib/core/messages/message-type";
import { type Payload, type PayloadKind, readPayload } from "@/lib/core/messages/payload";
import { payloadShape } from "@/lib/core/messages/shape";
import { causeOf } from "./cause";
import type { Cause } from "./cause-kind";
import { findError } from "./classifiers";
import { fingerprintOf } from "./fingerprint";
import { normaliseError } from "./normalise";
import { boundText } from "./normalise/clean-text";
import { originOf } from "./origins";
import type { Origin, OriginGraph } from "./origins/origin";
import { titleOf } from "./title";

/**
 * All that is understood of one failed message. `errorText` is the error as found, cut to 32 KiB; `normalisedError` is
 * empty when the message carries none. Messages with one `fingerprint` are one failure class.
 */
export type Classification = {
  origin: Origin;
  anchorArn: string;
  classifier: { name: string; version: number };
  cause: Cause;
  errorText?: string;
  errorType?: string;
  errorFoundAt?: string;
  normalisedError: string;
  title: string;
  messageType: string;
  shape: string;
  fingerprint: string;
  payloadKind: PayloadKind;
};

/**
 * Understands one message. Pure and never throws, whatever the body holds: equal messages get equal answers on every
 * machine. `sha256` gives the hex digest of a text's UTF-8 bytes.
 */
export function classify(
  message: ObservedMessage,
  graph: OriginGraph,
  sha256: (text: string) => string,
): Classification {
  const payload = readPayload(message.body);
  const origin = originOf(message, graph);
  const { errorText, errorType, where, classifier } = findError({ message, payload });
  const cause = causeOf({ errorText, errorType });
  const parts = {
    anchorArn: origin.sourceQueueArn ?? graph.queueArn,
    classifier,
    cause: cause.kind,
    normalisedError: errorText === undefined ? "" : normaliseError(withType(errorText, errorType)),
    ...typeAndShape(payload, message),
  };
  return {
    ...parts,
    origin,
    cause,
    errorText: errorText === undefined ? undefined : boundText(errorText),
    errorType,
    errorFoundAt: where,
    title: titleOf(parts),
    fingerprint: fingerprintOf(parts, sha256),
    payloadKind: payload.kind,
  };
}

/** The error as a runtime would print it, so that text and type in two fields group with the same in one. */
function withType(errorText: string, errorType: string | undefined): string {
  if (errorType === undefined || errorText.slice(0, 300).includes(errorType)) return errorText;
  return `${errorType}: ${errorText}`;
}

function typeAndShape(payload: Payload, message: ObservedMessage): { messageType: string; shape: string } {
  return { messageType: messageTypeOf(payload, message), shape: payloadShape(payload) };
}
