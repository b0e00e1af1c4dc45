import { expect, test } from "vitest";
import { newStyleOf, newStyleWords } from "./new-style";

const at = "arn:aws:events:eu-central-1:111122223333";

test("a bus and a subscriber of the new style are recognised and named, and said not to be supported", () => {
  expect(newStyleOf(`${at}:event-busv2/shop/01AB`)).toEqual({ kind: "bus", name: "shop" });
  expect(newStyleOf(`${at}:subscriber/mail/01AB`)).toEqual({ kind: "subscriber", name: "mail" });
  expect(newStyleWords(`${at}:event-busv2/shop/01AB`)).toMatch(/^shop is a custom event bus of the new style.*cannot/);
});

test.each([
  `${at}:event-bus/shop`,
  `${at}:rule/subscriber/mail`,
  "arn:aws:sns:eu-central-1:1:subscriber/mail/01AB",
  "mail",
])("%s is nothing of the new style", (arn) => {
  expect(newStyleOf(arn)).toBeUndefined();
  expect(newStyleWords(arn)).toBeNull();
});
