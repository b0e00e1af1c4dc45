import { describe, expect, test } from "vitest";
import { aGraph, anAlarm, aQueue, aRule, aTarget, NO_FACTS, queueArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { dlqAlarmOnSent } from "./dlq-alarm-on-sent";
import { dlqWithoutAlarm } from "./dlq-without-alarm";

const orders = aQueue("orders", { deadLetterTargetArn: queueArn("dlq") });
const dlq = aQueue("dlq");
const onDlq = { dimensions: { QueueName: "dlq" } };
const onSent = anAlarm("sent", { ...onDlq, metricName: "NumberOfMessagesSent" });
const rule = aRule("paid", { targets: [aTarget({ deadLetterArn: queueArn("dlq") })] });

test("where alarms could not be read, none is claimed to be missing", () => {
  expect(foundBy(dlqWithoutAlarm, aGraph([orders, dlq], { unread: ["alarm"] }))).toEqual([]);
  expect(foundBy(dlqAlarmOnSent, aGraph([orders, dlq, onSent], { unread: ["alarm"] }))).toEqual([]);
});

test("a queue that nobody gives up into needs no alarm on dead letters", () => {
  expect(foundBy(dlqWithoutAlarm, aGraph([aQueue("orders")]))).toEqual([]);
});

describe("an alarm that would tell counts, any other does not", () => {
  const place = { region: "us-east-1" };
  test.each([
    ["on visible messages", anAlarm("a", onDlq), "covered"],
    ["on the oldest message's age", anAlarm("a", { ...onDlq, metricName: "ApproximateAgeOfOldestMessage" }), "covered"],
    [
      "on an unusual band",
      anAlarm("a", { ...onDlq, comparison: "LessThanLowerOrGreaterThanUpperThreshold" }),
      "covered",
    ],
    ["that waits for the queue to be empty", anAlarm("a", { ...onDlq, comparison: "LessThanThreshold" }), "medium"],
    ["on another queue", anAlarm("a", { dimensions: { QueueName: "orders" } }), "medium"],
    ["of another Region on a queue of that name", anAlarm("a", onDlq, place), "medium"],
    ["on receives", anAlarm("a", { ...onDlq, metricName: "NumberOfMessagesReceived" }), "medium"],
    ["of another service", anAlarm("a", { ...onDlq, namespace: "Shop" }), "medium"],
  ] as const)("an alarm %s", (_, alarm, found) => {
    expect(foundBy(dlqWithoutAlarm, aGraph([orders, dlq, alarm]))).toEqual([["dlq", found]]);
  });
});

test("an alarm without actions is named, and is the one to be given them", () => {
  const graph = aGraph([orders, dlq, anAlarm("quiet", { ...onDlq, hasActions: false })]);

  const hole = dlqWithoutAlarm.check(graph, NO_FACTS)[0]?.hole;

  expect(hole?.summary).toContain("quiet watches dlq but has no actions");
  expect(hole?.fix?.terraform).toContain('alarm_name = "quiet"');
});

describe("an alarm on sent messages", () => {
  const found = (...senders: Parameters<typeof aGraph>[0]) => {
    const graph = aGraph([...senders, dlq, onSent]);
    return { without: foundBy(dlqWithoutAlarm, graph), onSent: foundBy(dlqAlarmOnSent, graph) };
  };

  test("suffices where only services send", () => {
    expect(found(rule)).toEqual({ without: [["dlq", "covered"]], onSent: [["dlq", "covered"]] });
  });

  test("misses what SQS moves, which is said once and not twice", () => {
    expect(found(orders)).toEqual({ without: [], onSent: [["dlq", "medium"]] });
  });

  test("misses it too where services send besides", () => {
    expect(found(orders, rule)).toEqual({ without: [], onSent: [["dlq", "medium"]] });
  });

  test("does no harm beside one on visible messages", () => {
    const graph = aGraph([orders, dlq, onSent, anAlarm("depth", onDlq)]);

    expect(foundBy(dlqAlarmOnSent, graph)).toEqual([["dlq", "covered"]]);
    expect(foundBy(dlqWithoutAlarm, graph)).toEqual([["dlq", "covered"]]);
  });

  test("without actions is no alarm at all", () => {
    const idle = anAlarm("sent", { ...onSent.config, hasActions: false });

    expect(foundBy(dlqAlarmOnSent, aGraph([orders, dlq, idle]))).toEqual([]);
    expect(foundBy(dlqWithoutAlarm, aGraph([orders, dlq, idle]))).toEqual([["dlq", "medium"]]);
  });
});
