import { describe, expect, test } from "vitest";
import {
  aFunction,
  aGraph,
  aMapping,
  aPipe,
  aQueue,
  aRule,
  aSchedule,
  aSubscription,
  aTarget,
  functionArn,
  NO_FACTS,
  queueArn,
  streamArn,
} from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { asyncFunctionWithoutDestination } from "./async-function-without-destination";
import { pipeWithoutDestination } from "./pipe-without-destination";
import { queueWithoutDlq } from "./queue-without-dlq";
import { scheduleWithoutDlq } from "./schedule-without-dlq";
import { streamMappingWithoutDestination } from "./stream-mapping-without-destination";
import { subscriptionWithoutDlq } from "./subscription-without-dlq";
import { targetWithoutDlq } from "./target-without-dlq";

const dlq = queueArn("dlq");
const clicks = streamArn("clicks");

describe("targets", () => {
  test("each target of a rule is a place of its own, and a disabled rule counts less", () => {
    const targets = [aTarget(), aTarget({ id: "b", deadLetterArn: dlq })];
    const graph = aGraph([aRule("on", { targets }), aRule("off", { targets, isEnabled: false })]);

    expect(foundBy(targetWithoutDlq, graph)).toEqual([
      ["on", "high"],
      ["on", "covered"],
      ["off", "medium"],
      ["off", "covered"],
    ]);
  });

  test("a rule that a service manages is nobody's to change", () => {
    const rule = aRule("Events-Archive", { targets: [aTarget()], managedBy: "prod.vhs.events.aws.internal" });

    expect(foundBy(targetWithoutDlq, aGraph([rule]))).toEqual([]);
  });

  test.each([
    [{}, "again up to 185 times within 1 d, then lost"],
    [{ maxRetries: 0 }, "once, then lost"],
    [{ maxRetries: 1, maxAgeSeconds: 90 }, "once more within 1 min 30 s, then lost"],
    [{ maxRetries: 4, maxAgeSeconds: 600 }, "again up to 4 times within 10 min, then lost"],
  ])("the summary says how long %j tries", (policy, words) => {
    const [verdict] = targetWithoutDlq.check(aGraph([aRule("orders", { targets: [aTarget(policy)] })]), NO_FACTS);

    expect(verdict?.hole?.summary).toContain(words);
  });
});

test.each([
  ["sqs", "high"],
  ["lambda", "high"],
  ["http", "high"],
  ["https", "high"],
  ["firehose", "high"],
  ["email", "low"],
  ["email-json", "low"],
  ["sms", "low"],
  ["application", "low"],
] as const)("a subscription of %s without a dead-letter queue is %s", (protocol, found) => {
  expect(foundBy(subscriptionWithoutDlq, aGraph([aSubscription("s", { protocol })]))).toEqual([["s", found]]);
});

test("a subscription that nobody confirmed gets nothing and loses nothing", () => {
  expect(foundBy(subscriptionWithoutDlq, aGraph([aSubscription("s", { isConfirmed: false })]))).toEqual([]);
});

describe("asynchronous functions", () => {
  const on = (qualifier: string, onFailureArn: string | null) => ({
    qualifier,
    maxRetries: null,
    maxAgeSeconds: null,
    onFailureArn,
    onSuccessArn: null,
  });
  const live = aRule("orders", { targets: [aTarget({ arn: `${functionArn("ship")}:live` })] });

  test.each([
    ["no sender is known", [], aFunction("ship"), []],
    ["a pipe invokes and waits", [aPipe("p")], aFunction("ship"), []],
    ["a queue's mapping invokes and waits", [aMapping("m")], aFunction("ship"), []],
    ["a schedule invokes", [aSchedule("nightly")], aFunction("ship"), [["ship", "high"]]],
    [
      "a disabled schedule invokes",
      [aSchedule("nightly", { isEnabled: false })],
      aFunction("ship"),
      [["ship", "medium"]],
    ],
    [
      "the alias in use has a destination",
      [live],
      aFunction("ship", { async: [on("live", dlq)] }),
      [["ship", "covered"]],
    ],
    ["only $LATEST has one", [live], aFunction("ship", { async: [on("$LATEST", dlq)] }), [["ship", "high"]]],
    ["only the alias has one", [aSchedule("n")], aFunction("ship", { async: [on("live", dlq)] }), [["ship", "high"]]],
    ["the function has a dead-letter queue", [live], aFunction("ship", { deadLetterArn: dlq }), [["ship", "covered"]]],
  ] as const)("%s", (_, senders, fn, found) => {
    expect(foundBy(asyncFunctionWithoutDestination, aGraph([...senders, fn]))).toEqual(found);
  });

  test("two senders of one alias make one place, and two aliases two", () => {
    const again = aSubscription("s", { protocol: "lambda", endpoint: `${functionArn("ship")}:live` });
    const graph = aGraph([live, again, aSchedule("nightly"), aFunction("ship")]);

    const parts = asyncFunctionWithoutDestination.check(graph, NO_FACTS).map(({ hole }) => hole?.part);

    expect(parts).toEqual(["live", "$LATEST"]);
  });

  test("what a published version carries was not read, so it is only possible", () => {
    const verdicts = asyncFunctionWithoutDestination.check(aGraph([live, aFunction("ship")]), NO_FACTS);

    expect(verdicts[0]?.hole?.confidence).toBe("possible");
  });

  test("a function that another one succeeds into is invoked without waiting", () => {
    const first = aFunction("first", { async: [{ ...on("$LATEST", dlq), onSuccessArn: functionArn("ship") }] });

    expect(foundBy(asyncFunctionWithoutDestination, aGraph([first, aFunction("ship")]))).toEqual([["ship", "high"]]);
  });
});

describe("streams", () => {
  test.each([
    ["endless", {}, "blocks its shard"],
    ["endless as AWS says it", { maxRetries: -1, maxAgeSeconds: -1 }, "blocks its shard"],
    ["limited by number", { maxRetries: 3 }, "dropped after 3 retries"],
    ["limited by age", { maxRetries: -1, maxAgeSeconds: 60 }, "dropped after 60 s"],
  ])("retries that are %s: the summary says what becomes of the record", (_, config, words) => {
    const graph = aGraph([
      aMapping("m", { sourceArn: clicks, ...config }),
      aPipe("p", { sourceArn: clicks, ...config }),
    ]);

    for (const rule of [streamMappingWithoutDestination, pipeWithoutDestination])
      expect(rule.check(graph, NO_FACTS)[0]?.hole?.summary).toContain(words);
  });

  test("queues as sources are the queue's matter, and what is off counts less", () => {
    const graph = aGraph([
      aMapping("of a queue"),
      aMapping("off", { sourceArn: clicks, isEnabled: false }),
      aMapping("kept", { sourceArn: clicks, onFailureArn: dlq }),
      aPipe("from a queue"),
      aPipe("stopped", { sourceArn: clicks, isRunning: false }),
      aPipe("kept too", { sourceArn: clicks, deadLetterArn: dlq }),
    ]);

    expect(foundBy(streamMappingWithoutDestination, graph)).toEqual([
      ["off", "medium"],
      ["kept", "covered"],
    ]);
    expect(foundBy(pipeWithoutDestination, graph)).toEqual([
      ["stopped", "medium"],
      ["kept too", "covered"],
    ]);
  });
});

test("schedules, on and off, with and without", () => {
  const graph = aGraph([
    aSchedule("on"),
    aSchedule("off", { isEnabled: false }),
    aSchedule("kept", { deadLetterArn: dlq }),
  ]);

  expect(foundBy(scheduleWithoutDlq, graph)).toEqual([
    ["on", "high"],
    ["off", "medium"],
    ["kept", "covered"],
  ]);
});

describe("queues", () => {
  const orders = aQueue("orders");

  test.each([
    ["nobody is known to use it", [orders], []],
    [
      "only a rule delivers to it",
      [orders, aRule("r", { targets: [aTarget({ arn: orders.arn })] })],
      [["orders", "high"]],
    ],
    ["a mapping reads it", [orders, aMapping("m")], [["orders", "high"]]],
    [
      "it is a dead-letter queue with a reader",
      [aQueue("a", { deadLetterTargetArn: orders.arn }), orders, aMapping("m")],
      [],
    ],
    [
      "it is a rule's dead-letter queue",
      [aRule("r", { targets: [aTarget({ deadLetterArn: orders.arn })] }), orders, aMapping("m")],
      [],
    ],
    [
      "it says which sources may use it, wherever they are",
      [
        aQueue("orders", { redriveAllowPolicy: '{"redrivePermission":"byQueue","sourceQueueArns":["x"]}' }),
        aMapping("m"),
      ],
      [],
    ],
  ] as const)("%s", (_, resources, found) => {
    expect(foundBy(queueWithoutDlq, aGraph(resources))).toEqual(found);
  });

  test("where what could name it was not read, it may be a dead-letter queue itself", () => {
    const graph = aGraph([orders, aMapping("m")], { unread: ["rule", "subscription"] });

    expect(queueWithoutDlq.check(graph, NO_FACTS)[0]?.hole).toMatchObject({ confidence: "possible" });
  });
});
