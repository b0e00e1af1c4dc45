import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { pagerduty } from "@/lib/channels/pagerduty";
import { alertMessage, type OtherSide, openOtherSide, outside, reviewMessage, type Said } from "./other-side";

/** PagerDuty's published form of an event (Events API v2), with its limits; nothing else may be in it. */
const key = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };
const published = z.discriminatedUnion("event_action", [
  z.strictObject({ ...key, event_action: z.literal("acknowledge") }),
  z.strictObject({ ...key, event_action: z.literal("resolve") }),
  z.strictObject({
    ...key,
    event_action: z.literal("trigger"),
    client: z.string().optional(),
    client_url: z.url().optional(),
    links: z.array(z.strictObject({ href: z.url(), text: z.string() })).optional(),
    images: z.array(z.object({ src: z.url() })).optional(),
    payload: z.strictObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(["critical", "error", "warning", "info"]),
      timestamp: z.iso.datetime().optional(),
      component: z.string().optional(),
      group: z.string().optional(),
      class: z.string().optional(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
]);
const LARGEST_EVENT_BYTES = 512 * 1024;

let side: OtherSide | undefined;
afterEach(async () => {
  await side?.close();
  side = undefined;
});
const accepted = { status: 202, body: { status: "success", message: "Event processed", dedup_key: "theirs" } };
async function sending(said: Said | null, ...messages: Parameters<typeof pagerduty.send>[0][]) {
  side = await openOtherSide(() => said);
  const config = { region: "us" as const, apiUrl: `${side.url}/` };
  const results = [];
  for (const message of messages)
    results.push(await pagerduty.send(message, config, { routingKey: "r".repeat(32) }, outside()));
  const events = side.heard.map(({ body }) => published.parse(body));
  return { results, events, heard: side.heard };
}

test("an alert's life is one incident: trigger, acknowledge and resolve under one key, each in the published form", async () => {
  const { results, events, heard } = await sending(
    accepted,
    alertMessage(),
    alertMessage({ kind: "repeated" }),
    alertMessage({ kind: "acknowledged", acknowledgedBy: "Ada" }),
    alertMessage({ kind: "resolved", resolvedAt: "2026-11-21T10:00:00.000Z" }),
  );

  expect(results).toEqual(Array(4).fill({ kind: "delivered", externalId: "theirs" }));
  expect(events.map((event) => event.event_action)).toEqual(["trigger", "trigger", "acknowledge", "resolve"]);
  expect(new Set(events.map((event) => event.dedup_key)).size).toBe(1);
  expect(heard[0]).toMatchObject({
    method: "POST",
    path: "/v2/enqueue",
    headers: { "content-type": "application/json" },
  });
  expect(events[0]).toMatchObject({
    client_url: "https://dlo.example/alerts/alr_00000000000000000001",
    payload: {
      severity: "critical",
      class: "class-new",
      group: "orders",
      custom_details: { time_to_loss: "first loss in 2 h" },
    },
  });
});

test("what only is to be read is a warning there, and wakes nobody as critical", async () => {
  const { events } = await sending(accepted, alertMessage({ severity: "notify" }));

  expect(events[0]).toMatchObject({ payload: { severity: "warning" } });
});

test("a test leaves no incident open", async () => {
  const { results, events } = await sending(accepted, alertMessage({ kind: "test", alertId: null, number: null }));

  expect(results[0]?.kind).toBe("delivered");
  expect(events).toMatchObject([
    { event_action: "trigger", payload: { severity: "info" } },
    { event_action: "resolve" },
  ]);
});

test("the longest text stays within PagerDuty's limits", async () => {
  const long = "💥 ".repeat(5000);
  const reason = {
    condition: "class-new",
    subject: long,
    sentence: long,
    since: "2026-11-21T09:55:00.000Z",
    url: "https://x.example",
  };

  const { events, heard } = await sending(
    accepted,
    alertMessage({
      title: long,
      dedupKey: "k".repeat(400),
      reasons: Array(10).fill(reason),
      accounts: Array(500).fill("account"),
    }),
  );

  expect(events).toHaveLength(1);
  expect(Buffer.byteLength(JSON.stringify(heard[0]?.body))).toBeLessThan(LARGEST_EVENT_BYTES);
});

test.each([
  [
    { status: 400, body: { status: "invalid event", errors: ["'payload.summary' is missing"] } },
    { kind: "refused", reason: "PagerDuty answered 400: 'payload.summary' is missing" },
  ],
  [
    { status: 429, headers: { "retry-after": "30" } },
    { kind: "retry", reason: "PagerDuty answered 429", retryAfterSeconds: 30 },
  ],
  [{ status: 500 }, { kind: "retry", reason: "PagerDuty answered 500" }],
  [{ status: 403 }, { kind: "retry", reason: "PagerDuty answered 403" }],
  [
    { status: 302, headers: { location: "http://169.254.169.254/" } },
    { kind: "retry", reason: "PagerDuty answered 302" },
  ],
  [null, { kind: "retry", reason: "PagerDuty did not answer: the connection failed (ECONNRESET)" }],
])("the answer %j is %j", async (said, sent) => {
  const { results, heard } = await sending(said, alertMessage());

  expect(results).toEqual([expect.objectContaining(sent)]);
  expect(heard).toHaveLength(1);
});

test("neither the key nor the address is in what is told of a failure", async () => {
  const config = { region: "us" as const, apiUrl: "http://10.0.0.1/secret-path" };

  const sent = await pagerduty.send(alertMessage(), config, { routingKey: "r".repeat(32) }, outside());

  expect(sent).toMatchObject({ kind: "retry" });
  expect(JSON.stringify(sent)).not.toMatch(/rrrr|secret-path|10\.0/);
});

test("a review is refused: PagerDuty is for what somebody has to answer", async () => {
  const { results, heard } = await sending(accepted, reviewMessage);

  expect([results[0]?.kind, heard.length]).toEqual(["refused", 0]);
});
