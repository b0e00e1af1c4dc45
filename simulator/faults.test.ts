import { expect, test } from "vitest";
import { type FaultRule, FaultTable, serviceFaultOf } from "./faults";

const SEND = { action: "sqs:SendMessage", accountId: "111122223333", region: "us-east-1", queueName: "orders" };

function struckCalls(rule: FaultRule, calls: number, seed = 7): number[] {
  const table = new FaultTable(seed);
  table.add(rule, 0);
  return Array.from({ length: calls }, (_, index) => index + 1).filter(() => table.strike(SEND, 0).length > 0);
}

test.each([
  ["without a count strikes every call", {}, [1, 2, 3, 4, 5]],
  ["with nth strikes that call alone", { nth: 3 }, [3]],
  ["with from and until strikes a stretch", { from: 2, until: 4 }, [2, 3, 4]],
  ["for another queue strikes nothing", { queueName: "other" }, []],
  ["for another account strikes nothing", { accountId: "444455556666" }, []],
  ["for another Region strikes nothing", { region: "eu-west-1" }, []],
])("a rule %s", (_, more, expected) => {
  expect(struckCalls({ operation: "sqs:SendMessage", kind: "throttle", ...more }, 5)).toEqual(expected);
});

test("a rate strikes about its share, and the same calls for the same seed", () => {
  const rule: FaultRule = { operation: "sqs:*", kind: "5xx", rate: 0.3 };

  const struck = struckCalls(rule, 2000, 42);

  expect(struck.length).toBeGreaterThan(500);
  expect(struck.length).toBeLessThan(700);
  expect(struckCalls(rule, 2000, 42)).toEqual(struck);
  expect(struckCalls(rule, 2000, 43)).not.toEqual(struck);
});

test("a rule for some seconds ends by the simulated clock", () => {
  const table = new FaultTable(1);
  table.add({ operation: "*", kind: "5xx", forSeconds: 30 }, 1000);

  expect(table.strike(SEND, 30_999)).toHaveLength(1);
  expect(table.strike(SEND, 31_000)).toHaveLength(0);
});

test("delays add to the first other fault, and hits are counted", () => {
  const table = new FaultTable(1);
  for (const kind of ["delayMs", "throttle", "5xx"] as const) table.add({ operation: "*", kind }, 0);

  const struck = table.strike(SEND, 0).map(({ kind }) => kind);

  expect(struck).toEqual(["delayMs", "throttle"]);
  expect(table.list().map(({ seen, hits }) => [seen, hits])).toEqual([
    [1, 1],
    [1, 1],
    [1, 0],
  ]);
});

test("kinds that a service plays strike only calls that can play them", () => {
  const table = new FaultTable(1);
  table.add({ operation: "*", kind: "partialBatch", n: 3 }, 0);
  table.add({ operation: "*", kind: "emptyReceive" }, 0);

  expect(table.strike(SEND, 0)).toEqual([]);
  expect(serviceFaultOf(table.strike({ ...SEND, action: "sqs:SendMessageBatch" }, 0))).toEqual({
    kind: "partialBatch",
    n: 3,
  });
  expect(serviceFaultOf(table.strike({ ...SEND, action: "sqs:ReceiveMessage" }, 0))).toMatchObject({
    kind: "emptyReceive",
  });
});

test("a saved table goes on where it was", () => {
  const table = new FaultTable(1);
  table.add({ operation: "*", kind: "throttle", nth: 2 }, 0);
  table.strike(SEND, 0);

  const loaded = FaultTable.load(JSON.parse(JSON.stringify(table.serialize())));

  expect(loaded.strike(SEND, 0)).toHaveLength(1);
  expect(loaded.add({ operation: "*", kind: "5xx" }, 0).id).toBe("f2");
});
