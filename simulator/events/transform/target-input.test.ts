import { expect, test } from "vitest";
import type { BusEvent, Target } from "../state";
import { targetInput } from "./target-input";

const RULE_ARN = "arn:aws:events:us-east-1:123456789012:rule/example";

const EVENT: BusEvent = {
  version: "0",
  id: "7bf73129-1428-4cd3-a780-95db273d1602",
  "detail-type": "EC2 Instance State-change Notification",
  source: "aws.ec2",
  account: "123456789012",
  time: "2015-11-11T21:29:54Z",
  region: "us-east-1",
  resources: ["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],
  detail: {
    "instance-id": "i-0123456789",
    state: "RUNNING",
    reason: null,
    count: 2,
    list: ["A", "B"],
    tags: [{ k: "one" }, { k: "two" }],
    said: 'so "good"',
    lines: "one\ntwo",
    path: { "a/b": "slashed", "a.b": "dotted" },
  },
};

const PATHS = {
  instance: "$.detail.instance-id",
  state: "$.detail.state",
  resource: "$.resources[0]",
  detail: "$.detail.tags[0]",
  list: "$.detail.list",
  tags: "$.detail.tags[*].k",
  nothing: "$.detail.nothing",
  reason: "$.detail.reason",
  said: "$.detail.said",
  lines: "$.detail.lines",
};

const inputFor = (target: Partial<Target>) =>
  targetInput({ Id: "1", Arn: "arn:aws:sqs:us-east-1:123456789012:q", ...target }, EVENT, {
    ruleArn: RULE_ARN,
    ruleName: "example",
    ingestionTime: Date.parse("2015-11-11T21:30:01.500Z"),
  });

const filled = (InputTemplate: string) => inputFor({ InputTransformer: { InputPathsMap: PATHS, InputTemplate } });

test("without any transformation the target gets the whole event", () => {
  expect(inputFor({})).toEqual({ text: JSON.stringify(EVENT) });
});

test("Input is sent as it is written", () => {
  expect(inputFor({ Input: '{ "fixed":1 }' })).toEqual({ text: '{ "fixed":1 }' });
});

test.each([
  ["$", JSON.stringify(EVENT)],
  ["$.detail.state", '"RUNNING"'],
  ["$.detail-type", '"EC2 Instance State-change Notification"'],
  ["$['detail-type']", '"EC2 Instance State-change Notification"'],
  ["$.['detail-type']", '"EC2 Instance State-change Notification"'],
  ["$.resources[0]", '"arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"'],
  ["$.detail.tags", '[{"k":"one"},{"k":"two"}]'],
  ["$.detail.tags[1].k", '"two"'],
  ["$.detail.tags[*].k", '["one","two"]'],
  ["$.detail.path.a/b", '"slashed"'],
  ["$.detail.path['a.b']", '"dotted"'],
  ["$.detail.nothing.at.all", "null"],
])("InputPath %s sends the part of the event", (InputPath, text) => {
  expect(inputFor({ InputPath })).toEqual({ text });
});

test.each([
  ["a text", '"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
  [
    "escaped quotation marks",
    '"instance \\"<instance>\\" is in <state>"',
    '"instance \\"i-0123456789\\" is in RUNNING"',
  ],
  ["JSON", '{"instance" : <instance>, "state": <state>}', '{"instance" : "i-0123456789", "state": "RUNNING"}'],
  [
    "JSON with variables in and out of quotation marks",
    '{"instance": <instance>, "state": "<state>", "instanceStatus": "instance \\"<instance>\\" is in <state>"}',
    '{"instance": "i-0123456789", "state": "RUNNING", "instanceStatus": "instance \\"i-0123456789\\" is in RUNNING"}',
  ],
  [
    "JSON with fixed parts",
    '{"instance" : <instance>, "state": [9, <state>, true], "Transformed" : "Yes"}',
    '{"instance" : "i-0123456789", "state": [9, "RUNNING", true], "Transformed" : "Yes"}',
  ],
  [
    "the rule's names",
    '{"ruleArn": <aws.events.rule-arn>, "ruleName": "<aws.events.rule-name>"}',
    `{"ruleArn": "${RULE_ARN}", "ruleName": "example"}`,
  ],
  ["the time of arrival", '"at <aws.events.event.ingestion-time>"', '"at 2015-11-11T21:30:01Z"'],
  ["the whole event", '{"event": <aws.events.event.json>}', `{"event": ${JSON.stringify(EVENT)}}`],
  ["lists and objects as values", '{"l": <list>, "d": <detail>}', '{"l": ["A","B"], "d": {"k":"one"}}'],
  ["lists and objects in text, without quotation marks", '"<list> <detail> <tags>"', '"[A,B] {k:one} [one,two]"'],
  ["nothing at the path, in JSON", '{"a": <nothing>, "b": "<nothing>"}', '{"a": "", "b": ""}'],
  ["nothing at the path, in text", '"so <nothing>"', '"so "'],
  ["null", '{"a": <reason>}', '{"a": null}'],
  ["a single variable", "<detail>", '{"k":"one"}'],
  ["text on two lines", '"instance <instance>"\n"is <state>"', '"instance i-0123456789"\n"is RUNNING"'],
  ["one text over two lines", '"instance <instance>\nis <state>"', '"instance i-0123456789"\n"is RUNNING"'],
  ["special characters at the start of a text", '"{[/<state>"', '"{[/RUNNING"'],
  ["a value with quotation marks, out of them", '{"a": <said>}', '{"a": "so \\"good\\""}'],
])("a template with %s is filled as documented", (_, template, text) => {
  expect(filled(template)).toEqual({ text });
});

test("the event without its detail is spelt as EventBridge spells it", () => {
  const { id, account, time, source, region, resources, version } = EVENT;
  const event = { id, account, detailType: EVENT["detail-type"], time, source, region, resources, version };

  expect(filled('{"event": <aws.events.event>}')).toEqual({ text: `{"event": ${JSON.stringify(event)}}` });
});

test.each([
  ["an object inside quotation marks", '{"a": "<detail>"}'],
  ["a list inside quotation marks", '{"a": "<list>"}'],
  ["a value that holds quotation marks, inside quotation marks", '{"a": "<said>"}'],
  ["a value that holds a line break, inside quotation marks", '{"a": "<lines>"}'],
])("%s makes no valid JSON", (_, template) => {
  expect(filled(template)).toMatchObject({ problem: { code: "INVALID_JSON" } });
});
