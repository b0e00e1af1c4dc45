import { afterAll, beforeAll, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { collectInventory } from "@/lib/operations/inventory/collect-inventory";
import { collectUnrecorded } from "@/lib/operations/unrecorded/collect-unrecorded";
import { declareRoles, declareUsers } from "../../../jobs/demo/story/access";
import { accountFields } from "../../../jobs/demo/story/connect-accounts";
import { drawer } from "../../../jobs/demo/story/drawer";
import { ensureEstate } from "../../../jobs/demo/story/estate/ensure-estate";
import { openEstate } from "../../../jobs/demo/story/estate/estate";
import { failingSaga } from "../../../jobs/demo/story/incidents/failing-saga";
import { unprotectedRule } from "../../../jobs/demo/story/incidents/unprotected-rule";
import { ACCEPTANCE, PRODUCTION } from "../../../jobs/demo/story/places";
import { sim } from "../../aws/sim-clients";
import { createWorld, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("what the demo loses and which of its executions fail stands in its inbox, and nothing else of the kind", async () => {
  const { url } = world.simulator;
  await declareUsers(url);
  const estate = openEstate(url);
  await ensureEstate(estate);
  let shiftSeconds = 0;
  const worker = () => ({ ...world.worker(), now: () => new Date(Date.now() + shiftSeconds * 1000) });
  const later = async (seconds: number) => {
    shiftSeconds += seconds;
    await sim(url, "POST", "/advance", { seconds });
    await execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(secs => ${shiftSeconds})`);
  };
  const places = await Promise.all(
    [PRODUCTION, ACCEPTANCE].map(async (shop) => {
      const { id, externalId } = await world.ask("createAccount", { ...accountFields(shop), defaultMode: "off" });
      await declareRoles(url, shop, externalId);
      const account = await findAccount(world.db, id);
      if (!account) throw new Error("not connected");
      return { account, region: "eu-central-1" };
    }),
  );
  for (const place of places) await collectInventory(worker(), place);
  for (const place of places) await collectUnrecorded(worker(), place);

  await failingSaga.begin(estate, drawer(1, 2000));
  await later(30);
  await unprotectedRule.begin(estate, drawer(1, 1000));
  await later(900);
  for (const place of places) await collectUnrecorded(worker(), place);

  estate.close();
  const { items } = await world.ask("listFailureClasses", { view: "needs-action", limit: 50 });
  expect(items.map(({ record, anchorName, title }) => [record, anchorName, title]).sort()).toEqual([
    ["count-only", "rehearse", "Events lost: a target of the rule refused them and has no dead-letter queue"],
    [
      "executions",
      "checkout-saga",
      expect.stringMatching(/^CheckoutFailed: CardDeclined: card of .* declined: do not honour$/),
    ],
  ]);
  expect(items.find(({ record }) => record === "count-only")?.totalCount).toBe(3);
}, 30_000);
