import { expect, test } from "vitest";
import { aGraph, aPipe, aRule, aSchedule, aTarget, NO_FACTS, queueArn } from "../cases/a-graph";
import { foundBy } from "../cases/found-by";
import { oneMessageGroup } from "./one-message-group";

const fifo = queueArn("orders.fifo");

test("a group id on a standard queue blocks nothing and is not judged", () => {
  const graph = aGraph([aRule("paid", { targets: [aTarget({ arn: queueArn("orders"), messageGroupId: "all" })] })]);

  expect(foundBy(oneMessageGroup, graph)).toEqual([]);
});

test("each target of a rule is a place of its own", () => {
  const targets = [
    aTarget({ id: "a", arn: fifo, messageGroupId: "all" }),
    aTarget({ id: "b", arn: queueArn("mails.fifo"), messageGroupId: "all" }),
    aTarget({ id: "c" }),
  ];

  const verdicts = oneMessageGroup.check(aGraph([aRule("paid", { targets })]), NO_FACTS);

  expect(verdicts.map(({ hole }) => hole?.part)).toEqual(["a", "b"]);
});

test("a schedule delays only itself", () => {
  const graph = aGraph([aSchedule("nightly", { targetArn: fifo, messageGroupId: "nightly" })]);

  expect(foundBy(oneMessageGroup, graph)).toEqual([["nightly", "low"]]);
});

test.each([
  ["$.body.orderId", "covered"],
  ["<$.body.orderId>", "covered"],
  ["orders", "medium"],
  ["$5", "medium"],
] as const)("a pipe's group id %s is read as a path or as text", (messageGroupId, found) => {
  const graph = aGraph([aPipe("p", { targetArn: fifo, messageGroupId })]);

  expect(foundBy(oneMessageGroup, graph)).toEqual([["p", found]]);
});

test("a pipe between two FIFO queues is told to keep the sender's groups", () => {
  const pipe = aPipe("p", { sourceArn: queueArn("in.fifo"), targetArn: fifo, messageGroupId: "all" });

  const [verdict] = oneMessageGroup.check(aGraph([pipe]), NO_FACTS);

  expect(verdict?.hole?.fix?.terraform).toContain('message_group_id = "$.attributes.MessageGroupId"');
});
