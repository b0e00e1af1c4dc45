import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../../support/world";
import { type Account, aConsumedQueue, anAccount } from "./consumed-queue";

let world: World;
let [first, second, third]: Account[] = [];
beforeAll(async () => {
  world = await createWorld();
  first = await anAccount(world, "111111111111");
  second = await anAccount(world, "222222222222");
  third = await anAccount(world, "333333333333");
});
afterAll(() => world.stop());

const shopIn = (account: Account | undefined, name: string, isRead = true) => {
  if (!account) throw new Error("no account was made");
  return aConsumedQueue(world, account, name, { isRead });
};
const refused = { error: "connect ECONNREFUSED db.internal:5432", order: 1 };

test("failures of one consumer and the error of one of them in another account are one incident; what was there before is none", async () => {
  const [orders, refunds, stock] = await Promise.all([
    shopIn(first, "orders"),
    shopIn(second, "refunds"),
    shopIn(third, "stock", false),
  ]);
  await orders.readInventory();
  const [placed] = await Promise.all([
    orders.fail({ type: "OrderPlaced" }, { type: "OrderPaid" }, refused),
    refunds.fail(refused),
    stock.fail({ type: "StockLow" }, { type: "StockGone" }),
  ]);

  const { items, windowSeconds } = await world.ask("listIncidents", {});

  expect(windowSeconds).toBe(900);
  const [incident] = items;
  expect(items).toHaveLength(1);
  expect(incident).toMatchObject({
    title: expect.stringMatching(
      /^4 failures since \d\d:\d\d UTC are tied by consumer orders-consumer and dependency db\.internal$/,
    ),
    classCount: 4,
    presentCount: 4,
    regions: ["eu-central-1"],
    accountNames: ["shop 111", "shop 222"],
    causeKind: null,
    loss: { kind: "certain" },
  });
  expect(incident?.classes.map(({ id }) => id)).toContain(incident?.id);
  expect(incident?.classes.map(({ id }) => id)).toContain(placed.classId);
});

test("a filter shows incidents whole or not at all; a scope hides the rest of them", async () => {
  const countIn = async (input: { accountId?: string; region?: string }, accountIds?: string[]) => {
    const more = accountIds ? { scope: { kind: "accounts" as const, accountIds } } : {};
    return (await world.ask("listIncidents", input, "viewer", more)).items.map(({ classCount }) => classCount);
  };

  expect(await countIn({ accountId: second?.id ?? "" })).toEqual([4]);
  expect(await countIn({ region: "us-east-1" })).toEqual([]);
  expect(await countIn({ accountId: third?.id ?? "" })).toEqual([]);
  expect(await countIn({}, [first?.id ?? ""])).toEqual([3]);
  expect(await countIn({}, [second?.id ?? ""])).toEqual([]);
});

test("what somebody acknowledged stays in its incident; what somebody sleeps over or dismissed leaves it", async () => {
  const classes = async () => (await world.ask("listIncidents", {})).items.flatMap((incident) => incident.classes);
  const all = await classes();
  const [silent, alsoSilent] = all.filter(({ causeKind }) => causeKind === "unknown");
  const loud = all.filter(({ causeKind }) => causeKind !== "unknown");
  for (const one of all) await world.ask("acknowledgeFailureClass", { id: one.id });
  const afterAcknowledging = await classes();
  await world.ask("snoozeFailureClass", { id: silent?.id ?? "", until: { kind: "escalates" } });
  await world.ask("dismissFailureClass", { id: alsoSilent?.id ?? "", reason: "known noise" });

  const left = await classes();

  expect(afterAcknowledging).toHaveLength(4);
  expect(left.map(({ id }) => id)).toEqual(loud.map(({ id }) => id));
});
