import { afterEach, beforeEach, expect, test } from "vitest";
import { createWorld, type World } from "../../support/world";
import { aConsumingShop, type ConsumingShop, FUNCTION } from "./consuming-shop";

let world: World;
let shop: ConsumingShop;
beforeEach(async () => {
  world = await createWorld();
  shop = await aConsumingShop(world);
});
afterEach(() => world.stop());

const FAILS = { type: "TypeError", message: "Cannot read properties of undefined (reading 'postcode')" };

test("a new class without an error gets the error that its consumer logged, and lines of the log for those who may read bodies", async () => {
  await shop.behave({ fails: FAILS });
  const ids = await shop.fail(3, (order) => ({ order }), false);

  await shop.gather();

  const { evidence, causeKind } = await shop.theClass();
  expect(evidence).toMatchObject({
    rung: "logs-by-message-id",
    confidence: "strong",
    causeKind: "code-error",
    sampledCount: 3,
    agreeingCount: 3,
  });
  expect(evidence?.text).toMatch(/^TypeError: Cannot read properties of undefined/);
  expect(causeKind).toBe("unknown");
  const told = await shop.evidence();
  expect(told).toMatchObject({ state: "found", note: "3 of 3 messages looked at say the same." });
  expect(told.findings.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
  expect(told.findings[0]).toMatchObject({ sourceName: `/aws/lambda/${FUNCTION}` });
  expect(told.findings[0]?.lines.some(({ text }) => text.includes("postcode"))).toBe(true);
  expect(told.budget).toEqual({ usedCalls: 3, mostCalls: 120 });
  const asViewer = await shop.evidence("viewer");
  expect(asViewer.findings.map(({ rung, lines }) => [rung, lines])).toEqual(ids.map(() => ["logs-by-message-id", []]));
});

test("a run that timed out with the message in hand is told, though no line of an error names it", async () => {
  await shop.behave({ fails: "timeout" });
  await shop.fail(1);

  await shop.gather();

  expect((await shop.theClass()).evidence).toMatchObject({
    rung: "logs-by-request",
    confidence: "fair",
    causeKind: "timeout",
    text: "Task timed out after 5.00 seconds",
  });
});

test("a message that another one of its batch dragged along gets no error of that one", async () => {
  await shop.behave({ when: { body: { poison: [true] } }, fails: FAILS });
  await shop.fail(2, (index) => (index === 0 ? { poison: true } : { order: 7 }));

  await shop.gather();

  const found = (await world.ask("listFailureClasses", { view: "all" })).items.map(({ evidence }) => evidence);
  expect(found.map((evidence) => [evidence?.rung, evidence?.causeKind]).sort()).toEqual([
    ["logs-by-message-id", "code-error"],
    ["metrics", "unknown"],
  ]);
});

test("below whole no word of a log is kept, only the cause and where it was found", async () => {
  await world.ask("updateQueue", { id: shop.queueId, capture: "shape" });
  await shop.behave({ fails: FAILS });
  await shop.fail(1);

  await shop.gather();

  const told = await shop.evidence();
  expect(told.findings).toMatchObject([{ rung: "logs-by-message-id", causeKind: "code-error", lines: [] }]);
  expect(JSON.stringify([told, (await shop.theClass()).evidence])).not.toMatch(/postcode|TypeError/);
});

test("messages that carry their error are not looked beside, whoever asks", async () => {
  await shop.behave({ fails: FAILS });
  await shop.fail(1, () => ({ error: "payment refused" }));
  await shop.gather();

  const told = await world.ask("gatherClassEvidence", { id: (await shop.theClass()).id });

  expect(told).toMatchObject({ state: "carried", findings: [] });
  expect([await shop.searches(), await shop.auditCount("class.evidence-asked")]).toEqual([0, 0]);
});

test("two people who ask at once have the worker look once", async () => {
  await shop.behave({ fails: FAILS });
  await shop.fail(1);
  await shop.gather();
  const before = await shop.searches();
  const { id } = await shop.theClass();

  const asked = await Promise.all([1, 2].map(() => world.ask("gatherClassEvidence", { id }, "operator")));
  await shop.gather();

  expect(asked.map(({ state }) => state)).toEqual(["asked", "asked"]);
  expect([(await shop.searches()) - before, await shop.auditCount("class.evidence-asked")]).toEqual([1, 1]);
  expect((await shop.evidence()).state).toBe("found");
});
