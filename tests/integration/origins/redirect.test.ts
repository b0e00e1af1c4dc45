import { afterAll, beforeAll, expect, test } from "vitest";
import { aQueue } from "../../aws/sim-clients";
import { bodiesIn, deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createWorld, look, type World } from "../../support/world";

const OTHER = "222222222222";
let world: World;
let queueId: string;
let pair: Awaited<ReturnType<typeof aQueuePair>>;
const BODIES = ["one", "two"];
beforeAll(async () => {
  world = await createWorld();
  const { id: accountId } = await connectShop(world);
  await connectShop(world, { awsAccountId: OTHER });
  pair = await aQueuePair(world.aws, "orders");
  await aQueuePair(world.aws, "returns");
  for (const name of ["spare", "spare.fifo"])
    await aQueue(world.aws, name, name.endsWith(".fifo") ? { FifoQueue: "true" } : {});
  await deadLetter(world.aws, pair, BODIES);
  queueId = (await seenQueue(world, accountId, "orders-dlq")).id;
  await look(world, accountId);
});
afterAll(() => world.stop());

const arnOf = (name: string, account = "111111111111", region = "eu-central-1") =>
  `arn:aws:sqs:${region}:${account}:${name}`;

async function redirected(destinationArn: string) {
  const { checks } = await world.ask(
    "createPlan",
    { action: "redrive", driver: "redirect", selection: { queueId }, destinationArn },
    "operator",
  );
  const textsOf = (result: string) => checks.filter((check) => check.result === result).map(({ text }) => text);
  return { blocks: textsOf("block").join(" "), warnings: textsOf("warn").join(" ") };
}

test.each([
  ["a queue of another account", arnOf("orders", OTHER), /a run acts in one account only/],
  ["a queue in another Region", arnOf("orders", undefined, "eu-west-1"), /a run acts in one Region only/],
  ["the dead-letter queue itself", arnOf("orders-dlq"), /is the dead-letter queue itself/],
  ["a queue that nobody knows", arnOf("nowhere"), /not in the inventory/],
  ["a FIFO queue, for messages without a group", arnOf("spare.fifo"), /2 of these have no message group/],
])("%s is refused, and nothing is touched", async (_, destinationArn, reason) => {
  const { blocks } = await redirected(destinationArn);

  expect(blocks).toMatch(reason);
  expect(await bodiesIn(world.aws, pair.dlqUrl)).toEqual(BODIES);
  await world.simulator.world.advance(60);
});

test("another dead-letter queue is warned of and may be chosen", async () => {
  const { blocks, warnings } = await redirected(arnOf("returns-dlq"));

  expect(blocks).not.toMatch(/returns-dlq/);
  expect(warnings).toMatch(/returns-dlq is itself a dead-letter queue/);
});

test("what is no queue at all is a clear mistake", async () => {
  await expect(redirected("arn:aws:lambda:eu-central-1:111111111111:function:x")).rejects.toThrow(
    /needs the queue that the messages go to/,
  );
});
