import { cpus } from "node:os";
import { firstRow, sql } from "@/lib/db/query";
import { type Arena, aFilledPair, anAppliedRun, dropPair, FASTEST_PER_SECOND, jobOf, knownQueue } from "./arena";
import type { Audit } from "./audit";
import { type Contestant, startContestant } from "./contestant";
import type { ContestantName } from "./contestants/contestant-process";

/** What one contestant did in one round. */
export interface Turn extends Audit {
  readonly perSecond: number;
  readonly tookMs: number;
  /** Not through in its time, and stopped between two batches. */
  readonly isStopped: boolean;
  readonly error: string | null;
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** The simulator's share of one core meanwhile: near 1 it is what limits. */
  readonly simulatorCpuShare: number;
  /** Cores that everything else on the machine kept busy meanwhile; in our turn PostgreSQL among it. */
  readonly otherCores: number;
}

export interface TurnOptions {
  readonly messages: number;
  readonly delayMs: number;
  readonly mostMs: number;
  readonly packages?: string;
}

const MEGABYTE = 1_048_576;

/** Those that are through before their code is warm get a small queue first. A worker of ours runs for weeks. */
const WARM_UP_MESSAGES = 1_000;
const WARMED: readonly ContestantName[] = ["ours", "naive64", "fiftyLoops"];

/** A fresh dead-letter queue, a fresh process: from the word go until the last message has left the queue. */
export async function takeTurn(arena: Arena, name: ContestantName, key: string, options: TurnOptions): Promise<Turn> {
  const contestant = await startContestant(name, name === "ours" ? arena.workerEnv : {});
  try {
    const queue = `${name}-${key}`.toLowerCase();
    if (WARMED.includes(name))
      await moveQueue(arena, contestant, `${queue}-warm`, { ...options, messages: WARM_UP_MESSAGES });
    return await moveQueue(arena, contestant, queue, options);
  } finally {
    await contestant.stop();
  }
}

async function moveQueue(arena: Arena, contestant: Contestant, queue: string, options: TurnOptions): Promise<Turn> {
  const { messages, packages } = options;
  const pair = await aFilledPair(arena, queue, messages);
  const runId = contestant.name === "ours" ? await aRunOf(arena, queue, messages) : undefined;
  const moved = await underDelay(arena, contestant, { ...jobOf(arena, pair, messages), runId, packages }, options);
  // One that cannot be stopped works on until its process has ended.
  if (moved.isStopped) await contestant.stop();
  const audit = await arena.aws.audit(pair, messages);
  const endedAtMs = Math.max(audit.lastDeleteAtMs, runId ? await sentAllAt(arena, runId) : 0);
  const tookMs = Math.max(1, endedAtMs - moved.startedAtMs);
  await dropPair(arena, pair);
  const { simulatorCpuMs, ...how } = moved;
  const perSecond = (audit.arrivedCount * 1000) / tookMs;
  return { ...audit, ...how, tookMs, perSecond, simulatorCpuShare: simulatorCpuMs / tookMs };
}

/** Has a job done while every call takes longer, and watches what it costs. */
export async function underDelay(
  { aws }: Arena,
  contestant: Contestant,
  job: Parameters<Contestant["move"]>[0],
  { delayMs, mostMs }: Pick<TurnOptions, "delayMs" | "mostMs">,
) {
  await aws.delay(delayMs);
  const before = await aws.usage();
  const busyBeforeMs = busyMs();
  const { cpuMs, rssBytes, startedAtMs, endedAtMs, isStopped, error } = await contestant.move(job, mostMs);
  const simulatorCpuMs = (await aws.usage()).cpuMs - before.cpuMs;
  const otherMs = busyMs() - busyBeforeMs - cpuMs - simulatorCpuMs;
  await aws.delay(0);
  return {
    startedAtMs,
    isStopped,
    error,
    cpuSeconds: cpuMs / 1000,
    rssMb: rssBytes / MEGABYTE,
    otherCores: Math.max(0, otherMs / (endedAtMs - startedAtMs)),
    simulatorCpuMs,
  };
}

async function aRunOf(arena: Arena, queue: string, count: number): Promise<string> {
  const queueId = await knownQueue(arena, queue, count);
  return anAppliedRun(arena, { queueId }, { count, ratePerSecond: FASTEST_PER_SECOND });
}

/** What all cores of this machine have worked so far. */
function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** When the run had written down that everything was sent and deleted, in epoch milliseconds. */
async function sentAllAt({ office }: Arena, runId: string): Promise<number> {
  const row = await firstRow<{ at: number | null }>(
    office.db,
    sql`SELECT (extract(epoch FROM sent_all_at) * 1000)::float8 AS at FROM run WHERE id = ${runId}`,
  );
  return row?.at ?? 0;
}
