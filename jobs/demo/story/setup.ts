import type { Account } from "@/lib/contract/accounts";
import { createClient } from "@/lib/contract/client";
import { type Connected, connectAccounts } from "./connect-accounts";
import { ensurePast } from "./past";
import { ensurePrices } from "./prices";

export interface ShopPlaces {
  readonly simulatorUrl: string;
  /** Of the web app, without `/api/v1`. */
  readonly apiUrl: string;
  /** What makes a request one of an admin: a session cookie with its origin, or a token. */
  readonly adminHeaders: Readonly<Record<string, string>>;
  /** More than the two accounts of the eight lines of business. */
  readonly connected?: Connected;
}

/**
 * Puts the demo's shop into a simulated AWS and connects its two accounts, with the worker running. Idempotent. The
 * worker must ask with the access key of `worker-identity.mjs`. Nobody produces or consumes yet: that is `openShop`.
 */
export async function setUpShop({ simulatorUrl, apiUrl, adminHeaders, connected }: ShopPlaces): Promise<Account[]> {
  await ensurePast(simulatorUrl);
  const client = createClient({ baseUrl: apiUrl, headers: adminHeaders });
  await ensurePrices(client);
  return connectAccounts(client, simulatorUrl, connected);
}
