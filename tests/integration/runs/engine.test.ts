import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InputOf } from "@/lib/contract";
import type { Account } from "@/lib/contract/accounts";
import { EVERYTHING } from "@/lib/core/access/scope";
import { getRun } from "@/lib/db/runs";
import { driveRun } from "@/lib/operations/runs/drive";
import { openNextStage } from "@/lib/operations/runs/observe";
import { heldBodies } from "../../faults/multiset";
import { bodiesIn, deadLetter, seenQueue } from "../../support/dead-letters";
import { until } from "../../support/eventually";
import { aFault, aRun, itemsOf, noFaults } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
let account: Account;
let count = 0;
beforeAll(async () => {
  world = await createWorld();
  account = await connectShop(world);
});
afterAll(() => world.stop());

interface Given {
  readonly bodies: readonly string[];
  readonly groupOf?: (index: number) => string;
}
/** A queue pair of its own with these dead letters, known to us. */
async function dead({ bodies, groupOf }: Given) {
  const name = `engine-${++count}`;
  const fifo = groupOf ? ".fifo" : "";
  const pair = await aQueuePair(world.aws, name, groupOf ? { FifoQueue: "true" } : {});
  await deadLetter(world.aws, pair, bodies, groupOf);
  const dlq = await seenQueue(world, account.id, `${name}-dlq${fifo}`);
  return { pair, dlq, source: `${name}${fifo}`, dead: `${name}-dlq${fifo}` };
}
type Terms = Partial<InputOf<"createPlan">>;
const redrive = (selection: InputOf<"createPlan">["selection"], terms: Terms = {}) =>
  aRun(world, { action: "redrive", selection, observationSeconds: 1, ...terms });
/** Lets the worker of this moment drive it as far as it goes; its waits are short. */
const drive = (runId: string) =>
  driveRun({ ...world.worker(), drainTiming: { quietPauseMs: 50, settledMs: 300 } }, runId);
const runOf = (id: string) => world.ask("getRun", { id });
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => `{"type":"E","n":"${String(n).padStart(3, "0")}"}`);
const inQueue = (name: string) => [...heldBodies(world, name).keys()].sort();

test("only the first stage is sent while it is watched, and the next one only when it is opened", async () => {
  const { dlq, source } = await dead({ bodies: numbered(9) });
  const runId = await redrive({ queueId: dlq.id }, { stages: [1, 3], stageObservationSeconds: 600 });

  await drive(runId);
  const watched = await runOf(runId);
  const arrivedFirst = inQueue(source).length;
  await openNext(runId);
  await drive(runId);

  expect(watched).toMatchObject({ state: "observing", counters: { sent: 1, deleted: 1, waiting: 8 } });
  expect(arrivedFirst).toBe(1);
  expect(await runOf(runId)).toMatchObject({ state: "observing", counters: { sent: 4, deleted: 4, waiting: 5 } });
}, 60_000);

async function openNext(runId: string): Promise<void> {
  const run = await getRun(world.workerDb, EVERYTHING, runId);
  if (run) await openNextStage(world.worker(), run, "none");
}

test("where likely bystanders go first, an early stage takes nobody else, wherever they lie in the queue", async () => {
  const { dlq } = await dead({ bodies: numbered(30) });
  const runId = await redrive(
    { queueId: dlq.id },
    { stages: [2, 3], stageObservationSeconds: 600, itemOrder: "bystanders-first" },
  );

  await drive(runId);

  const sent = (await itemsOf(world, runId)).filter(({ state }) => state === "deleted");
  expect(sent.map(({ position }) => position)).toEqual([1, 2]);
}, 60_000);

test("what nobody chose is never touched, and is there for others again when the run ends", async () => {
  const bodies = numbered(60);
  const { dlq, dead: dlqName, pair, source } = await dead({ bodies });
  const { items } = await world.ask("listFailedMessages", { queueId: dlq.id, limit: 100 });
  const chosen = [...items].slice(20, 25);

  const runId = await redrive({ messageIds: chosen.map(({ id }) => id) }, { ratePerSecond: 500 });
  await drive(runId);

  expect((await runOf(runId)).counters).toMatchObject({ selected: 5, sent: 5, deleted: 5 });
  expect(inQueue(source)).toHaveLength(5);
  expect(inQueue(dlqName)).toHaveLength(55);
  expect(await bodiesIn(world.aws, pair.dlqUrl)).toHaveLength(55);
}, 60_000);

test("a message that comes back while the run goes on is counted, held and not sent a second time, and the run pauses", async () => {
  const { dlq, pair, source } = await dead({ bodies: numbered(40) });
  // Somebody else holds most of them, so that what comes back is met before the rest.
  for (let look = 0; look < 3; look++)
    await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: pair.dlqUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
  const runId = await redrive({ queueId: dlq.id }, { stages: [40], ratePerSecond: 10, returnThresholdPercent: 5 });
  const driving = drive(runId);
  await until(
    () => runOf(runId),
    (run) => run.counters.sent > 2,
  );
  await deadLetterAgain(pair.sourceUrl);
  await driving;

  const run = await runOf(runId);
  expect(run).toMatchObject({ state: "paused", reason: expect.stringContaining("came back") });
  expect(run.counters.returned).toBeGreaterThan(0);
  expect(run.counters.waiting).toBeGreaterThan(20);
  expect([...heldBodies(world, source).values()].every((copies) => copies === 1)).toBe(true);
  expect((await itemsOf(world, runId)).every(({ attempt }) => attempt <= 1)).toBe(true);
}, 60_000);

/** The consumer takes all that came and fails on it: SQS dead-letters it at the second look. */
async function deadLetterAgain(sourceUrl: string): Promise<void> {
  for (let look = 0; look < 3; look++)
    await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: sourceUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
}

test("another rate holds while the run goes on", async () => {
  const { dlq } = await dead({ bodies: numbered(100) });
  const runId = await redrive({ queueId: dlq.id }, { stages: [100], ratePerSecond: 2 });
  const driving = drive(runId);
  await until(
    () => runOf(runId),
    (run) => run.counters.sent > 0,
  );

  await world.ask("setRunRate", { id: runId, ratePerSecond: 200 }, "operator");
  const startedMs = performance.now();
  await driving;

  expect((await runOf(runId)).counters).toMatchObject({ sent: 100, deleted: 100 });
  expect(performance.now() - startedMs).toBeLessThan(20_000);
}, 60_000);

test("behind a FIFO message that was refused nothing of its group goes, and each says behind whom; other groups go on", async () => {
  const bodies = numbered(9);
  const { dlq, source, dead: dlqName } = await dead({ bodies, groupOf: (index) => `g${index % 3}` });
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "partialBatch", n: 1, queueName: source, nth: 1 });

  const runId = await redrive({ queueId: dlq.id }, { stages: [9], ratePerSecond: 500 });
  await drive(runId);
  await noFaults(world);

  const items = await itemsOf(world, runId);
  const head = items.find(({ state }) => state === "rejected");
  const skipped = items.filter(({ state }) => state === "skipped");
  expect((await runOf(runId)).counters).toMatchObject({ selected: 9, sent: 6, rejected: 1, skipped: 2 });
  expect(skipped.every(({ reason }) => reason?.includes(`behind ${head?.messageId}`))).toBe(true);
  expect(inQueue(source)).toHaveLength(6);
  expect(inQueue(dlqName)).toHaveLength(3);
}, 60_000);

test.each(["resend", "hold"] as const)(
  "a lost answer on a FIFO queue sends nothing twice and leaves the order alone (%s)",
  async (duplicates) => {
    const bodies = numbered(10);
    const { dlq, source, pair } = await dead({ bodies, groupOf: () => "one" });
    await aFault(world, {
      operation: "sqs:SendMessageBatch",
      kind: "resetAfter",
      queueName: source,
      from: 3,
      until: 4,
    });

    const runId = await redrive({ queueId: dlq.id }, { stages: [10], ratePerSecond: 500, duplicates });
    await drive(runId);
    await noFaults(world);

    expect((await runOf(runId)).counters).toMatchObject({ sent: 10, deleted: 10 });
    expect([...heldBodies(world, source).values()].every((copies) => copies === 1)).toBe(true);
    expect(await inOrder(pair.sourceUrl)).toEqual(bodies);
  },
  60_000,
);

async function inOrder(queueUrl: string): Promise<string[]> {
  const { Messages = [] } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
  );
  return Messages.map(({ Body }) => Body ?? "");
}

test("the mark of a run goes with every message that has room for it, and is missed by name where there is none", async () => {
  const { dlq, pair } = await dead({ bodies: ["marked"] });
  const runId = await redrive({ queueId: dlq.id }, { doesMark: true });
  await drive(runId);

  const { Messages } = await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: pair.sourceUrl, MessageAttributeNames: ["All"], VisibilityTimeout: 60 }),
  );
  expect(Messages?.[0]?.MessageAttributes).toMatchObject({ "dlo-run": { DataType: "String", StringValue: runId } });
}, 60_000);

test("while AWS throttles, the run says so, goes slower and loses nothing", async () => {
  const { dlq, source } = await dead({ bodies: numbered(80) });
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "throttle", queueName: source, rate: 0.5 });
  const runId = await redrive({ queueId: dlq.id }, { stages: [80], ratePerSecond: 100 });
  const driving = drive(runId);
  const slowed = await until(
    () =>
      world.worker().db.$queryRaw<
        { rate: number | null }[]
      >`SELECT (driver_state->>'effectiveRate')::float8 AS rate FROM run WHERE id = ${runId}`,
    ([row]) => (row?.rate ?? 100) < 100,
  );
  await noFaults(world);
  await driving;

  expect(slowed[0]?.rate).toBeGreaterThan(0);
  expect((await runOf(runId)).counters).toMatchObject({ sent: 80, deleted: 80, ambiguous: 0 });
  expect((await itemsOf(world, runId)).every(({ attempt }) => attempt === 1)).toBe(true);
  expect([...heldBodies(world, source).values()].every((copies) => copies === 1)).toBe(true);
}, 90_000);

test("what a dead worker holds does not hold up the others", async () => {
  const { dlq, pair, source } = await dead({ bodies: numbered(20) });
  // A worker that died had received these.
  await world.aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: pair.dlqUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
  );
  const runId = await redrive({ queueId: dlq.id }, { stages: [20], ratePerSecond: 500 });
  const startedMs = performance.now();
  const stop = new AbortController();
  const driving = driveRun({ ...world.worker(), signal: stop.signal }, runId);

  await until(
    () => runOf(runId),
    (run) => run.counters.deleted === 10,
  );
  const tookMs = performance.now() - startedMs;
  stop.abort();
  await driving;

  expect(tookMs).toBeLessThan(10_000);
  expect(inQueue(source)).toHaveLength(10);
  expect((await runOf(runId)).counters).toMatchObject({ waiting: 10, sending: 0, skipped: 0 });
}, 60_000);

test("a message that is met before its stage is open is never called missing, however long the stage before takes", async () => {
  const { dlq, dead: dlqName, source } = await dead({ bodies: numbered(8) });
  const fault = { operation: "sqs:DeleteMessageBatch", kind: "partialBatch", n: 1, queueName: dlqName };
  await aFault(world, { ...fault, from: 1, until: 3 });
  const runId = await redrive({ queueId: dlq.id }, { stages: [1], stageObservationSeconds: 0, ratePerSecond: 500 });

  await driveRun(
    { ...world.worker(), drainTiming: { shortVisibilitySeconds: 5, leastVisibleMs: 1_500, settledMs: 300 } },
    runId,
  );
  await noFaults(world);

  expect((await runOf(runId)).counters).toMatchObject({ sent: 8, deleted: 8, skipped: 0 });
  expect([...heldBodies(world, source).values()].every((copies) => copies === 1)).toBe(true);
}, 60_000);

test("a message of which nobody knows whether it arrived is never called not sent, also when the run is cancelled", async () => {
  const { dlq, source } = await dead({ bodies: numbered(3) });
  await aFault(world, { operation: "sqs:SendMessageBatch", kind: "resetAfter", queueName: source, from: 1, until: 50 });
  const runId = await redrive({ queueId: dlq.id }, { stages: [1], duplicates: "resend" });
  const driving = drive(runId);
  await until(
    () => itemsOf(world, runId),
    (items) => items.some(({ attempt }) => attempt > 0),
  );

  await world.ask("cancelRun", { id: runId }, "operator");
  await driving;
  await noFaults(world);
  const run = await runOf(runId);

  expect(run.state).toBe("cancelled");
  expect(run.counters).toMatchObject({ sent: 0, ambiguous: 1, skipped: 2 });
}, 60_000);

test("a worker that is told to stop gives back what it holds, and the next one goes on", async () => {
  const { dlq, pair } = await dead({ bodies: numbered(60) });
  const runId = await redrive({ queueId: dlq.id }, { stages: [60], ratePerSecond: 5 });
  const stop = new AbortController();
  const driving = driveRun({ ...world.worker(), signal: stop.signal }, runId);
  await until(
    () => runOf(runId),
    (run) => run.counters.sent > 3,
  );

  stop.abort();
  await driving;
  const stopped = await runOf(runId);
  const free = await bodiesIn(world.aws, pair.dlqUrl);

  expect(stopped.counters.sending).toBe(0);
  expect(free).toHaveLength(stopped.counters.waiting);
}, 60_000);
