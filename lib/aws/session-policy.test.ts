import { expect, test } from "vitest";
import { Conflict } from "@/lib/core/errors";
import { PLAN_DRIVERS, type PlanDriver } from "@/lib/core/plans/action";
import { drainGrants, grantsOfPlan, settingsGrants } from "@/lib/core/plans/grants";
import { sessionPolicyFor } from "./session-policy";

const PLACE = "eu-west-1:111122223333";
const DLQ = `arn:aws:sqs:${PLACE}:orders-dlq`;
const QUEUE = `arn:aws:sqs:${PLACE}:orders`;
const FUNCTION = `arn:aws:lambda:${PLACE}:function:ship`;
const TOPIC = `arn:aws:sns:${PLACE}:news`;
const BUS = `arn:aws:events:${PLACE}:event-bus/shop`;
const RULE = `arn:aws:events:${PLACE}:rule/shop/orders`;

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[] | "*";
  readonly Condition?: unknown;
}
const statementsOf = (driver: PlanDriver, destinationArns: readonly string[] = [QUEUE, FUNCTION, TOPIC, BUS]) =>
  JSON.parse(
    sessionPolicyFor(
      grantsOfPlan({ driver, subjectArn: DLQ, destinationArns, configuration: { "orders: rule": RULE } }),
    ),
  ).Statement as Statement[];
const allowed = (statements: readonly Statement[], arn: string) =>
  statements.flatMap(({ Action, Resource }) => (Resource !== "*" && Resource.includes(arn) ? Action : []));

test("our mover takes out of the dead-letter queue only, and sends to its destination only", () => {
  const statements = statementsOf("mover", [QUEUE]);

  expect(allowed(statements, DLQ)).toEqual([
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:ListMessageMoveTasks",
  ]);
  expect(allowed(statements, QUEUE)).not.toContain("sqs:ReceiveMessage");
  expect(allowed(statements, QUEUE)).not.toContain("sqs:DeleteMessage");
  expect(allowed(statements, QUEUE)).toContain("sqs:SendMessage");
});

test("each kind of destination is called in its own way, and rules are only read", () => {
  const statements = statementsOf("eventbridge-target");

  expect(allowed(statements, QUEUE)).toEqual(["sqs:SendMessage", "sqs:GetQueueUrl"]);
  expect(allowed(statements, FUNCTION)).toEqual(["lambda:InvokeFunction"]);
  expect(allowed(statements, TOPIC)).toEqual(["sns:Publish"]);
  expect(allowed(statements, BUS)).toEqual(["events:PutEvents"]);
  expect(allowed(statements, RULE)).toEqual(["events:ListTargetsByRule"]);
});

test("keys may be used through SQS only, and only by what reads or sends", () => {
  const keys = (driver: PlanDriver) => statementsOf(driver, [QUEUE]).filter(({ Resource }) => Resource === "*");

  expect(keys("mover")).toEqual([
    {
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringLike: { "kms:ViaService": ["sqs.eu-west-1.*"] } },
    },
  ]);
  expect(keys("discard").flatMap(({ Action }) => Action)).toEqual(["kms:Decrypt"]);
  expect(keys("raise-retention")).toEqual([]);
});

test.each(PLAN_DRIVERS.filter((driver) => driver !== "purge" && driver !== "raise-retention"))(
  "nothing that %s may do lists, purges or changes a queue",
  (driver) => {
    expect(JSON.stringify(statementsOf(driver))).not.toMatch(/sqs:\*|ListQueues|Purge|SetQueueAttributes|DeleteQueue/);
  },
);

test("settings are changed by a session that reaches no message and no key", () => {
  expect(JSON.parse(sessionPolicyFor(settingsGrants(DLQ))).Statement).toEqual([
    { Effect: "Allow", Action: ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"], Resource: [DLQ] },
  ]);
});

test("a rescue neither sends nor deletes, and a drain sends nowhere", () => {
  expect(JSON.stringify(statementsOf("rescue"))).not.toMatch(/Send|Delete|MoveTask|SetQueueAttributes|GenerateDataKey/);
  expect(sessionPolicyFor(drainGrants(DLQ))).not.toMatch(/Send|Start|Publish|Invoke|GenerateDataKey/);
});

test("more places than STS takes in one policy are refused, not left out", () => {
  const many = Array.from({ length: 30 }, (_, index) => `${QUEUE}-${"q".repeat(60)}-${index}`);

  expect(() => statementsOf("mover", many)).toThrow(Conflict);
});

test("a redrive of executions is narrowed to them, in the longest names that there are, and may touch no queue", () => {
  const long = (index: number) =>
    `arn:aws-us-gov:states:us-gov-west-1:111122223333:execution:${"m".repeat(80)}:${`${index}`.repeat(80)}`;
  const arns = [1, 2, 3, 4, 5, 6].map(long);

  const statements = statementsOf("redrive-execution", arns);

  expect(statements).toMatchObject([
    { Action: ["states:RedriveExecution", "states:DescribeExecution"], Resource: arns },
  ]);
  const machine = `arn:aws:states:${PLACE}:stateMachine:checkout`;
  const started = statementsOf("start-execution", [machine, `arn:aws:states:${PLACE}:execution:checkout:*`]);
  expect(allowed(started, machine)).toContain("states:StartExecution");
  expect(started).toHaveLength(1);
});
