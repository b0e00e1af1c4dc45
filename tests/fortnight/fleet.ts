import { ensureFleet } from "../../jobs/demo/story/fleet/build-fleet";
import { type Connecting, connectFleet } from "../../jobs/demo/story/fleet/connect-fleet";
import type { World } from "../support/world";

/** Twenty-seven more accounts with what was forgotten in them for two weeks, connected in one call. */
export async function bringInFleet({ simulator: { url }, ask }: World): Promise<void> {
  await ensureFleet(url);
  const client: Connecting = {
    getTemplates: (input) => ask("getTemplates", input),
    listAccounts: (input) => ask("listAccounts", input),
    connectAccounts: (input) => ask("connectAccounts", input),
  };
  await connectFleet(client, url);
}
