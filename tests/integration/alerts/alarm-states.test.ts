import { DeleteAlarmsCommand, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { afterEach, beforeEach, expect, test } from "vitest";
import { alertSettingsSchema } from "@/lib/contract/alert-settings";
import { reasonsOf } from "@/lib/core/alerts/judge-conditions";
import { inTransaction } from "@/lib/db/connect";
import { rows, sql } from "@/lib/db/query";
import { readAlertFacts } from "@/lib/operations/alerts/read-facts";
import { aQueuePair, createWorld, type World } from "../../support/world";
import { collect, connectReader } from "../inventory/graph-world";

let world: World;
let accountId: string;
let dlqArn: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectReader(world)).id;
  ({ dlqArn } = await aQueuePair(world.aws, "orders"));
});
afterEach(() => world.stop());

const anAlarm = (AlarmName: string, QueueName: string) =>
  world.aws.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: "AWS/SQS",
      MetricName: "ApproximateNumberOfMessagesVisible",
      Dimensions: [{ Name: "QueueName", Value: QueueName }],
      Statistic: "Maximum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: "GreaterThanThreshold",
    }),
  );
const setState = (AlarmName: string, StateValue: "ALARM" | "OK") =>
  world.aws.cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "somebody said so" }));
const states = () =>
  rows<{ name: string; state: string; reason: string; resourceArn: string | null }>(
    world.db,
    sql`SELECT name, state, reason, resource_arn FROM alarm_state ORDER BY name`,
  );
const told = () =>
  inTransaction(world.workerDb, async (tx) => {
    const at = new Date();
    const facts = await readAlertFacts(world.worker(), tx, alertSettingsSchema.parse({}), at);
    return reasonsOf(facts, at).filter(({ condition }) => condition === "cloudwatch-alarm");
  });

test("the states of the customer's alarms are kept with what they watch, and go with the alarm", async () => {
  await anAlarm("orders fail", "orders-dlq");
  await anAlarm("elsewhere", "not-ours");
  await setState("orders fail", "ALARM");
  await collect(world, accountId);
  const first = await states();
  await setState("orders fail", "OK");
  await world.aws.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ["elsewhere"] }));
  await collect(world, accountId);

  expect(first.map(({ name, state }) => [name, state])).toEqual([
    ["elsewhere", expect.any(String)],
    ["orders fail", "ALARM"],
  ]);
  expect(first[1]).toMatchObject({ reason: "somebody said so", resourceArn: dlqArn });
  expect(await states()).toMatchObject([{ name: "orders fail", state: "OK" }]);
});

test("an alarm that goes up while we look is told; one that was up at the first look is backlog, one on nothing of ours is not told", async () => {
  await anAlarm("was up", "orders-dlq");
  await anAlarm("goes up", "orders-dlq");
  await setState("was up", "ALARM");
  await collect(world, accountId);
  await anAlarm("elsewhere", "not-ours");
  await setState("goes up", "ALARM");
  await collect(world, accountId);

  const found = await told();

  expect(found.map(({ subject, isBacklog, severity }) => [subject.name, isBacklog, severity]).sort()).toEqual([
    ["goes up", false, "notify"],
    ["was up", true, "notify"],
  ]);
  expect(found[0]?.sentence).toMatch(/^The CloudWatch alarm .* is in ALARM since \d\d:\d\d UTC: somebody said so\./);
});
