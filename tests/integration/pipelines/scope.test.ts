import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf, OperationId } from "@/lib/contract";
import type { Scope } from "@/lib/core/access/scope";
import { fenced } from "@/lib/db/fence";
import { operations } from "@/lib/operations";
import { createWorld, type World } from "../../support/world";
import { aWatchedAccount, queueArn, redrivesTo, type WatchedAccount } from "../coverage/watched";
import { assembled, idOf } from "./shop-pipelines";

const HUB = "222222222222";
let world: World;
let shop: WatchedAccount;
let hub: WatchedAccount;
let id: string;
beforeAll(async () => {
  world = await createWorld();
  shop = await aWatchedAccount(world);
  hub = await aWatchedAccount(world, HUB);
  const dlq = await hub.queue("secret-dlq");
  const inbox = await hub.queue("secret-inbox", redrivesTo(dlq));
  await shop.rule("orders-placed", [{ Id: "inbox", Arn: inbox, RoleArn: "arn:aws:iam::111111111111:role/events" }]);
  await hub.queue("alone");
  await assembled(world, shop.id, hub.id);
  id = await idOf(world, "orders-placed");
  await world.db.$executeRawUnsafe(
    `INSERT INTO pipeline_health (pipeline_id, state, reason, since, judged_at) VALUES ('${id}', 'failing', 'secret-inbox fails.', dlo_now(), dlo_now())`,
  );
  await world.db.$executeRawUnsafe(
    `INSERT INTO pipeline_figures (pipeline_id, slo_at, slo) VALUES ('${id}', dlo_now(), '{"state":"met","budgetLeft":1,"burn":"none","sentence":"x"}')`,
  );
});
afterAll(() => world.stop());

/** As the web process asks for somebody: through the fence. */
const asWeb = <K extends OperationId>(
  scope: Scope,
  operation: K,
  input: InputOf<K>,
  role: "viewer" | "operator" = "viewer",
) => operations[operation]({ ...world.web(role, { scope }), db: fenced(world.webDb, scope) }, input);
const only = (...accountIds: string[]): Scope => ({ kind: "accounts", accountIds });

test("whoever sees one account of a pipeline sees its part of it, and how many parts are hidden", async () => {
  const shown = await asWeb(only(shop.id), "getPipeline", { id });

  expect(shown.parts.map(({ name }) => name)).toEqual(["default", "orders-placed"]);
  expect(shown).toMatchObject({ partCount: 2, hiddenPartCount: 2, slo: null });
  expect(shown.health).toMatchObject({ state: "healthy", isOfPart: true });
  expect(JSON.stringify(shown)).not.toContain("secret");
});

test("evidence of a hidden part is told to nobody who may not see it", async () => {
  await world.db.$executeRawUnsafe(
    `INSERT INTO pipeline_evidence (pipeline_id, arn, signal, account_id, state, sentence, at)
     VALUES ('${id}', '${queueArn("secret-inbox", HUB)}', 'stalled', '${hub.id}', 'stalled', 'secret-inbox stands still.', dlo_now())`,
  );
  const shown = await asWeb(only(shop.id), "getPipeline", { id });
  const whole = await world.ask("getPipeline", { id });

  expect(JSON.stringify(shown)).not.toContain("secret");
  expect(whole.evidence).toMatchObject([{ state: "stalled", partName: "secret-inbox" }]);
  expect((await asWeb(only(hub.id), "getPipeline", { id })).health).toMatchObject({
    state: "stalled",
    reason: "secret-inbox stands still.",
    isOfPart: true,
  });
});

test("a name that is that of a hidden part is not told", async () => {
  const [row] = (await asWeb(only(hub.id), "listPipelines", { name: "secret" })).items;

  expect(row).toMatchObject({ id, name: "secret-inbox", entry: null });
  expect((await asWeb(only(hub.id), "listPipelines", { name: "orders" })).items).toEqual([]);
});

test("whoever sees no part of a pipeline does not see it", async () => {
  const stranger = only("acc_00000000000000000000");

  expect(await asWeb(stranger, "listPipelines", {})).toMatchObject({ items: [], totalCount: 0, unassignedCount: 0 });
  await expect(asWeb(stranger, "getPipeline", { id })).rejects.toMatchObject({ status: 404 });
});

test("whoever may edit a part only is refused, with the number of parts that lie outside", async () => {
  await expect(asWeb(only(shop.id), "updatePipeline", { id, name: "Mine" }, "operator")).rejects.toMatchObject({
    status: 403,
    detail: { hiddenPartCount: 2 },
  });
});

test("whoever may edit all accounts that it crosses can change and split it through the fence", async () => {
  const both = only(shop.id, hub.id);
  await asWeb(both, "updatePipeline", { id, name: "Orders" }, "operator");
  const split = await asWeb(
    both,
    "splitPipeline",
    { id, atArn: queueArn("secret-inbox", HUB), name: "Inbox" },
    "operator",
  );

  expect((await asWeb(both, "getPipeline", { id: split.id })).parts.map(({ name }) => name)).toEqual(["secret-inbox"]);
});

test("single resources show their pipeline", async () => {
  const arn = queueArn("alone", HUB);
  const scope: Scope = { kind: "accounts", accountIds: [], arns: { [arn]: hub.id } };

  expect((await asWeb(scope, "listPipelines", {})).items.map(({ name }) => name)).toEqual(["alone"]);
});
