import { expect, test } from "vitest";
import { DEFAULT_APPROVAL_RULES } from "./default-terms";
import { approvalWarnings } from "./warnings";

test.each([
  [2, 0],
  [1, 1],
  [0, 7],
  [null, 0],
])("with %s people who may approve, %s of our own rules cannot be satisfied", (approverCount, count) => {
  expect(approvalWarnings(DEFAULT_APPROVAL_RULES, approverCount)).toHaveLength(count);
});

test("a warning says what is missing and what is left; a rule that is off warns nobody", () => {
  const purge = DEFAULT_APPROVAL_RULES.filter(({ id }) => id === "purge");

  expect(approvalWarnings(purge, 1)).toEqual([
    "“Purge” asks for 2 approvals, but only one person may approve plans: such a plan can only be applied by breaking the glass.",
  ]);
  expect(
    approvalWarnings(
      purge.map((rule) => ({ ...rule, isOn: false })),
      1,
    ),
  ).toEqual([]);
});
