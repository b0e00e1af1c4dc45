import { describe, expect, test } from "vitest";
import { policyDenies, policyLets, policyOnRole } from "./resource-policy";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:dlq";
const RULE = "arn:aws:events:eu-west-1:111122223333:rule/shop/orders";
const request = {
  service: "events.amazonaws.com",
  action: "sqs:SendMessage",
  resource: QUEUE,
  sourceArn: RULE,
  sourceAccount: "111122223333",
};
const allow = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: QUEUE,
};
const deny = { ...allow, Effect: "Deny", Principal: "*", Action: "sqs:*" };
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const where = (Condition: object) => policy({ ...allow, Condition });

describe("a queue's policy is read as AWS reads it", () => {
  test.each<[string, string | null, string]>([
    ["no policy", null, "refused"],
    ["an empty policy", "", "refused"],
    [
      "no statement for a service",
      policy({ ...allow, Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
      "refused",
    ],
    ["the service, unconditionally", policy(allow), "allowed"],
    ["one statement that is no list", JSON.stringify({ Statement: allow }), "allowed"],
    [
      "a list of services",
      policy({ ...allow, Principal: { Service: ["sns.amazonaws.com", "events.amazonaws.com"] } }),
      "allowed",
    ],
    ["another service", policy({ ...allow, Principal: { Service: "sns.amazonaws.com" } }), "refused"],
    ["everybody", policy({ ...allow, Principal: "*" }), "allowed"],
    ["every AWS principal", policy({ ...allow, Principal: { AWS: "*" } }), "allowed"],
    ["any action, however written", policy({ ...allow, Action: ["SQS:Send*"] }), "allowed"],
    ["another action", policy({ ...allow, Action: "sqs:ReceiveMessage" }), "refused"],
    ["all but sending", policy({ ...allow, Action: undefined, NotAction: "sqs:SendMessage" }), "refused"],
    ["another queue", policy({ ...allow, Resource: `${QUEUE}-2` }), "refused"],
    ["all queues", policy({ ...allow, Resource: "*" }), "allowed"],
    ["the rule itself", where({ ArnEquals: { "aws:SourceArn": RULE } }), "allowed"],
    ["the key in other letters", where({ ArnEquals: { "AWS:sourcearn": [RULE] } }), "allowed"],
    ["rules by pattern", where({ ArnLike: { "aws:SourceArn": "arn:aws:events:*:*:rule/shop/*" } }), "allowed"],
    [
      "a pattern under StringEquals is no pattern",
      where({ StringEquals: { "aws:SourceArn": "arn:aws:events:*" } }),
      "refused",
    ],
    ["StringLike with a question mark", where({ StringLike: { "aws:SourceAccount": "11112222333?" } }), "allowed"],
    ["another account", where({ StringEquals: { "aws:SourceAccount": "444455556666" } }), "refused"],
    [
      "one of two conditions fails",
      where({ ArnLike: { "aws:SourceArn": RULE }, StringEquals: { "aws:SourceAccount": "1" } }),
      "refused",
    ],
    ["ifExists", where({ ArnEqualsIfExists: { "aws:SourceArn": RULE } }), "allowed"],
    ["an organisation, which only AWS knows", where({ StringEquals: { "aws:SourceOrgID": "o-1" } }), "possible"],
    ["an operator that is new to us", where({ ForAnyValue: { "aws:SourceArn": RULE } }), "possible"],
    ["a variable", where({ StringEquals: { "aws:SourceAccount": `\${aws:PrincipalAccount}` } }), "possible"],
    [
      "a Deny of plain HTTP beside the Allow",
      policy(allow, { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      "allowed",
    ],
    [
      "a Deny of plain HTTP as a bare truth value",
      policy(allow, { ...deny, Condition: { Bool: { "aws:SecureTransport": false } } }),
      "allowed",
    ],
    ["a Deny for all", policy(allow, deny), "refused"],
    [
      "a Deny of other sources",
      policy(allow, { ...deny, Condition: { ArnNotEquals: { "aws:SourceArn": `${RULE}-2` } } }),
      "refused",
    ],
    [
      "a Deny outside a VPC",
      policy(allow, { ...deny, Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }),
      "possible",
    ],
    [
      "a Deny for all but named people",
      policy(allow, { ...deny, Principal: undefined, NotPrincipal: { AWS: "x" } }),
      "possible",
    ],
    ["no JSON", "{", "possible"],
    ["JSON that is no policy", "[]", "possible"],
    ["a pattern full of special characters", policy({ ...allow, Resource: "arn:(aws|.*)+[" }), "refused"],
  ])("%s", (_, text, answer) => {
    expect(policyLets(text, request)).toBe(answer);
  });

  test("a refusal by Deny is told apart from a missing Allow, since one more Allow does not lift it", () => {
    expect(policyDenies(policy(allow, deny), request)).toBe(true);
    expect(policyDenies(policy(), request)).toBe(false);
    expect(policyDenies(null, request)).toBe(false);
  });
});

const ROLE = "arn:aws:iam::111122223333:role/dlo-operate";
const everybody = { Action: "sqs:SendMessage", Resource: QUEUE };
const denyAll = { ...everybody, Effect: "Deny", Principal: "*" };
const byAws = (AWS: string | string[]) => policy({ ...everybody, Effect: "Deny", Principal: { AWS } });

describe("what a queue's policy says of a role", () => {
  test.each<[string, string | null, string]>([
    ["no policy", null, "silent"],
    ["what is no JSON", "{", "possible"],
    ["a statement for a service", policy(allow), "silent"],
    ["a Deny for everybody", policy(denyAll), "denied"],
    [
      "a Deny for everybody beside an Allow",
      policy(denyAll, { ...everybody, Effect: "Allow", Principal: "*" }),
      "denied",
    ],
    ["a Deny of another action", policy({ ...denyAll, Action: "sqs:DeleteMessage" }), "silent"],
    ["a Deny of the role", byAws(ROLE), "denied"],
    ["a Deny of its account", byAws("arn:aws:iam::111122223333:root"), "denied"],
    ["a Deny of another role", byAws("arn:aws:iam::111122223333:role/other"), "silent"],
    ["a Deny of one of its sessions", byAws("arn:aws:sts::111122223333:assumed-role/dlo-operate/someone"), "possible"],
    ["a Deny of an id", byAws("AROAABCDEFGHIJKLMNOPQ"), "possible"],
    ["a Deny of all but the role", policy({ ...everybody, Effect: "Deny", NotPrincipal: { AWS: ROLE } }), "possible"],
    [
      "a Deny of all but another",
      policy({ ...everybody, Effect: "Deny", NotPrincipal: { AWS: `${ROLE}-2` } }),
      "denied",
    ],
    ["a Deny without TLS", policy({ ...denyAll, Condition: { Bool: { "aws:SecureTransport": "false" } } }), "silent"],
    [
      "a Deny from elsewhere",
      policy({ ...denyAll, Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
      "possible",
    ],
    [
      "a Deny of other accounts",
      policy({ ...denyAll, Condition: { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } } }),
      "silent",
    ],
    [
      "an Allow of its account",
      policy({ ...everybody, Effect: "Allow", Principal: { AWS: "111122223333" } }),
      "allowed",
    ],
    [
      "an Allow within an organisation",
      policy({
        ...everybody,
        Effect: "Allow",
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
      }),
      "possible",
    ],
  ])("%s", (_, text, expected) => {
    expect(policyOnRole(text, { roleArn: ROLE, action: "sqs:SendMessage", resource: QUEUE })).toBe(expected);
  });
});
