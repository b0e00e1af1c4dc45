import { expect, test } from "vitest";
import { placeOf, places } from "./navigation";

test.each([
  ["/", "now"],
  ["/failures/fc_7h2m9q", "now"],
  ["/queues", "queues"],
  ["/queues/123/messages", "queues"],
  ["/queues-archive", "now"],
  ["/events/rules/res_1", "events"],
])("%s belongs to %s", (pathname, place) => {
  expect(placeOf(pathname)).toBe(place);
});

test("no two places share a chord or an address", () => {
  expect(new Set(places.map((place) => place.keys)).size).toBe(places.length);
  expect(new Set(places.map((place) => place.href)).size).toBe(places.length);
});
