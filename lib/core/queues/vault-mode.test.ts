import { expect, test } from "vitest";
import { isSecondCopyNeeded, refusalsOfVault, type VaultFacts } from "./vault-mode";

const ready: VaultFacts = {
  isDeleted: false,
  isDeadLetterQueue: true,
  hasOwnPolicy: false,
  consumerCount: 0,
  capture: "whole",
  account: { isWritable: true, isProduction: false, operateRoleArn: "arn:aws:iam::1:role/dlo-operate" },
  writesStopped: null,
  secondCopy: { kind: "none" },
  overrideReason: null,
  singleCopyReason: null,
  needsSecondCopy: false,
};
const production = { ...ready, account: { ...ready.account, isProduction: true } };
const fieldsOf = (facts: VaultFacts) => refusalsOfVault(facts).map(({ field }) => field);

test("a dead-letter queue of a writable account outside production may be drained", () => {
  expect(refusalsOfVault(ready)).toEqual([]);
});

test.each<[string, Partial<VaultFacts>, string]>([
  ["a live queue", { isDeadLetterQueue: false }, "mode"],
  ["a deleted queue", { isDeleted: true }, "mode"],
  ["a queue whose bodies are not kept", { capture: "shape" }, "capture"],
  ["a queue of a read-only account", { account: { ...ready.account, isWritable: false } }, "mode"],
  ["a queue without an operate role", { account: { ...ready.account, operateRoleArn: null } }, "mode"],
  ["a queue while writes are stopped", { writesStopped: { by: "Ada" } }, "mode"],
  ["a queue that dead-letters on, without a reason", { hasOwnPolicy: true }, "overrideReason"],
  ["a queue with a consumer, without a reason", { consumerCount: 1 }, "overrideReason"],
  ["a queue for which a second copy was asked without a bucket", { needsSecondCopy: true }, "requiresSecondCopy"],
])("%s is not drained", (_, change, field) => {
  expect(fieldsOf({ ...ready, ...change })).toEqual([field]);
});

test("a person's reason opens what only may do harm", () => {
  const facts = { ...ready, hasOwnPolicy: true, consumerCount: 2, overrideReason: "its consumer is switched off" };

  expect(refusalsOfVault(facts)).toEqual([]);
});

test("production is drained only with a bucket that keeps versions, or when a person accepts a single copy", () => {
  expect(fieldsOf(production)).toEqual(["acceptsSingleCopy"]);
  expect(fieldsOf({ ...production, secondCopy: { kind: "bad", bucket: "b", reason: "no versions" } })).toEqual([
    "acceptsSingleCopy",
  ]);
  expect(fieldsOf({ ...production, secondCopy: { kind: "ok", bucket: "b" } })).toEqual([]);
  expect(fieldsOf({ ...production, singleCopyReason: "our backups are copied to another Region" })).toEqual([]);
});

test("an account that becomes production needs second copies from then on", () => {
  expect(isSecondCopyNeeded(ready)).toBe(false);
  expect(isSecondCopyNeeded(production)).toBe(true);
});
