import { setTimeout as sleep } from "node:timers/promises";
import { DloError } from "@/lib/core/errors";
import { listTargets } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { deliverNotifications } from "@/lib/operations/alerts/deliver";
import { judgeAlerts } from "@/lib/operations/alerts/judge-alerts";
import type { Target } from "@/lib/operations/polling/target";
import { advanceRuns, whenIdle } from "@/lib/operations/runs/advance";
import type { WorkerCtx } from "@/lib/operations/worker-context";
import type { SimulatedClock } from "@/simulator/clock";
import type { Poller } from "../../jobs/poller";
import { POLLERS } from "../../jobs/pollers";
import type { World } from "../support/world";

/** What this story has no use for. */
const LEFT_OUT = new Set([
  "listOrganization",
  "checkSecondCopy",
  "noteWorkerIdentity",
  "checkAuditLog",
  "pruneAuditLog",
]);
/** After all others of a round, as they are told at once of what those found. */
const AFTER_ALL: Readonly<Record<string, (ctx: WorkerCtx) => Promise<void>>> = { judgeAlerts, deliverNotifications };
/** As many polls at once as one worker has lanes for. */
const AT_ONCE = 24;
const PUMP = { everyMs: 5, seconds: 0.5 };

interface Heartbeat {
  readonly poller: string;
  readonly accountId: string;
  readonly region: string;
  readonly everySeconds: number;
  readonly error: string | null;
}
interface Poll extends Omit<Heartbeat, "error"> {
  readonly key: string;
  work(): Promise<void>;
}

/** The worker's clock: everything that is due by its own rhythm when a round is asked for, in the order of the list. */
export function roundsOf(world: World) {
  const aws = world.simulator.world;
  const now = () => aws.clock.now();
  const dueAt = new Map<string, number>();
  const waiting = countWaiting(aws.clock);

  const setShift = () =>
    execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(secs => ${aws.clock.offset / 1000})`);

  const pollsOf = (poller: Poller, targets: readonly Target[]): Poll[] => {
    const { name, everySeconds } = poller;
    const rhythm = { poller: name, everySeconds };
    if (poller.scope !== "region")
      return [{ ...rhythm, accountId: "", region: "", key: name, work: () => poller.run(world.worker()) }];
    return targets.map((target) => ({
      ...rhythm,
      accountId: target.account.id,
      region: target.region,
      key: `${name} ${target.account.id} ${target.region}`,
      work: () => poller.run(world.worker(), target),
    }));
  };

  async function round(): Promise<void> {
    await setShift();
    await advanceRuns(world.worker());
    await whenIdle();
    const targets = await listTargets(world.workerDb);
    const beats: Heartbeat[] = [];
    for (const poller of POLLERS.filter(({ name }) => !LEFT_OUT.has(name) && !(name in AFTER_ALL))) {
      const due = pollsOf(poller, targets).filter(({ key }) => (dueAt.get(key) ?? 0) <= now());
      for (const { key, everySeconds } of due) dueAt.set(key, now() + everySeconds * 1000);
      await inLanes(due, async ({ work, poller: name, accountId, region, everySeconds }) => {
        beats.push({ poller: name, accountId, region, everySeconds, error: await refusalOf(work) });
      });
    }
    for (const poller of Object.keys(AFTER_ALL))
      beats.push({ poller, accountId: "", region: "", everySeconds: 2, error: null });
    await noteHeartbeats(world, beats);
    for (const work of Object.values(AFTER_ALL)) await work(world.worker());
  }

  /** Lets so many seconds pass for the shop and for the product's clocks; nobody polls meanwhile. */
  async function letPass(seconds: number): Promise<void> {
    await aws.advance(seconds);
    await setShift();
  }

  /** Meanwhile the clock is moved on while somebody waits by it: for a turn at AWS, or for an empty queue. */
  async function hurried<T>(work: () => Promise<T>): Promise<T> {
    let isOver = false;
    const pump = async () => {
      while (!isOver) {
        await sleep(PUMP.everyMs);
        if (waiting.count > 0) await letPass(PUMP.seconds);
      }
    };
    const pumping = pump();
    try {
      return await work();
    } finally {
      isOver = true;
      await pumping;
    }
  }

  return { letPass, hurried, round: () => hurried(round) };
}
export type Rounds = ReturnType<typeof roundsOf>;

/** How many wait by this clock, from now on. */
function countWaiting(clock: SimulatedClock): { readonly count: number } {
  const waiting = { count: 0 };
  const wait = clock.sleep.bind(clock);
  clock.sleep = async (ms, signal) => {
    waiting.count += 1;
    await wait(ms, signal);
    waiting.count -= 1;
  };
  return waiting;
}

async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let one = left.shift(); one; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, lane));
}

/** What AWS refuses is for the heartbeat; anything else is a defect. */
async function refusalOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof DloError) return error.message;
    throw error;
  }
}

/** As `jobs/run-poll.ts` keeps them, all of a round at once. */
async function noteHeartbeats(world: World, beats: readonly Heartbeat[]): Promise<void> {
  await execute(
    world.workerDb,
    sql`INSERT INTO poller_state (poller, account_id, region, started_at, every_seconds, lag_seconds, worker, took_ms, error, succeeded_at, failed_at)
        SELECT poller, account_id, region, dlo_now(), every_seconds, 0, 'worker-1', 1, error,
          CASE WHEN error IS NULL THEN dlo_now() END, CASE WHEN error IS NOT NULL THEN dlo_now() END
        FROM jsonb_to_recordset(${JSON.stringify(beats.map(columnsOf))}::jsonb)
          AS beat(poller text, account_id text, region text, every_seconds int, error text)
        ON CONFLICT (poller, account_id, region) DO UPDATE SET started_at = EXCLUDED.started_at, error = EXCLUDED.error,
          succeeded_at = coalesce(EXCLUDED.succeeded_at, poller_state.succeeded_at), failed_at = coalesce(EXCLUDED.failed_at, poller_state.failed_at)`,
  );
}

function columnsOf({ poller, accountId, region, everySeconds, error }: Heartbeat) {
  return { poller, account_id: accountId, region, every_seconds: everySeconds, error };
}
