import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, clientsOf, deny, errorOf, type Keys, rootKeys, sim, trust } from "./sim-clients";

const MEMBER = "200000000001";
const OUTSIDE = "200000000002";
const ROLE = `arn:aws:iam::${MEMBER}:role/reader`;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.stop());

const onlyFrankfurt = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-central-1" } },
    },
  ],
};
const organization = (policy: object, targets: readonly string[]) => ({
  managementAccountId: ACCOUNT,
  units: [{ name: "prd" }, { name: "shop", parent: "prd" }],
  accounts: [
    { id: ACCOUNT, name: "main" },
    { id: MEMBER, name: "shop", parent: "shop" },
    { id: OUTSIDE, name: "outside" },
  ],
  serviceControlPolicies: [{ name: "regions", policy, targets }],
});
const declare = (policy: object, targets: readonly string[]) =>
  sim(simulator.url, "POST", "/setup", {
    organization: [organization(policy, targets)],
    roles: [{ arn: ROLE, trust: trust(ACCOUNT), policies: [allow("*")] }],
  });

const listQueues = (keys: Keys, region: string) =>
  new SQSClient({ endpoint: simulator.url, region, credentials: keys, maxAttempts: 1 }).send(new ListQueuesCommand({}));

test("a policy of a unit above denies a Region to roles and root, and says so; the other Region goes on", async () => {
  await declare(onlyFrankfurt, ["prd"]);
  const { Credentials } = await clientsOf(simulator.url).sts.send(
    new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "ada" }),
  );
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken,
  };

  for (const keys of [session, rootKeys(MEMBER)]) {
    await expect(listQueues(keys, "eu-central-1")).resolves.toBeDefined();
    expect((await errorOf(listQueues(keys, "eu-west-1"))).message).toMatch(
      /with an explicit deny in a service control policy$/,
    );
  }
});

test("accounts elsewhere and the management account are not bound", async () => {
  await declare(onlyFrankfurt, ["prd", ACCOUNT]);

  await expect(listQueues(rootKeys(OUTSIDE), "eu-west-1")).resolves.toBeDefined();
  await expect(listQueues(rootKeys(ACCOUNT), "eu-west-1")).resolves.toBeDefined();
});

test("the policies survive a snapshot", async () => {
  await declare(onlyFrankfurt, [MEMBER]);
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  await sim(simulator.url, "POST", "/load", body);

  expect((await errorOf(listQueues(rootKeys(MEMBER), "eu-west-1"))).message).toMatch(/service control policy/);
});

test.each([
  ["that allows", allow("*"), [MEMBER], /only Deny/],
  ["that is none", { Statement: [] }, [MEMBER], /at least one Statement/],
  ["for an unknown target", deny("*"), ["999999999999"], /targets\[0\]/],
])("a policy %s is refused", async (_, policy, targets, message) => {
  const { status, body } = await declare(policy, targets);

  expect(status).toBe(400);
  expect(body.error).toMatch(message);
});
