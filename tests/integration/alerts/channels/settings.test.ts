import { Writable } from "node:stream";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { createOffice, type Office } from "@/tests/support/world";
import { type Receiver, startReceiver } from "./receiver";
import { addChannel, addWebhook, channelOf, dump, messageAbout, notificationsOf, queue, workerNow } from "./told-world";

let office: Office;
let receiver: Receiver;
const logged: string[] = [];
const sink = new Writable({
  write(chunk, _encoding, done) {
    logged.push(String(chunk));
    done();
  },
});
beforeEach(async () => {
  logged.length = 0;
  const log = pino({ level: "trace" }, sink);
  [office, receiver] = await Promise.all([createOffice("http://127.0.0.1:1", { log }), startReceiver()]);
});
afterEach(async () => {
  await Promise.all([office.stop(), receiver.stop()]);
});
const deliver = async () => deliverNotifications(await workerNow(office));
const audited = async () =>
  (await office.ask("listAuditEntries", { limit: 50 })).items.map(({ action, objectId, detail }) => ({
    action,
    objectId,
    detail,
  }));

test("no secret is in the database, in an answer, in the audit log or in a log line, whatever the other side answers", async () => {
  const secrets = {
    slack: "/services/T123/B123/slackSecretToken99",
    key: "signing-key-secret-77",
    password: "mail-password-secret-55",
  };
  const slack = await addChannel(office, {
    kind: "slack",
    name: "slack",
    config: {},
    secret: { webhookUrl: `${receiver.url}${secrets.slack}` },
  });
  const hook = await addChannel(office, {
    kind: "webhook",
    name: "hook",
    config: { url: receiver.url },
    secret: { signingKey: secrets.key },
  });
  const mail = await addChannel(office, {
    kind: "email",
    name: "mail",
    config: { host: "127.0.0.1", port: 9, security: "none", from: "a@b.example", to: ["c@d.example"], username: "u" },
    secret: { password: secrets.password },
  });
  receiver.answerWith({ status: 500, body: `you asked ${receiver.url}${secrets.slack} with ${secrets.key}` });
  for (const { id } of [slack, hook, mail]) await queue(office, id, messageAbout("alr_1"));
  await deliver();
  const { id, version, name } = hook;
  const changed = await office.ask("updateChannel", {
    id,
    version,
    name,
    isOn: true,
    config: { url: receiver.url },
    secret: { signingKey: "another-signing-secret" },
  });
  await office.ask("testChannel", { id: slack.id });
  await deliver();

  expect(receiver.received.length).toBeGreaterThan(1);
  const answers = [
    slack,
    hook,
    mail,
    changed,
    await office.ask("listChannels", {}),
    await office.ask("listNotifications", { limit: 50 }),
  ];
  for (const [where, all] of [
    ["the database", await dump(office)],
    ["answers", JSON.stringify(answers)],
    ["the audit log", JSON.stringify(await audited())],
    ["logs", logged.join("\n")],
  ] as const)
    for (const secret of ["slackSecretToken99", secrets.key, secrets.password, "another-signing-secret"])
      expect(all.includes(secret), `${secret} in ${where}`).toBe(false);
  expect(logged.join("\n")).toContain("a notification was tried");
});

test("mail without a password has no secret, and loses the one it had when an empty one is given", async () => {
  const config = { host: "mail.example", from: "a@b.example", to: ["c@d.example"] };
  const made = await office.ask("createChannel", { kind: "email", name: "open mail", config, secret: {} });
  const change = { id: made.id, name: made.name, isOn: true, config };
  const { version } = made;
  const guarded = await office.ask("updateChannel", { ...change, version, secret: { password: "a long password" } });
  const open = await office.ask("updateChannel", { ...change, version: guarded.version, secret: {} });

  expect([made, guarded, open].map(({ hasSecret }) => hasSecret)).toEqual([false, true, false]);
});

test("a change names the version that was looked at; the old secret stays, and the kind stays what it was", async () => {
  const made = await addWebhook(office, receiver.url);
  const { id, version } = made;
  const change = { id, version, name: "renamed", isOn: true, config: { url: `${receiver.url}/new` } };
  const changed = await office.ask("updateChannel", change);

  expect(changed).toMatchObject({ name: "renamed", hasSecret: true, version: version + 1 });
  await expect(office.ask("updateChannel", change)).rejects.toMatchObject({ status: 409, code: "settings-changed" });
  const asMail = {
    ...change,
    version: version + 1,
    config: { host: "mail.example", from: "a@b.example", to: ["c@d.example"] },
  };
  await expect(office.ask("updateChannel", asMail)).rejects.toMatchObject({
    status: 422,
    fields: [{ field: "config.url" }, expect.anything()],
  });
  const badSecret = { ...change, version: version + 1, secret: { signingKey: "short" } };
  await expect(office.ask("updateChannel", badSecret)).rejects.toMatchObject({
    fields: [{ field: "secret.signingKey" }],
  });
  expect((await audited()).map(({ action }) => action)).toEqual(["channel.changed", "channel.created"]);

  await queue(office, id, messageAbout("alr_1"));
  await deliver();
  expect(receiver.received.map(({ path }) => path)).toEqual(["/new"]);
});

test("two channels never have the same name, until one is removed", async () => {
  const { id } = await addWebhook(office, receiver.url, "ops");
  await expect(addWebhook(office, receiver.url, "ops")).rejects.toMatchObject({ status: 409 });
  const other = await addWebhook(office, receiver.url, "other");
  const { version, isOn, config } = other;
  const rename = { id: other.id, version, isOn, config, name: "ops" };
  await expect(office.ask("updateChannel", rename)).rejects.toMatchObject({ status: 409 });

  await office.ask("removeChannel", { id });
  await office.ask("updateChannel", rename);
  await expect(office.ask("removeChannel", { id })).rejects.toMatchObject({ status: 404 });
});

test("removing a channel drops what waits for it and forgets its secret; nothing is sent any more", async () => {
  const { id } = await addWebhook(office, receiver.url);
  await queue(office, id, messageAbout("alr_1"));
  await office.ask("removeChannel", { id });
  await queue(office, id, messageAbout("alr_2"));
  await deliver();

  expect(receiver.received).toEqual([]);
  expect(await notificationsOf(office, id)).toMatchObject([{ state: "dropped", channelName: "hook" }]);
  const [row] = await office.db.$queryRaw<
    { sealed: unknown }[]
  >`SELECT secret_sealed AS sealed FROM channel WHERE id = ${id}`;
  expect(row?.sealed).toBeNull();
});

test("a channel that is off gets nothing but tests; switched on again it forgets why it was off, and what is dead can be replayed", async () => {
  const { id } = await addWebhook(office, receiver.url);
  receiver.answerWith({ status: 410 });
  const first = await queue(office, id, messageAbout("alr_1"));
  await deliver();
  receiver.answerWith({});
  await queue(office, id, messageAbout("alr_2"));
  await expect(office.ask("replayNotification", { id: first })).rejects.toThrow("off");
  const tried = await office.ask("testChannel", { id });
  await deliver();
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(["alert.opened", "channel.test"]);
  expect((await notificationsOf(office, id)).find((one) => one.id === tried.id)).toMatchObject({ state: "delivered" });

  const { version, name, config } = await channelOf(office, id);
  const on = await office.ask("updateChannel", { id, version, name, config, isOn: true });
  expect(on).toMatchObject({ isOn: true, offReason: null, offAt: null, deadCount: 2 });
  await office.ask("replayNotification", { id: first });
  await deliver();
  expect(await channelOf(office, id)).toMatchObject({ deadCount: 1 });
});

test("a test of a channel that works says so within a moment, and who asked is in the audit log", async () => {
  const { id } = await addWebhook(office, receiver.url);
  const { id: notificationId, state, kind } = await office.ask("testChannel", { id });
  expect([state, kind]).toEqual(["waiting", "test"]);
  await deliver();

  expect(JSON.parse(receiver.received[0]?.body ?? "{}")).toMatchObject({
    type: "channel.test",
    alert: { id: null, title: "Dead Letter Office tries the channel hook" },
  });
  expect(await notificationsOf(office, id)).toMatchObject([{ id: notificationId, state: "delivered" }]);
  expect(await audited()).toContainEqual({
    action: "channel.tested",
    objectId: id,
    detail: { name: "hook", kind: "webhook", notificationId },
  });
});

test("the list of notifications is paged, and filtered by channel, alert and state", async () => {
  const { id } = await addWebhook(office, receiver.url);
  const other = await addWebhook(office, receiver.url, "other");
  for (let n = 0; n < 5; n++) await queue(office, id, messageAbout(null, { title: `m ${n}` }));
  await queue(office, other.id, messageAbout(null, { title: "elsewhere" }));
  const first = await office.ask("listNotifications", { channelId: id, limit: 3 });
  const rest = await office.ask("listNotifications", { channelId: id, limit: 3, cursor: first.nextCursor ?? "" });

  expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(["m 4", "m 3", "m 2", "m 1", "m 0"]);
  expect(rest.nextCursor).toBeNull();
  expect((await office.ask("listNotifications", { state: "delivered" })).items).toEqual([]);
});
