import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { InputOf } from "@/lib/contract";
import { ROLE_ACTIONS } from "@/lib/core/iam/role-policies";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { driveRun } from "@/lib/operations/runs/drive";
import { aQueue, rootKeys, sim } from "../../aws/sim-clients";
import { seenQueue } from "../../support/dead-letters";
import { createWorld, look, REGION, SHOP, type World } from "../../support/world";
import { collect, connectReader } from "../inventory/graph-world";

export const ROLE = `arn:aws:iam::${SHOP}:role/services`;
export const queueArn = (name: string) => `arn:aws:sqs:${REGION}:${SHOP}:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${SHOP}:function:${name}`;
export const FAILS = [{ fails: { type: "TypeError", message: "x is undefined" } }];

/** What a function does that tells the queue `told` of each event: its own name and one member of what it got. */
export const tells = (name: string, place: string) => [
  { emit: [{ to: queueArn("told"), body: `${name}: <$.${place}>` }] },
];

/** A shop whose services may do all, with the queue `told` and empty queues of these names that every service may send to. */
export async function anOriginWorld(names: readonly string[]) {
  const world = await createWorld();
  const operateActions = [...Object.values(ROLE_ACTIONS.operate).flat(), "sqs:GetQueueUrl"];
  const { id: accountId } = await connectReader(world, { isWritable: true, operateActions });
  for (const name of ["told", ...names]) await aQueue(world.aws, name, { Policy: forServices(name) });
  const Service = ["scheduler.amazonaws.com", "pipes.amazonaws.com", "lambda.amazonaws.com"];
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
  };
  const policies = [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }];
  await setUp(world, { roles: [{ arn: ROLE, trust, policies }] });
  return { ...world, accountId };
}
export type OriginWorld = Awaited<ReturnType<typeof anOriginWorld>>;

function forServices(name: string): string {
  const Service = ["events.amazonaws.com", "sns.amazonaws.com", "lambda.amazonaws.com"];
  const statement = { Effect: "Allow", Principal: { Service }, Action: "sqs:SendMessage", Resource: queueArn(name) };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export async function setUp(world: World, setup: Record<string, unknown>): Promise<void> {
  const { status, body } = await sim(world.simulator.url, "POST", "/setup", setup);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** How the clients of the shop's people are made, past our own code. */
export function configOf(world: World) {
  const { requestHandler } = world.aws.sqs.config;
  return { endpoint: world.simulator.url, region: REGION, credentials: rootKeys(SHOP), maxAttempts: 1, requestHandler };
}

/** Lets the world's time pass, looks at everything, and reads the messages of this queue. */
export async function seen(world: OriginWorld, queueName: string, afterSeconds = 0) {
  if (afterSeconds > 0) await world.simulator.world.advance(afterSeconds);
  await look(world, world.accountId);
  await collect(world, world.accountId);
  const queue = await seenQueue(world, world.accountId, queueName, false);
  await scanQueue(world.worker(), queue.id, true);
  return queue;
}

/** Nothing was mended here, and that is no news: the functions of these tests are told what to do. */
export const REDRIVE: Pick<InputOf<"createPlan">, "action" | "ratePerSecond" | "stages" | "overrides"> = {
  action: "redrive",
  ratePerSecond: 500,
  stages: [1000],
  overrides: [{ check: "gate", reason: "what failed was mended by hand" }],
};

/** Applies a plan and lets a worker drive its run as far as it goes. */
export async function driven(world: OriginWorld, input: InputOf<"createPlan">) {
  const plan = await world.ask("createPlan", input, "operator");
  const blocks = plan.checks.filter(({ result }) => result === "block").map(({ text }) => text);
  if (blocks.length > 0) throw new Error(`the plan is blocked: ${blocks.join(" ")}`);
  if (plan.approval.needed > 0) {
    await world.ask("askForApproval", { id: plan.id, hash: plan.hash }, "operator");
    await world.ask("approvePlan", { id: plan.id, hash: plan.hash });
  }
  const { runId } = await world.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  await driveRun(world.worker(), runId);
  const run = await world.ask("getRun", { id: runId });
  const { items } = await world.ask("listRunItems", { id: runId, limit: 200 });
  return { plan, run, items };
}

/** Why a plan may not be applied. */
export async function blocksOf(world: OriginWorld, input: InputOf<"createPlan">): Promise<string> {
  const { checks } = await world.ask("createPlan", input, "operator");
  return checks
    .filter(({ result }) => result === "block")
    .map(({ text }) => text)
    .join(" ");
}

/** Everything in a queue, taken out of it, after time for deliveries; in the order of their texts. */
export async function takenFrom(world: OriginWorld, queueName: string, afterSeconds = 5): Promise<string[]> {
  await world.simulator.world.advance(afterSeconds);
  const QueueUrl = `${world.simulator.url}/${SHOP}/${queueName}`;
  const bodies: string[] = [];
  for (;;) {
    const { Messages } = await world.aws.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (!Messages?.length) return bodies.sort();
    for (const { Body = "", ReceiptHandle } of Messages) {
      bodies.push(Body);
      await world.aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
