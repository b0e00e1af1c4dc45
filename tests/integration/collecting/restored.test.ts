import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aDrivenRun } from "../../support/runs";
import { aQueuePair, connectShop, createWorld, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.stop());

test("what our own run put into a queue that is a dead-letter queue by now is known as such, by its id", async () => {
  const account = await connectShop(world);
  const pair = await aQueuePair(world.aws, "orders");
  await deadLetter(world.aws, pair, ['{"type":"OrderPlaced"}']);
  const dlq = await seenQueue(world, account.id, "orders-dlq");
  const run = await aDrivenRun(world, { action: "redrive", selection: { queueId: dlq.id } });
  const setting = (QueueUrl: string, RedrivePolicy: string) =>
    world.aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
  const intake = await aQueuePair(world.aws, "intake");
  await setting(pair.sourceUrl, "");
  await setting(intake.sourceUrl, JSON.stringify({ deadLetterTargetArn: pair.sourceArn, maxReceiveCount: 3 }));

  const orders = await seenQueue(world, account.id, "orders");

  const { items } = await world.ask("listFailedMessages", { queueId: orders.id });
  expect(items).toMatchObject([{ originKind: "restored", originCertainty: "certain" }]);
  const failure = await world.ask("getFailureClass", { id: items[0]?.classId ?? "" });
  expect(run.counters).toMatchObject({ sent: 1 });
  expect(failure.wayBack).toContain("One of our own runs sent it to this queue");
});
