import { expect, test } from "vitest";
import { scopeIn, withScope } from "./scope-address";

test("an address that narrows to an account and a Region is read back the same", () => {
  const href = withScope("/queues?tab=all", { accountId: "acc_1", region: "eu-central-1" });

  expect(href).toBe("/queues?tab=all&account=acc_1&region=eu-central-1");
  expect(scopeIn(new URLSearchParams(href.split("?")[1]))).toEqual({ accountId: "acc_1", region: "eu-central-1" });
});

test("widening again leaves no trace in the address", () => {
  expect(withScope("/?account=acc_1&region=eu-central-1", {})).toBe("/");
});
