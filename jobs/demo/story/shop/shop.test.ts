import { expect, test } from "vitest";
import type { LineOfBusiness } from "./line-of-business";
import { SHOP } from "./shop";

const draw = { number: 4711, chance: () => 0.5 };
const failures = SHOP.flatMap((line) => line.failures.map((failure) => ({ line, failure, name: failure.name })));

/** What today's consumer makes of the dead letter when it is sent back, and the letter itself. */
function sentBack(line: LineOfBusiness, name: string) {
  const failure = line.failures.find((one) => one.name === name);
  const letter = failure?.letter(draw) ?? { body: "" };
  const deadLetter = failure?.epitaph?.(letter) ?? letter;
  return { deadLetter, verdict: line.judge(deadLetter) };
}

test.each(SHOP.map((line) => [line.queue.name, line] as const))("%s copes with what it usually gets", (_, line) => {
  expect(line.judge(line.letter(draw))).toBe("done");
});

test.each([
  "warehouse API not reachable",
  "long invoice timed out",
  "payment provider throttles",
  "no warehouse (repaired)",
  "key policy forgot the consumer (repaired)",
])("sent back, “%s” goes through", (name) => {
  const line = failures.find((one) => one.name === name)?.line;

  expect(line && sentBack(line, name).verdict).toBe("done");
});

test.each(["pickup order without address", "VAT rate sent as text", "template deleted", "reservations since 2.4.0"])(
  "sent back, “%s” comes back as it was",
  (name) => {
    const line = failures.find((one) => one.name === name)?.line;
    const { deadLetter, verdict } = line ? sentBack(line, name) : { deadLetter: undefined, verdict: undefined };

    expect(["fails", { givesUpWith: deadLetter }]).toContainEqual(verdict);
  },
);

test.each(failures.filter(({ failure }) => failure.weight > 0).map(({ name, line }) => [name, line] as const))(
  "“%s” still happens: today's consumer fails on a new one",
  (name, line) => {
    const letter = line.failures.find((one) => one.name === name)?.letter(draw);

    expect(letter && line.judge(letter)).not.toBe("done");
  },
);
