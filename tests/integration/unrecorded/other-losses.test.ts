import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { PublishCommand } from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rootKeys, sim } from "../../aws/sim-clients";
import { aQueuePair, createWorld, REGION, SHOP, type World } from "../../support/world";
import { aRule, aSubscription, peopleOf } from "../inventory/graph-world";
import { aLosingShop } from "./losing-shop";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

/** A function that a rule invokes, and that fails each time. */
async function aFailingFunction(name: string): Promise<string> {
  const arn = `arn:aws:lambda:${REGION}:${SHOP}:function:${name}`;
  const behaviour = [{ fails: { type: "TypeError", message: "no street" } }];
  await sim(world.simulator.url, "POST", "/setup", {
    functions: [{ arn, behaviour }],
  });
  const people = peopleOf(world);
  const ruleArn = await aRule(people, `to-${name}`, [{ Id: "t", Arn: arn }]);
  const Principal = "events.amazonaws.com";
  await people.lambda.send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId: "rule",
      Action: "lambda:InvokeFunction",
      Principal,
      SourceArn: ruleArn,
    }),
  );
  return arn;
}

async function aFailingSchedule(queueArn: string): Promise<void> {
  const RoleArn = `arn:aws:iam::${SHOP}:role/nobody`;
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  await sim(world.simulator.url, "POST", "/setup", { roles: [{ arn: RoleArn, trust, policies: [] }] });
  const config = { endpoint: world.simulator.url, region: REGION, credentials: rootKeys(SHOP), maxAttempts: 1 };
  await new SchedulerClient(config).send(
    new CreateScheduleCommand({
      Name: "count",
      ScheduleExpression: "rate(5 minutes)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: queueArn,
        RoleArn,
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    }),
  );
}

test("what Lambda, SNS, Scheduler and express executions lose is noticed like what rules lose", async () => {
  const shop = await aLosingShop(world);
  const { sourceArn } = await aQueuePair(world.aws, "orders");
  const people = peopleOf(world);
  const { topicArn } = await aSubscription(people, "news", sourceArn);
  const fn = await aFailingFunction("labels");
  await aFailingSchedule(sourceArn);
  const express = await shop.aFailingMachine("quick", "EXPRESS");
  await shop.inventory();
  await shop.look();
  await people.sns.send(new PublishCommand({ TopicArn: topicArn, Message: "hello" }));
  await shop.start(express, { error: "Oops", cause: "none" });
  await shop.lose(1);
  await shop.later(600);
  await shop.lookLater();

  const lost = (await shop.classes()).map(
    ({ anchorArn, record, messageType }) => `${record} ${messageType} ${anchorArn}`,
  );
  expect(lost.sort()).toEqual(
    [
      `count-only notification ${topicArn}`,
      `count-only event ${fn}`,
      `count-only invocation arn:aws:scheduler:${REGION}:${SHOP}:schedule-group/default`,
      `count-only execution ${express}`,
    ].sort(),
  );
});
