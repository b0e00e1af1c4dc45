import { describe, expect, test } from "vitest";
import {
  aBus,
  aFunction,
  aGraph,
  aMapping,
  aPipe,
  aQueue,
  aRule,
  aStateMachine,
  aSubscription,
  aTarget,
  aTopic,
  busArn,
  functionArn,
  queueArn,
  streamArn,
  topicArn,
} from "../coverage/cases/a-graph";
import type { Resource, ResourceKind } from "../inventory/resource";
import { impactOf, rulesOfBus } from "./impact";

const ELSEWHERE = { awsAccountId: "444455556666" };
const REPLAYED = busArn("default");
const to = (...arns: string[]) => ({ targets: arns.map((arn, index) => aTarget({ id: `t${index}`, arn })) });
const LEAVES_OUT = '{"source":["shop"],"replay-name":[{"exists":false}]}';

/** What a replay to the rules `names` of the default bus would do. */
function impact(resources: readonly Resource[], names: readonly string[] = ["orders"], unread: ResourceKind[] = []) {
  const graph = aGraph([aBus("default"), ...resources], { unread });
  const rules = rulesOfBus(graph, REPLAYED).filter(({ name }) => names.includes(name));
  return impactOf(graph, REPLAYED, rules);
}
const pathsOf = (found: { hits: readonly { path: readonly string[] }[] }) =>
  found.hits.map(({ path }) => path.join(" → "));

test("only the targets of the chosen rules are hit, each by what it does", () => {
  const machine = aStateMachine("fulfil");
  const found = impact([
    aRule("orders", to(functionArn("ship"), machine.arn)),
    aRule("audit", to(queueArn("audit"))),
    aFunction("ship"),
    machine,
  ]);

  expect(found.hits.map(({ sideEffect, words }) => [sideEffect, words])).toEqual([
    ["run", "runs the function ship"],
    ["execution", "starts an execution of fulfil"],
  ]);
  expect(found).toMatchObject({ blindSpots: [], loops: [], isCut: false });
});

test("events are followed through topics, queues, mappings, pipes and what functions hand on", () => {
  const found = impact([
    aRule("orders", to(topicArn("news"))),
    aTopic("news"),
    aSubscription("s1", { topicArn: topicArn("news"), endpoint: queueArn("orders") }),
    aSubscription("s2", { topicArn: topicArn("news"), protocol: "email", endpoint: "ada@shop.example" }),
    aSubscription("s3", { topicArn: topicArn("news"), endpoint: queueArn("never"), isConfirmed: false }),
    aSubscription("s4", { topicArn: topicArn("news"), protocol: "lambda", endpoint: functionArn("notify") }),
    aQueue("orders"),
    aMapping("m1", { functionArn: functionArn("ship") }),
    aMapping("m2", { functionArn: functionArn("off"), isEnabled: false }),
    aPipe("p", { targetArn: streamArn("lake"), enrichmentArn: functionArn("enrich") }),
    aFunction("ship", {
      async: [
        {
          qualifier: "$LATEST",
          maxRetries: null,
          maxAgeSeconds: null,
          onFailureArn: null,
          onSuccessArn: queueArn("done"),
        },
      ],
    }),
    aFunction("notify", {
      async: [
        {
          qualifier: "$LATEST",
          maxRetries: null,
          maxAgeSeconds: null,
          onFailureArn: null,
          onSuccessArn: queueArn("told"),
        },
      ],
    }),
    aFunction("enrich"),
    aQueue("told"),
  ]);

  expect(pathsOf(found)).toEqual([
    "bus default → rule orders → topic news",
    "bus default → rule orders → topic news → queue orders",
    "bus default → rule orders → topic news → queue orders → function ship",
    "bus default → rule orders → topic news → queue orders → pipe p → function enrich",
    "bus default → rule orders → topic news → queue orders → pipe p → stream lake",
    "bus default → rule orders → topic news → e-mail address",
    "bus default → rule orders → topic news → function notify",
    "bus default → rule orders → topic news → function notify → queue told",
  ]);
});

describe("buses", () => {
  const second = aBus("shop", {}, ELSEWHERE);
  const third = busArn("third", { awsAccountId: "777788889999" });

  test("another account's rules are followed where it is connected, all of them", () => {
    const found = impact([
      aRule("orders", to(second.arn)),
      second,
      aRule("pack", { busName: "shop", ...to(functionArn("pack", ELSEWHERE)) }, ELSEWHERE),
      aRule("off", { busName: "shop", isEnabled: false, ...to(functionArn("off", ELSEWHERE)) }, ELSEWHERE),
      aRule(
        "live-only",
        { busName: "shop", eventPattern: LEAVES_OUT, ...to(functionArn("live", ELSEWHERE)) },
        ELSEWHERE,
      ),
      aFunction("pack", {}, ELSEWHERE),
    ]);

    expect(pathsOf(found)).toEqual([
      "bus default → rule orders → event bus shop",
      "bus default → rule orders → event bus shop → rule pack → function pack",
    ]);
    expect(found.blindSpots).toEqual([]);
  });

  test("an account that nobody reads is unknown beyond its bus", () => {
    const found = impact([aRule("orders", to(second.arn))]);

    expect(found.blindSpots.map(({ words }) => words)).toEqual([
      "Unknown beyond event bus shop: it is not in the inventory (account 444455556666, eu-west-1).",
    ]);
  });

  test("EventBridge hands an event to no third account", () => {
    const found = impact([
      aRule("orders", to(second.arn)),
      second,
      aRule("on", { busName: "shop", ...to(third) }, ELSEWHERE),
    ]);

    expect(pathsOf(found)).toEqual(["bus default → rule orders → event bus shop"]);
    expect(found.notes).toEqual([
      "EventBridge hands an event from bus to bus once only: on does not get it on to third.",
    ]);
  });

  test("a bus that hands back to the replayed one is a loop", () => {
    const found = impact([
      aRule("orders", to(second.arn)),
      second,
      aRule("back", { busName: "shop", ...to(queueArn("relay", ELSEWHERE)) }, ELSEWHERE),
      aQueue("relay", {}, ELSEWHERE),
      aPipe("p", { sourceArn: queueArn("relay", ELSEWHERE), targetArn: REPLAYED }, ELSEWHERE),
    ]);

    expect(found.loops).toEqual([
      {
        leadsToReplayedBus: true,
        path: [
          "bus default",
          "rule orders",
          "event bus shop",
          "rule back",
          "queue relay",
          "pipe p",
          "event bus default",
        ],
      },
    ]);
  });
});

test.each<[string, Resource[], ResourceKind[], string[]]>([
  [
    "a queue whose consumers nobody reads",
    [aRule("orders", to(queueArn("orders"))), aQueue("orders")],
    ["mapping"],
    ["Unknown beyond queue orders: event source mappings are not read in 111122223333, eu-west-1."],
  ],
  [
    "a topic whose subscriptions nobody reads",
    [aRule("orders", to(topicArn("news"))), aTopic("news")],
    ["subscription"],
    ["Unknown beyond topic news: subscriptions are not read in 111122223333, eu-west-1."],
  ],
  ["a state machine, which ends the way", [aRule("orders", to(aStateMachine("fulfil").arn))], ["state-machine"], []],
  ["a stream, whose readers are mappings that are read", [aRule("orders", to(streamArn("lake")))], [], []],
])("blind: %s", (_, resources, unread, words) => {
  expect(impact(resources, ["orders"], unread).blindSpots.map((spot) => spot.words)).toEqual(words);
});

test("a target that is gone is told, and not followed", () => {
  const found = impact([aRule("orders", to(queueArn("gone")))]);

  expect(found.hits).toMatchObject([{ name: "gone", isGone: true }]);
  expect(found.blindSpots).toEqual([]);
});

test("rules that are off, or leave replayed events out, hand nothing on", () => {
  const found = impact(
    [
      aRule("off", { isEnabled: false, ...to(functionArn("a")) }),
      aRule("live-only", { eventPattern: LEAVES_OUT, ...to(functionArn("b")) }),
      aRule("clock", { eventPattern: null, scheduleExpression: "rate(1 hour)", ...to(functionArn("c")) }),
    ],
    ["off", "live-only", "clock"],
  );

  expect(found.hits).toEqual([]);
  expect(found.rules.map(({ isEnabled, doesMatchReplays }) => [isEnabled, doesMatchReplays])).toEqual([
    [false, true],
    [true, false],
    [true, false],
  ]);
});

test("a function that feeds its own queue is a loop, and ends the walk", () => {
  const found = impact([
    aRule("orders", to(functionArn("ship"))),
    aFunction("ship", {
      async: [
        {
          qualifier: "$LATEST",
          maxRetries: null,
          maxAgeSeconds: null,
          onFailureArn: null,
          onSuccessArn: functionArn("ship"),
        },
      ],
    }),
  ]);

  expect(found.loops).toMatchObject([{ leadsToReplayedBus: false }]);
});

test("a function that waits in one way and not in another hands on what it returns", () => {
  const done = { qualifier: "$LATEST", maxRetries: null, maxAgeSeconds: null, onFailureArn: null };
  const found = impact(
    [
      aRule("slow", to(queueArn("orders"))),
      aRule("fast", to(functionArn("ship"))),
      aQueue("orders"),
      aMapping("m1", { functionArn: functionArn("ship") }),
      aFunction("ship", { async: [{ ...done, onSuccessArn: queueArn("done") }] }),
      aQueue("done"),
    ],
    ["slow", "fast"],
  );

  expect(pathsOf(found)).toContain("bus default → rule fast → function ship → queue done");
  expect(found.hits.filter(({ name }) => name === "ship")).toHaveLength(1);
});
