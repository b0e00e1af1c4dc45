import type { MessageBody } from "@/lib/contract/message-body";
import { readPayload } from "@/lib/core/messages/payload";
import { type OpenedMember, openMembers } from "@/lib/core/messages/payload/members";
import { shownText } from "@/lib/core/messages/payload/shown-layer";
import { sha256Of, type WholeMessage } from "@/lib/db/bodies";
import { inflate } from "./inflate";

type Found = Omit<OpenedMember, "path"> & { path?: string };

/** All layers together: four times what SQS takes. A bomb of bombs stops here. */
const MAX_SHOWN_CHARACTERS = 4 * 1024 * 1024;

/** A whole message with its layers as text, outermost first, then what was found in members: nothing is ever rewritten. */
export function showBody(whole: WholeMessage, errorText: string | null): MessageBody {
  return {
    body: whole.body,
    bodySha256: sha256Of(whole.body),
    attributes: { ...whole.attributes },
    system: { ...whole.system },
    layers: layersOf(whole.body),
    errorText,
  };
}

function layersOf(body: string): MessageBody["layers"] {
  const payload = readPayload(body, inflate);
  const wrappings: Found[] = payload.layers.map((layer) => ({ layer }));
  let room = MAX_SHOWN_CHARACTERS;
  return [...wrappings, ...openMembers(payload, inflate)].map(({ layer: { kind, label, note, ...layer }, path }) => {
    const { text, isCut } = shownText({ kind, label, ...layer }, room);
    room -= text.length;
    return { kind, label, text, ...(path && { path }), ...(isCut && { isCut }), ...(note && { note }) };
  });
}
