import { TagQueueCommand } from "@aws-sdk/client-sqs";
import type { InputOf, OperationId, OutputOf } from "@/lib/contract";
import type { Selector } from "@/lib/core/access/selector";
import type { DloError } from "@/lib/core/errors";
import { fenced } from "@/lib/db/fence";
import { operations } from "@/lib/operations";
import { actorById } from "@/lib/operations/access/actor-of";
import type { Ctx } from "@/lib/operations/context";
import { aQueue } from "../../aws/sim-clients";
import { deadLetter, seenQueue } from "../../support/dead-letters";
import { aQueuePair, arnOf, connectShop, createWorld, type World } from "../../support/world";

/**
 * Two accounts. In the first `orders` (tag team=orders) and `billing` share the queue `central-dlq`, and `refunds` (same tag)
 * has a dead-letter queue of its own.
 */
export async function aSharedQueue() {
  const world = await createWorld({ settings: { undoSeconds: 60 } });
  const shop = await connectShop(world, { readActions: ["*"] });
  const other = await connectShop(world, { awsAccountId: "222222222222", isProduction: true });
  const central = await aQueue(world.aws, "central-dlq");
  const policy = JSON.stringify({ deadLetterTargetArn: arnOf(central), maxReceiveCount: 1 });
  const source = (name: string) => aQueue(world.aws, name, { VisibilityTimeout: "0", RedrivePolicy: policy });
  const [orders, billing] = [await source("orders"), await source("billing")];
  const refunds = await aQueuePair(world.aws, "refunds");
  for (const QueueUrl of [orders, refunds.sourceUrl])
    await world.aws.sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: "orders" } }));
  await deadLetter(world.aws, { sourceUrl: orders }, ['{"order":1}', '{"order":2}']);
  await deadLetter(world.aws, { sourceUrl: billing }, ['{"bill":1}', '{"bill":2}', '{"bill":3}']);
  await deadLetter(world.aws, refunds, ['{"refund":1}']);
  const dlq = await seenQueue(world, shop.id, "central-dlq");
  await seenQueue(world, shop.id, "refunds-dlq");
  return { world, shop, other, dlq, ordersArn: arnOf(orders), billingArn: arnOf(billing) };
}

let people = 0;

/** A new person with one role over this much, asking as a door would let them: behind the fence. */
export async function aPersonWith(world: World, role: string, selector: Selector) {
  const { id } = await world.ask("createUser", {
    name: `Person ${++people}`,
    email: `person-${people}@test.invalid`,
    password: "correct horse battery",
    role,
    selector,
  });
  return { id, ask: askerOf(world, id) };
}

/** Asks as whoever has this id, a person or a token, may ask right now. */
export function askerOf(world: World, id: string) {
  return async <K extends OperationId>(operation: K, input: InputOf<K>): Promise<OutputOf<K>> =>
    operations[operation](await contextOf(world, id), input);
}

async function contextOf(world: World, id: string): Promise<Ctx> {
  const actor = await actorById(world.webDb, id);
  if (!actor) throw new Error(`${id} may not act`);
  return { ...world.web(), actor, db: fenced(world.webDb, actor.scope) };
}

/** A selector of these parts alone. */
export function only(what: Partial<Extract<Selector, { kind: "some" }>>): Selector {
  return { kind: "some", accountIds: [], environments: [], tags: [], owners: [], ...what };
}

/** The team of `orders` and `refunds`. */
export const TEAM = only({ tags: [{ key: "team", value: "orders" }] });

/** "done", or the code of the refusal. */
export function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "done",
    (error: DloError) => error.code,
  );
}
