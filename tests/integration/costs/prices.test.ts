import { afterAll, beforeAll, expect, test } from "vitest";
import { CHECKOUT, type CostedShop, openCostedShop } from "./costed-shop";

let shop: CostedShop;
beforeAll(async () => {
  shop = await openCostedShop();
});
afterAll(() => shop.world.stop());

const KEY = "sqs.standard.requests";
const put = (prices: { key: string; region: string; tiers: { upTo: number | null; usd: number }[] }[]) =>
  shop.world.ask("putPrices", { prices });
const refusal = (asking: Promise<unknown>) =>
  asking.then(
    () => "done",
    (error: Error) => error.message,
  );
const highOf = async () => {
  await shop.reckon();
  const list = await shop.world.ask("getCosts", { month: shop.month }, "viewer");
  return list.rows.find(({ pipelineId }) => pipelineId === CHECKOUT)?.monthToDate?.high ?? 0;
};

test("people's own prices beat the list everywhere from the next reckoning on, and taking them back undoes that", async () => {
  const before = await highOf();
  await put([{ key: KEY, region: "*", tiers: [{ upTo: null, usd: 0.8 }] }]);
  const { items, pricedFrom } = await shop.world.ask("listPrices", { region: "eu-central-1" }, "viewer");

  expect(items.find(({ key }) => key === KEY)).toMatchObject({ source: "yours", tiers: [{ upTo: null, usd: 0.8 }] });
  expect(pricedFrom).toContain("and 1 price of yours");
  expect(await highOf()).toBeCloseTo(2 * before, 6);
  await put([]);
  expect(await highOf()).toBeCloseTo(before, 6);
});

test("a Region without a price is named, and its resources have no figure but a reason", async () => {
  const { items, missingRegions } = await shop.world.ask("listPrices", { region: "eu-south-2" }, "viewer");

  expect(items).toEqual([]);
  expect(missingRegions).toEqual(["eu-south-2"]);
});

test.each([
  [
    [
      { upTo: null, usd: 1 },
      { upTo: 5, usd: 1 },
    ],
    "only the last tier may be without an end",
  ],
  [
    [
      { upTo: 9, usd: 1 },
      { upTo: 5, usd: 1 },
      { upTo: null, usd: 1 },
    ],
    "each tier must end after the one before",
  ],
  [[{ upTo: 9, usd: 1 }], "the last tier must be without an end"],
  [[{ upTo: null, usd: -1 }], "prices.0.tiers.0.usd"],
])("tiers that cannot be are refused with the reason: %j", async (tiers, why) => {
  expect(await refusal(put([{ key: KEY, region: "*", tiers }]))).toContain(why);
});

test("a price that the table does not know, or the same one twice, is refused", async () => {
  const tiers = [{ upTo: null, usd: 1 }];

  expect(await refusal(put([{ key: "sqs.gold", region: "*", tiers }]))).toContain("there is no such price");
  expect(
    await refusal(
      put([
        { key: KEY, region: "*", tiers },
        { key: KEY, region: "*", tiers },
      ]),
    ),
  ).toContain("twice");
});
