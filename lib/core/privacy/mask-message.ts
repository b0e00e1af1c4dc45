import type { MessageAttribute } from "../messages/message";
import { type Inflate, innermost, type Payload } from "../messages/payload";
import { openMembers } from "../messages/payload/members";
import { projectAttributes, projectBody } from "../search/projection";
import { holds, type MaskedPayload, maskPayload, withoutQuotes } from "./mask-payload";
import { MASKED_BYTES } from "./mask-sign";
import type { Masker } from "./masker";

const TOKEN = /·[0-9a-z]{8,32}›/g;

type Attributes = Readonly<Record<string, MessageAttribute>>;

export interface MaskedMessage {
  /** The body to look for words in: as it was sent, or what it wraps where that is coded. */
  readonly searchText: string;
  /** As `projectBody` makes it. */
  readonly projectedBody: string | null;
  readonly projectedAttributes: string;
  /** Anything else that was read from the message, such as its error text. */
  text(text: string): string;
  /** The text without the fields of the message that are masked, and without tokens; what only detectors find is still in it. */
  unquoted(text: string): string;
}

/** A message as it may be kept in clear. `payload` is what was meant to arrive, `whole` what lies in the queue. Pure. */
export function maskMessage(
  message: { readonly attributes: Attributes; readonly whole: Payload; readonly payload: Payload },
  masker: Masker,
  inflate?: Inflate,
): MaskedMessage {
  const { whole, payload } = message;
  const masked = maskPayload(payload, openMembers(payload, inflate), masker, { inflate });
  const last = masked.layers.at(-1) ?? "";
  const outer = whole === payload ? masked : maskPayload(whole, openMembers(whole, inflate), masker, { inflate });
  return {
    searchText: searchTextOf(whole, outer),
    projectedBody: projectBody({ kind: payload.kind, layers: [{ ...innermost(payload), text: last }] }),
    projectedAttributes: projectAttributes(maskAttributes(message.attributes, masker)),
    text: (text) => masker.text(withoutQuotes(text, masked.quotes)),
    unquoted: (text) => withoutQuotes(text, masked.quotes).replace(TOKEN, "›"),
  };
}

/** The outermost text that says in words what was masked in it; the body itself where nothing was. */
function searchTextOf({ layers }: Payload, masked: MaskedPayload): string {
  if (masked.layers.every((text, index) => text === layers[index]?.text)) return layers[0].text;
  const inWords = masked.layers.find((text, index) => holds(text, masked.layers[index + 1] ?? ""));
  return inWords === undefined || inWords === MASKED_BYTES ? (masked.layers.at(-1) ?? "") : inWords;
}

export function maskAttributes(attributes: Attributes, masker: Masker): Record<string, MessageAttribute> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      masker.text(name),
      attribute.stringValue === undefined
        ? attribute
        : { ...attribute, stringValue: masker.attribute(name, attribute.stringValue) },
    ]),
  );
}
