import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, type AssumeRoleCommandInput, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, clientsOf, errorOf, type Keys, OTHER_ACCOUNT, rootKeys, sim, trust } from "./sim-clients";

const READ = `arn:aws:iam::${OTHER_ACCOUNT}:role/dlo/read`;
const HUB_ONLY = `arn:aws:iam::${OTHER_ACCOUNT}:role/hub-only`;
const CHAINED = `arn:aws:iam::${OTHER_ACCOUNT}:role/chained`;
const SHORT = `arn:aws:iam::${OTHER_ACCOUNT}:role/short`;
const SAME = `arn:aws:iam::${ACCOUNT}:role/same-account`;
const HUB = `arn:aws:iam::${ACCOUNT}:user/hub`;
const HUB_KEYS: Keys = { accessKeyId: "AKIAHUBHUBHUBHUB", secretAccessKey: "x" };
const NOBODY_KEYS: Keys = { accessKeyId: "AKIANOBODYNOBODY", secretAccessKey: "x" };

let simulator: Simulator;
const assume = (input: Partial<AssumeRoleCommandInput>, keys: Keys = rootKeys(ACCOUNT)) =>
  clientsOf(simulator.url, keys).sts.send(
    new AssumeRoleCommand({ RoleArn: READ, RoleSessionName: "dlo", ExternalId: "ext-1", ...input }),
  );

async function sessionKeys(input: Partial<AssumeRoleCommandInput> = {}, keys?: Keys): Promise<Keys> {
  const { Credentials } = await assume(input, keys);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken,
  };
}

beforeAll(async () => {
  simulator = await startSimulator();
  const declared = await sim(simulator.url, "POST", "/setup", {
    roles: [
      {
        arn: READ,
        trust: trust(`arn:aws:iam::${ACCOUNT}:root`, "ext-1"),
        policies: [allow(["sqs:List*", "sts:AssumeRole"])],
        maxSessionSeconds: 43_200,
      },
      { arn: HUB_ONLY, trust: trust(HUB), policies: [] },
      { arn: CHAINED, trust: trust([READ, ACCOUNT]), policies: [], maxSessionSeconds: 43_200 },
      { arn: SHORT, trust: trust("*"), policies: [allow("sqs:*")], sessionSeconds: 5 },
      { arn: SAME, trust: trust(`arn:aws:iam::${ACCOUNT}:user/nobody`), policies: [] },
    ],
    users: [
      { arn: HUB, accessKeyId: HUB_KEYS.accessKeyId, policies: [allow("sts:AssumeRole", "arn:aws:iam::*:role/*")] },
      { arn: `arn:aws:iam::${ACCOUNT}:user/nobody`, accessKeyId: NOBODY_KEYS.accessKeyId, policies: [] },
    ],
  });
  expect(declared.status).toBe(200);
});
afterAll(() => simulator.stop());

test("an account's own key is its root, and a user is a user", async () => {
  const root = await clientsOf(simulator.url).sts.send(new GetCallerIdentityCommand({}));
  const user = await clientsOf(simulator.url, HUB_KEYS).sts.send(new GetCallerIdentityCommand({}));

  expect(root).toMatchObject({ Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root`, UserId: ACCOUNT });
  expect(user).toMatchObject({ Account: ACCOUNT, Arn: HUB });
});

test("an assumed role acts in its own account until it expires", async () => {
  const answer = await assume({ RoleSessionName: "dlo-run-7", DurationSeconds: 900 });
  const keys = await sessionKeys({ RoleSessionName: "dlo-run-7" });

  const identity = await clientsOf(simulator.url, keys).sts.send(new GetCallerIdentityCommand({}));

  expect(identity).toMatchObject({
    Account: OTHER_ACCOUNT,
    Arn: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/read/dlo-run-7`,
  });
  expect(answer.AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-F0-9]+:dlo-run-7$/);
  const leftMs = (answer.Credentials?.Expiration?.getTime() ?? 0) - simulator.world.clock.now();
  expect(Math.round(leftMs / 1000)).toBe(900);
});

test.each([
  ["a role that is absent", { RoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/absent` }, undefined],
  ["a wrong ExternalId", { ExternalId: "ext-2" }, undefined],
  ["no ExternalId", { ExternalId: undefined }, undefined],
  ["an account that the role does not trust", {}, rootKeys("777788889999")],
  ["a principal that the role does not trust", { RoleArn: HUB_ONLY }, rootKeys(ACCOUNT)],
  ["a caller whose own account does not allow it", {}, NOBODY_KEYS],
])("AssumeRole with %s is denied, always in the same words", async (_, input, keys) => {
  const error = await errorOf(assume(input, keys));

  expect(error).toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
  expect(error.message).toMatch(
    /^User: arn:aws:iam::\d+:\S+ is not authorized to perform: sts:AssumeRole on resource: \S+$/,
  );
});

test("a role that names a user is open to that user, across accounts with the user's own permission", async () => {
  await expect(assume({ RoleArn: HUB_ONLY }, HUB_KEYS)).resolves.toBeDefined();
});

test("within one account being named in the trust policy is enough", async () => {
  await expect(assume({ RoleArn: SAME }, NOBODY_KEYS)).resolves.toBeDefined();
});

test.each([
  ["a session name with a space", { RoleSessionName: "a b" }, /roleSessionName/],
  ["a session name of one letter", { RoleSessionName: "a" }, /roleSessionName/],
  ["899 seconds", { DurationSeconds: 899 }, /greater than or equal to 900/],
  ["more than twelve hours", { DurationSeconds: 43_201 }, /less than or equal to 43200/],
  ["more than the role allows", { RoleArn: SHORT, DurationSeconds: 7200 }, /MaxSessionDuration/],
  ["an ExternalId with a space", { ExternalId: "a b" }, /externalId/],
  ["managed session policies", { PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] }, /not simulated/],
  ["a session policy that is too long", { Policy: JSON.stringify({ ...allow("*"), Id: "x".repeat(2048) }) }, /2048/],
])(
  "AssumeRole with %s is a validation error",
  async (_, input, message) => {
    const error = await errorOf(assume({ ...input }));

    expect(error).toMatchObject({ name: "ValidationError", $metadata: { httpStatusCode: 400 } });
    expect(error.message).toMatch(message);
  },
  10_000,
);

test("a session policy that is not one is MalformedPolicyDocument", async () => {
  expect(await errorOf(assume({ Policy: "{}" }))).toMatchObject({ name: "MalformedPolicyDocumentException" });
});

test("role chaining ends after one hour", async () => {
  const keys = await sessionKeys();

  await expect(assume({ RoleArn: CHAINED, DurationSeconds: 3600 }, keys)).resolves.toBeDefined();
  const error = await errorOf(assume({ RoleArn: CHAINED, DurationSeconds: 3601 }, keys));
  expect(error.message).toMatch(/1 hour session limit/);
});

test("an expired session is told so, by every service under its own name", async () => {
  const clients = clientsOf(simulator.url, await sessionKeys({ RoleArn: SHORT }));
  await clients.sqs.send(new ListQueuesCommand({}));

  await simulator.world.advance(5);

  expect(await errorOf(clients.sqs.send(new ListQueuesCommand({})))).toMatchObject({ name: "ExpiredToken" });
  expect(await errorOf(clients.sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name: "ExpiredToken" });
  expect(await errorOf(clients.lambda.send(new ListEventSourceMappingsCommand({})))).toMatchObject({
    name: "ExpiredTokenException",
  });
});

test("unknown keys and a session without its token are refused", async () => {
  const { sessionToken: _, ...withoutToken } = await sessionKeys();
  const unknown = { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" };

  for (const keys of [unknown, withoutToken]) {
    const { sqs, sts } = clientsOf(simulator.url, keys);
    expect(await errorOf(sqs.send(new ListQueuesCommand({})))).toMatchObject({
      name: "InvalidClientTokenId",
      $metadata: { httpStatusCode: 403 },
    });
    expect(await errorOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name: "InvalidClientTokenId" });
  }
});
