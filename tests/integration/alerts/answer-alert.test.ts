import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { EVERYTHING } from "@/lib/core/access/scope";
import { inTransaction } from "@/lib/db/connect";
import { alertMessageOf } from "@/lib/operations/alerts/alert-message";
import { acknowledge, resolveByOther } from "@/lib/operations/alerts/answer";
import {
  type AlertStage,
  aChannel,
  alertStage,
  anAlert,
  bothWays,
  forgetAlerts,
  toldLast,
  whole,
} from "./known-alerts";

let stage: AlertStage;
beforeAll(async () => {
  stage = await alertStage();
});
afterAll(() => stage.world.stop());
beforeEach(() => forgetAlerts(stage.world));

/** An alert in both accounts of which this channel was told. */
async function aToldAlert(kind = "webhook", state = "delivered") {
  const { world, shop, hub } = stage;
  const id = await anAlert(world, [{ accountId: shop.id }, { accountId: hub.id, name: "secret-queue" }]);
  const channelId = await aChannel(world, `channel of ${id}`, kind);
  const message = await alertMessageOf(world.worker(), world.workerDb, id, "opened");
  await world.db
    .$executeRaw`INSERT INTO notification (id, channel_id, alert_id, kind, state, document, queued_at, next_at)
    VALUES (${`ntf_${id.slice(-6)}`}, ${channelId}, ${id}, 'opened', ${state}, ${JSON.stringify(message)}::jsonb, now() - interval '1 minute', now())`;
  return { id, channelId };
}
const entries = async () =>
  (await stage.world.ask("listAuditEntries", { limit: 5 })).items.filter(({ action }) => action.startsWith("alert."));

test("acknowledging says who has it, is audited, and the channels that were told hear of it, whole", async () => {
  const { world, shop } = stage;
  const { id, channelId } = await aToldAlert();
  for (const one of Object.values(await bothWays(world)(whole(shop.id), "acknowledgeAlert", { id, note: "on it" })))
    expect(one).toMatchObject({ state: "acknowledged", acknowledgedBy: "operator", reasonCount: 1 });

  expect((await entries())[0]).toMatchObject({ action: "alert.acknowledged", actorName: "operator", objectId: id });
  const told = await toldLast(world, channelId);
  expect(told).toMatchObject({ kind: "acknowledged", document: { kind: "acknowledged", acknowledgedBy: "operator" } });
  expect(JSON.stringify(told)).toContain("secret-queue");
  expect((await world.ask("getAlert", { id })).events).toMatchObject([{ kind: "acknowledged", note: "on it" }]);
});

test("through the second fence too: who answers a part of it answers it, and sees no more by it", async () => {
  const { world, hub } = stage;
  const { id, channelId } = await aToldAlert();
  const { through } = await bothWays(world)(whole(hub.id), "acknowledgeAlert", { id });
  expect(through).toMatchObject({ state: "acknowledged", hiddenReasonCount: 1 });
  expect(await toldLast(world, channelId)).toMatchObject({ kind: "acknowledged" });
});

test("acknowledging again changes nothing: who has it keeps it, nobody is told twice", async () => {
  const { world } = stage;
  const { id } = await aToldAlert();
  await world.ask("acknowledgeAlert", { id }, "operator");
  const again = await world.ask("acknowledgeAlert", { id }, "admin");

  expect(again).toMatchObject({ acknowledgedBy: "operator" });
  const kinds = (await world.ask("getAlert", { id })).notifications.map(({ kind }) => kind);
  expect(kinds).toEqual(["acknowledged", "opened"]);
});

test("two who answer at once are one answer", async () => {
  const { world } = stage;
  const { id } = await aToldAlert();
  const both = await Promise.all([
    world.ask("acknowledgeAlert", { id }, "operator"),
    world.ask("acknowledgeAlert", { id }, "admin"),
  ]);

  expect(new Set(both.map(({ acknowledgedBy }) => acknowledgedBy)).size).toBe(1);
  expect((await world.ask("getAlert", { id })).events).toHaveLength(1);
});

test("what was not sent yet is overtaken by the answer", async () => {
  const { world } = stage;
  const { id } = await aToldAlert("webhook", "waiting");
  await world.ask("acknowledgeAlert", { id });
  const states = (await world.ask("getAlert", { id })).notifications.map(({ kind, state }) => [kind, state]);
  expect(states).toEqual([
    ["acknowledged", "waiting"],
    ["opened", "dropped"],
  ]);
});

test("an answer from PagerDuty is not sent back to where it came from, and says by which way it came", async () => {
  const { world } = stage;
  const { id, channelId } = await aToldAlert("pagerduty");
  const isNew = await inTransaction(world.workerDb, (tx) =>
    acknowledge(world.worker(), tx, id, { byName: "Grace", via: "pagerduty", channelId }),
  );

  expect(isNew).toBe(true);
  expect(await toldLast(world, channelId)).toMatchObject({ kind: "opened" });
  expect(await world.ask("getAlert", { id })).toMatchObject({ state: "acknowledged", acknowledgedBy: "Grace" });
});

test("closed elsewhere while it holds is taken on, not over: nothing is called over that holds", async () => {
  const { world } = stage;
  const { id } = await aToldAlert("pagerduty");
  await inTransaction(world.workerDb, (tx) =>
    resolveByOther(world.worker(), tx, id, { byName: "Grace", via: "pagerduty", note: "Fixed." }),
  );
  const shown = await world.ask("getAlert", { id });

  expect(shown).toMatchObject({ state: "acknowledged", resolvedAt: null });
  expect(shown.events[0]?.note).toMatch(/^Fixed\. Closed there;/);
});

test("handed back, it is open again and can be taken anew", async () => {
  const { world } = stage;
  const { id, channelId } = await aToldAlert();
  await world.ask("acknowledgeAlert", { id });
  const back = await world.ask("unacknowledgeAlert", { id }, "operator");
  await world.ask("unacknowledgeAlert", { id }, "operator");

  expect(back).toMatchObject({ state: "open", acknowledgedBy: null, acknowledgedAt: null });
  await world.ask("acknowledgeAlert", { id }, "operator");
  expect((await world.ask("getAlert", { id })).events.map(({ kind }) => kind)).toEqual([
    "acknowledged",
    "unacknowledged",
    "acknowledged",
  ]);
  expect(await toldLast(world, channelId)).toMatchObject({ document: { acknowledgedBy: "operator" } });
});

test("what is over cannot be taken any more, and stays as it is", async () => {
  const { world, shop } = stage;
  const id = await anAlert(world, [{ accountId: shop.id }], { isOver: true });
  expect(await world.ask("acknowledgeAlert", { id })).toMatchObject({ state: "resolved", acknowledgedBy: null });
});

test("noise is said once, with its reason, and can be taken back", async () => {
  const { world, shop } = stage;
  const id = await anAlert(world, [{ accountId: shop.id }]);
  for (let turn = 0; turn < 2; turn += 1)
    expect(await world.ask("markAlertNoise", { id, isNoise: true, reason: "known" }, "operator")).toMatchObject({
      isNoise: true,
    });
  expect((await world.ask("listAlerts", { noise: true })).items).toHaveLength(1);
  expect(await world.ask("markAlertNoise", { id, isNoise: false })).toMatchObject({ isNoise: false });
  expect((await world.ask("getAlert", { id })).events.map(({ note }) => note)).toEqual([
    "known",
    "Worth telling after all.",
  ]);
});

test("who sees nothing of it answers nothing of it, and a viewer answers nothing at all", async () => {
  const { world, shop, hub } = stage;
  const id = await anAlert(world, [{ accountId: hub.id }]);
  for (const operation of ["acknowledgeAlert", "unacknowledgeAlert"] as const)
    for (const one of Object.values(await bothWays(world)(whole(shop.id), operation, { id })))
      expect(one).toMatchObject({ code: "not-found" });
  const viewer = await world.ask("acknowledgeAlert", { id }, "viewer", { scope: EVERYTHING }).catch((error) => error);
  expect(viewer).toMatchObject({ code: "forbidden" });
  expect((await world.ask("getAlert", { id })).state).toBe("open");
});
