import { afterEach, beforeEach, expect, test } from "vitest";
import type { DloError } from "@/lib/core/errors";
import { rows, sql } from "@/lib/db/query";
import { createWorld, REGION, SHOP, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

const byHand = () =>
  world.ask("createAccount", {
    awsAccountId: SHOP,
    name: "by hand",
    environment: "prd",
    isProduction: false,
    regions: [REGION],
    defaultMode: "off",
  });
const byFile = () =>
  world.ask("applyConfig", {
    document: {
      version: 1,
      accounts: [
        { account: SHOP, name: "by file", environment: "prd", regions: [REGION], roles: { read: "dlo-read" } },
      ],
    },
  });
const inBulk = () =>
  world.ask("connectAccounts", {
    accounts: [{ awsAccountId: SHOP, name: "in bulk", environment: "prd" }],
    regions: [REGION],
  });

test.each([
  ["two people by hand", [byHand, byHand]],
  ["one by hand and a file", [byHand, byFile]],
  ["one by hand, one in bulk and a file", [byHand, inBulk, byFile, byHand]],
] as const)("%s that connect one account at once connect it once, and whoever is late is told so", async (_, asked) => {
  const answers = await Promise.allSettled(asked.map((ask) => ask()));

  const refused = answers.flatMap((one) => (one.status === "rejected" ? [one.reason as DloError] : []));
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => "already-exists"));
  expect(await rows(world.db, sql`SELECT id FROM account`)).toHaveLength(1);
});
