import { ChangeMessageVisibilityCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

const HOUR = 3600;

/** Hides all that is visible, as another consumer would; the newest handle by message id. */
async function hideAll(world: World, QueueUrl: string, handles: Map<string, string>): Promise<void> {
  for (;;) {
    const { Messages } = await world.aws.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HOUR }),
    );
    if (!Messages?.length) return;
    for (const { MessageId = "", ReceiptHandle = "" } of Messages) handles.set(MessageId, ReceiptHandle);
  }
}

test("two looks that each met a part tell by their overlap about how many messages there are", async () => {
  const world = await createWorld();
  const { id: accountId } = await connectShop(world);
  const pair = await aQueuePair(world.aws, "parts");
  await deadLetter(
    world.aws,
    pair,
    Array.from({ length: 60 }, (_, n) => `{"type":"Part","n":${n}}`),
  );
  const queue = await seenQueue(world, accountId, "parts-dlq", false);
  const handles = new Map<string, string>();
  const show = (ids: readonly string[]) =>
    Promise.all(
      ids.map((id) =>
        world.aws.sqs.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: pair.dlqUrl,
            ReceiptHandle: handles.get(id),
            VisibilityTimeout: 0,
          }),
        ),
      ),
    );
  const estimate = async () => (await world.ask("getQueue", { id: queue.id })).completeness?.overlapEstimate;
  await hideAll(world, pair.dlqUrl, handles);
  const ids = [...handles.keys()];

  await show(ids.slice(0, 40));
  await scanQueue(world.worker(), queue.id, false);
  expect(await estimate()).toBeNull();
  await hideAll(world, pair.dlqUrl, handles);
  await show(ids.slice(20));
  await look(world, accountId);
  await scanQueue(world.worker(), queue.id, false);

  // 40 known, 40 met, 20 of them again: 41 × 41 ÷ 21 − 1.
  expect(await estimate()).toMatchObject({ count: 79, low: expect.any(Number) });
  expect((await estimate())?.low).toBeLessThanOrEqual(66);
  expect((await world.ask("getQueue", { id: queue.id })).completeness?.indexedCount).toBe(60);

  await world.simulator.world.advance(2 * HOUR);
  await look(world, accountId);
  await scanQueue(world.worker(), queue.id, false);
  expect(await estimate(), "all were met: nothing is left to estimate").toBeNull();
  await world.stop();
});
