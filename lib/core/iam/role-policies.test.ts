import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sessionPolicyFor } from "@/lib/aws/session-policy";
import { FEATURES, type Feature } from "../capabilities/features";
import { priceOf } from "../cost/prices";
import { PLAN_DRIVERS, type PlanDriver } from "../plans/action";
import { grantsOfPlan } from "../plans/grants";
import {
  ORGANIZATION_ACTIONS,
  organizationPolicy,
  ROLE_ACTIONS,
  ROLE_NAMES,
  rolePolicy,
  trustPolicy,
} from "./role-policies";

const place = { awsAccountId: "111122223333", partition: "aws", regions: ["eu-central-1", "eu-west-1"] };
const allowed = [...ROLE_NAMES.flatMap((role) => Object.values(ROLE_ACTIONS[role]).flat()), ...ORGANIZATION_ACTIONS];
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:111122223333:${resource}`;
const queue = arn("sqs", "orders-dlq");
const destinationArns = [
  arn("sqs", "orders"),
  arn("lambda", "function:ship"),
  arn("sns", "news"),
  arn("events", "event-bus/shop"),
  arn("states", "stateMachine:checkout"),
  arn("states", "execution:checkout:*"),
];
const configuration = {
  archive: arn("events", "archive/shop"),
  bus: arn("events", "event-bus/shop"),
  rule: arn("events", "rule/shop/orders"),
  "mapping: reads": `${arn("kinesis", "stream/orders")} for ship`,
  "other mapping: reads": `${arn("dynamodb", "table/orders/stream/2026-11-21")} for ship`,
};

/** All that sessions of runs with these drivers may do. */
function narrowedTo(drivers: readonly PlanDriver[]): string[] {
  const statements = drivers.flatMap((driver) => {
    const grants = grantsOfPlan({ driver, subjectArn: queue, destinationArns, configuration });
    const policy: { Statement: { Action: string[] }[] } = JSON.parse(sessionPolicyFor(grants));
    return policy.Statement;
  });
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}

test("the three roles together allow exactly the calls that are made", () => {
  const folder = join(import.meta.dirname, "../../aws");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
  const called = sources.flatMap((path) =>
    [...readFileSync(join(folder, path), "utf8").matchAll(/action: "([a-z]+:[A-Za-z]+)"/g)].map(([, action]) => action),
  );

  const withoutKeys = allowed.filter((action) => !action.startsWith("kms:"));

  expect([...new Set(withoutKeys)].sort()).toEqual(
    [...new Set(called)].filter((action) => !action?.startsWith("sts:")).sort(),
  );
});

test("operate and inspect allow all that their sessions narrow themselves to, and no more", () => {
  const operate = Object.values(ROLE_ACTIONS.operate).flat();
  const inspect = Object.values(ROLE_ACTIONS.inspect).flat();

  expect([...operate].sort()).toEqual(narrowedTo(PLAN_DRIVERS.filter((driver) => driver !== "rescue")));
  expect([...inspect].sort()).toEqual(narrowedTo(["rescue"]));
});

test("the read policy fits into IAM's 6,144 characters, in however many Regions", () => {
  const regions = Array.from({ length: 34 }, (_, index) => `ap-southeast-${index + 1}`);

  const text = JSON.stringify(rolePolicy("read", { ...place, partition: "aws-us-gov", regions }));

  expect(text.replaceAll(/\s/g, "").length).toBeLessThanOrEqual(6144);
});

test("what read describes lies in the account", () => {
  const { Statement } = rolePolicy("read", { ...place, partition: "aws-cn" });

  const described = Statement.find(({ Sid }) => Sid === "Describe")?.Resource ?? [];

  expect(described).toContain("arn:aws-cn:sns:*:111122223333:*");
  const services = new Set(ROLE_ACTIONS.read.things.map((action) => action.split(":")[0]));
  expect([...described].map((arn) => arn.split(":")[2]).sort()).toEqual([...services].sort());
});

test("every feature needs only what its role may do", () => {
  const ofRole = (role: Feature["role"]) => Object.values(ROLE_ACTIONS[role]).flat<readonly string[]>();
  const wanting = FEATURES.filter(({ id }) => id !== "access").flatMap(({ id, role, actions }) => {
    const may = id === "organization" ? ORGANIZATION_ACTIONS : ofRole(role);
    return actions.filter((action) => !may.some((allowed) => allowed === action));
  });

  expect(wanting).toEqual([]);
});

test("everything that read may do belongs to a feature, but looking at move tasks", () => {
  const named = FEATURES.flatMap(({ actions }) => actions);

  const unnamed = Object.values(ROLE_ACTIONS.read)
    .flat()
    .filter((action) => !named.includes(action));

  expect(unnamed).toEqual(["sqs:ListMessageMoveTasks"]);
});

test("every call has a price, be it nothing", () => {
  const unpriced = allowed.filter((action) => !action.startsWith("kms:") && priceOf(action, 1) === undefined);

  expect(unpriced).toEqual([]);
});

test("read can neither receive, send nor delete", () => {
  const policy = JSON.stringify(rolePolicy("read", place));

  expect(policy).not.toMatch(/ReceiveMessage|SendMessage|DeleteMessage|StartMessageMoveTask|ChangeMessageVisibility/);
  expect(policy).not.toMatch(/:(Set|Put|Create|Update|Tag|Invoke|Publish)/);
});

test.each(ROLE_NAMES)("%s reaches only the queues of the account and its Regions", (role) => {
  const { Statement } = rolePolicy(role, place);

  expect(Statement.find(({ Sid }) => Sid === "Queues")?.Resource).toEqual([
    "arn:aws:sqs:eu-central-1:111122223333:*",
    "arn:aws:sqs:eu-west-1:111122223333:*",
  ]);
});

test("operate calls and reads what a message was meant for, each kind by a statement that can be left out", () => {
  const { Statement } = rolePolicy("operate", place);

  const calls = Statement.filter(({ Sid }) => Sid !== "Queues" && Sid !== "KeysOfQueues");
  expect(Object.fromEntries(calls.map(({ Sid, Resource }) => [Sid, Resource]))).toEqual({
    Functions: ["arn:aws:lambda:*:111122223333:function:*"],
    Topics: ["arn:aws:sns:*:111122223333:*"],
    Buses: ["arn:aws:events:*:111122223333:event-bus/*"],
    Rules: ["arn:aws:events:*:111122223333:rule/*"],
    Streams: ["arn:aws:kinesis:*:111122223333:stream/*"],
    TableStreams: ["arn:aws:dynamodb:*:111122223333:table/*/stream/*"],
    Executions: ["arn:aws:states:*:111122223333:execution:*"],
    Machines: ["arn:aws:states:*:111122223333:stateMachine:*"],
    Replays: [
      "arn:aws:events:*:111122223333:archive/*",
      "arn:aws:events:*:111122223333:event-bus/*",
      "arn:aws:events:*:111122223333:replay/*",
    ],
  });
});

test("keys are reached only through SQS, in China under its own domain", () => {
  const china = { awsAccountId: "111122223333", partition: "aws-cn", regions: ["cn-north-1"] };

  const keys = rolePolicy("operate", china).Statement.find(({ Sid }) => Sid === "KeysOfQueues");

  expect(keys).toMatchObject({
    Resource: ["arn:aws-cn:kms:cn-north-1:111122223333:key/*"],
    Condition: { StringEquals: { "kms:ViaService": ["sqs.cn-north-1.amazonaws.com.cn"] } },
  });
});

test("a role is trusted to the worker alone and asks for the ExternalId", () => {
  const policy = trustPolicy("arn:aws:iam::999999999999:role/dlo-worker", "dlo-1f");

  expect(policy.Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::999999999999:role/dlo-worker" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "dlo-1f" } },
    },
  ]);
});

test("the page about the roles shows these policies, to the letter", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/iam-roles.md"), "utf8");
  const shown = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json = ""]) => JSON.parse(json));
  const documented = { awsAccountId: "111111111111", partition: "aws", regions: ["eu-central-1"] };

  const [trust, , ...policies] = shown;

  expect(policies).toEqual([...ROLE_NAMES.map((role) => rolePolicy(role, documented)), organizationPolicy()]);
  expect(trust).toEqual(
    trustPolicy("arn:aws:iam::999999999999:role/dlo-worker", "dlo-0123456789abcdef0123456789abcdef"),
  );
});
