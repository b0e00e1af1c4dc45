import type { Client } from "@/lib/contract/client";

/** The Region whose prices the list knows all of. */
const WHOLE_LIST_REGION = "us-east-1";

/**
 * Puts the list's prices of one Region over all others, as somebody does who has looked them up: the list knows few of the
 * demo's Regions, and a demo without figures shows nothing. Once: what a person put later stays.
 */
export async function ensurePrices(client: Client): Promise<void> {
  const { items } = await client.listPrices({});
  if (items.some(({ source }) => source === "yours")) return;
  const known = items.filter(({ region }) => region === WHOLE_LIST_REGION);
  await client.putPrices({ prices: known.map(({ key, tiers }) => ({ key, region: "*", tiers })) });
}
