import { StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ensureEstate } from "../../jobs/demo/story/estate/ensure-estate";
import { arnIn } from "../../jobs/demo/story/estate/estate-places";
import { ESTATE_QUEUES, isDeadLetterQueue, queueNamed } from "../../jobs/demo/story/estate/estate-queues";
import * as happenings from "../../jobs/demo/story/estate/happenings";
import { brokenDeploy } from "../../jobs/demo/story/incidents/broken-deploy";
import { dependencyTimesOut } from "../../jobs/demo/story/incidents/dependency-times-out";
import { INCIDENTS } from "../../jobs/demo/story/incidents/incidents";
import { poisonInFifo } from "../../jobs/demo/story/incidents/poison-in-fifo";
import { shortRetention } from "../../jobs/demo/story/incidents/short-retention";
import { slowTrickle } from "../../jobs/demo/story/incidents/slow-trickle";
import { openStage, type Stage } from "./story-stage";

const QUEUES = ESTATE_QUEUES.map(({ name }) => name);
const WORKING = ESTATE_QUEUES.filter((queue) => !isDeadLetterQueue(queue)).map(({ name }) => name);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

async function everythingHappens(): Promise<void> {
  for (const happen of Object.values(happenings)) await happen(stage.estate, stage.draw());
}

async function countsOf(queues: readonly string[]) {
  const counts = await Promise.all(queues.map(async (name) => [name, await stage.countIn(name)] as const));
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

test("a quiet hour leaves no dead letter and no queue that grows", async () => {
  for (let round = 0; round < 12; round += 1) {
    await everythingHappens();
    await stage.pass(300);
  }
  await stage.pass(30);

  expect(await countsOf(QUEUES)).toEqual({});
  for (const name of ["audit-writer", "rehearse-order", "quote-gatherer", "label-printer", "click-counter"])
    expect(await stage.logOf(name, "END RequestId"), name).not.toEqual([]);
  for (const name of ["capture-payment", "shelf-counter", "notify-customer", "reorder", "fraud-check"])
    expect(await stage.logOf(name, "END RequestId"), name).not.toEqual([]);
}, 60_000);

test.each([
  [brokenDeploy, "picking-dlq"],
  [dependencyTimesOut, "parcel-labels-dlq"],
  [slowTrickle, "loyalty-dlq"],
  [shortRetention, "payment-webhooks-dlq"],
  [poisonInFifo, "payment-ledger-dlq.fifo"],
])("after $name is over, what is sent back goes through", async (incident, deadLetterQueue) => {
  await stage.begin(incident);
  await stage.pass(250);
  const dead = await stage.countIn(deadLetterQueue);
  await incident.end?.(stage.estate);

  const { at } = queueNamed(deadLetterQueue);
  const SourceArn = arnIn(at, "sqs", deadLetterQueue);
  await stage.estate.at(at).sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  await stage.pass(120);

  expect(dead).toBeGreaterThan(0);
  expect(await countsOf(QUEUES)).toEqual({});
});

test.each(INCIDENTS)("$name ends by itself: what happens afterwards leaves no dead letter", async (incident) => {
  await stage.begin(incident);
  await stage.pass(incident.lastsSeconds);
  await incident.end?.(stage.estate);
  await stage.pass(120);
  const before = await countsOf(QUEUES);

  await everythingHappens();
  await happenings.orderPlaced(stage.estate, stage.draw(), { method: "pickup", tier: "platinum" });
  await happenings.stockLow(stage.estate, stage.draw(), { quantity: 1 });
  await stage.pass(300);

  expect(await countsOf(QUEUES)).toEqual(before);
  expect(await countsOf(WORKING)).toEqual({});
});

test("what is broken when the demo stops is whole after the next start", async () => {
  for (const incident of INCIDENTS) await stage.begin(incident);
  await stage.pass(10);

  await ensureEstate(stage.estate);
  await stage.pass(240);
  const before = await countsOf(QUEUES);
  await everythingHappens();
  await happenings.orderPlaced(stage.estate, stage.draw(), { method: "pickup", tier: "platinum" });
  await happenings.stockLow(stage.estate, stage.draw(), { quantity: 1 });
  await stage.pass(240);

  expect(await countsOf(QUEUES)).toEqual(before);
  expect(await countsOf(WORKING)).toEqual({});
});
