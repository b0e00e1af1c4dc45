import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "@/jobs/demo/free-port.mjs";
import { POLLERS } from "@/jobs/pollers";
import { connect, type Db } from "@/lib/db/connect";
import { execute, sql } from "@/lib/db/query";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { eventually, type RunningProcess, startProcess } from "../../support/process";
import { program } from "../../support/program";
import { testMasterKey } from "../../support/template";
import { ACCOUNT, REGION, type SimulatedAws, startSimulatedAws, WORKER } from "../aws/simulated-aws";
import { callsCounted, callsSeen } from "./usage-counts";

const FLUSH_SECONDS = POLLERS.find(({ name }) => name === "flushUsage")?.everySeconds ?? Number.NaN;
/** Of the worker itself, in no account of ours: free, and not counted. */
const OF_ITSELF = "sts:GetCallerIdentity";

let database: TestDatabase;
let aws: SimulatedAws;
let db: Db;
const living: RunningProcess[] = [];

beforeAll(async () => {
  [database, aws] = await Promise.all([createTestDatabase(), startSimulatedAws()]);
  db = connect({ url: database.testUrl, maxConnections: 2 });
  await execute(
    db,
    sql`INSERT INTO account (id, aws_account_id, name, environment, regions, read_role_arn, external_id)
        VALUES (${ACCOUNT.id}, ${ACCOUNT.awsAccountId}, 'shop', 'sat', ${[REGION]}::text[], ${ACCOUNT.readRoleArn}, ${ACCOUNT.externalId})`,
  );
});
afterEach(async () => {
  await Promise.all(living.splice(0).map((worker) => worker.kill()));
});
afterAll(async () => {
  await db.$disconnect();
  await aws.stop();
  await database.drop();
});

test("a worker that is asked to stop has written down every call that it made", async () => {
  const worker = await startWorker();
  await looked();

  await worker.stop();

  expect(billedOf(await callsCounted(db))).toEqual(billedOf(await callsSeen(aws.simulator.url)));
});

test("a worker that is killed takes with it what it counted since its last flush, and nothing older", async () => {
  const [flushedBefore, seenBefore] = [sumOf(await callsCounted(db)), sumOf(await callsSeen(aws.simulator.url))];
  const startedAt = performance.now();
  const worker = await startWorker();
  await looked();

  await worker.kill();

  const livedSeconds = (performance.now() - startedAt) / 1000;
  const [counted, seen] = [sumOf(await callsCounted(db)), sumOf(await callsSeen(aws.simulator.url))];
  expect(flushedBefore).toBe(seenBefore);
  expect(livedSeconds).toBeLessThan(FLUSH_SECONDS);
  expect(counted).toBe(flushedBefore);
  expect(seen - counted).toBeGreaterThan(0);
  expect(seen - counted).toBe(seen - seenBefore);
});

test("the worker after it counts on from what was written down", async () => {
  const [countedBefore, seenBefore] = [sumOf(await callsCounted(db)), sumOf(await callsSeen(aws.simulator.url))];
  const worker = await startWorker();
  await looked();

  await worker.stop();

  expect(sumOf(await callsCounted(db)) - countedBefore).toBe(sumOf(await callsSeen(aws.simulator.url)) - seenBefore);
});

/** Until the worker of now has asked SQS something. */
async function looked(): Promise<void> {
  const before = (await callsSeen(aws.simulator.url))["sqs:ListQueues"] ?? 0;
  await execute(
    db,
    sql`SELECT pg_notify('dlo_intent', ${JSON.stringify({ topic: "check", id: ACCOUNT.id, accountId: ACCOUNT.id })})`,
  );
  await eventually(async () => {
    const now = (await callsSeen(aws.simulator.url))["sqs:ListQueues"] ?? 0;
    return now > before || undefined;
  }).catch(() => undefined);
}

function billedOf(calls: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(calls).filter(([action]) => action !== OF_ITSELF));
}

function sumOf(calls: Readonly<Record<string, number>>): number {
  return Object.values(billedOf(calls)).reduce((sum, count) => sum + count, 0);
}

async function startWorker(): Promise<RunningProcess> {
  const worker = startProcess(
    await program("jobs/worker.ts"),
    environment({ DATABASE_URL: database.workerUrl, DLO_WORKER_PORT: `${await freePort()}` }),
  );
  living.push(worker);
  await worker.printed(/the worker works/);
  return worker;
}

function environment(env: Record<string, string>): Record<string, string> {
  return {
    DATABASE_ROLE: "login",
    DLO_MASTER_KEY: testMasterKey,
    DLO_AWS_ENDPOINT: aws.simulator.url,
    AWS_ACCESS_KEY_ID: WORKER.key,
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    ...env,
  };
}
