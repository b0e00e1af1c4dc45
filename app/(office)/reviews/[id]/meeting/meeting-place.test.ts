import { expect, test } from "vitest";
import { type MeetingPlace, placeIn, placeText, progressWords, stepFrom } from "./meeting-place";

const at = (value?: string) => new URLSearchParams(value === undefined ? {} : { at: value });

test.each<[string | undefined, MeetingPlace]>([
  [undefined, "start"],
  ["3", 3],
  ["12", 12],
  ["13", "start"],
  ["0", "start"],
  ["1.5", "start"],
  ["end", "end"],
])("an address with %s is at %s of 12", (value, place) => {
  expect(placeIn(at(value), 12)).toBe(place);
});

test("a meeting goes from page one over each pipeline to the end, and back", () => {
  const forth: MeetingPlace[] = ["start"];
  while (forth.at(-1) !== "end") forth.push(stepFrom(forth.at(-1) ?? "end", 1, 2));
  expect(forth).toEqual(["start", 1, 2, "end"]);
  expect(stepFrom("end", 1, 2)).toBe("end");
  expect(stepFrom("end", -1, 2)).toBe(2);
  expect(stepFrom(1, -1, 2)).toBe("start");
  expect(stepFrom("start", -1, 2)).toBe("start");
});

test("without pipelines page one leads to the end", () => {
  expect(stepFrom("start", 1, 0)).toBe("end");
  expect(stepFrom("end", -1, 0)).toBe("start");
});

test("the address of each place is that place", () => {
  for (const place of ["start", 1, 2, "end"] as const) expect(placeIn(at(placeText(place)), 2)).toBe(place);
  expect(progressWords(2, 12)).toBe("2 of 12");
});
