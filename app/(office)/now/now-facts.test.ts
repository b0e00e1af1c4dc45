import { expect, test } from "vitest";
import { sightFact } from "./now-facts";

const connected = { blind: [], accountCount: 2, accountsSeen: 2 };

test("that everything is seen is said only where all is connected, looked at and shown to this person", () => {
  expect(sightFact(connected, "everything")).toMatchObject({ value: "0", detail: "everything is seen" });
  expect(sightFact(connected, "resources")).toMatchObject({ value: "0", detail: "of what is shown to you" });
  expect(sightFact({ ...connected, accountsSeen: 1 }, "everything")).toMatchObject({
    value: "?",
    detail: "1 account not looked at yet",
  });
});

test("with nothing connected, or nothing shown, it is said where to go", () => {
  const none = { blind: [], accountCount: 0, accountsSeen: 0 };

  expect(sightFact(none, "everything")).toMatchObject({ detail: "nothing is connected yet", href: "/start" });
  expect(sightFact(none, "nothing")).toMatchObject({ detail: "nothing is shown to you", href: "/settings?tab=rights" });
});
