import { CreateQueueCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { startSimulator } from "@/simulator/start";
import type { SimulatedWorld } from "@/simulator/world";
import { control } from "../control";
import { type QueuesOf, queuesOf } from "../owner";
import { centralQueueOf, centralQueuePolicy, makeRule, TELLING_ACCOUNTS, tellInVain } from "./central-rules";
import { CENTRAL_DEAD_LETTERS, FLEET } from "./fleet-accounts";
import { fleetLetter } from "./fleet-letter";
import { type FleetQueue, fleetQueues } from "./fleet-queues";

const DAY_MS = 86_400_000;
/** Everything was made before the oldest dead letter. */
const MADE_DAYS_AGO = 13.5;
const RETENTION = `${14 * 86_400}`;

/**
 * Gives the simulated AWS the queues of the fleet with what has been forgotten in them for up to two weeks, unless they
 * are there. As with the shop's past, it happens in a world of its own that is taken over as a whole.
 */
export async function ensureFleet(simulatorUrl: string): Promise<void> {
  if (await isBuilt(simulatorUrl)) return;
  const before = await control(simulatorUrl, "GET", "/snapshot");
  const stage = await startSimulator();
  try {
    stage.world.load(before);
    await playFleetsPast(stage.url, stage.world);
    await control(simulatorUrl, "POST", "/load", stage.world.serialize());
  } finally {
    await stage.stop();
  }
}

async function isBuilt(simulatorUrl: string): Promise<boolean> {
  const { awsAccountId, regions } = CENTRAL_DEAD_LETTERS;
  const [first] = TELLING_ACCOUNTS;
  const place = queuesOf(simulatorUrl, awsAccountId, regions[0] ?? "");
  const url = first && (await place.find(centralQueueOf(first)));
  place.sqs.destroy();
  return url !== undefined;
}

/** The clock jumps to each moment: only the fleet's queues are touched in the past, all others stay in the present. */
async function playFleetsPast(url: string, world: SimulatedWorld): Promise<void> {
  const present = world.clock.offset;
  const goTo = (daysAgo: number) => world.clock.restore(present - daysAgo * DAY_MS);
  goTo(MADE_DAYS_AGO);
  const places = placesOf(url);
  const queues = fleetQueues();
  await makeQueues(places, queues);
  const scenes = queues.flatMap((queue) => queue.dead.map((burst) => ({ queue, ...burst })));
  for (const { queue, daysAgo, count } of scenes.sort((one, other) => other.daysAgo - one.daysAgo)) {
    goTo(daysAgo);
    const { sqs, urlOf } = places(queue.account.awsAccountId, queue.region);
    const Entries = Array.from({ length: count }, (_, at) => ({ Id: `${at}`, MessageBody: fleetLetter(queue, at) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf(`${queue.name}-dlq`), Entries }));
  }
  for (const [at, account] of TELLING_ACCOUNTS.entries()) {
    goTo(1 + at / 2);
    await makeRule(url, account);
    await tellInVain(url, account, at);
    await world.advance(1);
  }
  goTo(0);
  for (const { awsAccountId, regions } of FLEET)
    for (const region of regions) places(awsAccountId, region).sqs.destroy();
}

async function makeQueues(places: ReturnType<typeof placesOf>, queues: readonly FleetQueue[]): Promise<void> {
  const central = places(CENTRAL_DEAD_LETTERS.awsAccountId, CENTRAL_DEAD_LETTERS.regions[0] ?? "");
  for (const account of TELLING_ACCOUNTS) {
    const QueueName = centralQueueOf(account);
    const Attributes = { MessageRetentionPeriod: RETENTION, Policy: centralQueuePolicy(central.arnOf(QueueName)) };
    await central.sqs.send(new CreateQueueCommand({ QueueName, Attributes, tags: { team: account.team } }));
  }
  await Promise.all(
    FLEET.map(async (account) => {
      for (const queue of queues.filter((one) => one.account === account))
        await makePair(places(account.awsAccountId, queue.region), queue);
    }),
  );
}

/** A queue and its dead-letter queue; idempotent. */
export async function makePair({ sqs, arnOf }: QueuesOf, { name, tags }: FleetQueue): Promise<void> {
  const deadLetterName = `${name}-dlq`;
  const dead = { MessageRetentionPeriod: RETENTION };
  await sqs.send(new CreateQueueCommand({ QueueName: deadLetterName, Attributes: dead, tags: { ...tags } }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(deadLetterName), maxReceiveCount: 3 });
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { RedrivePolicy }, tags: { ...tags } }));
}

function placesOf(url: string) {
  const known = new Map<string, QueuesOf>();
  return (accountId: string, region: string): QueuesOf => {
    const key = `${accountId}/${region}`;
    const place = known.get(key) ?? queuesOf(url, accountId, region);
    known.set(key, place);
    return place;
  };
}
