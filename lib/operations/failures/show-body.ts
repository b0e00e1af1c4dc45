import type { MessageBody } from "@/lib/contract/failures";
import { readPayload } from "@/lib/core/messages/payload";
import { sha256Of, type WholeMessage } from "@/lib/db/bodies";

/** A whole message with its layers, outermost first, as text: nothing of it is ever rewritten. */
export function showBody(whole: WholeMessage, errorText: string | null): MessageBody {
  const layers = readPayload(whole.body).layers.map(({ kind, label, text }) => ({ kind, label, text }));
  return {
    body: whole.body,
    bodySha256: sha256Of(whole.body),
    attributes: { ...whole.attributes },
    system: { ...whole.system },
    layers,
    errorText,
  };
}
