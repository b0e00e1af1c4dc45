import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const { id } = await connectShop(world);
  await aQueuePair(world.aws, "orders");
  await look(world, id);
});
afterAll(() => world.stop());

test("a per-queue file becomes lines that the settings take, and changes nothing by itself", async () => {
  const found = await world.ask("importThresholds", { text: readFileSync("docs/examples/thresholds.yaml", "utf8") });
  const { settings: before } = await world.ask("getAlertSettings", {});
  const { settings } = await world.ask("putAlertSettings", { thresholds: found.thresholds });

  expect(found).toMatchObject({ queueCount: 3, unknownQueues: ["clicks-*", "payments"] });
  expect(before.thresholds).toEqual([]);
  expect(settings.thresholds).toEqual(found.thresholds);
  expect(found.thresholds).toContainEqual(
    expect.objectContaining({ match: { name: "orders-dlq" }, environment: "prd", deadLetterAgeSeconds: 60 }),
  );
});

test.each([
  ["{ orders: ", "neither YAML nor JSON"],
  [`${"- { name: a, depth: 1 }\n".repeat(5001)}`, "5001 lines"],
  [
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
    "neither YAML nor JSON",
  ],
])("what cannot be read is refused whole, with why: %#", async (text, why) => {
  await expect(world.ask("importThresholds", { text })).rejects.toMatchObject({
    message: expect.stringContaining(why),
    fields: [{ field: "text" }],
  });
});
