import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { rows, sql } from "@/lib/db/query";
import { discoverQueues } from "@/lib/operations/polling/discover-queues";
import { clientsOf, rootKeys } from "../../aws/sim-clients";
import { aQueuePair, connectShop, createWorld, look, REGION, type World } from "../../support/world";

const OTHER = "222222222222";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** Two accounts, two pairs of queues each. */
async function twoShops() {
  const shop = await connectShop(world);
  const other = await connectShop(world, { awsAccountId: OTHER });
  for (const name of ["orders", "tmp-1"]) {
    await aQueuePair(world.aws, name);
    await aQueuePair(clientsOf(world.simulator.url, rootKeys(OTHER), REGION), name);
  }
  await look(world, shop.id);
  await look(world, other.id);
  return { shop, other };
}
const queueNames = async () => (await world.ask("listQueues", {})).items.map(({ name }) => name).sort();
const audit = (action: string) =>
  rows<{ detail: Record<string, unknown> }>(
    world.db,
    sql`SELECT detail FROM audit_entry WHERE action = ${action} ORDER BY id`,
  );

test("a preview counts per place and line, names what is left out, and changes nothing", async () => {
  const { shop, other } = await twoShops();

  const preview = await world.ask("previewSelection", {
    selection: { include: [{ account: "shop 1*" }, { name: "nothing-*" }], exclude: [{ name: "tmp-*" }] },
  });

  expect(preview.counts).toEqual({ listedCount: 8, selectedCount: 2 });
  expect(preview.places).toMatchObject([
    { accountId: shop.id, region: REGION, listedCount: 4, selectedCount: 2, listedAt: expect.any(String) },
    { accountId: other.id, listedCount: 4, selectedCount: 0 },
  ]);
  expect(preview.lines).toEqual([
    { list: "include", index: 0, matchCount: 4 },
    { list: "include", index: 1, matchCount: 0 },
    { list: "exclude", index: 0, matchCount: 4 },
  ]);
  expect(preview.leftOut).toHaveLength(6);
  expect(await queueNames()).toHaveLength(8);
  expect((await world.ask("getSelection", {})).counts).toEqual({ listedCount: 8, selectedCount: 8 });
});

test("a place that was never listed says so instead of counting none", async () => {
  const shop = await connectShop(world);

  const { places } = await world.ask("previewSelection", { selection: {} });

  expect(places).toEqual([
    { accountId: shop.id, accountName: "shop 111", region: REGION, listedAt: null, listedCount: 0, selectedCount: 0 },
  ]);
});

test("a selection holds at once for known queues and later for new and short-lived ones", async () => {
  const { shop } = await twoShops();

  const { counts } = await world.ask("setSelection", { selection: { exclude: [{ name: "tmp-*" }] } });
  await aQueuePair(world.aws, "tmp-2");
  await aQueuePair(world.aws, "stock");
  const account = await findAccount(world.db, shop.id);
  if (account) await discoverQueues(world.worker(), { account, region: REGION });

  expect(counts).toEqual({ listedCount: 8, selectedCount: 4 });
  expect(new Set(await queueNames())).toEqual(new Set(["orders", "orders-dlq", "stock", "stock-dlq"]));
  expect(await world.ask("getSelection", {})).toMatchObject({
    selection: { include: [], exclude: [{ name: "tmp-*" }] },
    counts: { listedCount: 12, selectedCount: 6 },
    isFromFile: false,
  });
});

test("each change of the selection is in the audit log with what it replaced", async () => {
  await world.ask("setSelection", { selection: { exclude: [{ name: "a" }] } });
  await world.ask("setSelection", { selection: { exclude: [{ name: "b" }] } });

  expect((await audit("selection.changed")).map(({ detail }) => [detail.before, detail.after])).toEqual([
    [
      { include: [], exclude: [] },
      { include: [], exclude: [{ name: "a" }] },
    ],
    [
      { include: [], exclude: [{ name: "a" }] },
      { include: [], exclude: [{ name: "b" }] },
    ],
  ]);
});

test("what a file set is told to be from it until somebody changes it by hand", async () => {
  const document = {
    version: 1 as const,
    selection: { exclude: [{ name: "tmp-*" }] },
    reading: [{ match: { name: "orders-dlq" } }],
  };
  await world.ask("applyConfig", { document });
  const isFromFile = async () => [
    (await world.ask("getSelection", {})).isFromFile,
    (await world.ask("getReading", {})).isFromFile,
  ];

  expect(await isFromFile()).toEqual([true, true]);
  await world.ask("setSelection", { selection: {} });
  await world.ask("setReading", { rules: [] });
  expect(await isFromFile()).toEqual([false, false]);
});

test("reading is opted into by rule, the last one wins, and taking the rule away ends it", async () => {
  await twoShops();
  await world.ask("listQueues", {});
  const modes = async () =>
    (await world.ask("listQueues", { isDeadLetterQueue: "true" })).items.map(({ name, accountName, mode }) => [
      accountName,
      name,
      mode,
    ]);
  const before = await modes();

  const counts = await world.ask("setReading", {
    rules: [
      { match: { account: "shop*" }, mode: "off" },
      { match: { name: "orders-*" }, autoRescue: true },
    ],
  });

  expect(counts).toEqual({ indexCount: 2, autoRescueCount: 2 });
  expect((await modes()).filter(([, , mode]) => mode === "index").map(([, name]) => name)).toEqual([
    "orders-dlq",
    "orders-dlq",
  ]);
  expect((await world.ask("getReading", {})).rules).toHaveLength(2);
  await world.ask("setReading", { rules: [] });
  expect(await modes()).toEqual(before);
  expect((await audit("reading.changed")).map(({ detail }) => (detail.after as unknown[]).length)).toEqual([2, 0]);
});

test("only names of one's own accounts are counted, and only who sees all accounts changes what is looked at", async () => {
  const { shop } = await twoShops();
  const scope = { kind: "accounts", accountIds: [shop.id] } as const;

  const preview = await world.ask("previewSelection", { selection: {} }, "viewer", { scope });

  expect(preview.counts.listedCount).toBe(4);
  expect(preview.places.map(({ accountId }) => accountId)).toEqual([shop.id]);
  expect((await world.ask("getSelection", {}, "viewer", { scope })).counts.listedCount).toBe(4);
  const changed = await Promise.allSettled([
    world.ask("setSelection", { selection: {} }, "admin", { scope }),
    world.ask("setReading", { rules: [] }, "admin", { scope }),
  ]);
  expect(changed).toMatchObject([{ reason: { code: "forbidden" } }, { reason: { code: "forbidden" } }]);
});

test.each([
  ["an empty line", { include: [{}] }, "selection.include.0"],
  ["brackets", { exclude: [{ name: "a[bc]" }] }, "selection.exclude.0.name"],
])("a selection with %s is refused with its place", async (_, selection, field) => {
  await expect(world.ask("previewSelection", { selection })).rejects.toMatchObject({ fields: [{ field }] });
});
