import { parse as parseHcl } from "@cdktf/hcl2json";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import {
  aBus,
  aFunction,
  aGraph,
  aMapping,
  anAlarm,
  anArchive,
  aPipe,
  aQueue,
  aStateMachine,
  aTopic,
  busArn,
  functionArn,
  NO_FACTS,
  queueArn,
} from "../cases/a-graph";
import type { Fix } from "../rule";
import { COVERAGE_RULES } from "../rules/index";

const open = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: busArn("shop") };
/** Every hole of this half of the rules that code can mend. */
const BROKEN = aGraph([
  aQueue("orders", { deadLetterTargetArn: queueArn("orders-dlq"), maxReceiveCount: 1 }),
  aQueue("orders-dlq"),
  aQueue("mails.fifo", { deadLetterTargetArn: queueArn("mails-dlq.fifo"), visibilityTimeoutSeconds: 5 }),
  aQueue("mails-dlq.fifo", { retentionSeconds: 60 }),
  anAlarm("mails-sent", { metricName: "NumberOfMessagesSent", dimensions: { QueueName: "mails-dlq.fifo" } }),
  aMapping("m-1", { sourceArn: queueArn("mails.fifo") }),
  aMapping("m-2", { sourceArn: queueArn("orders-dlq"), functionArn: `${functionArn("ship")}:live` }),
  aMapping("m-3", { sourceArn: queueArn("idle"), isEnabled: false }),
  aQueue("idle"),
  aFunction("ship", { timeoutSeconds: 30 }),
  aPipe("merge", { sourceArn: queueArn("mails-dlq.fifo"), targetArn: queueArn("idle.fifo"), messageGroupId: "all" }),
  anArchive("all", { retentionDays: 0 }),
  aBus("shop", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [open] }) }),
  aTopic("news.fifo"),
  aStateMachine("ship-it"),
]);

const MENDABLE = [
  "archive-without-retention",
  "batch-without-item-failures",
  "bus-open-to-all",
  "dlq-alarm-on-sent",
  "dlq-retention-too-short",
  "dlq-with-consumer",
  "dlq-without-alarm",
  "mapping-disabled",
  "max-receive-count-one",
  "no-owner",
  "one-message-group",
  "visibility-too-short",
];
const fixes = new Map<string, Fix>(
  COVERAGE_RULES.filter(({ id }) => MENDABLE.includes(id)).flatMap((rule) =>
    rule
      .check(BROKEN, NO_FACTS)
      .flatMap(({ resource, hole }) => (hole?.fix ? [[`${rule.id} of ${resource.name}`, hole.fix] as const] : [])),
  ),
);
const fixOf = (name: string): Fix => fixes.get(name) ?? { terraform: "", cloudFormation: "" };
const REFERENCES = [{ tag: "!Ref", resolve: (text: string) => ({ Ref: text }) }];

async function read({ terraform, cloudFormation }: Fix) {
  const hcl = await parseHcl("fix.tf", terraform);
  return { hcl: hcl.resource, yaml: parseYaml(cloudFormation, { customTags: REFERENCES }) };
}

test.each([...fixes])("the fix for %s is one resource that Terraform and CloudFormation can read", async (_, fix) => {
  const { hcl, yaml } = await read(fix);

  expect(Object.values(hcl).flatMap((named) => Object.keys(named as object)).length).toBeGreaterThan(0);
  expect(Object.values(yaml)).toEqual([{ Type: expect.stringMatching(/^AWS::/), Properties: expect.any(Object) }]);
});

describe("a fix names the very resource and changes only what is wrong", () => {
  test.each([
    [
      "dlq-retention-too-short of orders-dlq",
      { aws_sqs_queue: { "orders-dlq": [{ name: "orders-dlq", message_retention_seconds: 1_209_600 }] } },
      { QueueName: "orders-dlq", MessageRetentionPeriod: 1_209_600 },
    ],
    [
      "max-receive-count-one of orders",
      {
        aws_sqs_queue: {
          orders: [
            {
              name: "orders",
              redrive_policy: `\${jsonencode({\n    "deadLetterTargetArn" = "${queueArn("orders-dlq")}",\n    "maxReceiveCount" = 5,\n  })}`,
            },
          ],
        },
      },
      { QueueName: "orders", RedrivePolicy: { deadLetterTargetArn: queueArn("orders-dlq"), maxReceiveCount: 5 } },
    ],
    [
      "visibility-too-short of mails.fifo",
      { aws_sqs_queue: { mails_fifo: [{ name: "mails.fifo", fifo_queue: true, visibility_timeout_seconds: 180 }] } },
      { QueueName: "mails.fifo", FifoQueue: true, VisibilityTimeout: 180 },
    ],
    [
      "dlq-with-consumer of orders-dlq",
      {
        aws_lambda_event_source_mapping: {
          "orders-dlq-to-ship": [
            {
              event_source_arn: queueArn("orders-dlq"),
              function_name: `${functionArn("ship")}:live`,
              enabled: false,
            },
          ],
        },
      },
      { EventSourceArn: queueArn("orders-dlq"), FunctionName: `${functionArn("ship")}:live`, Enabled: false },
    ],
    [
      "no-owner of news.fifo",
      {
        aws_sns_topic: {
          news_fifo: [{ name: "news.fifo", fifo_topic: true, tags: { owner: "who-answers-for-it" } }],
        },
      },
      { TopicName: "news.fifo", FifoTopic: true, Tags: [{ Key: "owner", Value: "who-answers-for-it" }] },
    ],
  ])("%s", async (name, terraform, properties) => {
    const { hcl, yaml } = await read(fixOf(name));

    expect(hcl).toEqual(terraform);
    expect(Object.values(yaml)).toMatchObject([{ Properties: properties }]);
    expect(Object.keys((Object.values(yaml)[0] as { Properties: object }).Properties)).toEqual(Object.keys(properties));
  });

  test("an alarm that never goes off is given the metric that does, under its own name", async () => {
    const { hcl, yaml } = await read(fixOf("dlq-alarm-on-sent of mails-dlq.fifo"));

    expect(hcl.aws_cloudwatch_metric_alarm["mails-sent"]).toMatchObject([
      { metric_name: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: "mails-dlq.fifo" }, threshold: 0 },
    ]);
    expect(yaml.MailsSent.Properties.AlarmActions).toEqual([{ Ref: "OnCallTopic" }]);
  });

  test("a pipe is stopped, or told its group, without losing where it leads", async () => {
    const stopped = await read(fixOf("dlq-with-consumer of mails-dlq.fifo"));
    const grouped = await read(fixOf("one-message-group of merge"));

    expect(stopped.hcl.aws_pipes_pipe.merge).toMatchObject([
      { desired_state: "STOPPED", target: queueArn("idle.fifo") },
    ]);
    expect(grouped.hcl.aws_pipes_pipe.merge).toMatchObject([
      { target_parameters: [{ sqs_queue_parameters: [{ message_group_id: "$.attributes.MessageGroupId" }] }] },
    ]);
    expect(grouped.yaml.Merge.Properties.TargetParameters).toEqual({
      SqsQueueParameters: { MessageGroupId: "$.attributes.MessageGroupId" },
    });
  });
});

test("the broken world breaks every rule of this half that offers code", () => {
  const asked = new Set([...fixes.keys()].map((name) => name.split(" ")[0]));

  expect([...asked].sort()).toEqual(MENDABLE);
});
