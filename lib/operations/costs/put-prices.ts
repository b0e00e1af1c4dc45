import { type OwnPrice, PRICE_KEYS, tierFault } from "@/lib/core/cost/price-table";
import { Invalid } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { lockSetting, putSetting } from "@/lib/db/settings";
import { command, type ParsedInput } from "../operation";
import { allPrices } from "./list-prices";
import { OWN_PRICES } from "./own-prices";

type Asked = ParsedInput<"putPrices">["prices"];

/** Puts these prices over the list instead of all that were put before; costs are worked out anew within minutes. */
export const putPrices = command("putPrices", async (ctx, tx, { prices }) => {
  refuseWrong(prices);
  const before = (await lockSetting<OwnPrice[]>(tx, OWN_PRICES)) ?? [];
  const today = ctx.now().toISOString().slice(0, 10);
  const after: OwnPrice[] = prices.map((price) => ({ ...price, enteredOn: enteredOn(price, before) ?? today }));
  await putSetting(tx, OWN_PRICES, after, ctx.actor.id);
  await appendAudit(tx, ctx, { action: "costs.prices-changed", objectKind: "costs", detail: { before, after } });
  return { items: await allPrices(tx) };
});

/** A price that stays as it was keeps its day. */
function enteredOn(price: Asked[number], before: readonly OwnPrice[]): string | undefined {
  const same = before.find(({ key, region }) => key === price.key && region === price.region);
  return same && JSON.stringify(same.tiers) === JSON.stringify(price.tiers) ? same.enteredOn : undefined;
}

function refuseWrong(prices: Asked): void {
  const seen = new Set<string>();
  for (const [index, { key, region, tiers }] of prices.entries()) {
    const place = `${key} ${region}`;
    const fault = PRICE_KEYS.includes(key) ? tierFault(tiers) : "there is no such price in the table";
    const message = fault ?? (seen.has(place) ? "this price stands here twice" : null);
    seen.add(place);
    if (message) throw new Invalid(`${key} in ${region}: ${message}.`, [{ field: `prices.${index}`, message }]);
  }
}
