import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { InputOf, OutputOf } from "@/lib/contract";
import { EVERYTHING, type Scope } from "@/lib/core/access/scope";
import { type AlertStage, alertStage, anAlert, bothWays, forgetAlerts, single, whole } from "./known-alerts";

let stage: AlertStage;
beforeAll(async () => {
  stage = await alertStage();
});
afterAll(() => stage.world.stop());
beforeEach(() => forgetAlerts(stage.world));

type Subject = InputOf<"createCapsule">["subject"];
const handOver = (subject: Subject, scope: Scope = EVERYTHING, note?: string) =>
  stage.world.ask("createCapsule", { subject, ...(note && { note }) }, "operator", { scope });
async function readers(id: string): Promise<string[]> {
  const { world, shop, hub, pair, queue } = stage;
  const people: [string, Scope][] = [
    ["all", EVERYTHING],
    ["shop", whole(shop.id)],
    ["hub", whole(hub.id)],
    ["both", whole(shop.id, hub.id)],
    ["source queue", single(pair.sourceArn, shop.id)],
    ["dead-letter queue", single(queue.arn, shop.id)],
    ["elsewhere", whole("acc_x")],
  ];
  const found: string[] = [];
  for (const [name, scope] of people) {
    const read = await bothWays(world)(scope, "getCapsule", { id }, "viewer");
    const listed = await bothWays(world)(scope, "listCapsules", {}, "viewer");
    const can = [
      ...Object.values(read).map((one) => !(one instanceof Error)),
      ...Object.values(listed).map((page) => (page as OutputOf<"listCapsules">).items.some((one) => one.id === id)),
    ];
    expect(new Set(can).size, name).toBe(1);
    if (can[0]) found.push(name);
  }
  return found;
}

test("a class is frozen with what is known of it, and stays so when it changes", async () => {
  const { world, classId } = stage;
  await world.ask("addClassNote", { id: classId, text: "Asked the <b>bank</b>" }, "operator");
  const capsule = await handOver(
    { kind: "class", id: classId },
    EVERYTHING,
    "Look at the bank first.\n# not a heading",
  );
  await world.ask("addClassNote", { id: classId, text: "Written later" }, "operator");
  const read = await world.ask("getCapsule", { id: capsule.id });

  expect(read).toEqual(capsule);
  expect(read).toMatchObject({ subject: { kind: "class", id: classId }, createdBy: "operator" });
  for (const told of [
    "# Hand-over: F-",
    "> Look at the bank first.\n> \\# not a heading",
    "- **Count**: 2 wait, 2 in all",
    "orders-dlq, eu-central-1, shop 111",
    "Asked the &lt;b&gt;bank&lt;/b&gt;",
    "## Open questions",
    "[How it is now](http://127.0.0.1/failures/",
  ])
    expect(read.markdown).toContain(told);
  expect(read.markdown).not.toMatch(/Written later|order-17|correlationId/);
});

test("it is audited, and the same key makes one", async () => {
  const { world, classId } = stage;
  const subject = { kind: "class" as const, id: classId };
  const ask = () => world.ask("createCapsule", { subject }, "operator", { idempotencyKey: "hand-over-1" });
  expect(await ask()).toEqual(await ask());
  const entries = (await world.ask("listAuditEntries", { limit: 5 })).items;
  expect(entries.filter(({ action }) => action === "capsule.created").length).toBeGreaterThan(0);
});

test("whoever sees all that it speaks of reads it, and nobody else", async () => {
  const { shop, hub, classId, queue } = stage;
  const ofClass = await handOver({ kind: "class", id: classId });
  expect(await readers(ofClass.id)).toEqual(["all", "shop", "both", "source queue", "dead-letter queue"]);

  const world = stage.world;
  const crossing = await anAlert(world, [
    { accountId: shop.id, condition: "class-new", kind: "class", id: classId, classId, queueId: queue.id },
    { accountId: hub.id, name: "secret-queue" },
  ]);
  expect(await readers((await handOver({ kind: "alert", id: crossing })).id)).toEqual(["all", "both"]);

  const installation = await anAlert(world, [{ accountId: "", condition: "poller-silent", kind: "poller" }]);
  expect(await readers((await handOver({ kind: "alert", id: installation })).id)).toEqual(["all"]);
});

test("nothing is in it that its maker may not see", async () => {
  const { world, shop, hub, classId, queue } = stage;
  const id = await anAlert(world, [
    { accountId: shop.id, condition: "class-new", kind: "class", id: classId, classId, queueId: queue.id },
    { accountId: hub.id, name: "secret-queue", condition: "predicted-loss", sentence: "secret dies." },
  ]);
  const { plain, through } = await bothWays(world)(whole(shop.id), "createCapsule", { subject: { kind: "alert", id } });
  for (const capsule of [plain, through]) {
    if (capsule instanceof Error) throw capsule;
    expect(capsule.markdown).not.toContain("secret");
    expect(capsule.markdown).toContain("1 more that whoever wrote this may not see.");
    expect(await readers(capsule.id)).toEqual(["all", "shop", "both"]);
  }
});

test("what a maker of the whole installation freezes names nothing of other accounts to whoever reads it", async () => {
  const { world, shop, hub, classId, pair, queue } = stage;
  const id = "pl_crossing";
  const parts = [
    [hub.id, "arn:aws:sqs:eu-central-1:222222222222:hub-secret", "hub-secret"],
    [shop.id, pair.sourceArn, "orders"],
    [shop.id, queue.arn, "orders-dlq"],
  ];
  await world.db
    .$executeRaw`INSERT INTO pipeline (id, anchor_arn, assembled_name, part_count, created_at, assembled_at) VALUES (${id}, ${id}, 'hub-secret', 3, now(), now())`;
  for (const [accountId, arn, name] of parts)
    await world.db
      .$executeRaw`INSERT INTO pipeline_part (pipeline_id, arn, account_id, region, kind, name, role, depth) VALUES (${id}, ${arn}, ${accountId}, 'eu-central-1', 'queue', ${name}, 'member', 1)`;
  const capsule = await handOver({ kind: "class", id: classId });
  await world.db.$executeRaw`DELETE FROM pipeline_part WHERE pipeline_id = ${id}`;
  await world.db.$executeRaw`DELETE FROM pipeline WHERE id = ${id}`;

  expect(await readers(capsule.id)).toContain("shop");
  expect(capsule.markdown).toMatch(/Pipelines?\*\*: orders/);
  expect(capsule.markdown).not.toContain("hub-secret");
});

test.each<[string, (stage: AlertStage) => Promise<Subject> | Subject]>([
  ["a class", ({ classId }) => ({ kind: "class", id: classId })],
  ["an alert", async ({ world, shop }) => ({ kind: "alert", id: await anAlert(world, [{ accountId: shop.id }]) })],
  ["an incident", () => ({ kind: "incident", id: "fc_00000000000000000000" })],
])("%s that one may not see cannot be handed over", async (_, subject) => {
  const answers = await bothWays(stage.world)(whole(stage.hub.id), "createCapsule", { subject: await subject(stage) });
  for (const answer of Object.values(answers)) expect(answer).toMatchObject({ code: "not-found" });
});

test("a viewer reads hand-overs and makes none", async () => {
  const refused = await stage.world
    .ask("createCapsule", { subject: { kind: "class", id: stage.classId } }, "viewer")
    .catch((error) => error);
  expect(refused).toMatchObject({ code: "forbidden" });
});
