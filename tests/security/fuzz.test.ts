import { afterAll, beforeAll, expect, test } from "vitest";
import { aFuzzingStage, type FuzzingStage } from "./fuzz/stage";

let stage: FuzzingStage;
beforeAll(async () => {
  stage = await aFuzzingStage();
});
afterAll(() => stage.close());

test("a thousand requests made from the contract's schemas are each answered as documented", async () => {
  const { requests, findings } = await stage.fuzz({ rounds: 2, perRound: 4 });

  expect(findings.join("\n\n")).toBe("");
  expect(requests).toBeGreaterThanOrEqual(1000);
});

test("after them the audit log is whole", async () => {
  expect(await stage.auditVerdict()).toMatchObject({ isIntact: true });
});
