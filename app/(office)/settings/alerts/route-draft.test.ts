import { expect, test } from "vitest";
import { draftOfRoute, routeOf, routeProblems, thenWords, whenWords } from "./route-draft";

const route = {
  name: "Billing at night",
  match: { owner: "Billing*", production: true, hours: "unstaffed" as const, conditions: ["class-new" as const] },
  channels: ["Pager"],
  severity: "page" as const,
  repeatMinutes: 60,
};

test("a route that is opened and left alone is the same route", () => {
  expect(routeOf(draftOfRoute(route))).toEqual(route);
  expect(routeProblems(draftOfRoute(route), [])).toEqual({});
});

test("a route says when it applies and what it does", () => {
  expect(whenWords(route)).toBe("owner Billing*, production, in unstaffed hours, new failure");
  expect(thenWords(route)).toBe("Pager, always as a page, again every 1 h while nobody answers");
  expect(whenWords({ ...route, match: {} })).toBe("everything");
  expect(thenWords({ ...route, channels: [] })).toBe("nobody is told");
  expect(thenWords({ ...route, severity: "as-is", repeatMinutes: null })).toBe("Pager, once");
});

test("what is wrong is said at its field", () => {
  const draft = draftOfRoute(route);
  expect(routeProblems({ ...draft, name: " " }, []).name).toBe("Give it a name.");
  expect(routeProblems(draft, ["Billing at night"]).name).toBe("Another route has this name.");
  expect(routeProblems({ ...draft, repeat: "5" }, []).repeatMinutes).toMatch(/15/);
});
