import { CreateEventSourceMappingCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { OutputOf } from "@/lib/contract";
import { findAccount } from "@/lib/db/accounts";
import { execute, firstRow, sql } from "@/lib/db/query";
import { collectDue } from "@/lib/operations/collecting/collect-due";
import { advanceRuns, whenIdle } from "@/lib/operations/runs/advance";
import { sim } from "../aws/sim-clients";
import { look, REGION, SHOP, type World } from "./world";

/** Lets time pass for AWS and the database alike. */
export async function pass(world: World, seconds: number): Promise<void> {
  await world.simulator.world.advance(seconds);
  await execute(world.db, sql`UPDATE series.clock_shift SET shift = shift + make_interval(secs => ${seconds})`);
  await firstRow(world.workerDb, sql`SELECT series.ensure_partitions(3)`);
}

/** What a worker does within a few seconds: moves runs on as far as they go now, and looks where a look is due. */
export async function aRound(world: World, accountId: string, workerId?: string): Promise<void> {
  await advanceRuns(world.worker(workerId));
  await whenIdle();
  await collect(world, accountId);
}

export async function collect(world: World, accountId: string): Promise<void> {
  const account = await findAccount(world.db, accountId);
  if (!account) throw new Error(`no account ${accountId}`);
  await collectDue(world.worker(), { account, region: REGION });
}

/** What must hold of a run whenever it is read: nothing is counted twice or forgotten, in the whole and per stage. */
export function whyNotAddedUp({ counters, stages }: OutputOf<"getRun">): string | undefined {
  const { selected, waiting, sending, sent, rejected, skipped, ambiguous, gone, returned, unknown, deleted } = counters;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  if (sum([waiting, sending, sent, rejected, skipped, ambiguous]) !== selected)
    return "its states are not what was selected";
  if (sum([gone, returned, unknown]) > sent + ambiguous) return "more came of it than was sent";
  if (stages.length === 0) return undefined;
  if (sum(stages.map((stage) => stage.size)) !== selected) return "its stages are not what was selected";
  if (sum(stages.map((stage) => stage.sent)) !== sent) return "its stages sent something else";
  if (sum(stages.map((stage) => stage.deleted)) !== deleted) return "its stages deleted something else";
  if (sum(stages.map((stage) => stage.returned)) !== returned) return "something else came back of its stages";
  if (stages.some((stage) => stage.sent > stage.size)) return "a stage sent more than it may";
  return stages.filter(({ state }) => state === "sending" || state === "watching").length > 1
    ? "two stages are open"
    : undefined;
}

/** Rounds with time between them until the run is in one of these states. */
export async function roundsUntil(
  world: World,
  { accountId, runId, stepSeconds = 10 }: { accountId: string; runId: string; stepSeconds?: number },
  ...states: OutputOf<"getRun">["state"][]
): Promise<OutputOf<"getRun">> {
  for (let round = 0; round < 60; round++) {
    await aRound(world, accountId);
    const run = await world.ask("getRun", { id: runId });
    const why = whyNotAddedUp(run);
    if (why) throw new Error(`R-${run.number} does not add up: ${why}: ${JSON.stringify(run)}`);
    if (states.includes(run.state)) return run;
    await pass(world, stepSeconds);
    await look(world, accountId);
  }
  throw new Error(`the run is ${(await world.ask("getRun", { id: runId })).state}`);
}

/** A function that takes messages from a queue and does with them what `behaves` says. */
export async function aConsumer(world: World, name: string, queueArn: string): Promise<void> {
  await world.aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: `arn:aws:iam::${SHOP}:role/${name}`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: Buffer.from(`code of ${name}`) },
      Timeout: 1,
    }),
  );
  await world.aws.lambda.send(
    new CreateEventSourceMappingCommand({ EventSourceArn: queueArn, FunctionName: name, BatchSize: 1 }),
  );
}

export async function behaves(world: World, name: string, behaviour: readonly unknown[]): Promise<void> {
  const arn = `arn:aws:lambda:${REGION}:${SHOP}:function:${name}`;
  const { status, body } = await sim(world.simulator.url, "POST", "/setup", { functions: [{ arn, behaviour }] });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** A consumer that fails on everything in its queue now, so that SQS gives up on it: the queue has a limit of one receive. */
export async function failOnAll(world: World, queueUrl: string): Promise<void> {
  for (;;) {
    const { Messages } = await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    if (!Messages?.length) return;
  }
}
