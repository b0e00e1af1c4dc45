import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { alertmanager } from "@/lib/channels/alertmanager";
import { alertMessage, NOW, type OtherSide, openOtherSide, outside, reviewMessage, type Said } from "./other-side";

/** `postableAlerts` of Alertmanager's published OpenAPI (v2). */
const labels = z
  .record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string().min(1))
  .refine((all) => all.alertname !== undefined);
const postable = z.array(
  z.strictObject({
    labels,
    annotations: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), z.string()).optional(),
    startsAt: z.iso.datetime().optional(),
    endsAt: z.iso.datetime().optional(),
    generatorURL: z.url().optional(),
  }),
);

let side: OtherSide | undefined;
afterEach(async () => {
  await side?.close();
  side = undefined;
});
async function sending(said: Said | null, ...messages: Parameters<typeof alertmanager.send>[0][]) {
  side = await openOtherSide(() => said);
  const secret = { username: "dlo", password: "secret" };
  const results = [];
  for (const message of messages)
    results.push(await alertmanager.send(message, { url: `${side.url}/am` }, secret, outside()));
  return { results, posts: side.heard.map(({ body }) => postable.parse(body)), heard: side.heard };
}

/** What Alertmanager believes after these posts: what has the same labels is the same alert; it fires until its end. */
function firingAt(posts: z.infer<typeof postable>[], at: Date): string[] {
  const known = new Map(posts.flat().map((alert) => [JSON.stringify(Object.entries(alert.labels).sort()), alert]));
  return [...known.values()]
    .filter(({ endsAt = "" }) => endsAt > at.toISOString())
    .map((alert) => alert.labels.severity ?? "");
}

test("an alert fires until it is over, in the published form, under one address", async () => {
  const { results, posts, heard } = await sending(
    { status: 200 },
    alertMessage(),
    alertMessage({ kind: "resolved", resolvedAt: "2026-11-21T09:59:00.000Z" }),
  );

  expect(results).toEqual([{ kind: "delivered" }, { kind: "delivered" }]);
  expect(firingAt(posts.slice(0, 1), NOW)).toEqual(["page"]);
  expect(firingAt(posts, NOW)).toEqual([]);
  expect(heard[0]).toMatchObject({
    method: "POST",
    path: "/am/api/v2/alerts",
    headers: { authorization: "Basic ZGxvOnNlY3JldA==" },
  });
  expect(posts[0]?.[0]).toMatchObject({
    labels: { alertname: "DeadLetterOffice", owner: "checkout", environment: "prd" },
    annotations: { summary: "orders: a new failure, 47 messages", runbook_url: "https://wiki.example/orders" },
    generatorURL: "https://dlo.example/alerts/alr_00000000000000000001",
  });
});

test("it still fires after the longest time between two repeats, though nothing more was said", async () => {
  const { posts } = await sending({ status: 200 }, alertMessage());

  expect(firingAt(posts, new Date(NOW.getTime() + 8 * 86_400_000))).toEqual(["page"]);
});

test("an alert that became graver is one alert there, not two", async () => {
  const { posts } = await sending(
    { status: 200 },
    alertMessage({ severity: "notify" }),
    alertMessage({ kind: "repeated" }),
  );

  const soon = new Date(NOW.getTime() + 1000);
  expect([firingAt(posts.slice(0, 1), soon), firingAt(posts, soon)]).toEqual([["notify"], ["page"]]);
});

test("a test is another alert, and ends by itself after five minutes", async () => {
  const { posts } = await sending({ status: 200 }, alertMessage({ kind: "test", alertId: null, number: null }));

  expect(posts[0]?.map((alert) => alert.labels.alertname)).toEqual(["DeadLetterOfficeTest"]);
  expect(firingAt(posts, new Date(NOW.getTime() + 301_000))).toEqual([]);
});

test("what is not known is left out: Alertmanager has no empty labels", async () => {
  const { posts } = await sending(
    { status: 200 },
    alertMessage({ owner: null, team: null, environment: null, runbook: null }),
  );

  expect(Object.keys(posts[0]?.[0]?.labels ?? {}).sort()).toEqual(["alertname", "dlo_alert", "severity"]);
});

test.each([
  [{ status: 400, body: "bad labels" }, "refused"],
  [{ status: 401 }, "retry"],
  [{ status: 503 }, "retry"],
  [{ status: 410 }, "gone"],
  [null, "retry"],
])("the answer %j means %s", async (said, kind) => {
  expect((await sending(said, alertMessage())).results).toMatchObject([{ kind }]);
});

test("a review is refused", async () => {
  expect((await sending({ status: 200 }, reviewMessage)).results).toMatchObject([{ kind: "refused" }]);
});
