import { setTimeout as sleep } from "node:timers/promises";
import type { InputOf, OperationId, OutputOf } from "@/lib/contract";
import type { Role } from "@/lib/core/access/capabilities";
import { DloError } from "@/lib/core/errors";
import { findAccount } from "@/lib/db/accounts";
import { execute, sql } from "@/lib/db/query";
import { operations } from "@/lib/operations";
import type { Target } from "@/lib/operations/polling/target";
import { declareRoles, declareUsers } from "../../../jobs/demo/story/access";
import { accountFields } from "../../../jobs/demo/story/connect-accounts";
import { drawer } from "../../../jobs/demo/story/drawer";
import { ensureEstate } from "../../../jobs/demo/story/estate/ensure-estate";
import { openEstate } from "../../../jobs/demo/story/estate/estate";
import { BUS, REHEARSAL, SHIPPING, SHOP } from "../../../jobs/demo/story/estate/estate-places";
import type { Incident } from "../../../jobs/demo/story/incidents/incident";
import { SHARED_BUS, SHOP_ACCOUNTS } from "../../../jobs/demo/story/places";
import { POLLERS } from "../../../jobs/pollers";
import { createWorld, type World } from "../../support/world";

/** What no failure is told by, or what only costs time here. */
const LEFT_OUT = new Set(["checkAccess", "listOrganization", "checkSecondCopy", "noteWorkerIdentity", "sealAuditLog"]);
const ROUND_SECONDS = 30;
/** Where nothing happens for long, every minute is enough. */
const QUIET = { fromSeconds: 300, roundSeconds: 60 };
const PUMP = { everyMs: 40, seconds: 0.5 };

/** So many seconds after the beginning. */
type At<T> = readonly [seconds: number, T];

interface Poll {
  readonly name: string;
  readonly everySeconds: number;
  readonly key: string;
  work(): Promise<void>;
}
const rhythmOf = ({ name, everySeconds }: Omit<Poll, "key" | "work">) => ({ name, everySeconds });

/**
 * The estate of the demo's story, watched by the product from a time on when all was well. Both go by the simulated clock, and
 * `pass` lets it run: the worker does by it what it does by its own, in rounds half a minute apart.
 */
export async function aWatchedEstate() {
  const world = await createWorld({ isHurried: true });
  const { world: aws, url } = world.simulator;
  await declareUsers(url);
  const estate = openEstate(url);
  await ensureEstate(estate);
  const places = await connectEstate(world);
  const now = () => new Date(aws.clock.now());
  const worker = () => ({ ...world.worker(), now });
  const dueAt = new Map<string, number>();
  const draw = drawer(5, 1001);

  const setShift = () =>
    execute(world.db, sql`UPDATE series.clock_shift SET shift = make_interval(secs => ${aws.clock.offset / 1000})`);
  const polls: Poll[] = POLLERS.filter(({ name }) => !LEFT_OUT.has(name)).flatMap((poller) =>
    poller.scope === "region"
      ? places.map((place) => ({
          ...rhythmOf(poller),
          key: `${poller.name} ${place.account.id} ${place.region}`,
          work: () => poller.run(worker(), place),
        }))
      : [{ ...rhythmOf(poller), key: poller.name, work: () => poller.run(worker()) }],
  );

  /** Everything that is due by its own rhythm, in the order of the list, place beside place. */
  async function round(): Promise<void> {
    await setShift();
    for (const { name } of POLLERS) {
      const due = polls.filter((poll) => poll.name === name && (dueAt.get(poll.key) ?? 0) <= now().getTime());
      for (const { key, everySeconds } of due) dueAt.set(key, now().getTime() + everySeconds * 1000);
      await Promise.all(due.map(({ work }) => quietly(work)));
    }
  }

  /** Meanwhile the clock runs faster than the world's: whoever waits for an empty queue does not wait as long. */
  async function hurried(work: () => Promise<void>): Promise<void> {
    let isOver = false;
    const pump = async () => {
      while (!isOver) {
        await sleep(PUMP.everyMs);
        await aws.advance(PUMP.seconds);
        await setShift();
      }
    };
    const pumping = pump();
    await work().finally(() => {
      isOver = true;
    });
    await pumping;
  }

  async function pass(seconds: number): Promise<void> {
    const mostSeconds = seconds > QUIET.fromSeconds ? QUIET.roundSeconds : ROUND_SECONDS;
    const until = now().getTime() + seconds * 1000;
    for (let left = seconds; left > 0; left = (until - now().getTime()) / 1000) {
      await aws.advance(Math.min(left, mostSeconds));
      await hurried(round);
    }
  }

  const ask = <K extends OperationId>(id: K, input: InputOf<K>, role: Role = "admin"): Promise<OutputOf<K>> =>
    operations[id]({ ...world.web(role), now }, input);

  return {
    pass,
    /** Lets each incident happen, so many seconds after now, and end by itself; goes on until the last of the looks was taken. */
    async play(beginnings: readonly At<Incident>[], looks: readonly At<() => Promise<void>>[]): Promise<void> {
      const scenes = [
        ...beginnings.map(([at, one]): At<() => unknown> => [at + one.lastsSeconds, () => one.end?.(estate)]),
        ...beginnings.map(([at, one]): At<() => unknown> => [at, () => one.begin(estate, draw)]),
        ...looks,
      ].sort(([one], [other]) => one - other);
      let played = 0;
      for (const [at, happen] of scenes.slice(0, scenes.findLastIndex((scene) => looks.includes(scene as never)) + 1)) {
        await pass(at - played);
        played = at;
        await happen();
      }
    },
    ask,
    /** A worker whose clock is the story's. */
    worker,
    simulator: world.simulator,
    async bodyOf(messageRowId: string): Promise<string> {
      return JSON.stringify(await ask("getMessageBody", { id: messageRowId })).replaceAll('\\"', '"');
    },
    async stop() {
      estate.close();
      await world.stop();
    },
  };
}
export type WatchedEstate = Awaited<ReturnType<typeof aWatchedEstate>>;

async function connectEstate(world: World): Promise<Target[]> {
  const accounts = new Map<string, string>();
  for (const shop of [...SHOP_ACCOUNTS, SHARED_BUS]) {
    const { id, externalId } = await world.ask("createAccount", { ...accountFields(shop), defaultMode: "index" });
    await declareRoles(world.simulator.url, shop, externalId);
    await world.ask("updateAccount", { id, isWritable: true });
    accounts.set(shop.awsAccountId, id);
  }
  return Promise.all(
    [SHOP, SHIPPING, BUS, REHEARSAL].map(async ({ account: { awsAccountId }, region }) => {
      const account = await findAccount(world.db, accounts.get(awsAccountId) ?? "");
      if (!account) throw new Error(`${awsAccountId} is not connected`);
      return { account, region };
    }),
  );
}

/** What AWS refuses is noted by the poll itself; its error is for the heartbeat. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof DloError)) throw error;
  });
}
