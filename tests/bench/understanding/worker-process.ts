import { openWorker } from "@/jobs/context";
import { findAccount } from "@/lib/db/accounts";
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
if (process.env.MEM) {
  const say = () => {
    const m = process.memoryUsage();
    console.error(
      (m.rss / 1e6) | 0,
      (m.heapTotal / 1e6) | 0,
      (m.heapUsed / 1e6) | 0,
      (m.external / 1e6) | 0,
      (m.arrayBuffers / 1e6) | 0,
    );
  };
  say();
  setInterval(say, 2000).unref();
}
process.send?.("ready");

async function answer({ queueId, isKept }: Ask): Promise<Answer> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  if (isKept) await scanQueue(ctx, queueId, true);
  else await receiveOnly(queueId);
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  return {
    tookMs,
    cpuMs: (user + system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

async function receiveOnly(queueId: string): Promise<void> {
  const queue = await findQueue(ctx.db, queueId);
  const account = queue && (await findAccount(ctx.db, queue.accountId));
  if (!queue || !account) throw new Error("the queue went away");
  const { sqs } = sessionFor(ctx, { account, region: queue.region }, "inspect", "collect");
  const slice = await readSlice(sqs, queue, ctx.signal, async () => {});
  if (slice.error) throw slice.error;
}
