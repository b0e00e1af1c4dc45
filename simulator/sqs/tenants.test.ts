import { expect, test } from "vitest";
import { deleteByHandle, receiptHandleOf } from "./claims";
import { START, TestRegion } from "./test-region";

const MINUTE = 60_000;

function fairMinutes(aws: TestRegion, name: string) {
  const queue = aws.state.queueMetrics("111111111111", "eu-west-1").find(({ queueName }) => queueName === name);
  return [...(queue?.minutes(START, aws.now) ?? [])].map(({ fair }) => fair);
}

test("a tenant that takes most of the processing time is noisy for as long as it has a backlog", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  for (const groupId of ["slow", ...Array.from({ length: 12 }, (_, n) => `fast-${n}`)])
    aws.send(queue, "x", { MessageGroupId: groupId });
  const messages = [...Array(2)].flatMap(() => aws.receive(queue, { limit: 10, visibilitySeconds: 600 }));
  const finish = (isWanted: (groupId: string) => boolean) => {
    for (const message of messages.filter(({ groupId = "" }) => isWanted(groupId))) {
      deleteByHandle(queue, receiptHandleOf(queue, message), "someone", aws.now);
    }
  };
  aws.pass(1);
  finish((groupId) => groupId !== "slow");
  aws.pass(49);
  aws.send(queue, "more", { MessageGroupId: "slow" });
  finish((groupId) => groupId === "slow");
  aws.pass(60);
  const [backlogged] = fairMinutes(aws, "orders");
  for (const message of aws.receive(queue)) deleteByHandle(queue, receiptHandleOf(queue, message), "someone", aws.now);
  aws.pass(60);

  expect(backlogged).toMatchObject({ noisyGroups: 1, visible: 0 });
  expect(fairMinutes(aws, "orders").at(-1)).toMatchObject({ noisyGroups: 0 });
});

test("the age of quiet tenants counts messages without a group and leaves noisy ones out", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  for (let n = 0; n < 40; n++) aws.send(queue, "x", { MessageGroupId: "noisy" });
  for (let times = 0; times < 3; times++) aws.receive(queue, { limit: 10, visibilitySeconds: 600 });
  aws.pass(60);
  aws.send(queue, "alone");
  aws.pass(60);

  expect(fairMinutes(aws, "orders")).toMatchObject([
    { noisyGroups: 1, visible: 0, notVisible: 0 },
    { noisyGroups: 1, visible: 1, notVisible: 0, ageOfOldestSeconds: 60 },
  ]);
});

test("what a minute of a fair queue costs does not grow with its length", () => {
  const aws = new TestRegion();
  const queue = aws.queue("orders");
  for (let n = 0; n < 100_000; n++) aws.send(queue, "x", { MessageGroupId: `tenant-${n % 5}` });
  const began = performance.now();
  for (let minute = 0; minute < 200; minute++) {
    aws.receive(queue, { visibilitySeconds: 1 });
    aws.pass(MINUTE / 1000);
  }

  expect(performance.now() - began).toBeLessThan(1000);
});
