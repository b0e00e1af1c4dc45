import { SeededRandom } from "@/simulator/seeded-random";
import { CENTRAL, CENTRAL_DEAD_LETTERS, FLEET, type FleetAccount } from "./fleet-accounts";
import { tagsOf } from "./site";

const SEED = 42;
const STALE = 60;
const UNTAGGED = 0.2;
/** What each team's software is made of; all accounts of a team have the same queues. */
const WORK = ["commands", "events", "imports", "exports", "mails", "webhooks", "reports"] as const;
/** Those with software around them that somebody looks after. */
const LOOKED_AFTER: readonly string[] = ["commands", "imports", "mails", "reports"];
/** Besides those of the teams. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  "sandbox-eng": ["trial", "hackathon"],
  "platform-prd": ["audit", "billing", "quotas"],
};

interface Burst {
  readonly daysAgo: number;
  readonly count: number;
}

/** A pair of queues in the fleet. */
export interface FleetQueue {
  readonly account: FleetAccount;
  readonly region: string;
  readonly name: string;
  /** A fifth of those that nobody looks after have none. */
  readonly tags: Readonly<Record<string, string>>;
  /** Its dead letters in the order of their arrival; nobody has looked since. */
  readonly dead: readonly Burst[];
}

/** All of them; the same each time. */
export function fleetQueues(): readonly FleetQueue[] {
  const random = new SeededRandom(SEED);
  const plain = FLEET.flatMap((account) => worksOf(account).map((work, at) => pairOf(account, work, at, random)));
  const order = plain
    .filter(({ account }) => !account.flaw)
    .map((queue) => ({ queue, chance: random.next() }))
    .sort((one, other) => one.chance - other.chance);
  const stale = new Set(order.slice(0, STALE).map(({ queue }) => queue));
  return plain.map((queue) => (stale.has(queue) ? { ...queue, dead: forgotten(random) } : queue));
}

function worksOf(account: FleetAccount): readonly string[] {
  if (account === CENTRAL_DEAD_LETTERS) return [];
  return MORE[account.name] ?? WORK;
}

function pairOf(account: FleetAccount, work: string, at: number, random: SeededRandom): FleetQueue {
  const isTagged = random.next() >= UNTAGGED || LOOKED_AFTER.includes(work);
  const region = account.busyRegions[at % account.busyRegions.length] ?? CENTRAL;
  const name = MORE[account.name] ? work : `${account.team}-${work}`;
  return { account, region, name, tags: isTagged ? tagsOf(account) : {}, dead: [] };
}

/** Between two and thirteen days ago: retention takes the first of them within a day. */
function forgotten(random: SeededRandom): Burst[] {
  const bursts = Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => ({
    daysAgo: 2 + random.next() * 11,
    count: 1 + Math.floor(random.next() * 9),
  }));
  return bursts.sort((one, other) => other.daysAgo - one.daysAgo);
}
