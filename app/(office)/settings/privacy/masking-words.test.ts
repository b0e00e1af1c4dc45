import { expect, test } from "vitest";
import { maskingWords } from "./masking-words";

const rule = { id: "a", name: "A", isOn: true, where: "storage", keepsToken: true } as const;

test("a rule says what it masks, where, and what stays", () => {
  expect(maskingWords({ ...rule, find: { kind: "detector", detector: "email" } })).toBe(
    "Masks e-mail addresses before a copy is kept, and when shown. A token stays, so that a known value can be looked for.",
  );
  expect(
    maskingWords({ ...rule, find: { kind: "field", path: "customer.name" }, where: "display", keepsToken: false }),
  ).toBe("Masks the field customer.name when shown; copies for searching stay clear.");
});
