import { DeleteQueueCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { firstRow, sql } from "@/lib/db/query";
import { type Clients, clientsOf, rootKeys } from "../../aws/sim-clients";
import { seenQueue } from "../../support/dead-letters";
import { aQueuePair, connectShop, createOffice, type Office, REGION, SHOP } from "../../support/world";
import { concurrently } from "../concurrently";
import { startSubject } from "../subject";
import { BATCH } from "../throughput";
import { failedOrder } from "./bodies";
import { startWorker } from "./worker";
import type { Answer } from "./worker-process";

/** What one slice of the worker takes at most. */
const SLICE = 20_000;

export interface IngestFigures {
  readonly keptCount: number;
  /** Of each slice: kept with fingerprint, sealed original, projection and all indexes. */
  readonly perSecond: number[];
  /** Of each slice: only received and given back. */
  readonly rawPerSecond: number[];
  /** CPU time of the worker for 1,000 messages. */
  readonly cpuMsPerThousand: number[];
  readonly rawCpuMsPerThousand: number[];
  readonly peakRssBytes: number;
}

/** Fills queues of `SLICE` messages and reads each of them twice, kept and only received, the order reversed each time. */
export async function measureIngest(slices: number): Promise<IngestFigures> {
  const simulator = await startSubject("simulator");
  const office = await createOffice(simulator.url);
  const aws = clientsOf(simulator.url, rootKeys(SHOP), REGION);
  const { id: accountId } = await connectShop({ ...office, simulator });
  const worker = await startWorker(simulator.url, office.database.workerUrl);
  const kept: Answer[] = [];
  const raw: Answer[] = [];
  try {
    for (let slice = 0; slice < slices; slice++) {
      const { dlqUrl, sourceUrl } = await aQueuePair(aws, `ingest-${slice}`);
      await fill(aws, dlqUrl, slice * SLICE);
      const { id: queueId } = await seenQueue(office, accountId, `ingest-${slice}-dlq`, false);
      for (const isKept of slice % 2 === 0 ? [false, true] : [true, false]) {
        const answer = await worker.read({ queueId, isKept });
        (isKept ? kept : raw).push(answer);
        if (isKept) await refuseMissing(office, queueId, answer.receivedCount);
      }
      for (const QueueUrl of [sourceUrl, dlqUrl]) await aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    }
  } finally {
    await worker.stop();
    await office.stop();
    await simulator.stop();
  }
  const perSecond = ({ tookMs, receivedCount }: Answer) => (receivedCount * 1000) / tookMs;
  const cpuMsPerThousand = ({ cpuMs, receivedCount }: Answer) => (cpuMs * 1000) / receivedCount;
  return {
    keptCount: kept.reduce((sum, { receivedCount }) => sum + receivedCount, 0),
    perSecond: kept.map(perSecond),
    rawPerSecond: raw.map(perSecond),
    cpuMsPerThousand: kept.map(cpuMsPerThousand),
    rawCpuMsPerThousand: raw.map(cpuMsPerThousand),
    peakRssBytes: Math.max(...kept.map(({ peakRssBytes }) => peakRssBytes)),
  };
}

/** Every message must be there with what is looked for and what is sent again. */
async function refuseMissing({ db }: Office, queueId: string, receivedCount: number): Promise<void> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM failed_message f JOIN message_projection p ON p.message_row_id = f.id
        JOIN message_body b ON b.id = f.body_id WHERE f.queue_id = ${queueId}`,
  );
  if (row?.count !== receivedCount) throw new Error(`${row?.count} of ${receivedCount} messages were kept`);
}

async function fill({ sqs }: Clients, QueueUrl: string, from: number): Promise<void> {
  await concurrently(8, SLICE / BATCH, async (turn) => {
    const Entries = Array.from({ length: BATCH }, (_, i) => ({
      Id: `${i}`,
      MessageBody: failedOrder(from + turn * BATCH + i),
      MessageAttributes: { tenant: { DataType: "String", StringValue: `tenant-${(from + turn) % 300}` } },
    }));
    const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Successful.length !== BATCH) throw new Error("a batch was not taken whole");
  });
}
