import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { ChannelMessage } from "@/lib/core/alerts/notification";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { createOffice, type Office } from "@/tests/support/world";
import { type Received, type Receiver, startReceiver } from "./receiver";
import { addChannel, messageAbout, queue, workerNow } from "./told-world";

let office: Office;
let receiver: Receiver;
beforeEach(async () => {
  [office, receiver] = await Promise.all([createOffice("http://127.0.0.1:1"), startReceiver()]);
});
afterEach(async () => {
  await Promise.all([office.stop(), receiver.stop()]);
});

/** Checks a signature as Standard Webhooks tells receivers to; written from the published text, not from our code. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret, "utf8");
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const wanted = createHmac("sha256", key).update(content).digest("base64");
  const given = String(headers["webhook-signature"]).split(" ");
  return given.some((one) => one === `v1,${wanted}`);
}

async function told(message: ChannelMessage, signingKey = "sixteen-characters") {
  const { id } = await addChannel(office, {
    kind: "webhook",
    name: "hook",
    config: { url: `${receiver.url}/in?from=dlo` },
    secret: { signingKey },
  });
  const queued = message.kind === "review" ? undefined : await queue(office, id, message);
  await deliverNotifications(await workerNow(office));
  const [received] = receiver.received;
  if (!received) throw new Error("nothing arrived");
  return { received, queued };
}

test.each([
  ["any text", "a signing key, any text"],
  ["a Standard Webhooks secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
])("the signature is the one of Standard Webhooks, with %s as the key", async (_, signingKey) => {
  const { received, queued } = await told(messageAbout("alr_1"), signingKey);

  expect(isSigned(received, signingKey)).toBe(true);
  expect(isSigned({ ...received, body: received.body.replace("12", "13") }, signingKey)).toBe(false);
  expect(received.headers["webhook-id"]).toBe(queued);
  expect(Math.abs(Number(received.headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(30);
  expect([received.method, received.path, received.headers["content-type"]]).toEqual([
    "POST",
    "/in?from=dlo",
    "application/json",
  ]);
});

test.each([
  ["an alert", messageAbout("alr_1"), "alert.opened"],
  [
    "one that somebody took",
    messageAbout("alr_1", { kind: "acknowledged", acknowledgedBy: "Ada" }),
    "alert.acknowledged",
  ],
  [
    "one that is over",
    messageAbout("alr_1", { kind: "resolved", resolvedAt: "2026-11-20T04:00:00.000Z" }),
    "alert.resolved",
  ],
  ["a test", messageAbout(null, { kind: "test", number: null }), "channel.test"],
])("the document of %s is as its published schema says", async (_, message, type) => {
  const { received } = await told(message);
  const document: unknown = JSON.parse(received.body);
  const schema = z.fromJSONSchema(JSON.parse(await readFile("docs/webhook.schema.json", "utf8")));

  expect(schema.safeParse(document).error).toBeUndefined();
  expect(document).toMatchObject({ version: 1, type, dedupKey: message.dedupKey, alert: { title: message.title } });
  expect(schema.safeParse({ ...z.record(z.string(), z.unknown()).parse(document), version: 2 }).success).toBe(false);
});
