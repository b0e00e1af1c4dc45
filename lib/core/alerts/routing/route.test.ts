import { expect, test } from "vitest";
import { AT, aPlacedReason, PRODUCTION } from "../cases/reasons";
import type { KnownChannel } from "../known";
import { type Route, routeOf } from "./route";

const channel = (name: string, kind: KnownChannel["kind"] = "webhook", isOn = true): KnownChannel => ({
  id: `chn_${name}`,
  name,
  kind,
  isOn,
});
const CHANNELS = [
  channel("ops"),
  channel("phone", "pagerduty"),
  channel("tickets", "jira"),
  channel("old", "slack", false),
];
const route = (name: string, more: Partial<Route> = {}): Route => ({
  name,
  match: {},
  channels: [name],
  severity: "as-is",
  repeatMinutes: 60,
  ...more,
});
const page = aPlacedReason("class-new", "orders");
const notify = aPlacedReason("depth-threshold", "orders", { severity: "notify" });
const outside = aPlacedReason("class-new", "stock", {
  place: {
    ...PRODUCTION,
    account: { ...(PRODUCTION.account ?? failed()), name: "sat", environment: "sat", isProduction: false },
  },
});
const backlog = aPlacedReason("age-threshold", "orders", {
  severity: "notify",
  place: { ...PRODUCTION, isBacklog: true },
});
const nowhere = aPlacedReason("poller-silent", "p", { place: { ...PRODUCTION, account: null, owner: null } });
function failed(): never {
  throw new Error("production has an account");
}

test.each([
  ["without routes a page goes to all that are on, and to no tracker", [page], [], ["ops", "phone"], "page"],
  ["without routes what wakes people hears of pages alone", [notify], [], ["ops"], "notify"],
  ["without routes what is not production pages nobody", [outside], [], ["ops"], "notify"],
  ["what concerns the whole installation is production", [nowhere], [], ["ops", "phone"], "page"],
  ["backlog is told to nobody", [backlog], [route("ops")], [], "notify"],
  ["the first that matches decides, and no other", [page], [route("ops"), route("phone")], ["ops"], "page"],
  ["a route by owner", [page], [route("phone", { match: { owner: "check*" } }), route("ops")], ["phone"], "page"],
  ["a route by another's owner", [page], [route("phone", { match: { owner: "till" } }), route("ops")], ["ops"], "page"],
  [
    "a route by an owner where nobody owns it",
    [nowhere],
    [route("phone", { match: { owner: "*" } }), route("ops")],
    ["ops"],
    "page",
  ],
  ["a route by account number", [page], [route("phone", { match: { account: "111111111111" } })], ["phone"], "page"],
  [
    "a route by environment, as it is",
    [outside],
    [route("phone", { match: { environment: "sat" } })],
    ["phone"],
    "notify",
  ],
  ["a route that makes it a page", [outside], [route("phone", { severity: "page" })], ["phone"], "page"],
  ["a route that lowers it", [page], [route("ops", { severity: "notify" })], ["ops"], "notify"],
  [
    "of what would wake somebody the routes are asked first",
    [notify, page],
    [route("ops", { match: { conditions: ["depth-threshold"] } }), route("phone", { match: { severity: "page" } })],
    ["phone"],
    "page",
  ],
  [
    "in staffed hours, usual ones where none are set",
    [page],
    [route("phone", { match: { hours: "unstaffed" } }), route("ops", { match: { hours: "staffed" } })],
    ["ops"],
    "page",
  ],
  ["a tracker by name", [page], [route("tickets")], ["tickets"], "page"],
  ["a channel that is off", [page], [route("old")], [], "page"],
  ["no route that matches", [page], [route("ops", { match: { tier: "1" } })], [], "page"],
] as const)("%s", (_, reasons, routes, channels, severity) => {
  const routed = routeOf(reasons, { routes, staffedHours: [], channels: CHANNELS }, AT);
  expect({ channels: routed.channels.map(({ name }) => name), severity: routed.severity }).toEqual({
    channels,
    severity,
  });
  expect(routed.mute === null).toBe(channels.length > 0);
  expect(routed.why).toMatch(/\.$/);
});
