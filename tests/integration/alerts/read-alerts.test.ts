import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OutputOf } from "@/lib/contract";
import { EVERYTHING, type Scope } from "@/lib/core/access/scope";
import { type AlertStage, aChannel, alertStage, anAlert, bothWays, forgetAlerts, single, whole } from "./known-alerts";

let stage: AlertStage;
beforeAll(async () => {
  stage = await alertStage();
});
afterAll(() => stage.world.stop());
beforeEach(() => forgetAlerts(stage.world));

/** An incident in both accounts, and one reason that concerns the whole installation. */
async function anIncident(): Promise<string> {
  const { world, shop, hub, classId, queue, pair } = stage;
  const arn = pair.sourceArn;
  return anAlert(
    world,
    [
      { accountId: shop.id, condition: "class-new", kind: "class", id: classId, classId, queueId: queue.id, arn },
      {
        accountId: shop.id,
        condition: "age-threshold",
        id: queue.id,
        name: "orders-dlq",
        queueId: queue.id,
        arn: queue.arn,
      },
      {
        accountId: hub.id,
        condition: "predicted-loss",
        name: "secret-queue",
        sentence: "secret dies.",
        region: "us-east-1",
      },
      { accountId: "", condition: "poller-silent", kind: "poller", name: "secret-poller", sentence: "secret poller." },
    ],
    { owner: "secret-owner", mute: "inhibited", muteReason: "secret told already" },
  );
}

type Detail = OutputOf<"getAlert">;
async function seenBy(scope: Scope, id: string): Promise<Detail[]> {
  const { plain, through } = await bothWays(stage.world)(scope, "getAlert", { id });
  return [plain, through].map((one) => {
    if (one instanceof Error) throw one;
    return one;
  });
}

test("who sees everything sees all reasons, the gravest first, and nothing is hidden", async () => {
  const id = await anIncident();
  for (const shown of await seenBy(EVERYTHING, id))
    expect(shown).toMatchObject({
      reasonCount: 4,
      hiddenReasonCount: null,
      condition: "predicted-loss",
      sentence: "secret dies.",
      owner: "secret-owner",
      muteReason: "secret told already",
      regions: ["eu-central-1", "us-east-1"],
    });
});

test("who sees one account sees the alert as if it were of that account alone, and how much more there is", async () => {
  const id = await anIncident();
  for (const shown of await seenBy(whole(stage.shop.id), id)) {
    expect(shown.reasons.map(({ condition }) => condition)).toEqual(["class-new", "age-threshold"]);
    expect(shown).toMatchObject({ reasonCount: 2, hiddenReasonCount: 2, owner: null, regions: ["eu-central-1"] });
    expect(JSON.stringify(shown)).not.toContain("secret");
  }
});

test("who sees a single resource sees what is about it: the source queue its class, the dead-letter queue both", async () => {
  const id = await anIncident();
  const { shop, pair, queue } = stage;
  for (const shown of await seenBy(single(pair.sourceArn, shop.id), id))
    expect(shown.reasons.map(({ condition }) => condition)).toEqual(["class-new"]);
  for (const shown of await seenBy(single(queue.arn, shop.id), id))
    expect(shown.reasons.map(({ condition }) => condition)).toEqual(["class-new", "age-threshold"]);
});

test("what lies elsewhere, or concerns the whole installation, is not there", async () => {
  const { world, hub, shop } = stage;
  const own = await anAlert(world, [{ accountId: hub.id }]);
  const installation = await anAlert(world, [{ accountId: "", condition: "poller-silent", kind: "poller" }]);
  for (const id of [own, installation])
    for (const one of Object.values(await bothWays(world)(whole(shop.id), "getAlert", { id })))
      expect(one).toMatchObject({ code: "not-found" });
  for (const one of Object.values(await bothWays(world)(whole(shop.id), "listAlerts", {})))
    expect(one).toMatchObject({ items: [], totalCount: 0, openCount: 0 });
});

test("the list begins with what is not over, pages first, then the gravest, then the newest; pages of it make the whole", async () => {
  const { world, shop } = stage;
  const accountId = shop.id;
  const over = await anAlert(world, [{ accountId }], { isOver: true, minutesAgo: 1 });
  const olderOver = await anAlert(world, [{ accountId, condition: "predicted-loss" }], { isOver: true, minutesAgo: 9 });
  const told = await anAlert(world, [{ accountId, condition: "predicted-loss" }], { severity: "notify" });
  const old = await anAlert(world, [{ accountId, condition: "class-new" }], { minutesAgo: 50 });
  const young = await anAlert(world, [{ accountId, condition: "class-new" }], { minutesAgo: 5 });
  const grave = await anAlert(world, [{ accountId, condition: "pipeline-failing" }], { minutesAgo: 90 });
  const order = [grave, young, old, told, over, olderOver];

  for (const scope of [EVERYTHING, whole(accountId)])
    for (const limit of [1, 2, 4, 50]) {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await world.ask("listAlerts", { limit, ...(cursor && { cursor }) }, "viewer", { scope });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
        expect(page).toMatchObject({ totalCount: 6, openCount: 4, acknowledgedCount: 0 });
      } while (cursor);
      expect(ids).toEqual(order);
    }
});

test("filters are of one visible reason: an account and a condition are those of the same one", async () => {
  const { world, shop, hub } = stage;
  const id = await anIncident();
  const ask = async (input: object, scope: Scope = EVERYTHING) =>
    (await world.ask("listAlerts", input, "viewer", { scope })).items.map((one) => one.id);

  expect(await ask({ condition: "predicted-loss", accountId: hub.id })).toEqual([id]);
  expect(await ask({ condition: "predicted-loss", accountId: shop.id })).toEqual([]);
  expect(await ask({ condition: "predicted-loss" }, whole(shop.id))).toEqual([]);
  expect(await ask({ owner: "Secret-Owner" })).toEqual([id]);
  expect(await ask({ owner: "secret-owner" }, whole(shop.id))).toEqual([]);
  expect(await ask({ classId: stage.classId }, whole(shop.id))).toEqual([id]);
  expect(await ask({ state: "resolved" })).toEqual([]);
  expect(await ask({ paged: true })).toEqual([]);
  expect(await ask({ until: new Date(Date.now() - 3_600_000).toISOString() })).toEqual([]);
});

test("whom it was told to only who manages channels reads; what joined elsewhere only who sees it", async () => {
  const { world, shop, hub } = stage;
  const id = await anIncident();
  const channelId = await aChannel(world, "secret-channel");
  await world.db.$executeRawUnsafe(
    `INSERT INTO notification (id, channel_id, alert_id, kind, state, document, queued_at, next_at)
     VALUES ('ntf_1', '${channelId}', '${id}', 'opened', 'delivered', '{"title":"x"}', now(), now())`,
  );
  for (const accountId of [shop.id, hub.id])
    await world.db.$executeRawUnsafe(
      `INSERT INTO alert_event (alert_id, at, kind, note, account_id) VALUES ('${id}', now(), 'joined', 'of ${accountId}', '${accountId}')`,
    );
  await world.db.$executeRawUnsafe(
    `INSERT INTO alert_event (alert_id, at, kind, note) VALUES ('${id}', now(), 'paged', 'Told: secret-channel.')`,
  );

  expect((await world.ask("getAlert", { id })).notifications).toMatchObject([{ channelName: "secret-channel" }]);
  expect((await world.ask("getAlert", { id }, "operator")).notifications).toEqual([]);
  for (const shown of await seenBy(whole(shop.id), id))
    expect(shown.events).toMatchObject([
      { kind: "joined", note: `of ${shop.id}` },
      { kind: "paged", note: null },
    ]);
});

test("ten thousand alerts are listed quickly, for who sees all and for who sees one account", async () => {
  const { world, shop } = stage;
  await world.db.$executeRawUnsafe(
    `INSERT INTO alert (id, state, severity, opened_at, changed_at, resolved_at)
     SELECT 'alr_' || lpad(n::text, 20, '0'), CASE WHEN n % 20 = 0 THEN 'open' ELSE 'resolved' END, 'page', now() - n * interval '1 minute', now(),
       CASE WHEN n % 20 <> 0 THEN now() END FROM generate_series(1, 10000) n`,
  );
  await world.db.$executeRawUnsafe(
    `INSERT INTO alert_reason (alert_id, condition, severity, subject_kind, subject_id, subject_name, account_id, sentence, since, opened_at, seen_at, resolved_at)
     SELECT id, 'class-new', 'page', 'queue', id, 'q', '${shop.id}', 'x', opened_at, opened_at, opened_at, resolved_at FROM alert`,
  );
  await world.db.$executeRawUnsafe("ANALYZE alert, alert_reason");
  for (const scope of [EVERYTHING, whole(shop.id)]) {
    const took: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const start = performance.now();
      await world.ask("listAlerts", { limit: 50 }, "viewer", { scope });
      took.push(performance.now() - start);
    }
    took.sort((a, b) => a - b);
    console.log(`listAlerts of 10,000, ${scope.kind}: p95 ${took[18]?.toFixed(0)} ms`);
    expect(took[18]).toBeLessThan(2500);
  }
});
