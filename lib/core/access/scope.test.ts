import fc from "fast-check";
import { expect, test } from "vitest";
import { covers, EVERYTHING, inScope, intersectionOf, isEmptyScope, NOTHING, type Scope, unionOf } from "./scope";

const ACCOUNTS = ["acc_a", "acc_b", "acc_c"];
const ARNS = ["arn:1", "arn:2", "arn:3", "arn:4"];
/** Each ARN lies in one account. */
const accountOf = (arn: string) => ACCOUNTS[ARNS.indexOf(arn) % ACCOUNTS.length] ?? "";
const someScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant(EVERYTHING),
  fc.record({ accountIds: fc.subarray(ACCOUNTS), arns: fc.subarray(ARNS) }).map(({ accountIds, arns }) => ({
    kind: "accounts" as const,
    accountIds,
    arns: Object.fromEntries(arns.map((arn) => [arn, accountOf(arn)])),
  })),
);
const somewhere = fc.constantFrom(...ARNS).map((arn) => ({ arn, accountId: accountOf(arn) }));

test("a union holds exactly what one of its parts holds", () => {
  fc.assert(
    fc.property(fc.array(someScope, { maxLength: 4 }), somewhere, (scopes, { arn, accountId }) => {
      expect(inScope(unionOf(scopes), accountId, arn)).toBe(scopes.some((one) => inScope(one, accountId, arn)));
    }),
  );
});

test("an intersection holds exactly what both hold", () => {
  fc.assert(
    fc.property(someScope, someScope, somewhere, (one, other, { arn, accountId }) => {
      const both = inScope(one, accountId, arn) && inScope(other, accountId, arn);
      expect(inScope(intersectionOf(one, other), accountId, arn)).toBe(both);
    }),
  );
});

test("what covers a scope holds everything in it", () => {
  fc.assert(
    fc.property(someScope, someScope, somewhere, (outer, inner, { arn, accountId }) => {
      fc.pre(covers(outer, inner));
      if (inScope(inner, accountId, arn)) expect(inScope(outer, accountId, arn)).toBe(true);
    }),
  );
});

test("a single resource opens neither its account nor another resource of it", () => {
  const scope: Scope = { kind: "accounts", accountIds: [], arns: { "arn:1": "acc_a" } };

  expect(inScope(scope, "acc_a")).toBe(false);
  expect(inScope(scope, "acc_a", "arn:4")).toBe(false);
  expect(inScope(scope, "acc_a", null)).toBe(false);
  expect(inScope(scope, "acc_a", "arn:4", "arn:1")).toBe(true);
});

test("names of the prototype are no resources", () => {
  const scope: Scope = { kind: "accounts", accountIds: [], arns: {} };

  for (const name of ["constructor", "__proto__", "toString"]) expect(inScope(scope, "acc_a", name)).toBe(false);
  expect(isEmptyScope(NOTHING)).toBe(true);
});
