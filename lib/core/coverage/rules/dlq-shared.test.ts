import { describe, expect, test } from "vitest";
import { aFunction, aGraph, aMapping, aQueue, aRule, aTarget, functionArn, NO_FACTS, queueArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { dlqShared } from "./dlq-shared";

const from = (...names: string[]) => names.map((name) => aQueue(name, { deadLetterTargetArn: queueArn("dlq") }));
const owned = (...pairs: [string, string][]) => ({ ...NO_FACTS, owners: new Map(pairs) });

describe("without known owners, names must tell that senders are strangers", () => {
  test.each([
    ["three different stems", ["orders", "mails", "reports"], "low"],
    ["two different stems", ["orders", "mails"], "covered"],
    ["parts of one software", ["orders-in", "orders_out", "OrdersRetry"], "covered"],
    ["one software in several stages", ["prod-orders", "test-orders", "orders-dev"], "covered"],
  ] as const)("%s", (_, names, found) => {
    expect(foundBy(dlqShared, aGraph([...from(...names), aQueue("dlq")]))).toEqual([["dlq", found]]);
  });
});

test("one owner may use one queue for whatever it likes", () => {
  const names = ["orders", "mails", "reports"];
  const facts = owned(...names.map((name): [string, string] => [queueArn(name), "shop"]));

  expect(foundBy(dlqShared, aGraph([...from(...names), aQueue("dlq")]), facts)).toEqual([["dlq", "covered"]]);
});

test("a mapping's owner is its function's", () => {
  const stream = aMapping("m", { onFailureArn: queueArn("dlq"), sourceArn: "arn:aws:kinesis:eu-west-1:1:stream/s" });
  const rule = aRule("paid", { targets: [aTarget({ deadLetterArn: queueArn("dlq") })] });
  const facts = owned([functionArn("ship"), "shipping"], [rule.arn, "shop"]);

  const [verdict] = dlqShared.check(aGraph([stream, rule, aFunction("ship"), aQueue("dlq")]), facts);

  expect(verdict?.hole).toMatchObject({
    severity: "medium",
    evidence: [
      { label: "Senders (2)", value: "paid, ship" },
      { label: "Their owners", value: "shipping, shop" },
    ],
  });
});

test("a rule with two targets is one sender", () => {
  const deadLetterArn = queueArn("dlq");
  const rule = aRule("paid", { targets: [aTarget({ deadLetterArn }), aTarget({ id: "b", deadLetterArn })] });

  expect(foundBy(dlqShared, aGraph([rule, aQueue("dlq")]))).toEqual([]);
});

test("of hundreds of senders only some are named", () => {
  const names = Array.from({ length: 200 }, (_, at) => `app${at}`);

  const [verdict] = dlqShared.check(aGraph([...from(...names), aQueue("dlq")]), NO_FACTS);

  expect(verdict?.hole?.evidence[0]?.value).toMatch(/^app0, app1, .+ and 190 more$/);
});
