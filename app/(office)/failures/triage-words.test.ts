import { expect, test } from "vitest";
import type { FailureClass } from "@/lib/contract/failures";
import { shownStatus, snoozeChoiceRefusal, stateDetail, triageRefusal } from "./triage-words";

const at = "2025-06-01T12:00:00.000Z";
const aClass = (more: Partial<FailureClass> = {}) =>
  ({ status: "ongoing", acknowledged: null, snooze: null, woken: null, dismissed: null, ...more }) as FailureClass;
const snooze = { kind: "count", at, by: "Ada", until: null, moreCount: 20, arrivedCount: 3 } as const;
const dismissed = { at, by: "Ada", reason: "noise", arrivedCount: 1 };

test("a decision stands before the status, and dismissal before a snooze", () => {
  expect(shownStatus(aClass())).toBe("ongoing");
  expect(shownStatus(aClass({ snooze }))).toBe("snoozed");
  expect(shownStatus(aClass({ snooze, dismissed }))).toBe("dismissed");
});

test("the second line says who has it, until when it sleeps, or why it is back", () => {
  expect(stateDetail(aClass())).toBeUndefined();
  expect(stateDetail(aClass({ acknowledged: { at, by: "Ada" } }))).toBe("acknowledged, Ada");
  expect(stateDetail(aClass({ snooze }))).toBe("until 20 more arrive");
  expect(stateDetail(aClass({ woken: { at, reason: "it escalates" } }))).toBe("back: it escalates");
  expect(stateDetail(aClass({ dismissed }))).toBe("1 message since");
});

test("a button that cannot act says why", () => {
  expect(triageRefusal("acknowledge", aClass(), undefined)).toBeUndefined();
  expect(triageRefusal("acknowledge", aClass(), "You may not.")).toBe("You may not.");
  expect(triageRefusal("acknowledge", aClass({ acknowledged: { at, by: "Ada" } }), undefined)).toContain("Ada");
  expect(triageRefusal("snooze", aClass({ status: "resolved" }), undefined)).toContain("resolved");
  expect(triageRefusal("reopen", aClass(), undefined)).toBeDefined();
  expect(triageRefusal("reopen", aClass({ dismissed }), undefined)).toBeUndefined();
});

test("a snooze that would end at once cannot be chosen", () => {
  const soon = { kind: "certain", at: "2025-06-02T11:00:00.000Z", shareLeft: 0.1 } as const;
  const now = Date.parse(at);

  expect(snoozeChoiceRefusal("escalates", aClass({ status: "escalating", loss: soon }), now)).toBeDefined();
  expect(snoozeChoiceRefusal("loss", aClass({ loss: soon }), now)).toBeDefined();
  expect(snoozeChoiceRefusal("count", aClass({ loss: soon }), now)).toBeUndefined();
  expect(snoozeChoiceRefusal("loss", aClass({ loss: { ...soon, kind: "none", at: null } }), now)).toBeUndefined();
});
