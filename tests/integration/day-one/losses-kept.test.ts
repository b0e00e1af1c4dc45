import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { execute, rows, sql } from "@/lib/db/query";
import { listMetricsDue } from "@/lib/db/samples";
import { rescueDue } from "@/lib/operations/losses/rescue-due";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, REGION, type World } from "../../support/world";
import { listLosses, lookWithoutReceiving, pass, turnOff, workerIn } from "../losses/losing-world";

let world: World;
let accountId: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await connectShop(world, { isWritable: false })).id;
  await turnOff(world);
});
afterEach(() => world.stop());

test("a queue whose rescue breaks unexpectedly keeps no other from being rescued, and the one that dies first comes first", async () => {
  for (const name of ["first", "second", "third"]) {
    await deadLetter(world.aws, await aQueuePair(world.aws, name), ["a"]);
    await pass(world, 300);
  }
  await lookWithoutReceiving(world, accountId);
  await execute(world.db, sql`UPDATE queue SET does_auto_rescue = true WHERE is_dead_letter_queue`);
  const worker = workerIn(world);
  let planCount = 0;
  const breaking: typeof worker = {
    ...worker,
    newId(kind) {
      if (kind === "plan" && ++planCount === 1) throw new Error("broken");
      return worker.newId(kind);
    },
  };

  await expect(rescueDue(breaking)).rejects.toThrow("broken");

  const begun = await rows<{ name: string }>(
    world.db,
    sql`SELECT q.name FROM run r JOIN queue q ON q.id = r.queue_id ORDER BY r.number`,
  );
  expect(begun.map(({ name }) => name)).toEqual(["second-dlq", "third-dlq"]);
});

test("messages of a queue that comes back with its account expire by the retention it has now", async () => {
  await execute(world.db, sql`UPDATE account SET default_mode = 'index'`);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ["a"]);
  await seenQueue(world, accountId, "orders-dlq");
  const expiry = async () => {
    const [row] = await rows<{ expiresAt: string }>(world.db, sql`SELECT expires_at FROM failed_message`);
    return Date.parse(row?.expiresAt ?? "");
  };
  const before = await expiry();
  await execute(world.db, sql`UPDATE queue SET deleted_at = dlo_now() WHERE name = 'orders-dlq'`);
  const longer = { MessageRetentionPeriod: "1209600" };
  await world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl: pair.dlqUrl, Attributes: longer }));

  await look(world, accountId);

  expect((await expiry()) - before).toBe(10 * 86_400_000);
});

test("a source that is listed and not read yet may keep messages for longer than the sources that are known", async () => {
  const pair = await aQueuePair(world.aws, "orders", { MessageRetentionPeriod: "3600" });
  await deadLetter(world.aws, pair, ["a"]);
  await pass(world, 300);
  await lookWithoutReceiving(world, accountId);
  const [known] = (await listLosses(world)).items;
  await execute(
    world.db,
    sql`INSERT INTO queue_listing (account_id, region, name, url, is_selected, seen_at) VALUES (${accountId}, ${REGION}, 'unread', 'u', true, dlo_now())`,
  );

  const [unknown] = (await listLosses(world)).items;

  expect(Date.parse(known?.earliestAt ?? "") - Date.parse(unknown?.earliestAt ?? "")).toBe((1_209_600 - 3600) * 1000);
});

test("a busy queue is asked of CloudWatch hourly, and often from when dead letters wait to go back to it", async () => {
  const pair = await aQueuePair(world.aws, "orders");
  await look(world, accountId);
  await execute(
    world.db,
    sql`UPDATE queue_state SET visible = 5, metrics_until = dlo_now() - interval '10 minutes', next_metrics_at = dlo_now() + interval '1 hour'
        WHERE queue_id = (SELECT id FROM queue WHERE name = 'orders')`,
  );
  const due = async () =>
    (await listMetricsDue(world.workerDb, accountId, REGION, 300)).filter(({ name }) => name === "orders");
  const before = await due();
  await execute(
    world.db,
    sql`UPDATE queue_state SET visible = 1 WHERE queue_id = (SELECT id FROM queue WHERE arn = ${pair.dlqArn})`,
  );

  expect(before).toEqual([]);
  expect(await due()).toMatchObject([{ isDeciding: true }]);
});
