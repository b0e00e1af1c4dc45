import { afterAll, beforeAll, expect, test } from "vitest";
import { aFuzzingStage, type FuzzingStage } from "../fuzz/stage";

let stage: FuzzingStage;
beforeAll(async () => {
  stage = await aFuzzingStage();
});
afterAll(() => stage.close());

test("ten thousand requests made from the contract's schemas are each answered as documented", async () => {
  const { requests, findings } = await stage.fuzz({ rounds: 7, perRound: 10 });

  expect(findings.join("\n\n")).toBe("");
  expect(requests).toBeGreaterThanOrEqual(10_000);
}, 600_000);

test("after them the audit log is whole", async () => {
  expect(await stage.auditVerdict()).toMatchObject({ isIntact: true });
});
