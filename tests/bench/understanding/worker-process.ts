import { openWorker } from "@/jobs/context";
import { findAccount } from "@/lib/db/accounts";
import { firstRow, sql } from "@/lib/db/query";
import { findQueue } from "@/lib/db/queues";
import { readEnv } from "@/lib/env";
import { createLog } from "@/lib/log";
import { readSlice } from "@/lib/operations/collecting/read-slice";
import { scanQueue } from "@/lib/operations/collecting/scan-queue";
import { sessionFor } from "@/lib/operations/polling/target";

/** What is asked for: read a queue, keeping what is in it or only receiving and releasing it. */
export interface Ask {
  readonly queueId: string;
  readonly isKept: boolean;
}
export interface Answer {
  /** Messages of one slice: a busy machine ends it early. */
  readonly receivedCount: number;
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

const { DATABASE_URL, DLO_AWS_ENDPOINT, DLO_MASTER_KEY } = process.env;
const env = readEnv({ DATABASE_URL, DATABASE_ROLE: "login", DLO_AWS_ENDPOINT, DLO_MASTER_KEY });
const root = await openWorker(env, createLog("worker", "error"));
const ctx = root.ctx(new AbortController().signal);

process.on("message", (ask: Ask) => {
  answer(ask).then(
    (told) => process.send?.(told),
    (failure: unknown) => {
      console.error(failure);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => root.close().finally(() => process.exit()));
process.send?.("ready");

async function answer({ queueId, isKept }: Ask): Promise<Answer> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const receivedCount = isKept ? await keep(queueId) : await receiveOnly(queueId);
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  return {
    receivedCount,
    tookMs,
    cpuMs: (user + system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function keep(queueId: string): Promise<number> {
  await scanQueue(ctx, queueId, true);
  const last = await firstRow<{ receivedCount: number; newCount: number }>(
    ctx.db,
    sql`SELECT received_count, new_count FROM scan WHERE queue_id = ${queueId} ORDER BY started_at DESC LIMIT 1`,
  );
  if (last?.receivedCount !== last?.newCount) throw new Error("not every message that was received was new");
  return last?.newCount ?? 0;
}

async function receiveOnly(queueId: string): Promise<number> {
  const queue = await findQueue(ctx.db, queueId);
  const account = queue && (await findAccount(ctx.db, queue.accountId));
  if (!queue || !account) throw new Error("the queue went away");
  const { sqs } = sessionFor(ctx, { account, region: queue.region }, "inspect", "collect");
  const slice = await readSlice(sqs, queue, ctx.signal, async () => {});
  if (slice.error) throw slice.error;
  return slice.receivedCount;
}
