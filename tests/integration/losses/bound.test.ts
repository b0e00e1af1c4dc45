import { SendMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, sql } from "@/lib/db/query";
import { partyOf } from "../../aws/sim-events-clients";
import { deadLetter } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, REGION, SHOP, type World } from "../../support/world";
import { firstDeathIn, listLosses, lookWithoutReceiving, pass, receiveCalls, turnOff } from "./losing-world";

const HOUR = 3600;
const DAY = 24 * HOUR;
/** CloudWatch tells an age per minute. */
const PRECISION_MS = 120_000;

let world: World;
let accountId: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectShop(world)).id;
  await turnOff(world);
});
afterEach(() => world.stop());

const retain = (QueueUrl: string, seconds: number) =>
  world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { MessageRetentionPeriod: `${seconds}` } }));

/** The clock as it stands now, and whether the first message then dies when it says. */
async function promised(name: string) {
  await lookWithoutReceiving(world, accountId);
  const [loss] = (await listLosses(world)).items;
  if (!loss?.earliestAt || !loss.latestAt) throw new Error(`no bound: ${JSON.stringify(loss)}`);
  for (let hour = 0; hour < 14 * 24 && !firstDeathIn(world, name); hour += 6)
    await world.simulator.world.advance(6 * HOUR);
  const death = firstDeathIn(world, name)?.getTime() ?? Number.NaN;
  return { loss, death, earliest: Date.parse(loss.earliestAt), latest: Date.parse(loss.latestAt) };
}

test("a message that SQS moved dies between the bound's two ends, and nobody received anything to know it", async () => {
  const pair = await aQueuePair(world.aws, "orders");
  await retain(pair.sourceUrl, 2 * DAY);
  await retain(pair.dlqUrl, 4 * DAY);
  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl: pair.sourceUrl, MessageBody: "first" }));
  await pass(world, DAY);
  await deadLetter(world.aws, pair, []);
  await pass(world, 6 * HOUR);

  const { loss, death, earliest, latest } = await promised("orders-dlq");

  expect(loss).toMatchObject({ lossKind: "bound", mode: "off", canRaiseRetention: true, retentionSeconds: 4 * DAY });
  expect(loss.sentence).toMatch(/^At least one message dies between \w{3} \d\d:\d\d and \w{3} \d\d:\d\d UTC\.$/);
  expect(latest - earliest).toBe(2 * DAY * 1000);
  expect(death).toBeGreaterThan(earliest);
  expect(death).toBeLessThan(latest);
  expect(await receiveCalls(world)).toBe(0);
});

test("what EventBridge sent to a dead-letter queue of its own dies when the bound says, to the minute", async () => {
  const shop = partyOf(world.simulator, SHOP, REGION);
  const dlqArn = await shop.queue("orders-dlq");
  const missing = `arn:aws:sqs:${REGION}:${SHOP}:nowhere`;
  const ruleArn = await shop.rule("orders", [{ Arn: missing, DeadLetterConfig: { Arn: dlqArn } }]);
  await shop.put();
  await pass(world, 6 * HOUR);
  await lookWithoutReceiving(world, accountId);
  await noteSender(ruleArn, dlqArn);

  const { loss, death, earliest, latest } = await promised("orders-dlq");

  expect(loss.sentence).toMatch(/^At least one message dies about /);
  expect(earliest).toBe(latest);
  expect(Math.abs(death - latest)).toBeLessThan(PRECISION_MS);
});

/** What the inventory writes down of a rule whose target has this dead-letter queue. */
async function noteSender(fromArn: string, dlqArn: string): Promise<void> {
  await execute(
    world.db,
    sql`INSERT INTO resource_edge (from_arn, to_arn, kind, part, resource_id, account_id) VALUES (${fromArn}, ${dlqArn}, 'dead-letters', 't0', 'res_1', ${accountId})
        ON CONFLICT DO NOTHING`,
  );
  await execute(world.db, sql`UPDATE queue SET is_dead_letter_queue = true WHERE arn = ${dlqArn}`);
}

test("on a FIFO queue the clock starts anew at the move: one instant, however long the message waited before", async () => {
  const pair = await aQueuePair(world.aws, "orders", { FifoQueue: "true" });
  const group = { MessageGroupId: "g", MessageDeduplicationId: "d" };
  await world.aws.sqs.send(new SendMessageCommand({ QueueUrl: pair.sourceUrl, MessageBody: "first", ...group }));
  await pass(world, DAY);
  await deadLetter(world.aws, pair, []);
  await pass(world, 6 * HOUR);

  const { loss, death, earliest, latest } = await promised("orders-dlq.fifo");

  expect(loss).toMatchObject({ lossKind: "bound", isFifo: true });
  expect(earliest).toBe(latest);
  expect(Math.abs(death - latest)).toBeLessThan(PRECISION_MS);
});

test("nothing older than the last time the queue was seen empty twice is feared", async () => {
  const pair = await aQueuePair(world.aws, "orders");
  await lookWithoutReceiving(world, accountId);
  await pass(world, 60);
  await lookWithoutReceiving(world, accountId);
  await deadLetter(world.aws, pair, ["late"]);
  await pass(world, 300);
  await lookWithoutReceiving(world, accountId);
  await execute(world.db, sql`UPDATE queue_state SET age_seconds = 3 * 86400 WHERE visible > 0`);

  const [loss] = (await listLosses(world)).items;

  // Four days of retention here and in the source: it came no earlier than about now, so it lives at most that long.
  expect(Date.parse(loss?.latestAt ?? "") - world.simulator.world.clock.now()).toBeGreaterThan(4 * DAY * 1000 - 10_000);
});

test("an age that CloudWatch does not tell is unknown, stands after the known, and is never left out", async () => {
  const known = await aQueuePair(world.aws, "known");
  const dark = await aQueuePair(world.aws, "dark");
  await deadLetter(world.aws, known, ["a"]);
  await deadLetter(world.aws, dark, ["a"]);
  await pass(world, 300);
  await lookWithoutReceiving(world, accountId);
  await execute(
    world.db,
    sql`UPDATE queue_state SET age_seconds = NULL, age_at = NULL WHERE queue_id = (SELECT id FROM queue WHERE name = 'dark-dlq')`,
  );

  const all = await listLosses(world, { withinHours: 336 });
  const first = await listLosses(world, { limit: 1 });
  const second = await listLosses(world, { limit: 1, cursor: first.nextCursor ?? "" });

  expect(all.items.map((loss) => [loss.name, loss.lossKind])).toEqual([
    ["known-dlq", "bound"],
    ["dark-dlq", "unknown"],
  ]);
  expect(all).toMatchObject({ unknownCount: 1, within24hCount: 1, totalCount: 2 });
  expect([...first.items, ...second.items].map((loss) => loss.name)).toEqual(["known-dlq", "dark-dlq"]);
  expect(second.nextCursor).toBeNull();
});
