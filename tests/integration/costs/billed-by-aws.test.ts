import {
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queueRequests } from "@/lib/core/cost/formulas/queue";
import { priceBook } from "@/lib/core/cost/price-table";
import { listPricedParts } from "@/lib/db/cost-parts";
import { collectUse } from "@/lib/operations/costs/collect-use";
import { costOfPart, loadCostBasis } from "@/lib/operations/costs/cost-basis";
import { flushUsage } from "@/lib/operations/polling/keep-house";
import { aQueue } from "../../aws/sim-clients";
import { arnOf, createWorld, look, type World } from "../../support/world";
import { placeOf } from "../inventory/graph-world";
import { aLosingShop, type LosingShop } from "../unrecorded/losing-shop";

const PATTERNS = [1, 3, 10].flatMap((perCall) => [1_000, 100_000].map((bytes) => ({ perCall, bytes })));
const MESSAGES = 30;
const MESSAGE_CALLS = /^(Send|Receive|Delete)Message/;

let world: World;
let shop: LosingShop;
const queues = new Map<string, string>();
const nameOf = ({ perCall, bytes }: { perCall: number; bytes: number }) => `by-${perCall}-of-${bytes}`;

beforeAll(async () => {
  world = await createWorld();
  shop = await aLosingShop(world);
  for (const name of [...PATTERNS.map(nameOf), "idle", "mixed"])
    queues.set(name, await aQueue(world.aws, name, { MaximumMessageSize: "1048576", VisibilityTimeout: "600" }));
  for (const pattern of PATTERNS) await use(pattern);
  await pollEmpty(urlOf("idle"), 25);
  await useMixed();
  await look(world, shop.account.id);
  await flushUsage(shop.worker());
  await shop.later(3600);
  for (let hours = 0; hours < 7; hours += 1) {
    await shop.later(3600);
    await collectUse(shop.worker(), await placeOf(world, shop.account.id));
  }
});
afterAll(() => world.stop());

const urlOf = (name: string) => {
  const url = queues.get(name);
  if (!url) throw new Error(name);
  return url;
};

async function use(pattern: { perCall: number; bytes: number }): Promise<void> {
  const url = urlOf(nameOf(pattern));
  const body = "x".repeat(pattern.bytes);
  for (let sent = 0; sent < MESSAGES; sent += pattern.perCall) await send(url, Array(pattern.perCall).fill(body));
  await drain(url, pattern.perCall);
}

async function send(QueueUrl: string, bodies: readonly string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  if (bodies.length === 1) await world.aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: bodies[0] }));
  else await world.aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}

async function drain(QueueUrl: string, perCall: number): Promise<void> {
  for (;;) {
    const { Messages = [] } = await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: perCall }),
    );
    if (Messages.length === 0) return;
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length > 1) await world.aws.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    else await world.aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));
  }
}

async function pollEmpty(QueueUrl: string, times: number): Promise<void> {
  for (let done = 0; done < times; done += 1) await world.aws.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
}

/** Small and big ones by turns, one by one: the average tells nothing of what each was billed as. */
async function useMixed(): Promise<void> {
  for (let sent = 0; sent < 10; sent += 1) await send(urlOf("mixed"), ["x".repeat(sent % 2 ? 100_000 : 500)]);
  await drain(urlOf("mixed"), 1);
}

/** What the simulated AWS bills for a queue, in requests. */
function billedFor(arn: string, isCounted: (action: string) => boolean): number {
  const { queueRequests: counts = [] } = world.simulator.world.usage.serialize();
  return counts
    .filter((one) => one.queueArn === arn && isCounted(one.action))
    .reduce((sum, { units }) => sum + units, 0);
}

/** What our formula says, from CloudWatch's figures as they were collected. */
async function modelOf(arn: string) {
  const [part] = await listPricedParts(world.db, [arn]);
  if (!part) throw new Error(`no ${arn}`);
  const now = shop.now();
  const from = new Date(Math.floor(now.getTime() / 86_400_000 - 1) * 86_400_000);
  const basis = await loadCostBasis(world.db, [part], { from, until: now, now });
  const cost = costOfPart(part, basis, basis.days, priceBook());
  const ours = cost.use.days.reduce((sum, { sums }) => sum + (sums.ownRequests ?? 0), 0);
  const usage = { ...cost.use, days: cost.use.days.map((day) => ({ ...day, sums: { ...day.sums, ownRequests: 0 } })) };
  return { requests: queueRequests(part, usage), line: cost.lines[0], ours };
}

test.each([...PATTERNS.map(nameOf), "idle", "mixed"])(
  "what AWS bills for the messages of %s lies between the low and the high end",
  async (name) => {
    const arn = arnOf(urlOf(name));
    const billed = billedFor(arn, (action) => MESSAGE_CALLS.test(action));
    const { requests } = await modelOf(arn);

    expect(billed).toBeGreaterThan(0);
    expect(requests.low).toBeLessThanOrEqual(billed);
    expect(requests.high).toBeGreaterThanOrEqual(billed);
  },
);

test("messages one by one are billed as the high end says, full batches as the low end", async () => {
  const single = arnOf(urlOf("by-1-of-1000"));
  const batched = arnOf(urlOf("by-10-of-1000"));
  const billed = (arn: string) => billedFor(arn, (action) => MESSAGE_CALLS.test(action));

  expect((await modelOf(single)).requests.high).toBeCloseTo(billed(single), 6);
  expect((await modelOf(batched)).requests.low).toBeCloseTo(billed(batched), 6);
});

test("our own polls are in the figure, and together as many as AWS bills us for", async () => {
  const arns = [...queues.values()].map(arnOf);
  const models = await Promise.all(arns.map(modelOf));
  const billed = arns.reduce((sum, arn) => sum + billedFor(arn, (action) => !MESSAGE_CALLS.test(action)), 0);

  const ours = models.reduce((sum, model) => sum + model.ours, 0);
  expect(ours).toBe(billed);
  for (const { line } of models)
    expect(line?.formula.inputs.some(({ name, value }) => name.startsWith("of which ours") && value !== null)).toBe(
      true,
    );
});
