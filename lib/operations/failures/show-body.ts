import type { MessageBody } from "@/lib/contract/message-body";
import { type Inflate, type PayloadLayer, readPayload } from "@/lib/core/messages/payload";
import { openMembers } from "@/lib/core/messages/payload/members";
import { shownText } from "@/lib/core/messages/payload/shown-layer";
import { maskAttributes } from "@/lib/core/privacy/mask-message";
import { maskPayload, withoutQuotes } from "@/lib/core/privacy/mask-payload";
import { MASKED_BYTES } from "@/lib/core/privacy/mask-sign";
import type { Masker } from "@/lib/core/privacy/masker";
import { sha256Of, type WholeMessage } from "@/lib/db/bodies";
import { inflate } from "./inflate";

export type ShownBody = Omit<MessageBody, "kept" | "reveal" | "mayReveal">;

/** All layers together: four times what SQS takes. A bomb of bombs stops here. */
const MAX_SHOWN_CHARACTERS = 4 * 1024 * 1024;

/**
 * A whole message with its layers as text, outermost first, then what was found in members. With a masker everything that a
 * rule names is masked in all of them; without one nothing is ever rewritten.
 */
export function showBody(whole: WholeMessage, errorText: string | null, masker?: Masker): ShownBody {
  const opened = openBody(whole.body, inflate);
  const { texts, body, quotes } = masker ? masked(opened, whole.body, masker) : plain(opened, whole.body);
  const mask = (text: string) => (masker ? masker.text(text) : text);
  return {
    body,
    bodySha256: sha256Of(whole.body),
    attributes: masker ? maskAttributes(whole.attributes, masker) : { ...whole.attributes },
    system: Object.fromEntries(Object.entries(whole.system).map(([name, value]) => [name, mask(value)])),
    layers: cut(opened, texts),
    errorText: errorText === null ? null : mask(withoutQuotes(errorText, quotes)),
    maskedCount: masker?.count ?? 0,
  };
}

function openBody(body: string, inflate: Inflate) {
  const payload = readPayload(body, inflate);
  const members = openMembers(payload, inflate);
  const wrappings = payload.layers.map((layer) => ({ layer, path: undefined }));
  const all = [...wrappings, ...members].map(({ layer, path }) => ({
    layer,
    path,
    shown: shownText(layer, MAX_SHOWN_CHARACTERS),
  }));
  const texts = new Map(all.map(({ layer, shown }) => [layer, shown.text]));
  return { payload, members, all, textOf: (layer: PayloadLayer) => texts.get(layer) ?? layer.text };
}
type Opened = ReturnType<typeof openBody>;

interface Texts {
  /** Of all layers, in their order. */
  readonly texts: readonly string[];
  readonly body: string;
  readonly quotes: ReadonlyMap<string, string>;
}

function plain({ all }: Opened, body: string): Texts {
  return { texts: all.map(({ shown }) => shown.text), body, quotes: new Map() };
}

function masked({ payload, members, all, textOf }: Opened, body: string, masker: Masker): Texts {
  const { layers, members: inside, quotes } = maskPayload(payload, members, masker, { textOf, inflate });
  const texts = [...layers, ...inside];
  const isTouched = all.some(({ shown }, index) => shown.text !== texts[index]);
  // Bytes are shown as a dump: the body codes all that was found in them.
  const isDump = textOf(payload.layers[0]) !== body;
  return { texts, quotes, body: isDump ? (isTouched ? MASKED_BYTES : body) : (layers[0] ?? MASKED_BYTES) };
}

function cut({ all }: Opened, texts: readonly string[]): MessageBody["layers"] {
  let room = MAX_SHOWN_CHARACTERS;
  return all.map(({ layer: { kind, label, note }, path, shown }, index) => {
    const whole = texts[index] ?? "";
    const text = whole.length > room ? whole.slice(0, room).toWellFormed() : whole;
    const isCut = shown.isCut || text.length < whole.length;
    room -= text.length;
    return { kind, label, text, ...(path && { path }), ...(isCut && { isCut }), ...(note && { note }) };
  });
}
