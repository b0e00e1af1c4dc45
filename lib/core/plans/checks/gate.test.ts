import { expect, test } from "vitest";
import { QUEUE_CHECKS } from "../checks";
import { runChecks } from "../run-checks";
import { aGate, aPlan } from "./a-plan";
import { consumerSpan, type SeenChange, type WatchedFunction } from "./consumer-span";
import type { GateFacts } from "./gate-facts";

const gateOf = (gate: GateFacts) => runChecks(QUEUE_CHECKS, aPlan({ gate })).find(({ id }) => id === "gate");
const changed = { unchangedCount: 0, changedCount: 50 };
const deploy = { at: "2026-11-21T09:50:00.000Z", text: "code changed", by: "ada" };
const unknown = { unchangedCount: 0, changedCount: 0, unknownBecause: "the alias live is not read" };
const timeouts = (over: Partial<GateFacts> = {}) => aGate({ causes: [{ kind: "timeout", count: 50 }], ...over });
const lastRun = { number: 12, at: "2026-11-21T09:45:00.000Z", sentCount: 11, returnedCount: 10 };
const red = (watches: string | null) => [{ name: "checkout-errors", since: "2026-11-21T09:11:00.000Z", watches }];

test.each<[string, GateFacts, string, RegExp]>([
  [
    "nothing changed since code failed",
    aGate(),
    "block",
    /^Nothing changed in checkout-worker since these failed \(first 09:12 UTC, last 09:40 UTC\); they will most likely fail again\.$/,
  ],
  [
    "most failed with the code of now",
    aGate({}, { unchangedCount: 40, changedCount: 10 }),
    "block",
    /since 40 of these 50 failed/,
  ],
  [
    "nothing changed, cause unknown",
    aGate({ causes: [{ kind: "unknown", count: 50 }] }),
    "warn",
    /they may fail again/,
  ],
  [
    "nothing changed, a right was missing",
    aGate({ causes: [{ kind: "permission", count: 50 }] }),
    "warn",
    /lies elsewhere/,
  ],
  [
    "a deploy since all of them failed",
    aGate({}, { ...changed, lastChange: deploy }),
    "pass",
    /checkout-worker: code changed at 09:50 UTC by ada\. All of these failed before that/,
  ],
  [
    "a deploy since some failed",
    aGate({}, { unchangedCount: 10, changedCount: 40, lastChange: deploy }),
    "warn",
    /40 failed before the last change of checkout-worker; 10 failed with it as it is now/,
  ],
  ["nobody knows", aGate({}, unknown), "warn", /^Of these it is unknown: the alias live is not read\.$/],
  ["no consumer is known", aGate({ consumers: [] }), "warn", /Whose code failed on these is not known/],
  [
    "the last run bounced and nothing changed",
    aGate({ lastRun }),
    "block",
    /Last run R-12 \(09:45 UTC\): 10 of 11 came back, and nothing changed in checkout-worker since/,
  ],
  [
    "the last run bounced before a deploy",
    aGate({ lastRun }, { ...changed, lastChange: deploy }),
    "pass",
    /code changed/,
  ],
  [
    "the last run bounced and nobody knows",
    aGate({ lastRun }, unknown),
    "warn",
    /10 of 11 came back\. Whether anything changed/,
  ],
  ["the last run passed", timeouts({ lastRun: { ...lastRun, returnedCount: 1 } }), "pass", /passes by itself/],
  [
    "time-outs, and the alarm is red",
    timeouts({ redAlarms: red("checkout-worker") }),
    "block",
    /the alarm checkout-errors on checkout-worker is still red since 09:11 UTC/,
  ],
  ["time-outs, and some other alarm is red", timeouts({ redAlarms: red(null) }), "warn", /nobody can say/],
  ["time-outs that still arrive", timeouts({ lastArrivalAt: "2026-11-21T09:58:00.000Z" }), "warn", /arrived 2 min ago/],
  ["time-outs that have ended", timeouts(), "pass", /none has failed so for 20 min/],
  [
    "time-outs just now, unwatched",
    timeouts({ lastArrivalAt: "2026-11-21T09:52:00.000Z" }),
    "warn",
    /No alarm watches the consumer.*unknown/,
  ],
  [
    "time-outs just now, alarms unread",
    timeouts({ lastArrivalAt: "2026-11-21T09:52:00.000Z", redAlarms: null }),
    "warn",
    /Alarms are not read here.*unknown/,
  ],
  ["edited messages", aGate({ judgedCount: 0, editedCount: 50 }), "pass", /edited/],
  ["bystanders", aGate({ judgedCount: 0, bystanderCount: 50 }), "pass", /others in their batch/],
])("the gate: %s", (_, gate, result, text) => {
  expect(gateOf(gate)).toMatchObject({ result, text: expect.stringMatching(text) });
});

test("the gate can be gone against only where it blocks", () => {
  expect(gateOf(aGate())).toMatchObject({ canOverride: true });
  expect(gateOf(aGate({}, unknown))).not.toHaveProperty("canOverride");
});

const arn = "arn:aws:lambda:eu-central-1:111111111111:function:checkout-worker";
const fn = (over: Partial<WatchedFunction> = {}): WatchedFunction => ({
  arn,
  name: "checkout-worker",
  namedAs: arn,
  mappedSince: "2026-11-01T00:00:00.000Z",
  firstSeenAt: "2026-11-01T00:00:00.000Z",
  lastModifiedAt: null,
  ...over,
});
const change = (over: Partial<SeenChange> = {}): SeenChange => ({
  arn,
  kind: "function",
  field: "codeSha256",
  before: "a",
  after: "b",
  at: "2026-11-21T09:50:00.000Z",
  since: "2026-11-21T09:45:00.000Z",
  changedAt: null,
  changedBy: null,
  ...over,
});

test.each<[string, WatchedFunction[], SeenChange[], Partial<ReturnType<typeof consumerSpan>>]>([
  [
    "never seen to change: since it was seen first",
    [fn()],
    [],
    { unchangedSince: "2026-11-01T00:00:00.000Z", changedAfter: null },
  ],
  [
    "changed between two looks: surely by the second, not before the first",
    [fn()],
    [change()],
    { unchangedSince: "2026-11-21T09:50:00.000Z", changedAfter: "2026-11-21T09:45:00.000Z" },
  ],
  [
    "dated by CloudTrail",
    [fn()],
    [change({ changedAt: "2026-11-21T09:47:00.000Z", changedBy: "ada" })],
    {
      unchangedSince: "2026-11-21T09:47:00.000Z",
      lastChange: { at: "2026-11-21T09:47:00.000Z", text: "code changed", by: "ada" },
    },
  ],
  [
    "dated by AWS, before we saw it",
    [fn({ lastModifiedAt: "2026-10-01T00:00:00.000Z" })],
    [],
    { unchangedSince: "2026-10-01T00:00:00.000Z" },
  ],
  [
    "updated by what we do not keep",
    [fn({ lastModifiedAt: "2026-11-21T09:48:00.000Z" })],
    [],
    { lastChange: { at: "2026-11-21T09:48:00.000Z", text: "updated (what, was not noticed)", by: null } },
  ],
  [
    "a changed tag changes nothing",
    [fn()],
    [change({ field: "tags.team" })],
    { unchangedSince: "2026-11-01T00:00:00.000Z", lastChange: null },
  ],
  [
    "a changed visibility of its queue does",
    [fn()],
    [
      change({
        arn: "arn:aws:sqs:eu-central-1:111111111111:orders",
        kind: "queue",
        field: "VisibilityTimeout",
        before: "30",
        after: "60",
      }),
    ],
    { unchangedSince: "2026-11-21T09:50:00.000Z" },
  ],
  [
    "a published version: since its mapping was seen",
    [fn({ namedAs: `${arn}:7`, mappedSince: "2026-11-20T00:00:00.000Z" })],
    [],
    { unchangedSince: "2026-11-20T00:00:00.000Z" },
  ],
  [
    "behind an alias nobody knows",
    [fn({ namedAs: `${arn}:live` })],
    [],
    { unchangedSince: null, unknownBecause: "what the alias live of checkout-worker leads to is not read" },
  ],
  [
    "of two consumers both must be as they were",
    [fn(), fn({ arn: `${arn}-2`, firstSeenAt: "2026-11-19T00:00:00.000Z" })],
    [],
    { unchangedSince: "2026-11-19T00:00:00.000Z" },
  ],
])("what is known of a consumer: %s", (_, functions, changes, expected) => {
  expect(consumerSpan(functions, changes)).toMatchObject(expected);
});
