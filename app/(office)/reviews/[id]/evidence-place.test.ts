import { expect, test } from "vitest";
import { evidenceAt, evidencePlace } from "./evidence-place";

test("what a page is about can be evidence, and leads back to the page", () => {
  const evidence = evidenceAt("/failures/fc_1");
  expect(evidence).toEqual({ kind: "class", id: "fc_1" });
  expect(evidence && evidencePlace(evidence)).toBe("/failures/fc_1");
});

test("a queue, an account and nothing at all are no evidence", () => {
  expect([evidenceAt("/queues/q_1"), evidenceAt("/accounts/acc_1"), evidenceAt(null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
