import { afterEach, beforeEach, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import { inTransaction } from "@/lib/db/connect";
import { queueNotification } from "@/lib/db/notifications";
import { execute, sql } from "@/lib/db/query";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { until } from "@/tests/support/eventually";
import { createOffice, type Office } from "@/tests/support/world";
import { type Receiver, startReceiver } from "./receiver";
import {
  addChannel,
  addWebhook,
  channelOf,
  messageAbout,
  newId,
  notificationsOf,
  queue,
  workerNow,
} from "./told-world";

let office: Office;
let receiver: Receiver;
let elsewhere: Receiver;
beforeEach(async () => {
  [office, receiver, elsewhere] = await Promise.all([
    createOffice("http://127.0.0.1:1"),
    startReceiver(),
    startReceiver(),
  ]);
});
afterEach(async () => {
  await Promise.all([office.stop(), receiver.stop(), elsewhere.stop()]);
});
const deliver = async () => deliverNotifications(await workerNow(office));
const change = async (id: string, to: Partial<InputOf<"updateChannel">>) => {
  const { version, name, isOn, config } = await channelOf(office, id);
  return office.ask("updateChannel", { id, version, name, isOn, config, ...to });
};

const kept = (url: string): InputOf<"createChannel">[] => [
  { kind: "alertmanager", name: "am", config: { url }, secret: { username: "u", password: "kept-password" } },
  {
    kind: "jira",
    name: "jira",
    config: { url, email: "a@b.example", project: "OPS" },
    secret: { apiToken: "kept-token" },
  },
  { kind: "github", name: "gh", config: { repository: "a/b", apiUrl: url }, secret: { token: "kept-token" } },
  { kind: "pagerduty", name: "pd", config: { apiUrl: url }, secret: { routingKey: "R".repeat(32) } },
];

test("a secret is never sent to an address that somebody put in the place of its own; with the secret it may move", async () => {
  for (const one of kept(receiver.url)) {
    const { id, config } = await addChannel(office, one);
    const moved = { ...config, ["url" in config ? "url" : "apiUrl"]: elsewhere.url };
    const [key = ""] = Object.keys(one.secret).slice(-1);
    const refused = change(id, { config: moved });
    await expect(refused, one.kind).rejects.toMatchObject({
      status: 422,
      fields: expect.arrayContaining([{ field: `secret.${key}`, message: expect.stringContaining("given again") }]),
    });
    expect((await channelOf(office, id)).config).toEqual(config);

    await office.ask("testChannel", { id });
    await change(id, { config: { ...config, ["url" in config ? "url" : "apiUrl"]: `${receiver.url}/a/path` } });
    await change(id, { config: moved, secret: one.secret });
  }
  expect(elsewhere.received).toEqual([]);
});

test("a mail server that got no password may move, one that did may not, nor may its way be opened", async () => {
  const config = { host: "mail.example", port: 587, from: "a@b.example", to: ["c@d.example"] };
  const open = await addChannel(office, { kind: "email", name: "open", config, secret: {} });
  const shut = await addChannel(office, { kind: "email", name: "shut", config, secret: { password: "kept-password" } });
  const { config: said } = shut;

  await change(open.id, { config: { ...said, host: "other.example" } });
  for (const wrong of [{ host: "other.example" }, { port: 25 }, { security: "none" }])
    await expect(change(shut.id, { config: { ...said, ...wrong } })).rejects.toThrow("secret.password");
  await change(shut.id, { config: { ...said, to: ["x@y.example"] } });
});

test("an address with a password in it is refused, and the audit log keeps of a webhook's address only where it is", async () => {
  await expect(addWebhook(office, "https://me:pass-word-1@hooks.example/x")).rejects.toMatchObject({
    fields: [{ field: "config.url", message: expect.stringContaining("user name") }],
  });
  await addWebhook(office, "https://hooks.example/catch/key-in-the-path?token=key-in-the-query");
  const told = JSON.stringify((await office.ask("listAuditEntries", { limit: 10 })).items);

  expect(told).toContain("https://hooks.example/…");
  expect(told).not.toMatch(/key-in-the|pass-word-1/);
});

async function anAlert(isOver: boolean): Promise<string> {
  const id = newId("alert");
  await execute(
    office.db,
    sql`INSERT INTO alert (id, state, severity, opened_at, changed_at, resolved_at)
        VALUES (${id}, ${isOver ? "resolved" : "open"}, 'page', now(), now(), ${isOver ? new Date() : null})`,
  );
  return id;
}
async function deadPage(
  alertId: string,
  kind: "opened" | "resolved" = "opened",
): Promise<{ id: string; channelId: string }> {
  const { id: channelId } = await addChannel(office, {
    kind: "pagerduty",
    name: "pager",
    config: { apiUrl: receiver.url },
    secret: { routingKey: "R".repeat(32) },
  });
  receiver.answerWith({ status: 400 });
  const id = await queue(office, channelId, messageAbout(alertId, { kind }));
  await deliver();
  receiver.answerWith({ status: 202, body: "{}" });
  receiver.received.length = 0;
  return { id, channelId };
}

test("a page that was given up is not replayed once its alert is over: PagerDuty would wake somebody whom nobody calls off", async () => {
  const { id } = await deadPage(await anAlert(true));
  await expect(office.ask("replayNotification", { id })).rejects.toThrow("not so any more");
});

test("an alert of which every message was refused says that it reached nobody, whatever route it took", async () => {
  const alertId = await anAlert(false);
  await deadPage(alertId);
  await execute(office.db, sql`UPDATE alert SET told_at = now(), route = 'ops' WHERE id = ${alertId}`);
  expect((await office.ask("getAlert", { id: alertId })).routeWords).toContain("It reached nobody");
});

test("nor when something newer went there; what still holds is replayed, and so is that it is over", async () => {
  const alertId = await anAlert(false);
  const { id, channelId } = await deadPage(alertId);
  const replay = await office.ask("replayNotification", { id });
  await deliver();
  expect(receiver.received.map(({ body }) => JSON.parse(body).event_action)).toEqual(["trigger"]);
  expect((await notificationsOf(office, channelId)).find((one) => one.id === replay.id)?.state).toBe("delivered");

  const other = await queue(office, channelId, messageAbout(alertId, { kind: "acknowledged" }));
  receiver.answerWith({ status: 400 });
  await deliver();
  receiver.answerWith({ status: 202, body: "{}" });
  await queue(office, channelId, messageAbout(alertId, { kind: "repeated" }));
  await deliver();
  await expect(office.ask("replayNotification", { id: other })).rejects.toThrow("not so any more");

  await office.ask("removeChannel", { id: channelId });
  const ended = await deadPage(await anAlert(true), "resolved");
  await expect(office.ask("replayNotification", { id: ended.id })).resolves.toMatchObject({ state: "waiting" });
});

test.each([
  ["removed", "dropped", async (id: string): Promise<unknown> => office.ask("removeChannel", { id })],
  ["switched off", "dead", async (id: string): Promise<unknown> => change(id, { isOn: false })],
] as const)(
  "what is on its way while its channel is %s does not wait for ever when it comes back: it is %s",
  async (_, state, stop) => {
    const { id } = await addWebhook(office, receiver.url);
    receiver.answerWith({ status: 500, afterMs: 300 });
    await queue(office, id, messageAbout("alr_1"));
    const sending = deliver();
    await until(
      async () => receiver.received.length,
      (count) => count === 1,
    );
    await stop(id);
    await sending;
    await deliver();

    expect(await notificationsOf(office, id)).toMatchObject([{ state, nextAt: null }]);
  },
);

test("routes and the review go on telling a channel that was renamed, and the audit log says so", async () => {
  const { id } = await addWebhook(office, receiver.url, "ops");
  await office.ask("putAlertSettings", {
    routes: [{ name: "all", match: {}, channels: ["ops", "other"], severity: "as-is", repeatMinutes: null }],
    review: {
      isOn: true,
      zone: "UTC",
      day: "mon",
      at: "07:00",
      channels: ["ops"],
      unit: { one: "order", many: "orders" },
    },
  });
  await change(id, { name: "on call" });
  const { settings } = await office.ask("getAlertSettings", {});

  expect(settings.routes[0]?.channels).toEqual(["on call", "other"]);
  expect(settings.review?.channels).toEqual(["on call"]);
  const { items } = await office.ask("listAuditEntries", { limit: 10 });
  expect(items.find(({ action }) => action === "alert-settings.changed")).toMatchObject({
    detail: { sections: ["routes", "review"], channelRenamed: { from: "ops", to: "on call" }, routes: ["all"] },
  });
});

test("two that change a channel and its routes at once take turns, and no name is lost", async () => {
  const { id } = await addWebhook(office, receiver.url, "ops");
  const route = { name: "all", match: {}, channels: ["ops"], severity: "as-is" as const, repeatMinutes: null };
  await office.ask("putAlertSettings", { routes: [route] });
  const links = [{ label: "x", url: "https://x.example" }];
  await Promise.all([change(id, { name: "on call" }), office.ask("putAlertSettings", { links })]);
  const { settings } = await office.ask("getAlertSettings", {});

  expect([settings.routes[0]?.channels, settings.links]).toEqual([["on call"], links]);
});

test("what is queued for a channel that is not there tells nobody and breaks nothing", async () => {
  const made = { id: newId("notification"), channelId: newId("channel"), alertId: null, reviewId: null };
  const document = messageAbout(null);
  const isQueued = await inTransaction(office.workerDb, (tx) =>
    queueNotification(tx, { ...made, kind: "opened", document }),
  );
  expect(isQueued).toBe(false);
});
