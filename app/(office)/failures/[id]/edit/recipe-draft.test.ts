import { expect, test } from "vitest";
import { KINDS, newStep, readStep } from "./recipe-draft";

test("what is written for a step becomes that step", () => {
  const draft = { ...newStep(1), kind: "replace" as const, first: "body.note", second: "a", third: "" };

  expect(readStep(draft).step).toEqual({ step: "replace", path: "body.note", find: "a", with: "" });
});

test("what is wrong is told at its field", () => {
  expect(readStep({ ...newStep(1), first: "body.a", second: "DE" }).problems).toEqual({
    value: "must be JSON: put texts in quotes",
  });
  expect(readStep(newStep(1)).problems.path).toContain("write body and the names after it");
});

test("every kind of step can be written", () => {
  const texts = { key: 1, first: "body.a", second: '"b"', third: "c" };

  for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[])
    expect(readStep({ ...texts, kind }).step, kind).toMatchObject({ step: kind });
});
