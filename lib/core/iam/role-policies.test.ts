import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sessionPolicyFor } from "@/lib/aws/session-policy";
import { ROLE_ACTIONS, ROLE_NAMES, rolePolicy, trustPolicy } from "./role-policies";

const place = { awsAccountId: "111122223333", partition: "aws", regions: ["eu-central-1", "eu-west-1"] };
const allowed = ROLE_NAMES.flatMap((role) => Object.values(ROLE_ACTIONS[role]).flat());

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

test("operate allows all that a run narrows itself to, and no more", () => {
  const session: { Statement: { Action: string[] }[] } = JSON.parse(
    sessionPolicyFor(["arn:aws:sqs:eu-central-1:111122223333:orders-dlq"]),
  );

  const actions = Object.values(ROLE_ACTIONS.operate).flat();

  expect([...actions].sort()).toEqual(session.Statement.flatMap(({ Action }) => Action).sort());
});

test("read can neither receive, send nor delete", () => {
  const policy = JSON.stringify(rolePolicy("read", place));

  expect(policy).not.toMatch(/ReceiveMessage|SendMessage|DeleteMessage|StartMessageMoveTask|ChangeMessageVisibility/);
});

test.each(ROLE_NAMES)("%s reaches only the queues of the account and its Regions", (role) => {
  const { Statement } = rolePolicy(role, place);

  expect(Statement.find(({ Sid }) => Sid === "Queues")?.Resource).toEqual([
    "arn:aws:sqs:eu-central-1:111122223333:*",
    "arn:aws:sqs:eu-west-1:111122223333:*",
  ]);
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

  expect(policies).toEqual(ROLE_NAMES.map((role) => rolePolicy(role, documented)));
  expect(trust).toEqual(
    trustPolicy("arn:aws:iam::999999999999:role/dlo-worker", "dlo-0123456789abcdef0123456789abcdef"),
  );
});
