import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, sql } from "@/lib/db/query";
import { CHECKOUT, type CostedShop, OTHER, openCostedShop } from "./costed-shop";

let shop: CostedShop;
beforeAll(async () => {
  shop = await openCostedShop();
  await shop.reckon();
});
afterAll(() => shop.world.stop());

const HEADER =
  "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/CurrencyCode,lineItem/ProductCode,lineItem/UsageAccountId,product/region,lineItem/ResourceId,resourceTags/user:pipeline,x/new";
const line = (
  cost: number,
  more: { account?: string; arn?: string; tag?: string; currency?: string; day?: string } = {},
) =>
  `${shop.month}-${more.day ?? "01"}T00:00:00Z,${cost},${more.currency ?? "USD"},AWSQueueService,${more.account ?? shop.awsAccountId},eu-central-1,${more.arn ?? ""},${more.tag ?? ""},1`;
/** The day of the shop's month of which the model tells something, as two digits. */
const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(8, 10);
const fileOf = (...lines: string[]) => `${[HEADER, ...lines].join("\n")}\n`;
const bring = (csv: string, name = "november.csv") => shop.world.ask("importBill", { name, csv, tagKey: "pipeline" });
const checkout = (more = {}) => shop.world.ask("getPipelineCost", { id: CHECKOUT, month: shop.month }, "viewer", more);
const forget = async (id: string) => shop.world.ask("removeBill", { id });

test("a bill stands beside the model: by the pipeline's resources, else by a tag with its name in any case", async () => {
  const bill = await bring(
    fileOf(
      line(1, { arn: shop.orders.sourceArn, day: yesterday() }),
      line(0.5, { tag: "CheckOut", day: yesterday() }),
      line(9, { tag: "somebody else", day: "02" }),
    ),
  );
  const { sum, bill: billed } = await checkout();

  expect(bill).toMatchObject({ month: shop.month, currency: "USD", lineCount: 3, usd: 10.5, importedBy: "admin" });
  expect(bill.leftOut).toEqual(["Columns that are not used: x/new."]);
  expect(billed).toEqual({
    name: "november.csv",
    matchedBy: "its resources, and a tag with its name",
    services: [{ service: "AWSQueueService", usd: 1.5 }],
  });
  expect(sum.modelToBill?.high).toBeCloseTo((sum.monthToDate?.high ?? 0) / 1.5, 9);
  const list = await shop.world.ask("getCosts", { month: shop.month });
  expect(list.rows.find(({ pipelineId }) => pipelineId === CHECKOUT)?.billUsd).toBeCloseTo(1.5, 9);
  await forget(bill.id);
  expect((await checkout()).bill).toBeNull();
});

test("the same file twice is one bill, also when two bring it at once", async () => {
  const csv = fileOf(line(2, { arn: shop.orders.sourceArn }));
  const [one, other] = await Promise.all([bring(csv), bring(csv)]);

  expect(one?.id).toBe(other?.id);
  expect((await bring(csv, "another name.csv")).id).toBe(one?.id);
  expect((await checkout()).sum.billUsd).toBe(2);
  const noted = await rows(
    shop.world.db,
    sql`SELECT 1 FROM audit_entry WHERE action = 'bill.imported' AND object_id = ${one?.id}`,
  );
  expect(noted).toHaveLength(1);
  await forget(one?.id ?? "");
});

test("lines of an account that is not connected are for who sees everything", async () => {
  const bill = await bring(
    fileOf(line(4, { account: "999999999999", tag: "checkout" }), line(1, { account: OTHER, tag: "checkout" })),
  );
  const scope = { kind: "accounts" as const, accountIds: [shop.shop.id] };

  expect((await checkout()).sum.billUsd).toBe(5);
  expect((await checkout({ scope })).sum.billUsd).toBeNull();
  await forget(bill.id);
});

test("a bill in another currency is kept and never held against dollars", async () => {
  const bill = await bring(fileOf(line(4, { tag: "checkout", currency: "EUR" })));

  expect(bill).toMatchObject({ currency: "EUR", usd: 4 });
  expect((await checkout()).sum).toMatchObject({ billUsd: null, modelToBill: null });
  await forget(bill.id);
});

test("a refund makes a bill smaller, and one that is not above nothing is compared with nothing", async () => {
  const bill = await bring(fileOf(line(1, { tag: "checkout" }), line(-3, { tag: "checkout" })));

  expect((await checkout()).sum).toMatchObject({ billUsd: -2, modelToBill: null });
  await forget(bill.id);
});

test("a newer copy of the same lines says that they count twice", async () => {
  const first = await bring(fileOf(line(1, { tag: "checkout" })), "first.csv");
  const second = await bring(fileOf(line(2, { tag: "checkout" })), "second.csv");

  expect(second.leftOut.join()).toContain("stand in first.csv: they count twice until one is removed.");
  for (const { id } of [first, second]) await forget(id);
});

test("a line that nobody could have been billed is left out, and what can be read is kept", async () => {
  const bill = await bring(
    fileOf(
      line(1, { tag: "checkout" }),
      line(1e308, { tag: "checkout" }),
      line(2, { tag: "checkout" }).replace(/^\d{4}/, "0000"),
      line(2, { arn: "ä".repeat(2000) }),
      line(2, { tag: `${"x".repeat(255)}😀` }),
    ),
  );

  expect(bill).toMatchObject({ lineCount: 2, usd: 3 });
  expect(bill.leftOut.at(-1)).toMatch(/3 lines could not be read: 3 .*, 4 .*, 5 /);
  expect((await checkout()).sum.billUsd).toBe(1);
  await forget(bill.id);
});

test.each([
  ["a,b\n1,2\n", "These columns are missing"],
  [`${HEADER}\n`, "No line of it can be read"],
  [`${HEADER}\n"unclosed,1\n`, "Quote Not Closed"],
])("a file that is no bill is refused with the reason", async (csv, why) => {
  await expect(bring(csv)).rejects.toThrow(why);
  expect((await shop.world.ask("listBills", {})).items).toEqual([]);
});

test("model ÷ bill is about the days that both tell: half a bill is not held against a whole month, nor a month against a day", async () => {
  const other = yesterday() === "03" ? "04" : "03";
  const bill = await bring(
    fileOf(
      line(2, { arn: shop.orders.sourceArn, day: yesterday() }),
      line(50, { arn: shop.orders.sourceArn, day: other }),
    ),
  );
  const { sum } = await checkout();
  expect(sum.billUsd).toBe(52);
  expect(sum.modelToBill?.high).toBeCloseTo((sum.monthToDate?.high ?? 0) / 2, 9);
  expect(sum.missing).toContain("Model ÷ bill compares the one day that both tell, not the sums of the month.");
  await forget(bill.id);

  const monthly = await bring(fileOf(line(60, { arn: shop.orders.sourceArn })), "monthly.csv");
  const undated = (await checkout()).sum;
  expect(undated).toMatchObject({ billUsd: 60, modelToBill: null });
  expect(undated.missing).toContain("Model ÷ bill: no day that was over is told by both, so nothing is compared.");
  expect((await shop.world.ask("getCosts", { month: shop.month })).sum.modelToBill).toBeNull();
  await forget(monthly.id);
});
