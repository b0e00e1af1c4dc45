import { afterEach, beforeEach, expect, test } from "vitest";
import type { Channel } from "@/lib/channels/channel";
import { inTransaction } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { until } from "@/tests/support/eventually";
import { createOffice, type Office } from "@/tests/support/world";
import { type Receiver, type Reply, startReceiver } from "./receiver";
import {
  addWebhook,
  channelOf,
  letPass,
  messageAbout,
  moveTo,
  newId,
  notificationsOf,
  queue,
  workerNow,
} from "./told-world";

let office: Office;
let receiver: Receiver;
beforeEach(async () => {
  [office, receiver] = await Promise.all([createOffice("http://127.0.0.1:1"), startReceiver()]);
});
afterEach(async () => {
  await Promise.all([office.stop(), receiver.stop()]);
});
const deliver = async (id?: string) => deliverNotifications(await workerNow(office, id));
const idsReceived = () => receiver.received.map(({ headers }) => headers["webhook-id"]);
const about = (n: number) => messageAbout(`alr_${n}`, { dedupKey: `dlo:${n}`, title: `alert ${n}` });

test("what was queued arrives once, in its order, and is delivered", async () => {
  const { id } = await addWebhook(office, receiver.url);
  const queued = [
    await queue(office, id, about(1)),
    await queue(office, id, about(2)),
    await queue(office, id, about(3)),
  ];

  await deliver();
  await deliver();

  expect(idsReceived()).toEqual(queued);
  expect((await notificationsOf(office, id)).map(({ state, attempts }) => [state, attempts])).toEqual(
    queued.map(() => ["delivered", 1]),
  );
  expect(await channelOf(office, id)).toMatchObject({ waitingCount: 0, deadCount: 0, failure: null });
});

test("a transaction that ends in nothing tells nobody", async () => {
  const { id: channelId } = await addWebhook(office, receiver.url);
  const message = about(1);
  const broken = inTransaction(office.workerDb, async (tx) => {
    const { queueNotification } = await import("@/lib/db/notifications");
    const made = { id: newId("notification"), channelId, alertId: "alr_1", reviewId: null, kind: message.kind };
    await queueNotification(tx, { ...made, document: message });
    throw new Error("the change failed");
  });
  await expect(broken).rejects.toThrow("the change failed");

  await deliver();

  expect(receiver.received).toEqual([]);
});

test("something newer about an alert replaces what still waits, not what is on its way", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ afterMs: 300 });
  await queue(office, id, about(1));
  const sending = deliver();
  await until(
    async () => receiver.received.length,
    (count) => count === 1,
  );
  await queue(office, id, messageAbout("alr_1", { kind: "acknowledged" }));
  await queue(office, id, messageAbout("alr_1", { kind: "resolved" }));
  await sending;
  await deliver();

  expect((await notificationsOf(office, id)).map(({ kind, state }) => [kind, state])).toEqual([
    ["opened", "delivered"],
    ["acknowledged", "dropped"],
    ["resolved", "delivered"],
  ]);
});

test("a channel that is down for a day loses nothing, is asked seldom, and is not flooded when it is back", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ status: 503 });
  const alerts = 20;
  for (let n = 0; n < alerts; n++) await queue(office, id, about(n));
  for (let minute = 0; minute < 24 * 60; minute += 4) {
    await deliver();
    await letPass(office, 240);
  }
  const asked = receiver.received.length;
  expect(asked).toBeGreaterThan(100);
  expect(asked).toBeLessThan(alerts + 24 * 15 + 20);
  expect(await channelOf(office, id)).toMatchObject({
    waitingCount: alerts,
    deadCount: 0,
    failure: expect.stringContaining("503"),
  });

  receiver.answerWith({ status: 200 });
  receiver.received.length = 0;
  await letPass(office, 600);
  const backAt = performance.now();
  await deliver();
  const burst = 11 + (performance.now() - backAt) / 250;
  expect(receiver.received.length).toBeLessThanOrEqual(burst);
  for (let round = 0; round < 10; round++) {
    await letPass(office, 2);
    await deliver();
  }

  expect(new Set(idsReceived()).size).toBe(alerts);
  expect(receiver.received).toHaveLength(alerts);
  expect(await channelOf(office, id)).toMatchObject({ waitingCount: 0, deadCount: 0, failure: null });
}, 120_000);

test("after two days it is given up, kept, and replayed under the same id when somebody asks; asking twice sends one", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ status: 500 });
  const first = await queue(office, id, about(1));
  await deliver();
  await letPass(office, 48 * 3600 + 60);
  await deliver();
  await deliver();
  expect((await notificationsOf(office, id)).map(({ state }) => state)).toEqual(["dead"]);
  expect(await channelOf(office, id)).toMatchObject({ deadCount: 1 });

  receiver.answerWith({ status: 204 });
  receiver.received.length = 0;
  const replay = await office.ask("replayNotification", { id: first });
  const again = await office.ask("replayNotification", { id: first });
  await letPass(office, 60);
  await deliver();

  expect(again.id).toBe(replay.id);
  expect(replay).toMatchObject({ state: "waiting", replayOf: first, title: "alert 1" });
  expect(idsReceived()).toEqual([first]);
  expect(await channelOf(office, id)).toMatchObject({ deadCount: 0, waitingCount: 0 });
  expect((await office.ask("replayNotification", { id: first })).id).toBe(replay.id);
  await expect(office.ask("replayNotification", { id: replay.id })).rejects.toThrow("this one is delivered");
});

test.each<[string, Reply]>([
  ["a message that it will never take", { status: 400, body: "bad" }],
  ["a message that is too large", { status: 413 }],
])("the other side refuses %s: it is dead at once, and the channel goes on", async (_, reply) => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith(reply);
  await queue(office, id, about(1));
  await deliver();
  receiver.answerWith({});
  await queue(office, id, about(2));
  await deliver();

  expect((await notificationsOf(office, id)).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["dead", 1],
    ["delivered", 1],
  ]);
});

test("one message that always fails holds back no other for more than a minute", async () => {
  const { id } = await addWebhook(office, receiver.url);
  await receiver.stop();
  receiver = await startReceiver(({ body }) => ({ status: body.includes("poison") ? 500 : 200 }));
  await moveTo(office, id, receiver.url);
  await queue(office, id, messageAbout("alr_p", { title: "poison" }));
  for (let round = 0; round < 12; round++) {
    await deliver();
    await letPass(office, 700);
  }
  await letPass(office, -640);
  await queue(office, id, about(1));
  await deliver();

  expect((await notificationsOf(office, id)).map(({ title, state }) => [title, state])).toEqual([
    ["poison", "waiting"],
    ["alert 1", "delivered"],
  ]);
});

test("Retry-After is kept", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ status: 429, headers: { "retry-after": "300" } });
  await queue(office, id, about(1));
  await deliver();
  await queue(office, id, about(2));
  await letPass(office, 290);
  await deliver();
  expect(receiver.received).toHaveLength(1);

  receiver.answerWith({});
  await letPass(office, 15);
  await deliver();
  expect(new Set(idsReceived()).size).toBe(2);
});

test("410 Gone switches the channel off: what waits is kept as dead, it is audited, and the other channels are told", async () => {
  const others = await startReceiver();
  const { id } = await addWebhook(office, receiver.url);
  const other = await addWebhook(office, others.url, "the other");
  receiver.answerWith({ status: 410 });
  for (const n of [1, 2, 3]) await queue(office, id, about(n));
  await deliver();
  await deliver();
  await queue(office, id, about(4));
  await deliver();
  await others.stop();

  expect(receiver.received).toHaveLength(1);
  expect(await channelOf(office, id)).toMatchObject({
    isOn: false,
    offReason: expect.stringContaining("410"),
    deadCount: 4,
  });
  expect(others.received.map(({ body }) => JSON.parse(body).alert.title)).toEqual([
    "The channel hook was switched off",
  ]);
  expect((await notificationsOf(office, other.id)).map(({ state }) => state)).toEqual(["delivered"]);
  const { items } = await office.ask("listAuditEntries", { limit: 10 });
  expect(items.find(({ action }) => action === "channel.switched-off")).toMatchObject({
    objectId: id,
    detail: { deadCount: 2 },
  });
});

test("a worker that dies between sending and writing it down: another sends it again, under the same id, and the late one changes nothing", async () => {
  const { id } = await addWebhook(office, receiver.url);
  const queued = await queue(office, id, about(1));
  const dying = await workerNow(office, "dying");
  const real = dying.channels.webhook;
  if (!real) throw new Error("no webhook");
  let die: (sent: Awaited<ReturnType<Channel["send"]>>) => void = () => undefined;
  const hanging: Channel = {
    async send(...told) {
      await real.send(...told);
      return new Promise((resolve) => {
        die = resolve;
      });
    },
  };
  const late = deliverNotifications({ ...dying, channels: { ...dying.channels, webhook: hanging } });
  await until(
    async () => receiver.received.length,
    (count) => count === 1,
  );
  await deliver("another");
  expect(receiver.received).toHaveLength(1);

  await letPass(office, 91);
  await deliver("another");
  die({ kind: "retry", reason: "too late" });
  await late;

  expect(idsReceived()).toEqual([queued, queued]);
  expect(await notificationsOf(office, id)).toMatchObject([{ state: "delivered", attempts: 2, failure: null }]);
});

test("two workers at once send each message once", async () => {
  const { id } = await addWebhook(office, receiver.url);
  const queued = [];
  for (let n = 0; n < 8; n++) queued.push(await queue(office, id, about(n)));

  await Promise.all([deliver("one"), deliver("two"), deliver("three")]);

  expect(idsReceived()).toEqual(queued);
});

test("a slow channel holds back no other, also not what is queued while it is waited for", async () => {
  const slow = await startReceiver(() => ({ afterMs: 3000 }));
  const slowChannel = await addWebhook(office, slow.url, "slow");
  const { id } = await addWebhook(office, receiver.url);
  await queue(office, slowChannel.id, about(1));
  const startedAt = performance.now();
  const round = deliver();
  await until(
    async () => slow.received.length,
    (count) => count === 1,
  );
  await queue(office, id, about(2));
  await until(
    async () => receiver.received.length,
    (count) => count === 1,
  );
  expect(performance.now() - startedAt).toBeLessThan(2000);
  await round;
  await slow.stop();

  expect(await notificationsOf(office, slowChannel.id)).toMatchObject([{ state: "delivered" }]);
});

test.each([
  ["a private address that no operator named", "https://10.1.2.3/hook", "not public"],
  ["an address without https that no operator named", "http://169.254.169.254/latest", "https"],
  ["a port where nobody listens", "http://127.0.0.1:9/", "ECONNREFUSED"],
])("%s: nothing is lost, the channel says why, and a new address is used at once", async (_, url, why) => {
  const { id } = await addWebhook(office, url);
  await queue(office, id, about(1));
  await deliver();
  const channel = await channelOf(office, id);
  expect(channel).toMatchObject({ waitingCount: 1, failure: expect.stringContaining(why) });
  expect(channel.failure).not.toContain("10.1.2.3");

  await moveTo(office, id, receiver.url);
  await deliver();
  expect(receiver.received).toHaveLength(1);
});

test("a redirect is not followed", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ status: 302, headers: { location: `${receiver.url}/elsewhere` } });
  await queue(office, id, about(1));
  await deliver();

  expect(receiver.received.map(({ path }) => path)).toEqual(["/"]);
  expect(await notificationsOf(office, id)).toMatchObject([
    { state: "waiting", failure: expect.stringContaining("302") },
  ]);
});

test("a worker that is asked to stop leaves what it had in hand to the next, and the channel is not blamed", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ afterMs: 60_000 });
  await queue(office, id, about(1));
  const stopper = new AbortController();
  const ctx = await workerNow(office);
  const round = deliverNotifications({ ...ctx, signal: stopper.signal });
  await until(
    async () => receiver.received.length,
    (count) => count === 1,
  );
  stopper.abort();
  await round;
  receiver.answerWith({});
  expect(await channelOf(office, id)).toMatchObject({ waitingCount: 1, failure: null });
  await execute(office.db, sql`UPDATE notification SET next_at = dlo_now()`);
  await deliver();

  expect(await notificationsOf(office, id)).toMatchObject([{ state: "delivered", attempts: 2 }]);
});
