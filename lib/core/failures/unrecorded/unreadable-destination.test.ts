import { expect, test } from "vitest";
import { unreadableDestination } from "./unreadable-destination";

const at = "arn:aws:events:eu-central-1:111122223333";
const sender = { kind: "function", name: "resizer" } as const;

test("of a classic bus it is said that it keeps nothing; of one of the new style, which keeps its events, it is not", () => {
  expect(unreadableDestination(sender, `${at}:event-bus/shop`).sentence).toMatch(
    /event bus shop\. A bus keeps nothing/,
  );
  const { sentence } = unreadableDestination(sender, `${at}:event-busv2/shop/01ABCDEFGHIJKLMNOPQRSTUVWX`);
  expect(sentence).toMatch(/shop is a custom event bus of the new style/);
  expect(sentence).not.toMatch(/keeps nothing/);
});
