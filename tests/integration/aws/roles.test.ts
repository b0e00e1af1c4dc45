import { afterEach, expect, test } from "vitest";
import type { AwsAccount } from "@/lib/aws/aws";
import { Forbidden } from "@/lib/core/errors";
import { drainGrants } from "@/lib/core/plans/grants";
import {
  ACCOUNT,
  allow,
  aQueue,
  arnOf,
  REGION,
  roleOf,
  type SimulatedAws,
  startSimulatedAws,
  WORKER,
} from "./simulated-aws";

let sim: SimulatedAws;
afterEach(() => sim.stop());

test("a role is assumed once, however many calls ask for it at the same time", async () => {
  sim = await startSimulatedAws();
  const session = sim.session({ role: "read", purpose: "discover" });

  await Promise.all(Array.from({ length: 8 }, () => session.sqs.listQueueUrls()));

  expect(await sim.callCount("sts:AssumeRole")).toBe(1);
});

test("another ExternalId than the trust policy asks for is refused, with what to check", async () => {
  sim = await startSimulatedAws();
  const account: AwsAccount = { ...ACCOUNT, externalId: "another-one" };

  const failure = await refusal(sim.session({ role: "read" }, account).sqs.listQueueUrls());

  expect(failure.code).toBe("aws-denied");
  expect(failure.detail.action).toBe("sts:AssumeRole");
  expect(failure.detail.fix).toContain("another-one");
});

test("a refused role is not asked for again at once, except by a check", async () => {
  sim = await startSimulatedAws();
  const account: AwsAccount = { ...ACCOUNT, externalId: "another-one" };
  await refusal(sim.session({ role: "read" }, account).sqs.listQueueUrls());
  await refusal(sim.session({ role: "read" }, account).sqs.listQueueUrls());

  await refusal(sim.session({ role: "read", purpose: "check" }, account).sqs.listQueueUrls());

  expect(await sim.callCount("sts:AssumeRole")).toBe(2);
});

test("what a role may not do names the missing action and the role", async () => {
  sim = await startSimulatedAws();
  const queueUrl = await aQueue(sim.root, "orders");

  const failure = await refusal(
    sim.session({ role: "read" }).sqs.receive(queueUrl, { maxCount: 1, waitSeconds: 0, visibilitySeconds: 5 }),
  );

  expect(failure.detail.action).toBe("sqs:ReceiveMessage");
  expect(failure.message).toContain("dlo-read may not sqs:ReceiveMessage");
});

test.each(["inspect", "operate"] as const)("an account without %s role is not received from", async (role) => {
  sim = await startSimulatedAws();
  const account: AwsAccount = { ...ACCOUNT, inspectRoleArn: null, operateRoleArn: null };

  const failure = await refusal(
    sim.session({ role }, account).sqs.receive("http://queue", { maxCount: 1, waitSeconds: 0, visibilitySeconds: 5 }),
  );

  expect(failure.message).toContain(`has no ${role} role`);
  expect(await sim.callCount("sqs:ReceiveMessage")).toBe(0);
});

test("without read role the worker reads its own account", async () => {
  sim = await startSimulatedAws();
  await sim.control("POST", "setup", {
    users: [{ arn: WORKER.arn, accessKeyId: WORKER.key, policies: [allow(["sqs:ListQueues"])] }],
  });
  const own: AwsAccount = { ...ACCOUNT, awsAccountId: WORKER.accountId, readRoleArn: null };

  const urls = await sim.session({ role: "read" }, own).sqs.listQueueUrls();

  expect(urls).toEqual([]);
});

test("without read role another account is refused, and nothing of the worker's own is shown for it", async () => {
  sim = await startSimulatedAws();
  const other: AwsAccount = { ...ACCOUNT, readRoleArn: null };

  const failure = await refusal(sim.session({ role: "read" }, other).sqs.listQueueUrls());

  expect(failure.message).toContain("has no read role");
  expect(await sim.callCount("sqs:ListQueues")).toBe(0);
});

test("a run's session reaches the queues of its plan", async () => {
  sim = await startSimulatedAws();
  const queueUrl = await aQueue(sim.root, "orders");
  const run = { runId: "run_1", grants: drainGrants(arnOf("orders")) };

  const attributes = await sim.session({ run }).sqs.attributes(queueUrl);

  expect(attributes.arn).toBe(arnOf("orders"));
});

test("a run's session reaches no other queue, though the role may", async () => {
  sim = await startSimulatedAws();
  const other = await aQueue(sim.root, "payments");
  const run = { runId: "run_1", grants: drainGrants(arnOf("orders")) };

  const failure = await refusal(sim.session({ run }).sqs.attributes(other));

  expect(failure.detail.action).toBe("sqs:GetQueueAttributes");
});

test("a run acts under its own name", async () => {
  sim = await startSimulatedAws();
  const queueUrl = await aQueue(sim.root, "orders");
  const run = { runId: "run_7", grants: [{ actions: ["sqs:SendMessage"], arns: [arnOf("orders")] }] };

  await sim.session({ run }).sqs.send(queueUrl, [{ body: "hello", attributes: {} }]);

  const { effects } = await sim.control("GET", "usage/effects");
  expect(effects).toMatchObject([
    { principalArn: `arn:aws:sts::${ACCOUNT.awsAccountId}:assumed-role/dlo-operate/dlo-run_7` },
  ]);
});

test("a session that AWS calls expired is replaced without anybody noticing", async () => {
  sim = await startSimulatedAws({ read: { sessionSeconds: 600 } });
  const session = sim.session({ role: "read" });
  await session.sqs.listQueueUrls();
  await sim.control("POST", "advance", { seconds: 601 });

  const urls = await session.sqs.listQueueUrls();

  expect(urls).toEqual([]);
  expect(await sim.callCount("sts:AssumeRole")).toBe(2);
});

test("a send under an expired session is refused as not sent, and the next one works", async () => {
  sim = await startSimulatedAws({ operate: { sessionSeconds: 600 } });
  const queueUrl = await aQueue(sim.root, "orders");
  const session = sim.session();
  await session.sqs.attributes(queueUrl);
  await sim.control("POST", "advance", { seconds: 601 });

  const first = await session.sqs.send(queueUrl, [{ body: "a", attributes: {} }]).catch((error) => error);
  const second = await session.sqs.send(queueUrl, [{ body: "a", attributes: {} }]);

  expect(first.detail).toMatchObject({ effect: "none", retryable: true });
  expect(second).toMatchObject([{ kind: "sent" }]);
});

test("a role mended after a refusal works at the next check", async () => {
  sim = await startSimulatedAws();
  await sim.control("POST", "setup", { roles: [roleOf("dlo-read", ["sqs:ListQueues"], "another-one")] });
  await refusal(sim.session({ role: "read", purpose: "check" }).sqs.listQueueUrls());
  await sim.control("POST", "setup", { roles: [roleOf("dlo-read", ["sqs:ListQueues"])] });

  const urls = await sim.session({ role: "read", purpose: "check" }).sqs.listQueueUrls();

  expect(urls).toEqual([]);
});

test("the account that AWS takes us for is told", async () => {
  sim = await startSimulatedAws();

  const accountId = await sim.session({ role: "read", region: REGION }).sts.callerAccount();

  expect(accountId).toBe(ACCOUNT.awsAccountId);
});

async function refusal(work: Promise<unknown>): Promise<Forbidden> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Forbidden)) throw new Error(`expected Forbidden, got ${String(failure)}`);
  return failure;
}
