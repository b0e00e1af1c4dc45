import { expect, test } from "vitest";
import type { QueueLoss } from "../../losses/queue-loss";
import { reasonsOf } from "../judge-conditions";
import type { StaffedHours } from "../routing/staffed";
import { aLoss, facts } from "./a-fact";

const office: StaffedHours = {
  zone: "UTC",
  weekly: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", until: "17:00" }],
};
const nobody: StaffedHours = { zone: "UTC", weekly: [] };
const SATURDAY = "2026-11-21T02:00:00Z";
const FRIDAY_NOON = "2026-11-20T12:00:00Z";
const FRIDAY_NIGHT = "2026-11-20T02:00:00Z";

const certain = (at: string): QueueLoss => ({
  kind: "certain",
  earliestAt: new Date(at),
  latestAt: new Date(at),
  staleSince: null,
});
const bound = (earliest: string, latest: string): QueueLoss => ({
  kind: "bound",
  earliestAt: new Date(earliest),
  latestAt: new Date(latest),
  staleSince: null,
});
const judged = (loss: QueueLoss, at: string, hours: StaffedHours, over: Parameters<typeof aLoss>[0] = {}) =>
  reasonsOf(facts({ losses: [aLoss({ loss, fresh: loss, ...over })], staffedHours: [hours] }), new Date(at));
const severityOf = (...asked: Parameters<typeof judged>) => judged(...asked)[0]?.severity;

test.each<[string, string, string, StaffedHours, string | undefined]>([
  ["on a Saturday, before Monday begins", "2026-11-23T08:59:59Z", SATURDAY, office, "page"],
  ["on a Saturday, when Monday has begun", "2026-11-23T09:00:00Z", SATURDAY, office, undefined],
  ["in the night, after the day has begun, within 24 hours", "2026-11-20T20:00:00Z", FRIDAY_NIGHT, office, "notify"],
  ["in the night, before the day begins", "2026-11-20T08:59:00Z", FRIDAY_NIGHT, office, "page"],
  ["by day, in the coming night", "2026-11-20T23:00:00Z", FRIDAY_NOON, office, "page"],
  ["by day, at a time at which somebody is there", "2026-11-20T16:00:00Z", FRIDAY_NOON, office, "notify"],
  ["by day, within the hour", "2026-11-20T12:59:59Z", FRIDAY_NOON, office, "page"],
  ["by day, in an hour", "2026-11-20T13:00:00Z", FRIDAY_NOON, office, "notify"],
  ["by day, in the night after the next", "2026-11-21T12:00:00Z", FRIDAY_NOON, office, undefined],
  ["where nobody ever is, within a day", "2026-11-22T01:59:59Z", SATURDAY, nobody, "page"],
  ["where nobody ever is, in a day", "2026-11-22T02:00:00Z", SATURDAY, nobody, undefined],
  ["that may have died already", "2026-11-20T12:00:00Z", SATURDAY, office, "page"],
])("a message that dies %s", (_, dies, at, hours, expected) => {
  expect(severityOf(certain(dies), at, hours)).toBe(expected);
});

test("a loss is not ahead before the message was sent", () => {
  const dies = certain("2026-11-21T02:10:00Z");
  expect(judged(dies, SATURDAY, office)[0]?.since).toEqual(new Date("2026-11-20T02:10:00Z"));
  const [brief] = judged(dies, SATURDAY, office, { retentionSeconds: 900 });
  expect(brief?.since).toEqual(new Date("2026-11-21T01:55:00Z"));
});

test("a bound counts by its later end, and is said to be one", () => {
  const early = bound("2026-11-21T01:00:00Z", "2026-11-24T01:00:00Z");
  const late = bound("2026-11-21T01:00:00Z", "2026-11-22T01:00:00Z");

  expect(severityOf(early, SATURDAY, office)).toBeUndefined();
  expect(judged(late, SATURDAY, office)[0]?.sentence).toBe(
    "At least one message of orders-dlq may be dying now; one does by Sun 01:00 UTC. This is a bound, from the age of what waits there. 4 messages wait there. Nobody is there before Mon 09:00 UTC.",
  );
});

test("what was there before anybody looked is told and wakes nobody; what came since wakes, behind it too", () => {
  const dying = certain("2026-11-21T04:00:00Z");
  const later = certain("2026-11-22T04:00:00Z");

  expect(judged(dying, SATURDAY, office, { fresh: null })[0]).toMatchObject({ severity: "notify", isBacklog: true });
  expect(judged(dying, SATURDAY, office, { fresh: later })[0]).toMatchObject({ severity: "page", isBacklog: false });
});

test("nothing is told of what is saved, or of which nobody knows when it dies", () => {
  const without = { earliestAt: null, latestAt: null, staleSince: null };

  expect(severityOf({ kind: "saved", ...without }, SATURDAY, office)).toBeUndefined();
  expect(severityOf({ kind: "unknown", ...without }, SATURDAY, office)).toBeUndefined();
});

test("what is rescued by itself a day before is told of when it was not", () => {
  const rescued = { doesAutoRescue: true };

  expect(severityOf(certain("2026-11-22T03:00:00Z"), SATURDAY, office, rescued)).toBeUndefined();
  expect(severityOf(certain("2026-11-22T00:00:00Z"), SATURDAY, office, rescued)).toBe("page");
});

test("the hours of the owner decide", () => {
  const loss = certain("2026-11-21T20:00:00Z");
  const weekend: StaffedHours = {
    owner: "shop-*",
    zone: "UTC",
    weekly: [{ days: ["sat"], from: "09:00", until: "22:00" }],
  };
  const of = (owner: string) =>
    reasonsOf(
      facts({ losses: [aLoss({ loss, fresh: loss, owner })], staffedHours: [office, weekend] }),
      new Date(SATURDAY),
    )[0]?.severity;

  expect([of("shop-eu"), of("stock")]).toEqual(["notify", "page"]);
});
