import fc from "fast-check";
import { expect, test } from "vitest";
import { pagerDutyAnswer } from "./pagerduty-answer";

const event = (more: object = {}) => ({
  id: "01D",
  event_type: "incident.acknowledged",
  occurred_at: "2026-11-21T10:00:00Z",
  agent: { type: "user_reference", summary: "Ada" },
  data: { incident_key: "dlo-1" },
  ...more,
});
const read = (more: object = {}) => pagerDutyAnswer(JSON.stringify({ event: event(more) }));

test("who acknowledged or resolved what, and when", () => {
  expect(read()).toEqual({
    eventId: "01D",
    kind: "acknowledged",
    dedupKey: "dlo-1",
    byName: "Ada",
    at: new Date("2026-11-21T10:00:00Z"),
  });
  expect(read({ event_type: "incident.resolved" })?.kind).toBe("resolved");
  expect(read({ data: { alert_key: "dlo-2" } })?.dedupKey).toBe("dlo-2");
});

test.each([
  ["another event", { event_type: "incident.reopened" }],
  ["the name of a property of every object", { event_type: "constructor" }],
  ["nobody", { agent: null }],
  ["a service", { agent: { type: "service_reference", summary: "Checkout" } }],
  ["no key", { data: { incident_key: null } }],
  ["an empty key", { data: { incident_key: "" } }],
  ["no time", { occurred_at: "yesterday" }],
])("%s is no answer", (_, more) => {
  expect(read(more)).toBeUndefined();
});

test("names fit in one line, whatever is in them", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (summary) => {
      const name = read({ agent: { type: "user_reference", summary } })?.byName ?? "";

      expect(name.isWellFormed() && name.length > 0 && name.length <= 100).toBe(true);
      expect(name).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test("whatever is sent, reading it throws nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      expect(() => pagerDutyAnswer(body)).not.toThrow();
    }),
  );
});
