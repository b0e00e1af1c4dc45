import { createHmac } from "node:crypto";
import type { AlertMessage, ChannelMessage, ReviewMessage } from "@/lib/core/alerts/notification";
import { ask, failureFrom } from "./ask";
import type { Channel } from "./channel";

export interface WebhookConfig {
  readonly url: string;
}
export interface WebhookSecret {
  readonly signingKey: string;
}

/**
 * POST of one JSON document (docs/webhook.schema.json), signed as Standard Webhooks says: `webhook-id` stays the same whenever
 * the message is sent again, `webhook-timestamp` is that of the try, `webhook-signature` covers both and the body.
 */
export const webhook: Channel<WebhookConfig, WebhookSecret> = {
  async send(message, { url }, { signingKey }, outside) {
    const { messageId } = outside;
    const written = JSON.stringify(documentOf(message));
    const timestamp = `${Math.floor(outside.now().getTime() / 1000)}`;
    const headers = {
      "webhook-id": messageId,
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signatureOf(signingKey, `${messageId}.${timestamp}.${written}`)}`,
    };
    const asked = await ask(outside, url, { method: "POST", headers, written });
    const isTaken = asked.kind === "answered" && asked.status >= 200 && asked.status < 300;
    return isTaken ? { kind: "delivered" } : failureFrom(asked, "The webhook");
  },
};

/** `whsec_` is followed by the key as base64; any other text is the key itself. */
function signatureOf(signingKey: string, content: string): string {
  const key = signingKey.startsWith("whsec_")
    ? Buffer.from(signingKey.slice("whsec_".length), "base64")
    : Buffer.from(signingKey);
  return createHmac("sha256", key).update(content).digest("base64");
}

/** Version 1 of what we POST. Parts are only ever added to it. */
function documentOf(message: ChannelMessage) {
  const { dedupKey } = message;
  const about = message.kind === "review" ? { review: reviewOf(message) } : { alert: alertOf(message) };
  return { version: 1, type: typeOf(message), dedupKey, ...about };
}

function typeOf({ kind }: ChannelMessage): string {
  if (kind === "review") return "review.written";
  return kind === "test" ? "channel.test" : `alert.${kind}`;
}

function alertOf({ kind: _kind, dedupKey: _dedupKey, alertId: id, ...alert }: AlertMessage) {
  return { id, ...alert };
}
function reviewOf({ title, lines, openUrl }: ReviewMessage) {
  return { title, lines, openUrl };
}
