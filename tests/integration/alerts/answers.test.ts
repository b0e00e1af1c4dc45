import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { putChannelSecret } from "@/lib/db/channel-secrets";
import { connect, type Db } from "@/lib/db/connect";
import { type Door, openDoor } from "../../contract/door";

const SECRET = "the secret of the subscription";
const CHANNEL = "chn_00000000000000000001";
const OTHER_CHANNEL = "chn_00000000000000000002";
const ALERT = "alr_00000000000000000001";
const KEY = "dlo-the-key";

let door: Door;
let db: Db;
beforeAll(async () => {
  door = await openDoor();
  db = connect({ url: door.database.webUrl, maxConnections: 1 });
  for (const [id, kind, name] of [
    [CHANNEL, "pagerduty", "Pager"],
    [OTHER_CHANNEL, "pagerduty", "Other pager"],
  ])
    await door.rows(
      `INSERT INTO channel (id, kind, name, config, created_at, updated_at) VALUES ($1, $2, $3, '{"region":"us"}', now(), now())`,
      [id, kind, name],
    );
  for (const id of [CHANNEL, OTHER_CHANNEL])
    await db.$transaction((tx) =>
      putChannelSecret(tx, door.web.nobody(new Headers()).keyring, id, {
        routingKey: "r".repeat(32),
        webhookSecret: SECRET,
      }),
    );
});
afterAll(async () => {
  await db.$disconnect();
  await door.close();
});
beforeEach(async () => {
  for (const table of ["channel_answer", "notification", "alert_event", "alert_reason", "alert"])
    await door.rows(`DELETE FROM ${table}`);
  await door.rows(`INSERT INTO alert (id, severity, opened_at, changed_at) VALUES ($1, 'page', now(), now())`, [ALERT]);
  await door.rows(
    `INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, sentence, since, opened_at, seen_at)
     VALUES ($1, 'class-new', 'page', 'class', 'fc_1', 'F-1', '', 'It is new.', now(), now(), now())`,
    [ALERT],
  );
  await door.rows(
    `INSERT INTO notification (id, channel_id, alert_id, kind, state, document, queued_at, next_at) VALUES ('ntf_1', $1, $2, 'opened', 'delivered', $3, now(), now())`,
    [CHANNEL, ALERT, JSON.stringify({ kind: "opened", dedupKey: KEY })],
  );
});

let count = 0;
/** A V3 webhook as PagerDuty's documentation shows it. */
const webhook = (eventType = "incident.acknowledged", more: object = {}, data: object = {}) =>
  JSON.stringify({
    event: {
      id: `event-${++count}`,
      event_type: eventType,
      resource_type: "incident",
      occurred_at: new Date().toISOString(),
      agent: {
        html_url: "https://acme.pagerduty.com/users/PLH1HKV",
        id: "PLH1HKV",
        self: "https://api.pagerduty.com/users/PLH1HKV",
        summary: "Tenex Engineer",
        type: "user_reference",
      },
      client: null,
      data: {
        id: "PGR0VU2",
        type: "incident",
        self: "https://api.pagerduty.com/incidents/PGR0VU2",
        html_url: "https://acme.pagerduty.com/incidents/PGR0VU2",
        number: 2,
        status: "acknowledged",
        incident_key: KEY,
        created_at: "2026-04-09T15:16:27Z",
        title: "A little bump in the road",
        urgency: "high",
        ...data,
      },
      ...more,
    },
  });
const signatureOf = (body: string, secret = SECRET) => `v1=${createHmac("sha256", secret).update(body).digest("hex")}`;
const post = (body: string, signature: string | null = signatureOf(body), channel = CHANNEL) =>
  door.send(`/channel-answers/${channel}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "PagerDuty-Webhook/V3.0",
      ...(signature !== null && { "x-pagerduty-signature": signature }),
    },
  });
const alert = async () => (await door.rows("SELECT state, acknowledged_by, acknowledged_via FROM alert"))[0];
const OPEN = { state: "open", acknowledged_by: null, acknowledged_via: null };
const TAKEN = { state: "acknowledged", acknowledged_by: "Tenex Engineer", acknowledged_via: "pagerduty" };

test("who acknowledges in PagerDuty has the alert here, and the audit log says who and by which way", async () => {
  const answer = await post(webhook());

  expect([answer.status, await answer.json()]).toEqual([202, {}]);
  expect(await alert()).toEqual(TAKEN);
  const [entry] = await door.rows(
    "SELECT * FROM audit_entry WHERE action = 'alert.acknowledged' ORDER BY id DESC LIMIT 1",
  );
  expect(entry).toMatchObject({
    actor_name: "Tenex Engineer (PagerDuty)",
    actor_id: `channel:${CHANNEL}`,
    object_id: ALERT,
  });
});

test("who resolves there has it here: it is over when nothing of it holds any more", async () => {
  await post(webhook("incident.resolved"));

  expect(await alert()).toEqual(TAKEN);
  expect(await door.rows("SELECT note FROM alert_event")).toEqual([
    { note: expect.stringContaining("over when nothing") },
  ]);
});

test("the same answer counts once, also after somebody handed the alert back", async () => {
  const body = webhook();
  await post(body);
  await door.rows(
    "UPDATE alert SET state = 'open', acknowledged_at = NULL, acknowledged_by = NULL, acknowledged_via = NULL",
  );

  const again = await post(body);

  expect(again.status).toBe(202);
  expect(await alert()).toEqual(OPEN);
});

test("ten deliveries of one answer at once are one answer", async () => {
  const body = webhook();

  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await post(body)).status));

  expect(new Set(statuses)).toEqual(new Set([202]));
  expect(await door.rows("SELECT kind FROM alert_event")).toEqual([{ kind: "acknowledged" }]);
});

test("an answer from before the alert was handed back says nothing about it", async () => {
  await door.rows(`INSERT INTO alert_event (alert_id, at, kind) VALUES ($1, now(), 'unacknowledged')`, [ALERT]);

  await post(webhook(undefined, { occurred_at: new Date(Date.now() - 60_000).toISOString() }));

  expect(await alert()).toEqual(OPEN);
});

test("while a secret is changed there are two signatures, and one of them is enough", async () => {
  const body = webhook();

  const answer = await post(body, `${signatureOf(body, "the next secret")},${signatureOf(body)}`);

  expect([answer.status, await alert()]).toEqual([202, TAKEN]);
});

test.each<[string, (body: string) => Promise<Response>]>([
  ["a wrong secret", (body) => post(body, signatureOf(body, "guess"))],
  ["no signature", (body) => post(body, null)],
  ["an empty signature", (body) => post(body, "v1=")],
  ["the signature of another version", (body) => post(body, signatureOf(body).replace("v1", "v0"))],
  ["a body that was changed by one byte", (body) => post(`${body} `, signatureOf(body))],
  ["a channel that is not there", (body) => post(body, signatureOf(body), "chn_00000000000000000009")],
  ["no id of a channel", (body) => post(body, signatureOf(body), "x")],
  ["no JSON", () => post("{", "v1=00")],
])("%s gets the same answer as an address that is not there, and changes nothing", async (_, send) => {
  const nowhere = await (await door.send("/no-such-address", { method: "POST" })).json();

  const refused = await send(webhook());

  expect(refused.status).toBe(404);
  expect({ ...(await refused.json()), requestId: "" }).toEqual({ ...nowhere, requestId: "" });
  expect(await alert()).toEqual(OPEN);
});

test("a channel answers for its own alerts alone", async () => {
  const body = webhook();

  const answer = await post(body, signatureOf(body), OTHER_CHANNEL);

  expect([answer.status, await alert()]).toEqual([202, OPEN]);
});

test("another service of PagerDuty that was told of it hears who has it; the one where it was said does not", async () => {
  await door.rows(
    `INSERT INTO notification (id, channel_id, alert_id, kind, state, document, queued_at, next_at) VALUES ('ntf_2', $1, $2, 'opened', 'delivered', $3, now(), now())`,
    [OTHER_CHANNEL, ALERT, JSON.stringify({ kind: "opened", dedupKey: KEY })],
  );

  await post(webhook());

  expect(await door.rows("SELECT channel_id FROM notification WHERE kind = 'acknowledged'")).toEqual([
    { channel_id: OTHER_CHANNEL },
  ]);
});

test("a channel that was removed has no address any more", async () => {
  await door.rows("UPDATE channel SET removed_at = now() WHERE id = $1", [CHANNEL]);

  const { status } = await post(webhook());

  await door.rows("UPDATE channel SET removed_at = NULL WHERE id = $1", [CHANNEL]);
  expect(status).toBe(404);
});

test.each([
  ["a test of the subscription", () => webhook("pagey.ping")],
  ["another event", () => webhook("incident.priority_updated")],
  ["what PagerDuty did by itself", () => webhook(undefined, { agent: null })],
  [
    "an echo of what we told it",
    () => webhook(undefined, { agent: { type: "inbound_integration_reference", summary: "DLO" } }),
  ],
  ["an incident of somebody else", () => webhook(undefined, {}, { incident_key: "another" })],
  [
    "an answer of last month",
    () => webhook(undefined, { occurred_at: new Date(Date.now() - 30 * 86_400_000).toISOString() }),
  ],
  ["a list", () => "[]"],
  ["no JSON", () => "{"],
])("%s is taken and does nothing", async (_, made) => {
  const answer = await post(made());

  expect([answer.status, await alert()]).toEqual([202, OPEN]);
});

test("a name that is no name is somebody, and never breaks a line", async () => {
  await post(webhook(undefined, { agent: { type: "user_reference", summary: "\u0000\n" } }));

  expect(await alert()).toMatchObject({ acknowledged_by: "somebody in PagerDuty" });
});

test("a body past the limit is not read to its end", async () => {
  const body = webhook(undefined, { padding: "x".repeat(300_000) });

  expect((await post(body)).status).toBe(413);
});

test("refusals are in the audit log, with the address that was tried and without what was sent", async () => {
  await post(webhook(), "v1=00", "chn_0000000000000000000a");

  const entries = await door.rows(
    "SELECT * FROM audit_entry WHERE action = 'access.denied' AND detail->>'operation' = 'takeChannelAnswer'",
  );
  expect(entries.length).toBeGreaterThan(0);
  expect(JSON.stringify(entries)).not.toMatch(/Tenex|bump in the road/);
});

test("whoever sends too much is slowed down", async () => {
  const slow = await openDoor({}, { reads: 100, writes: 3 }, door.database);
  const statuses = [];
  for (let i = 0; i < 5; i += 1)
    statuses.push((await slow.send(`/channel-answers/${CHANNEL}`, { method: "POST", body: "{}" })).status);
  await slow.close();

  expect(statuses).toEqual([404, 404, 404, 429, 429]);
});

test("other methods have nothing to ask there", async () => {
  const answer = await door.send(`/channel-answers/${CHANNEL}`);

  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
});
