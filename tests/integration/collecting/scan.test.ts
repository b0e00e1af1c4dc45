import {
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findAccount } from "@/lib/db/accounts";
import { execute, rows, sql } from "@/lib/db/query";
import { collectDue } from "@/lib/operations/collecting/collect-due";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import { sim } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aFault } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, look, REGION, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

async function aShop(bodies: readonly string[], isScanned = true) {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, bodies);
  return { account, pair, dlq: await seenQueue(world, account.id, "orders-dlq", isScanned) };
}
const classes = async () => (await world.ask("listFailureClasses", { view: "all" })).items;
const messages = async (queueId: string) => (await world.ask("listFailedMessages", { queueId })).items;
const visible = async (QueueUrl: string) =>
  Number(
    (
      await world.aws.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
      )
    ).Attributes?.ApproximateNumberOfMessages,
  );
async function collect(accountId: string) {
  const account = await findAccount(world.db, accountId);
  if (account) await collectDue(world.worker(), { account, region: REGION });
}
const receiveCalls = async () => {
  const { body } = await sim(world.simulator.url, "GET", "/usage");
  return JSON.stringify(body).match(/"sqs:ReceiveMessage"/g)?.length ?? 0;
};

test("what the first scan finds is backlog and never new; what arrives later is new or ongoing", async () => {
  const { account, pair, dlq } = await aShop(['{"error":"old failure"}']);
  await deadLetter(world.aws, pair, ['{"error":"fresh failure"}']);
  await look(world, account.id);
  await scanQueue(world.worker(), dlq.id, false);

  const statuses = Object.fromEntries((await classes()).map((found) => [found.title, found.status]));

  expect(statuses).toEqual({ "old failure": "backlog", "fresh failure": "new" });
});

test("every message is given back, also when keeping what was read fails midway", async () => {
  const { pair, dlq } = await aShop(["a", "b", "c"], false);
  const worker = world.worker();
  // Three bodies under one id: the database refuses the second.
  const failing: WorkerCtx = { ...worker, newId: (kind) => (kind === "body" ? "body_same" : worker.newId(kind)) };

  const failure = await scanQueue(failing, dlq.id, true).then(
    () => undefined,
    (error: Error) => error,
  );

  expect(failure).toBeDefined();
  expect(await messages(dlq.id)).toEqual([]);
  expect(await visible(pair.dlqUrl)).toBe(3);
});

test("nothing is ever received from a queue that is off, or that is no dead-letter queue", async () => {
  const { account, dlq } = await aShop(["a"], false);
  await world.ask("updateQueue", { id: dlq.id, mode: "off" });
  const source = (await world.ask("listQueues", { accountId: account.id, name: "orders" })).items.find(
    (queue) => queue.name === "orders",
  );
  await sim(world.simulator.url, "DELETE", "/usage");

  const whyOff = await scanQueue(world.worker(), dlq.id, true);
  const whySource = await scanQueue(world.worker(), source?.id ?? "", true);
  await collect(account.id);

  expect(whyOff).toContain("off");
  expect(whySource).toContain("no dead-letter queue");
  expect(await receiveCalls()).toBe(0);
  await world.ask("updateQueue", { id: dlq.id, mode: "index" });
  await scanQueue(world.worker(), dlq.id, true);
  expect(await receiveCalls()).toBeGreaterThan(0);
});

test("a dead-letter queue with a redrive policy of its own is not read without a reason, and is read with one", async () => {
  const { account, pair, dlq } = await aShop(["a"], false);
  const last = await aQueuePair(world.aws, "last");
  await world.aws.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: pair.dlqUrl,
      Attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: last.dlqArn, maxReceiveCount: 100 }) },
    }),
  );
  await look(world, account.id);

  const refused = await scanQueue(world.worker(), dlq.id, true);
  const noReason = await world.ask("scanQueue", { id: dlq.id }).then(
    () => "accepted",
    (error: Error) => error.message,
  );
  await world.ask("scanQueue", { id: dlq.id, overrideReason: "we must see it" });
  await collect(account.id);

  expect(refused).toContain("redrive policy of its own");
  expect(noReason).toContain("redrive policy of its own");
  expect(await messages(dlq.id)).toHaveLength(1);
});

test("a running move task keeps us from looking", async () => {
  const { dlq } = await aShop(
    Array.from({ length: 50 }, (_, index) => `m${index}`),
    false,
  );
  await world.aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlq.arn, MaxNumberOfMessagesPerSecond: 1 }));

  expect(await scanQueue(world.worker(), dlq.id, true)).toContain("move task");
});

test("no message is received more than three times by schedule, and the page says that newer ones wait", async () => {
  const { account, pair, dlq } = await aShop(["first"]);
  for (let round = 0; round < 6; round++) {
    await deadLetter(world.aws, pair, [`later ${round}`]);
    await look(world, account.id);
    await execute(
      world.db,
      sql`UPDATE queue_state SET scanned_at = scanned_at - interval '1 hour' WHERE queue_id = ${dlq.id}`,
    );
    await collect(account.id);
  }

  const [most] = await rows<{ most: number }>(
    world.db,
    sql`SELECT max(scheduled_receives) AS most FROM failed_message WHERE queue_id = ${dlq.id}`,
  );
  const queue = await world.ask("getQueue", { id: dlq.id });

  expect(most?.most).toBe(3);
  expect(queue.completeness?.note).toContain("Scan it by hand");
  expect(queue.completeness?.approximateCount).toBeGreaterThan(queue.completeness?.indexedCount ?? 0);
}, 60_000);

test("our own receives are counted beside the receive count of SQS", async () => {
  const { dlq } = await aShop(["a"]);
  await scanQueue(world.worker(), dlq.id, false);

  const [message] = await messages(dlq.id);

  expect(message).toMatchObject({ ourReceives: 2 });
  expect(message?.receiveCount).toBeGreaterThanOrEqual(3);
});

test("two workers that scan at once do not hide messages from each other: one looks, the other leaves it", async () => {
  const { dlq } = await aShop(
    Array.from({ length: 30 }, (_, index) => `m${index}`),
    false,
  );

  const answers = await Promise.all([
    scanQueue(world.worker("one"), dlq.id, true),
    scanQueue(world.worker("two"), dlq.id, true),
  ]);

  expect(answers.sort()).toEqual(["quiet", "the queue is busy"]);
  expect(await messages(dlq.id)).toHaveLength(30);
});

test("of a FIFO dead-letter queue the heads of groups are indexed, and the page says so", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "pay", { FifoQueue: "true" });
  await deadLetter(
    world.aws,
    pair,
    Array.from({ length: 30 }, (_, index) => `m${index}`),
    () => "one-group",
  );

  const dlq = await seenQueue(world, account.id, "pay-dlq.fifo");

  const queue = await world.ask("getQueue", { id: dlq.id });
  expect(queue.completeness).toMatchObject({ isHeadsOnly: true, note: expect.stringContaining("heads") });
  expect(queue.completeness?.indexedCount).toBeGreaterThan(0);
});

test("a message missed by two complete scans has left the queue by somebody else's hand", async () => {
  const { account, pair, dlq } = await aShop(["a", "b"]);
  const { PurgeQueueCommand } = await import("@aws-sdk/client-sqs");
  await world.aws.sqs.send(new PurgeQueueCommand({ QueueUrl: pair.dlqUrl }));
  await look(world, account.id);

  await scanQueue(world.worker(), dlq.id, false);
  const afterOne = (await messages(dlq.id)).map((message) => message.state);
  await scanQueue(world.worker(), dlq.id, false);

  expect(afterOne).toEqual(["present", "present"]);
  expect((await messages(dlq.id)).map((message) => message.state)).toEqual(["left", "left"]);
});

test("captured as shape and hash, neither body nor error text of a message is kept anywhere", async () => {
  const canary = "canary-4711-secret";
  const { dlq } = await aShop([], false);
  await world.ask("updateQueue", { id: dlq.id, capture: "shape" });
  await world.aws.sqs.send(
    new SendMessageCommand({
      QueueUrl: dlq.arn.replace(/.*/, (await world.ask("getQueue", { id: dlq.id })).url),
      MessageBody: `{"error":"${canary} failed","name":"${canary}"}`,
    }),
  );

  await scanQueue(world.worker(), dlq.id, true);

  expect(await messages(dlq.id)).toMatchObject([{ hasBody: false }]);
  expect(await tablesWith(canary)).toEqual([]);
});

test("captured whole, the body is in no table in clear beyond its bounded preview, error and fields to look for", async () => {
  const canary = "canary-0815-secret";
  const { dlq } = await aShop([`{"error":"boom","fill":"${"x".repeat(10_000)}${canary}"}`]);
  const [message] = await messages(dlq.id);

  expect(await tablesWith(canary)).toEqual([]);
  expect((await world.ask("getMessageBody", { id: message?.id ?? "" })).body).toContain(canary);
});

/** Names of tables in which the text stands in clear. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    world.db,
    sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const hits = [];
  for (const { name } of tables) {
    const found = await world.db
      .$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM "${name}" t WHERE t::text LIKE '%${text}%'`)
      .catch(() => []);
    if (Number(found[0]?.n ?? 0) > 0) hits.push(name);
  }
  return hits;
}

test("an alarm on Visible > 0 is cleared for no longer than one slice", async () => {
  const { pair, dlq } = await aShop(
    Array.from({ length: 40 }, (_, index) => `m${index}`),
    false,
  );
  const scanning = scanQueue(world.worker(), dlq.id, true);
  const seen: { atMs: number; visible: number }[] = [];
  let isOver = false;
  void scanning.finally(() => {
    isOver = true;
  });
  while (!isOver) seen.push({ atMs: performance.now(), visible: await visible(pair.dlqUrl) });
  await scanning;

  const cleared = seen.filter((sample) => sample.visible === 0).map((sample) => sample.atMs);
  expect(cleared.length === 0 ? 0 : Math.max(...cleared) - Math.min(...cleared)).toBeLessThan(15_000);
  expect(await visible(pair.dlqUrl)).toBe(40);
});

test("a throttled or refused receive ends the look with the reason and gives back what it held", async () => {
  const { pair, dlq } = await aShop(
    Array.from({ length: 30 }, (_, index) => `m${index}`),
    false,
  );
  await aFault(world, { operation: "sqs:ReceiveMessage", kind: "accessDenied", nth: 2 });

  const failure = await scanQueue(world.worker(), dlq.id, true).then(
    () => undefined,
    (error: Error) => error,
  );

  expect(failure?.message).toContain("sqs:ReceiveMessage");
  expect(await visible(pair.dlqUrl)).toBe(30);
  expect((await world.ask("getQueue", { id: dlq.id })).lastScan).toMatchObject({
    isComplete: false,
    stoppedBecause: expect.stringContaining("error"),
  });
});

test("an escaped NUL in an error text, hostile keys and broken JSON are kept without harm", async () => {
  const bodies = [
    '{"error":"bad \\u0000 byte"}',
    '{"__proto__":{"polluted":true},"error":"p"}',
    '{"error":"half',
    "\t\r\n plain \u0085 text",
    '{"error":"\\ud800 lone"}',
  ];
  const { dlq } = await aShop(bodies);

  expect(await messages(dlq.id)).toHaveLength(bodies.length);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
