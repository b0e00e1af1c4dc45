import { expect, test } from "vitest";
import { hoursWords } from "./day-words";

test.each([
  [[], "never"],
  [[{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", until: "17:00" }], "Mon–Fri 09:00 to 17:00"],
  [[{ days: ["sun", "sat"], from: "10:00", until: "14:00" }], "Sat, Sun 10:00 to 14:00"],
  [[{ days: ["mon", "wed", "fri"], from: "22:00", until: "06:00" }], "Mon, Wed, Fri 22:00 to 06:00"],
  [
    [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", until: "24:00" }],
    "every day 00:00 to 24:00",
  ],
] as const)("hours %#", (weekly, words) => {
  expect(hoursWords({ weekly: weekly.map((one) => ({ ...one, days: [...one.days] })) })).toBe(words);
});
