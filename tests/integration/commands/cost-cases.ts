import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

const HEADER =
  "lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/CurrencyCode,lineItem/ProductCode,lineItem/UsageAccountId";

/** The cases of prices and bills. */
export function costCases(stage: () => Stage): readonly Case[] {
  let billCount = 0;
  const aBill = () => ({
    name: "november.csv",
    csv: `${HEADER}\n2026-11-01T00:00:00Z,${++billCount},USD,AWSQueueService,111111111111\n`,
  });
  return [
    aCase({
      id: "putPrices",
      right: () => ({ prices: [{ key: "sqs.standard.requests", region: "*", tiers: [{ upTo: null, usd: 0.4 }] }] }),
      leaves: "costs.prices-changed",
    }),
    aCase({ id: "importBill", right: aBill, leaves: "bill.imported" }),
    aCase({
      id: "removeBill",
      right: async () => ({ id: (await stage().world.ask("importBill", aBill())).id }),
      leaves: "bill.removed",
      absent: { id: anId("bill") },
    }),
  ];
}
