import { type Job, PgBoss } from "pg-boss";
import type { Target } from "@/lib/operations/polling/target";
import type { WorkerRoot } from "./context";
import type { Metrics } from "./metrics";
import { pause } from "./pause";
import { POLL_QUEUE, WATCHDOG_QUEUE, WORKING } from "./poll-queue";
import { nextDueAt, type Poller, type RegionPoller } from "./poller";
import { runPoll } from "./run-poll";

/** What a poll job carries: which poller, where, and when it was due. */
interface PollJob {
  readonly poller: string;
  readonly accountId: string;
  readonly region: string;
  readonly dueAt: string;
}
type Place = Omit<PollJob, "dueAt">;

export interface Polling {
  /** Makes these polls of one account due at once, in all its Regions; those under way are left alone. */
  pollNow(pollers: readonly string[], accountId: string): Promise<void>;
  /** Takes no new polls, and gives those under way until `withinMs`; what is left goes to another worker. */
  stop(withinMs: number): Promise<void>;
}

/** How many polls run at once in one process, and how many of one account on all machines together. */
const LANES = 6;
const BATCH = 4;
const PER_ACCOUNT = 8;

/**
 * Shares the polls of `pollers` with all other workers through pg-boss. Each poll sends its own successor as it ends; a
 * minute watchdog sends what is missing nevertheless, such as the polls of a new account.
 */
export async function startPolling(
  root: WorkerRoot,
  metrics: Metrics,
  pollers: readonly Poller[],
  stopping: AbortSignal,
): Promise<Polling> {
  const boss = await openBoss(root);
  const byName = new Map(pollers.map((poller) => [poller.name, poller]));

  const settle = async (job: Job<PollJob>) => {
    const poller = byName.get(job.data.poller);
    const signal = AbortSignal.any([job.signal, stopping]);
    const isWanted = poller !== undefined && (await poll(root, metrics, poller, job.data, signal));
    const isOver = !isWanted || job.signal.aborted;
    await settleInOneStep(boss, job, isOver ? undefined : nextJob(job.data, poller.everySeconds, stopping));
  };

  const ensurePolls = async () => {
    const dueAt = new Date();
    const jobs = (await placesOf(root, pollers)).map((place) => jobOf(place, dueAt, priorityOf(place)));
    await boss.insert(POLL_QUEUE, jobs);
  };

  await boss.work<PollJob>(POLL_QUEUE, WORK_OPTIONS, async (jobs) => {
    const failed = async (job: Job<PollJob>, error: unknown) => {
      root.log.error({ job: job.data, err: error }, "a poll could not be settled");
      await boss.fail(POLL_QUEUE, job, { message: String(error) });
    };
    await Promise.all(jobs.map((job) => settle(job).catch((error) => failed(job, error).catch(() => undefined))));
  });
  await boss.work(WATCHDOG_QUEUE, { pollingIntervalSeconds: 5 }, ensurePolls);
  await ensurePolls();

  return {
    async pollNow(names, accountId) {
      const places = (await placesOf(root, pollers)).filter(
        (one) => one.accountId === accountId && names.includes(one.poller),
      );
      await makeDue(boss, places);
      // A poll that was just ending had no successor yet to make due; a moment later it has.
      await pause(JUST_ENDING_MS, stopping);
      if (!stopping.aborted) await makeDue(boss, places);
    },
    stop: (withinMs) => boss.stop({ graceful: true, close: true, timeout: withinMs }),
  };
}

const JUST_ENDING_MS = 1500;

async function makeDue(boss: PgBoss, places: Awaited<ReturnType<typeof placesOf>>): Promise<void> {
  const dueAt = new Date();
  for (const place of places) {
    const { data, ...options } = jobOf(place, dueAt, priorityOf(place));
    await boss.update(POLL_QUEUE, data, options);
  }
  await boss.insert(
    POLL_QUEUE,
    places.map((place) => jobOf(place, dueAt, priorityOf(place))),
  );
}

const WORK_OPTIONS = {
  batchSize: BATCH,
  localConcurrency: LANES,
  groupConcurrency: PER_ACCOUNT,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 1,
  // A waiting job becomes due without anybody being notified, so polling stays brisk beside notices.
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 3,
} as const;

async function openBoss({ env, log, databaseRole }: WorkerRoot): Promise<PgBoss> {
  const boss = new PgBoss({
    ...WORKING,
    connectionString: env.DATABASE_URL,
    options: databaseRole ? `-c role=${databaseRole}` : undefined,
    application_name: "dlo-worker-jobs",
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  boss.on("warning", (warning) => log.warn({ warning }, "job queue"));
  return boss.start();
}

/**
 * Ends a job and sends its successor together: killed at any point, one of the two is there. Each job by itself, not with
 * its batch, so that a slow poll keeps no other from coming round again.
 */
async function settleInOneStep(
  boss: PgBoss,
  job: Job<PollJob>,
  next: ReturnType<typeof jobOf> | undefined,
): Promise<void> {
  const step = await boss.getDb().beginTransaction?.();
  if (!step) throw new Error("pg-boss works on a database without transactions");
  try {
    await boss.complete(POLL_QUEUE, job, null, { db: step.db });
    if (next) await boss.insert(POLL_QUEUE, [next], { db: step.db });
    await step.commit();
  } catch (error) {
    await step.rollback();
    throw error;
  }
}

/** At a stop the next one is due at once, for whichever worker is left. */
function nextJob(job: PollJob, everySeconds: number, stopping: AbortSignal) {
  const now = new Date();
  return jobOf(job, stopping.aborted ? now : nextDueAt(new Date(job.dueAt), now, everySeconds, Math.random()));
}

async function placesOf(root: WorkerRoot, pollers: readonly Poller[]): Promise<Place[]> {
  const targets = await root.targets();
  return pollers.flatMap((poller): Place[] => {
    const { name } = poller;
    if (poller.scope === "process") return [];
    if (poller.scope === "global") return [{ poller: name, accountId: "", region: "" }];
    const wanted = targets.filter((target) => isPolled(poller, target));
    return wanted.map(({ account, region }) => ({ poller: name, accountId: account.id, region }));
  });
}

function isPolled({ alsoWhenListing = false }: RegionPoller, { account }: Target): boolean {
  return account.polling === "on" || alsoWhenListing;
}

/**
 * Of polls that come for the first time, or that somebody waits for: they go before those in their rhythm, and which
 * queues there are before what is in them. Their successors have none.
 */
function priorityOf({ poller }: Place): number {
  return poller === "checkAccess" || poller === "discoverQueues" ? 20 : 10;
}

function jobOf({ poller, accountId, region }: Place, dueAt: Date, priority = 0) {
  const data: PollJob = { poller, accountId, region, dueAt: dueAt.toISOString() };
  return {
    data,
    singletonKey: `${poller}/${accountId}/${region}`,
    startAfter: dueAt,
    priority,
    ...(accountId ? { group: { id: accountId } } : {}),
  };
}

/** False when there is nothing to poll any more: the account was removed, has lost the Region or is only listed. */
async function poll(
  root: WorkerRoot,
  metrics: Metrics,
  poller: Poller,
  job: PollJob,
  signal: AbortSignal,
): Promise<boolean> {
  const facts = { ...job, everySeconds: poller.everySeconds, dueAt: new Date(job.dueAt) };
  if (poller.scope !== "region") {
    await runPoll(root, metrics, facts, signal, () => poller.run(root.ctx(signal)));
    return true;
  }
  const target = await root.findTarget(job.accountId, job.region);
  if (!target || !isPolled(poller, target)) return false;
  await runPoll(root, metrics, facts, signal, () => poller.run(root.ctx(signal), target));
  return true;
}
