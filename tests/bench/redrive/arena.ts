import { setTimeout as sleep } from "node:timers/promises";
import { DeleteQueueCommand } from "@aws-sdk/client-sqs";
import { firstRow, sql } from "@/lib/db/query";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { type Clients, clientsOf, rootKeys } from "../../aws/sim-clients";
import { seenQueue } from "../../support/dead-letters";
import { startTestPostgres } from "../../support/postgres.mjs";
import { prepareTemplate, testMasterKey } from "../../support/template";
import { aQueuePair, connectShop, createOffice, type Office, REGION, SHOP } from "../../support/world";
import { type BenchAws, startAws } from "./aws";
import type { Job } from "./contestants/move";

/** On a busy machine a look ends early, and what it could not give back stays hidden for a while. */
const MOST_LOOKS = 30;
const LOOK_AGAIN_MS = 1_000;

export type QueuePair = Awaited<ReturnType<typeof aQueuePair>>;

/** Where contestants meet: a simulated AWS, and for ours a durable PostgreSQL with the product's web half. */
export interface Arena {
  readonly aws: BenchAws;
  readonly clients: Clients;
  readonly office: Office;
  readonly accountId: string;
  /** What the process of our worker needs. */
  readonly workerEnv: Record<string, string>;
  close(): Promise<void>;
}

export async function openArena(): Promise<Arena> {
  process.env.AWS_ACCESS_KEY_ID = "999999999999";
  process.env.AWS_SECRET_ACCESS_KEY = "rehearsal";
  const server = await startTestPostgres({ isDurable: true, settings: { shared_buffers: "512MB" } });
  process.env.DLO_TEST_PG_URL = server.url;
  await prepareTemplate(server.url);
  const aws = await startAws();
  const office = await createOffice(aws.url);
  const { id: accountId } = await connectShop({ ...office, simulator: aws });
  return {
    aws,
    office,
    accountId,
    clients: clientsOf(aws.url, rootKeys(SHOP), REGION),
    workerEnv: {
      DATABASE_URL: office.database.workerUrl,
      DLO_AWS_ENDPOINT: aws.url,
      DLO_MASTER_KEY: testMasterKey,
    },
    close: async () => {
      await aws.stop();
      await office.stop();
      await server.discard();
    },
  };
}

/** A source and its dead-letter queue with so many messages. */
export async function aFilledPair({ aws, clients }: Arena, name: string, count: number): Promise<QueuePair> {
  const pair = await aQueuePair(clients, name);
  await aws.fill(pair, 0, count);
  return pair;
}

export async function dropPair({ clients }: Arena, { sourceUrl, dlqUrl }: QueuePair): Promise<void> {
  for (const QueueUrl of [sourceUrl, dlqUrl]) await clients.sqs.send(new DeleteQueueCommand({ QueueUrl }));
}

export function jobOf({ aws }: Arena, { dlqUrl, sourceUrl }: QueuePair, count: number): Job {
  return { endpoint: aws.url, region: REGION, accountId: SHOP, fromUrl: dlqUrl, toUrl: sourceUrl, count };
}

/** Looks until every one of `count` messages is known, as the product does. The queue's id. */
export async function knownQueue({ office, accountId }: Arena, name: string, count: number): Promise<string> {
  const { id } = await seenQueue(office, accountId, `${name}-dlq`, false);
  for (let look = 0; ; look++) {
    await scanQueue(office.worker(), id, true);
    const row = await firstRow<{ count: number }>(
      office.db,
      sql`SELECT count(*)::int AS count FROM failed_message WHERE queue_id = ${id}`,
    );
    if (row?.count === count) return id;
    if (look === MOST_LOOKS) throw new Error(`only ${row?.count} of ${count} messages of ${name} became known`);
    await sleep(LOOK_AGAIN_MS);
  }
}

/** The most that a plan may ask for. */
export const FASTEST_PER_SECOND = 10_000;

/** Plans and applies a redrive in one stage; the run waits for its worker. */
export async function anAppliedRun(
  { office }: Arena,
  selection: { queueId: string } | { messageIds: string[] },
  terms: { readonly count: number; readonly ratePerSecond: number },
): Promise<string> {
  const plan = await office.ask(
    "createPlan",
    {
      action: "redrive",
      selection,
      stages: [terms.count],
      stageObservationSeconds: 0,
      observationSeconds: 1,
      ratePerSecond: terms.ratePerSecond,
    },
    "operator",
  );
  const { runId } = await office.ask("applyPlan", { id: plan.id, hash: plan.hash }, "operator");
  return runId;
}
