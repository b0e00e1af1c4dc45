import { expect, test } from "vitest";
import type { AlertFacts, PipelineEvidence } from "../facts";
import { reasonsOf } from "../judge-conditions";
import { CONDITIONS, type Condition } from "../reason";
import { aClass, ago, ahead, anAlarm, aPipeline, aRun, facts, NOW } from "./a-fact";

const told = (over: Partial<AlertFacts>) => reasonsOf(facts(over), NOW);
/** `page class-new`, and `backlog` where it is. */
const shortly = (over: Partial<AlertFacts>) =>
  told(over).map(({ severity, condition, isBacklog }) => `${severity} ${condition}${isBacklog ? " backlog" : ""}`);
const classes = (over: Parameters<typeof aClass>[0]) => shortly({ classes: [aClass(over)] });

test("nothing holds where nothing is", () => {
  expect(told({})).toEqual([]);
});

test.each<[string, Parameters<typeof aClass>[0], string[]]>([
  ["a new class", {}, ["page class-new"]],
  ["one that went on for days without an answer", { status: "ongoing" }, ["page class-new"]],
  ["one that is back", { status: "regressed", onset: { kind: "regressed", at: ago(60) } }, ["page class-regressed"]],
  ["a known one that grows", { status: "escalating", onset: null }, ["page class-escalating"]],
  ["a new one that grows is both", { status: "escalating" }, ["page class-new", "page class-escalating"]],
  ["one that was there before anybody looked", { status: "backlog", onset: null }, []],
  ["one that came of the backlog and goes on", { status: "ongoing", onset: null }, []],
  ["one that ended", { status: "resolved" }, []],
  ["a count of what is lost without a queue", { record: "count-only" }, ["page class-new"]],
  ["failed executions", { record: "executions" }, ["page class-new"]],
  ["a silence is told by itself", { isSilence: true }, []],
  [
    "what its dead-letter queue did not take",
    { isLostDespiteQueue: true, status: "ongoing", onset: null, lastHourCount: 1 },
    ["page undelivered-dead-letters"],
  ],
  [
    "and not any more after an hour",
    { isLostDespiteQueue: true, onset: null, status: "ongoing", lastHourCount: 0 },
    [],
  ],
])("%s", (_, over, expected) => {
  expect(classes(over)).toEqual(expected);
});

test("a class says its number and its time, and what it shares with others", () => {
  const [reason] = told({ classes: [aClass()] });

  expect(reason).toMatchObject({
    sentence: "unknown tier: new since 01:50 UTC, 12 failed messages, 3 of them in the last hour.",
    since: ago(600),
    classId: "fc_1",
    ties: [
      "consumer:arn:aws:lambda:eu-west-1:1:function:charge",
      "dependency:db.example",
      "error:dependency:connect ECONNREFUSED <host>",
      "account:acc_1:dependency",
    ],
  });
});

test("an error that says too little, and a cause that lies in each consumer, tie nothing", () => {
  const [reason] = told({
    classes: [aClass({ causeKind: "schema", normalisedError: "<*>", consumers: [], dependencies: [] })],
  });

  expect(reason?.ties).toEqual([]);
});

const evidence = (over: Partial<PipelineEvidence>): PipelineEvidence[] =>
  aPipeline().evidence.map((one) => ({ ...one, ...over }));
test.each<[string, Parameters<typeof aPipeline>[0], string[]]>([
  ["one that fails", {}, ["page pipeline-failing"]],
  [
    "one that is stalled",
    { state: "stalled", evidence: evidence({ state: "stalled", signal: "stalled" }) },
    ["page pipeline-stalled"],
  ],
  ["one that is only slower", { state: "degraded", badSince: null }, []],
  ["one that cannot be seen", { state: "blind", badSince: null }, []],
  ["one whose only evidence is that something dies", { evidence: evidence({ signal: "loss-clock" }) }, []],
  ["one whose evidence is over", { evidence: [] }, []],
  ["one that was bad at the first look", { firstSeenAt: ago(600) }, ["notify pipeline-failing backlog"]],
  ["or was a quarter of an hour later", { firstSeenAt: ago(1500) }, ["notify pipeline-failing backlog"]],
  ["but not after that", { firstSeenAt: ago(1501) }, ["page pipeline-failing"]],
  ["one whose evidence is backlog", { evidence: evidence({ isBacklog: true }) }, ["notify pipeline-failing backlog"]],
  [
    "one whose budget burns fast",
    { state: "degraded", burn: { kind: "fast", at: NOW, sentence: "3 % is left.", isBacklog: false } },
    ["page budget-burn"],
  ],
  [
    "one that was seen first less than six hours before its burn",
    {
      state: "degraded",
      firstSeenAt: ago(21_599),
      burn: { kind: "fast", at: NOW, sentence: "3 % is left.", isBacklog: false },
    },
    ["notify budget-burn backlog"],
  ],
  [
    "one that was seen first six hours before its burn",
    {
      state: "degraded",
      firstSeenAt: ago(21_600),
      burn: { kind: "fast", at: NOW, sentence: "3 % is left.", isBacklog: false },
    },
    ["page budget-burn"],
  ],
  [
    "one whose budget burns by what was stuck before",
    { state: "degraded", burn: { kind: "fast", at: NOW, sentence: "3 % is left.", isBacklog: true } },
    ["notify budget-burn backlog"],
  ],
  [
    "one whose budget burns slowly",
    { state: "degraded", burn: { kind: "slow", at: NOW, sentence: "60 % is left.", isBacklog: false } },
    ["notify budget-burn"],
  ],
])("a pipeline: %s", (_, over, expected) => {
  expect(shortly({ pipelines: [aPipeline(over)] })).toEqual(expected);
});

test("a pipeline is told by what fails in it, in the account of that", () => {
  expect(told({ pipelines: [aPipeline()] })[0]).toMatchObject({
    subject: { kind: "pipeline", id: "pl_1", name: "checkout" },
    accountId: "acc_2",
    sentence: "checkout is failing since 01:50 UTC: orders-dlq took 12 dead letters.",
  });
});

const blind = (over: object) => ({
  accountId: "acc_1",
  accountName: "shop",
  regions: [
    { region: "eu-west-1", blindSince: ago(120), checkedAt: ago(10), reason: "No role.", wasSeen: true, ...over },
  ],
});
test.each([
  ["confirmed by a second check", {}, ["page account-blind"]],
  ["after one check", { checkedAt: ago(120) }, []],
  ["forty-nine seconds later", { checkedAt: ago(71) }, []],
  ["fifty seconds later", { checkedAt: ago(70) }, ["page account-blind"]],
  ["that was never seen", { wasSeen: false }, ["notify account-blind backlog"]],
])("an account is blind: %s", (_, over, expected) => {
  expect(shortly({ places: [blind(over)] })).toEqual(expected);
});

test("the Regions of an account are one reason; those that were never seen do not hide in it", () => {
  const place = blind({});
  const regions = ["a", "b", "c", "d"].map((region) => ({ ...place.regions[0], region }));
  const never = { ...place.regions[0], region: "e", wasSeen: false };
  const [reason, ...others] = told({ places: [{ ...place, regions: [...regions, never] } as typeof place] });

  expect(others).toEqual([]);
  expect(reason?.sentence).toBe("Nothing can be seen of shop in a, b, c and 1 more since 01:58 UTC: No role.");
});

const poller = (succeededAt: Date | null, over: object = {}) => ({
  poller: "sampleDepth",
  accountId: "acc_1",
  accountName: "shop",
  region: "eu-west-1",
  everySeconds: 60,
  startedAt: ago(400),
  succeededAt,
  ...over,
});
test.each([
  ["late by three rounds and two minutes", poller(ago(301)), {}, ["page poller-silent"]],
  ["late by no more", poller(ago(300)), {}, []],
  ["that never succeeded", poller(null), {}, ["page poller-silent"]],
  ["while no worker ran it could not", poller(ago(4000)), { watchedSince: ago(300) }, []],
  ["but after that it could", poller(ago(4000)), { watchedSince: ago(301) }, ["page poller-silent"]],
])("a poller %s", (_, beat, over, expected) => {
  expect(shortly({ pollers: [beat], ...over })).toEqual(expected);
});

test("a poller is told once for an account", () => {
  const [reason, ...others] = told({ pollers: ["a", "b"].map((region) => poller(ago(600), { region })) });

  expect(others).toEqual([]);
  expect(reason).toMatchObject({ subject: { id: "sampleDepth acc_1" }, region: null });
  expect(reason?.sentence).toContain("in shop a, shop b since 01:50 UTC");
});

test.each<[string, Parameters<typeof aRun>[0], string[]]>([
  ["that paused by itself", {}, ["notify run-paused"]],
  ["that a person paused", { pausedBy: "person" }, []],
  ["that is done", { state: "done", at: ago(900) }, ["notify run-finished"]],
  ["that was done a while ago", { state: "done", at: ago(901) }, []],
  ["that failed", { state: "failed" }, ["notify run-finished"]],
  ["that a person cancelled", { state: "cancelled" }, []],
  ["that runs", { state: "running" }, []],
])("a run %s", (_, over, expected) => {
  expect(shortly({ runs: [aRun(over)] })).toEqual(expected);
});

test("a plan that waits is told until it expires", () => {
  const { at: _at, state: _state, reason: _reason, pausedBy: _by, requestedByName: _who, ...about } = aRun();
  const plan = { ...about, id: "pln_1", name: "P-3", itemCount: 2, askedAt: ago(60), createdByName: "ada" };

  expect(shortly({ plans: [{ ...plan, expiresAt: ahead(1) }] })).toEqual(["notify approval-waiting"]);
  expect(shortly({ plans: [{ ...plan, expiresAt: NOW }] })).toEqual([]);
  expect(told({ plans: [{ ...plan, expiresAt: ahead(60) }] })[0]?.sentence).toBe(
    "ada waits for an approval of P-3 (redrive of 2 messages) since 01:59 UTC; it expires 02:01 UTC.",
  );
});

test("an alarm of the customer's own is told; one that was up before its place was read is backlog", () => {
  expect(shortly({ alarms: [anAlarm()] })).toEqual(["notify cloudwatch-alarm"]);
  expect(shortly({ alarms: [anAlarm({ changedAt: ago(86_400) })] })).toEqual(["notify cloudwatch-alarm backlog"]);
});

const silence = {
  id: "res_1",
  queueId: null,
  classId: "fc_9",
  name: "nightly",
  since: ago(7200),
  sentence: "It has not run for 2 hours.",
  accountId: "acc_1",
  region: "eu-west-1",
  arn: "arn:rule",
  isBacklog: false,
};
test("a rule that goes silent wakes, a queue does not; what was silent at the first look wakes nobody", () => {
  expect(shortly({ silences: [{ ...silence, kind: "rule" }] })).toEqual(["page rule-silent"]);
  expect(shortly({ silences: [{ ...silence, kind: "queue" }] })).toEqual(["notify queue-silent"]);
  expect(shortly({ silences: [{ ...silence, kind: "rule", isBacklog: true }] })).toEqual([
    "notify rule-silent backlog",
  ]);
});

test("reasons come in the order of the conditions, each a sentence with a time", () => {
  const found = told({ classes: [aClass()], pipelines: [aPipeline()], runs: [aRun()], alarms: [anAlarm()] });
  const order = found.map(({ condition }) => CONDITIONS.indexOf(condition as Condition));

  expect(order).toEqual([...order].sort((a, b) => a - b));
  for (const { sentence } of found) expect(sentence).toMatch(/\d\d:\d\d UTC.*\.$/);
});
