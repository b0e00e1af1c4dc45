import { expect, test } from "vitest";
import type { EventRule } from "@/lib/contract/event-buses";
import { archiveStatus, archiveTitle, retentionWords } from "./archives/archive-words";
import { othersFirst, othersWords } from "./buses/putter-words";
import { lostCount } from "./lost-count";
import { replayAddress } from "./replay-address";
import { neediestFirst } from "./rule-order";
import { elsewhereWords } from "./rules/[id]/hop-words";
import { ruleTitle } from "./rules/[id]/rule-title";
import { rulesHeadline } from "./rules-headline";
import { rulesQuery } from "./rules-query";
import { scheduleWords } from "./schedule-words";
import { testAddress } from "./test-address";

test.each([
  ["rate(5 minutes)", "every 5 minutes"],
  ["rate(1 hour)", "every hour"],
  ["cron(0 8 * * ? *)", "every day at 08:00 UTC"],
  ["cron(30 9 ? * MON-FRI *)", "every Monday to Friday at 09:30 UTC"],
  ["cron(0 18 ? * 2,6 *)", "every Monday, Friday at 18:00 UTC"],
  ["cron(15 * * * ? *)", "every hour at minute 15"],
  ["cron(0/10 * * * ? *)", "every 10 minutes"],
  ["cron(0 0 1 * ? *)", "on day 1 of each month at 00:00 UTC"],
  ["cron(0 0 ? * MON#1 *)", "by the schedule 0 0 ? * MON#1 *, in UTC"],
  ["cron(0 8 1 1 ? 2027)", "by the schedule 0 8 1 1 ? 2027, in UTC"],
  ["every full moon", "every full moon"],
])("the schedule %s reads %s", (expression, words) => {
  expect(scheduleWords(expression)).toBe(words);
});

const none = { items: [], nextCursor: null };
const states = (...all: string[]) => ({ items: all.map((state) => ({ state })), nextCursor: null });

test.each([
  [none, none, "No rule is known to fail."],
  [states("losing"), none, "1 rule loses events."],
  [
    states("losing", "losing", "failing"),
    states("silent"),
    "2 rules lose events, 1 rule fails and keeps what failed, 1 rule went silent.",
  ],
  [{ ...states("failing", "failing"), nextCursor: "more" }, none, "At least 2 rules fail and keep what failed."],
  [undefined, none, "Rules"],
])("with %j failing and %j silent, the list says: %s", (failing, silent, headline) => {
  expect(rulesHeadline(failing, silent, { totalCount: 9, isAll: true })).toBe(headline);
});

test("an empty list says whether it is empty or not shown", () => {
  const empty = (isAll: boolean, totalCount: number | null) => rulesHeadline(none, none, { totalCount, isAll });

  expect([empty(true, 0), empty(false, 0), empty(false, null)]).toEqual([
    "No rule is known yet.",
    "No rule is shown to you.",
    "No rule that is shown to you is known to fail.",
  ]);
});

test("rules that need somebody stand first, the worst on top, those of AWS last, each once and as far as they fit", () => {
  const aRule = (id: string, state: EventRule["state"], busId = "res_a") => ({
    id,
    managedBy: id === "m" ? "events.amazonaws.com" : null,
    name: `rule-${id}`,
    state,
    bus: { id: busId, arn: "", name: "" },
  });
  const failing = [aRule("f", "failing"), aRule("l", "losing"), aRule("x", "losing", "res_other")];
  const all = [aRule("m", "unknown"), aRule("a", "ok"), aRule("f", "failing")];
  const ids = (filter: Parameters<typeof neediestFirst>[3]) =>
    neediestFirst(all, failing, [aRule("s", "silent")], filter).map(({ id }) => id);

  expect(ids({ busId: "res_a" })).toEqual(["l", "f", "s", "a", "m"]);
  expect(ids({ name: "RULE-x" })).toEqual(["x", "a", "f", "m"]);
});

const figures = { failedCount: 12, deadLetteredCount: null, refusedByQueueCount: null };

test.each([
  ["without a queue, all that failed is", "losing", figures, 12],
  ["what a queue took is not", "losing", { ...figures, deadLetteredCount: 9 }, 3],
  ["what the queue refused is", "losing", { ...figures, deadLetteredCount: 12, refusedByQueueCount: 2 }, 2],
  ["of a rule that only fails, what nobody told stays untold:", "failing", { ...figures, deadLetteredCount: 12 }, null],
  ["of a rule that nobody measured, nothing is known:", "unknown", null, null],
] as const)("%s lost (%s)", (_, state, figures24h, lost) => {
  expect(lostCount({ state, figures24h })).toBe(lost);
});

test("the address asks for what it names, and for nothing that is no bus", () => {
  const query = (address: string) => rulesQuery(new URLSearchParams(address));

  expect(query("state=silent&name=order&account=acc_1")).toEqual({
    accountId: "acc_1",
    state: "silent",
    name: "order",
    limit: 100,
  });
  expect(query("bus=res_01k9z0c1fd0000000000&state=odd")).toEqual({ busId: "res_01k9z0c1fd0000000000", limit: 100 });
  expect(query("bus=../../x")).toEqual({ limit: 100 });
});

test("a replay is planned with what is known of it", () => {
  expect(replayAddress("res_a")).toBe("/events/archives/res_a/replay");
  expect(
    replayAddress("res_a", {
      ruleIds: ["res_b", "res_c"],
      from: "2026-11-21T03:00:00Z",
      until: "2026-11-21T04:00:00Z",
    }),
  ).toBe(
    "/events/archives/res_a/replay?from=2026-11-21T03%3A00%3A00Z&until=2026-11-21T04%3A00%3A00Z&rules=res_b%2Cres_c",
  );
});

test("an event is tested on a bus, for a rule or from a message", () => {
  expect(testAddress("res_a")).toBe("/events/buses/res_a/test");
  expect(testAddress("res_a", { ruleId: "res_b", messageRowId: "msg_c" })).toBe(
    "/events/buses/res_a/test?rule=res_b&message=msg_c",
  );
});

const rule = { name: "ship", state: "losing" as const, isReadable: true, deletedAt: null };

test.each([
  [{}, "ship loses events"],
  [{ state: "ok" as const }, "ship has no known failure"],
  [{ state: "unknown" as const }, "ship was not measured"],
  [{ isReadable: false }, "ship cannot be seen"],
  [{ isReadable: false, deletedAt: "2026-11-21T03:00:00Z" }, "ship was deleted"],
])("a rule with %j is headed %s", (change, title) => {
  expect(ruleTitle({ ...rule, ...change })).toBe(title);
});

const putter = (who: string, isCrossAccount: boolean, effect: "allow" | "deny" = "allow") => ({
  kind: "account" as const,
  who,
  accountName: null,
  accountId: null,
  actions: [],
  effect,
  isCrossAccount,
  sentence: who,
});

test("other accounts stand first, what is forbidden last", () => {
  const all = [putter("x", true, "deny"), putter("own", false), putter("other", true)];

  expect(othersFirst(all).map(({ who }) => who)).toEqual(["other", "own", "x"]);
});

test.each([
  [null, "not understood: its policy is odd"],
  [[putter("own", false), putter("bad", true, "deny")], "nobody"],
  [[putter("a", true)], "a"],
  [[putter("a", true), putter("b", true)], "a, b"],
  [[putter("a", true), putter("b", true), putter("c", true)], "a and 2 others"],
])("with %j, the others that may put events are: %s", (putters, words) => {
  expect(othersWords(putters)).toBe(words);
});

test("an archive says how long it keeps, and a state that AWS invents later is unknown", () => {
  expect([retentionWords(0), retentionWords(1), retentionWords(90)]).toEqual([
    "kept for ever",
    "kept 1 day",
    "kept 90 days",
  ]);
  expect([archiveStatus("ENABLED"), archiveStatus("THAWING"), archiveStatus("constructor")]).toEqual([
    "pass",
    "unknown",
    "unknown",
  ]);
});

const archive = {
  name: "orders",
  state: "ENABLED",
  eventPattern: null,
  retentionDays: 3,
  deletedAt: null,
  bus: { name: "shop" },
};

test.each([
  [{}, "orders keeps every event of shop for 3 days"],
  [{ eventPattern: "{}", retentionDays: 0 }, "orders keeps some events of shop for ever"],
  [{ state: "UPDATING", retentionDays: 1 }, "orders keeps every event of shop for 1 day"],
  [{ state: "DISABLED" }, "orders keeps no new event"],
  [{ state: "DISABLED", deletedAt: "2026-11-21T03:00:00Z" }, "orders was deleted"],
])("an archive with %j is headed %s", (change, title) => {
  expect(archiveTitle({ ...archive, ...change })).toBe(title);
});

test("a target elsewhere says where", () => {
  const otherAccount = { awsAccountId: "111122223333", accountId: null, accountName: null };

  expect(elsewhereWords({ otherAccount: null, otherRegion: null })).toBe("");
  expect(elsewhereWords({ otherAccount, otherRegion: "eu-west-1" })).toBe("in account 111122223333, in eu-west-1");
});
