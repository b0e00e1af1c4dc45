import { parse as parseHcl } from "@cdktf/hcl2json";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Resource } from "../../inventory/resource";
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
  NO_FACTS,
  queueArn,
  ruleArn,
  streamArn,
} from "../cases/a-graph";
import { aSendPolicy } from "../cases/a-send-policy";
import { judgeCoverage } from "../judge";
import type { Fix } from "../rule";
import { COVERAGE_RULES } from "../rules/index";

const WITHOUT_CODE = ["target-gone"];
const CUSTOM = [
  { tag: "!Ref", resolve: (of: string) => ({ Ref: of }) },
  { tag: "!GetAtt", resolve: (of: string) => ({ GetAtt: of }) },
];
interface CloudFormation {
  [id: string]: { Type: string; Properties: Record<string, unknown> };
}
async function read({ terraform, cloudFormation }: Fix) {
  const hcl: Record<string, Record<string, unknown[]>> = (await parseHcl("fix.tf", terraform)).resource;
  const yaml: CloudFormation = parseYaml(cloudFormation, { customTags: CUSTOM });
  return { hcl, yaml };
}
function onlyHole(rule: string, ...resources: Resource[]): Fix {
  const rules = COVERAGE_RULES.filter(({ id }) => id === rule);
  const [hole] = judgeCoverage(aGraph(resources), NO_FACTS, rules).holes;
  return hole?.fix ?? { terraform: "", cloudFormation: "" };
}

describe("names that nobody would choose, and AWS would not allow, cannot break out of a fix", () => {
  const bad = `a"\${b}%{c}\\\n}\nresource "aws_iam_user" "evil" {} #\n訂: - !Ref x`;
  const arnBad = `arn:aws:sqs:us-east-1:111122223333:${bad}`;
  const off = [{ qualifier: bad, maxRetries: 0, maxAgeSeconds: 60, onFailureArn: null, onSuccessArn: arnBad }];
  const resources: Resource[] = [
    aRule(bad, { targets: [aTarget({ id: bad, messageGroupId: bad, maxRetries: 0, input: "constant" })] }),
    aRule(`${bad}2`, { targets: [aTarget({ id: bad, deadLetterArn: arnBad })], scheduleExpression: bad }),
    aRule(`${bad}3`, { targets: [aTarget({ deadLetterArn: queueArn(`${bad}dlq`) })] }),
    aQueue(`${bad}dlq`, {
      policy: JSON.stringify({ Statement: [], Id: { intrinsic: "Ref", of: bad, expression: bad } }),
    }),
    aSubscription(bad, { endpoint: arnBad, filterPolicy: bad }),
    aSchedule(bad, { groupName: bad, maxRetries: 0, roleArn: `arn:aws:iam::1:role/${bad}` }),
    aFunction("ship", { async: off }),
    aMapping(bad, { sourceArn: streamArn(bad), functionArn: `arn:aws:lambda:eu-west-1:1:function:${bad}` }),
    aPipe(bad, { sourceArn: streamArn(bad), roleArn: `arn:aws:iam::1:role/${bad}` }),
    aPipe("reader", { sourceArn: queueArn(bad) }),
    aQueue(bad),
    aQueue(`${bad}.fifo`, { deadLetterTargetArn: queueArn(bad) }),
    aQueue("refused", { deadLetterTargetArn: queueArn(`${bad}deny`) }),
    aQueue(`${bad}deny`, { redriveAllowPolicy: '{"redrivePermission":"denyAll"}' }),
    aQueue("lost", { deadLetterTargetArn: queueArn(`${bad}gone`) }),
  ];
  const { holes } = judgeCoverage(aGraph(resources), NO_FACTS, COVERAGE_RULES);
  const fixes = holes.flatMap(({ rule, resource, fix }) => (fix ? [[rule, resource.kind, fix] as const] : []));

  test.each(fixes)("%s of a %s", async (_, __, fix) => {
    const { hcl, yaml } = await read(fix);

    expect(Object.keys(hcl).every((type) => type !== "aws_iam_user")).toBe(true);
    expect(Object.keys(hcl).length).toBeGreaterThan(0);
    for (const [id, { Type }] of Object.entries(yaml)) {
      expect(id).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
      expect(Type).toMatch(/^AWS::/);
    }
  });

  test("many kinds of fixes were tried", () => {
    expect(new Set(fixes.map(([rule]) => rule)).size).toBeGreaterThan(12);
  });
});

test("a fix for a target makes a queue, lets this rule alone send, and keeps the rule's other targets", async () => {
  const targets = [aTarget({ id: "ship", maxAgeSeconds: 3600 }), aTarget({ id: "other", arn: queueArn("jobs") })];
  const { hcl, yaml } = await read(onlyHole("target-without-dlq", aRule("orders", { targets })));

  expect(hcl.aws_sqs_queue?.["orders-dlq"]).toEqual([
    { name: "orders-dlq", message_retention_seconds: 1_209_600, sqs_managed_sse_enabled: true },
  ]);
  expect(hcl.aws_cloudwatch_event_target?.["orders-ship"]).toMatchObject([
    {
      rule: "orders",
      target_id: "ship",
      dead_letter_config: [{ arn: `\${aws_sqs_queue.orders-dlq.arn}` }],
      retry_policy: [{ maximum_event_age_in_seconds: 3600 }],
    },
  ]);
  expect(JSON.stringify(hcl.aws_sqs_queue_policy)).toContain(ruleArn("orders"));
  expect(yaml.OrdersShip?.Properties.Targets).toMatchObject([
    { Id: "ship", DeadLetterConfig: { Arn: { GetAtt: "OrdersDlq.Arn" } } },
    { Id: "other", Arn: queueArn("jobs") },
  ]);
  expect(yaml.OrdersDlqPolicy?.Properties).toEqual({
    Queues: [{ Ref: "OrdersDlq" }],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: { GetAtt: "OrdersDlq.Arn" },
          Condition: { ArnEquals: { "aws:SourceArn": ruleArn("orders") } },
        },
      ],
    },
  });
});

test("a queue that refuses gets today's policy with one statement more", async () => {
  const policy = aSendPolicy("events", queueArn("dlq"), ruleArn("returns"));
  const orders = aRule("orders", { targets: [aTarget({ deadLetterArn: queueArn("dlq") })] });
  const { hcl, yaml } = await read(onlyHole("dlq-refuses-sender", orders, aQueue("dlq", { policy })));

  expect(yaml.DlqPolicy?.Properties.Queues).toEqual(["https://sqs.eu-west-1.amazonaws.com/111122223333/dlq"]);
  expect(yaml.DlqPolicy?.Properties.PolicyDocument).toMatchObject({
    Statement: [
      { Condition: { ArnEquals: { "aws:SourceArn": ruleArn("returns") } } },
      { Condition: { ArnEquals: { "aws:SourceArn": ruleArn("orders") } } },
    ],
  });
  expect(JSON.stringify(hcl)).toContain(ruleArn("returns"));
});

test("the new dead-letter queue of a FIFO queue is FIFO", async () => {
  const orders = aQueue("orders.fifo", { deadLetterTargetArn: queueArn("wrong") });
  const { hcl } = await read(onlyHole("dlq-wrong-type", orders, aQueue("wrong")));

  expect(Object.values(hcl.aws_sqs_queue ?? {})).toMatchObject([
    [{ name: "orders-dlq.fifo", fifo_queue: true }],
    [{ name: "orders.fifo", fifo_queue: true }],
  ]);
});

test.each([
  ["schedule-without-dlq", aSchedule("nightly"), "scheduler"],
  ["pipe-without-destination", aPipe("to-ship", { sourceArn: streamArn("clicks") }), "pipes"],
])("what sends with a role gets leave for its role: %s", async (rule, resource, role) => {
  const { hcl, yaml } = await read(onlyHole(rule, resource));

  expect(Object.values(hcl.aws_iam_role_policy ?? {})).toMatchObject([[{ role }]]);
  expect(Object.values(yaml).map(({ Type }) => Type)).toContain("AWS::IAM::RolePolicy");
});

test("an alias keeps its other asynchronous settings", async () => {
  const config = {
    qualifier: "live",
    maxRetries: 1,
    maxAgeSeconds: 600,
    onFailureArn: null,
    onSuccessArn: queueArn("done"),
  };
  const fn = aFunction("ship", { async: [config] });
  const rule = aRule("orders", { targets: [aTarget({ arn: `${fn.arn}:live` })] });
  const { hcl, yaml } = await read(onlyHole("async-function-without-destination", rule, fn));

  expect(hcl.aws_lambda_function_event_invoke_config?.["ship-async"]).toEqual([
    {
      function_name: "ship",
      qualifier: "live",
      maximum_retry_attempts: 1,
      maximum_event_age_in_seconds: 600,
      destination_config: [
        {
          on_failure: [{ destination: `\${aws_sqs_queue.ship-dlq.arn}` }],
          on_success: [{ destination: queueArn("done") }],
        },
      ],
    },
  ]);
  expect(yaml.ShipAsync?.Properties).toMatchObject({ Qualifier: "live", MaximumEventAgeInSeconds: 600 });
});

test("a rule that offers no code says so by null", () => {
  const gone = aRule("orders", { targets: [aTarget({ arn: queueArn("gone") })] });

  for (const rule of WITHOUT_CODE) expect(onlyHole(rule, gone)).toEqual({ terraform: "", cloudFormation: "" });
});
