import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { InputOf, OutputOf } from "@/lib/contract";
import { EVERYTHING, type Scope } from "@/lib/core/access/scope";
import { connect } from "@/lib/db/connect";
import { type AlertStage, alertStage, anAlert, bothWays, single, whole } from "./known-alerts";

let stage: AlertStage;
beforeAll(async () => {
  stage = await alertStage();
  const { world, shop, hub } = stage;
  for (const [id, accounts] of [
    ["pl_00000000000000000001", [shop.id]],
    ["pl_00000000000000000002", [shop.id, hub.id]],
  ] as const) {
    await world.db
      .$executeRaw`INSERT INTO pipeline (id, anchor_arn, assembled_name, part_count, created_at, assembled_at) VALUES (${id}, ${id}, 'checkout', ${accounts.length}, now(), now())`;
    for (const accountId of accounts)
      await world.db
        .$executeRaw`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth)
        VALUES (${id}, ${`arn:aws:sqs:eu-central-1:1:${id}-${accountId}`}, ${accountId}, 'eu-central-1', 'queue', 'checkout', 'entry', 0)`;
  }
});
afterAll(() => stage.world.stop());
/** The product removes no silence: only its owner may. */
beforeEach(async () => {
  const owner = connect({ url: stage.world.database.ownerUrl, maxConnections: 1 });
  await owner.$executeRawUnsafe("DELETE FROM silence");
  await owner.$disconnect();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
type About = InputOf<"createSilence">["about"];
const silence = (scope: Scope, about: About, more: object = {}) =>
  bothWays(stage.world)(scope, "createSilence", { about, reason: "we know", until: inDays(1), ...more });
function made(answer: OutputOf<"createSilence"> | Error): OutputOf<"createSilence"> {
  if (answer instanceof Error) throw answer;
  return answer;
}

test("a silence says what is silent, why, until when and who wants it, and is audited", async () => {
  const { world, shop } = stage;
  const { plain } = await silence(EVERYTHING, { accountId: shop.id, conditions: ["class-new"] });

  expect(made(plain)).toMatchObject({
    state: "active",
    aboutWords: "the account shop 111; the condition class new",
    accountId: shop.id,
    createdBy: "operator",
    heldBackCount: 0,
  });
  const entries = (await world.ask("listAuditEntries", { limit: 3 })).items.map(({ action }) => action);
  expect(entries).toContain("silence.created");
});

test.each<[string, object, RegExp]>([
  ["ends before it begins", { from: inDays(3), until: inDays(2) }, /after its beginning/],
  ["ends in the past", { from: inDays(-3), until: inDays(-1) }, /in the future/],
  ["lasts longer than ninety days", { until: inDays(91) }, /at most 90 days/],
])("one that %s is refused by its field", async (_, more, message) => {
  const { plain } = await silence(EVERYTHING, { accountId: stage.shop.id }, more);
  expect(plain).toMatchObject({
    code: "invalid-input",
    fields: [{ field: "until", message: expect.stringMatching(message) }],
  });
});

test("who acts in one account silences what is theirs: the account, by name, a pipeline, a class", async () => {
  const { shop, classId } = stage;
  const abouts: About[] = [
    { accountId: shop.id },
    { match: { account: "111111111111", name: "orders*" } },
    { match: { account: "shop*" } },
    { classId },
    { pipelineId: "pl_00000000000000000001" },
  ];
  for (const about of abouts)
    for (const answer of Object.values(await silence(whole(shop.id), about)))
      expect(made(answer)).toMatchObject({ state: "active" });
});

test("a glob that means several accounts is bound to the one of whoever asks", async () => {
  const { shop } = stage;
  expect(made((await silence(whole(shop.id), { match: { account: "shop*" } })).plain).accountId).toBe(shop.id);
  expect(made((await silence(EVERYTHING, { match: { account: "shop*" } })).plain).accountId).toBeNull();
});

test("what reaches beyond is refused, and what is foreign is not there", async () => {
  const { shop, hub } = stage;
  const beyond: About[] = [
    { conditions: ["class-new"] },
    { owner: "payments" },
    { match: { name: "*" } },
    { match: { account: "222222222222" } },
    { pipelineId: "pl_00000000000000000002" },
  ];
  for (const about of beyond)
    for (const answer of Object.values(await silence(whole(shop.id), about)))
      expect(answer).toMatchObject({ code: "forbidden" });
  for (const about of [{ accountId: hub.id }, { accountId: "acc_00000000000000000000" }])
    for (const answer of Object.values(await silence(whole(shop.id), about)))
      expect(answer).toMatchObject({ code: "not-found" });
  for (const answer of Object.values(await silence(whole(hub.id), { classId: stage.classId })))
    expect(answer).toMatchObject({ code: "not-found" });
});

test("who sees a single resource silences the failures of it, and no account", async () => {
  const { shop, pair, classId, world } = stage;
  const scope = single(pair.sourceArn, shop.id);
  for (const answer of Object.values(await silence(scope, { classId }))) expect(made(answer).state).toBe("active");
  for (const answer of Object.values(await silence(scope, { accountId: shop.id })))
    expect(answer).toMatchObject({ code: "not-found" });
  for (const page of Object.values(await bothWays(world)(scope, "listSilences", {})))
    expect(page).toMatchObject({ totalCount: 2 });
});

test("everybody is told of the silences over what they see, and of no other", async () => {
  const { world, shop, hub } = stage;
  await silence(EVERYTHING, { owner: "secret" });
  await silence(EVERYTHING, { accountId: hub.id });
  await silence(EVERYTHING, { accountId: shop.id });
  await silence(EVERYTHING, { pipelineId: "pl_00000000000000000002" });
  const listed = async (scope: Scope) =>
    Object.values(await bothWays(world)(scope, "listSilences", {})).map((page) =>
      page instanceof Error ? page : [page.totalCount, JSON.stringify(page).includes("secret")],
    );

  expect(await listed(EVERYTHING)).toEqual(Array(2).fill([8, true]));
  expect(await listed(whole(shop.id))).toEqual(Array(2).fill([4, false]));
  expect(await listed(whole(hub.id))).toEqual(Array(2).fill([4, false]));
  expect(await listed(whole("acc_x"))).toEqual(Array(2).fill([0, false]));
});

test("ending it holds at once, once, and only for who could have made it", async () => {
  const { world, shop, hub } = stage;
  const { id } = made((await silence(EVERYTHING, { pipelineId: "pl_00000000000000000002" })).plain);
  for (const answer of Object.values(await bothWays(world)(whole(shop.id), "endSilence", { id })))
    expect(answer).toMatchObject({ code: "forbidden" });
  for (const answer of Object.values(await bothWays(world)(whole("acc_x"), "endSilence", { id })))
    expect(answer).toMatchObject({ code: "not-found" });

  const ended = await world.ask("endSilence", { id }, "operator", { scope: whole(shop.id, hub.id) });
  const again = await world.ask("endSilence", { id });
  expect([ended, again].map(({ state, endedBy }) => [state, endedBy])).toEqual(Array(2).fill(["ended", "operator"]));
  expect((await world.ask("listSilences", { state: "ended" })).items.map((one) => one.id)).toEqual([id]);
});

test("a planned one is planned, and lists tell the states apart", async () => {
  const { world, shop } = stage;
  const { plain } = await silence(
    EVERYTHING,
    { accountId: shop.id },
    { kind: "maintenance", from: inDays(1), until: inDays(2) },
  );
  expect(made(plain)).toMatchObject({ state: "planned", kind: "maintenance" });
  const counts = ["planned", "active", "over", "ended"] as const;
  const totals = await Promise.all(
    counts.map(async (state) => (await world.ask("listSilences", { state })).totalCount),
  );
  expect(totals).toEqual([2, 0, 0, 0]);
});

test("it says how many alerts nobody was told of because of it, of those that one may see", async () => {
  const { world, shop, hub } = stage;
  const { id } = made((await silence(EVERYTHING, { match: { name: "*" } })).plain);
  const { id: own } = made((await silence(EVERYTHING, { accountId: shop.id })).plain);
  const alerts = [await anAlert(world, [{ accountId: shop.id }]), await anAlert(world, [{ accountId: hub.id }])];
  await world.db.$executeRaw`UPDATE alert SET silence_id = ${id} WHERE id = ${alerts[1]}`;
  await world.db.$executeRaw`UPDATE alert SET silence_id = ${own} WHERE id = ${alerts[0]}`;

  const held = async (scope: Scope) =>
    (await world.ask("listSilences", {}, "viewer", { scope })).items
      .filter((one) => one.heldBackCount > 0)
      .map((one) => one.id);
  expect((await held(EVERYTHING)).sort()).toEqual([id, own].sort());
  expect(await held(whole(shop.id))).toEqual([own]);
});
