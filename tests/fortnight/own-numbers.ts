import { FLEET } from "../../jobs/demo/story/fleet/fleet-accounts";
import { PRODUCTION, SHARED_BUS, SHOP_ACCOUNTS } from "../../jobs/demo/story/places";
import { LANDINGS } from "../integration/understanding/where-it-lands";
import type { LogBook } from "./log-book";
import type { Operators } from "./operators";
import type { Played } from "./play";
import type { Received, Receiver } from "./receiver";

interface Week {
  readonly from: Date;
  readonly until: Date;
}
interface Sources {
  readonly log: LogBook;
  readonly receiver: Receiver;
  readonly people: Operators;
  readonly played: readonly Played[];
  /** When the fleet was connected, if it was. */
  readonly fleetAt?: Date | undefined;
}

/** Incidents that leave no dead letter of theirs, or one by another way than in the demo: how many failures they are. */
const OTHER_FAILURES: Readonly<Record<string, number>> = {
  "retry-storm": 1,
  "silent-rule": 1,
  "consumer-switched-off": 0,
  "read-role-denied": 0,
};
const READ = new Set([...SHOP_ACCOUNTS, SHARED_BUS].map(({ awsAccountId }) => awsAccountId));

/** What the review of a week must say, reckoned without the product: from the simulator's log and from what people did. */
export function ownNumbers({ log, receiver, people, played, fleetAt }: Sources, { from, until }: Week) {
  const isWithin = (at: Date) => at >= from && at < until;
  const sent = log.sentByUs(from, until);
  const cameBack = new Set(log.deadLettered(from, until).map(({ messageId }) => messageId));
  const returned = sent.filter(({ messageId }) => cameBack.has(messageId));
  const deleted = log.deletedByUs(from, until);
  const pages = firstOfEach(receiver.pages(), (page) => page).filter(({ at }) => isWithin(at));
  const answers = firstOfEach(people.answers, ({ page }) => page).filter(({ page }) => pages.includes(page));
  const begun = played.filter(({ begunAt }) => isWithin(begunAt));
  return {
    late: sent.length - returned.length,
    sent: sent.length,
    returned: returned.length,
    runs: people.done.filter(({ action, at }) => action === "redrive" && isWithin(at)).length,
    discarded: deleted.length - sent.length,
    expired: log.expired(from, until).filter(({ accountId }) => READ.has(accountId)).length,
    lostEvents: begun.reduce((sum, one) => sum + lostEvents(log, one), 0),
    newClasses: begun.reduce((sum, one) => sum + failuresOf(one), 0),
    pages: pages.length,
    acknowledged: answers.length,
    noise: people.noise.filter(({ page }) => pages.includes(page)).length,
    answerSeconds: middle(answers.map(({ page, at }) => (at.getTime() - page.at.getTime()) / 1000)),
    blindHours:
      fleetBlindHours(fleetAt, until) +
      begun
        .filter(({ appointment }) => appointment.incident.name === "read-role-denied")
        .reduce((sum, { begunAt, endedAt }) => sum + hoursBetween(begunAt, endedAt ?? until), 0),
    /** Queues in which everything that came in the week has left again. */
    emptied: emptied(log, { from, until }),
  };
}

/** An alert that somebody is woken for again is one alert. */
function firstOfEach<T>(all: readonly T[], pageOf: (one: T) => Received): T[] {
  const ids = all.map((one) => pageOf(one).alert?.id);
  return all.filter((_, at) => ids.indexOf(ids[at]) === at);
}

function hoursBetween(from: Date, until: Date): number {
  return Math.max(0, until.getTime() - from.getTime()) / 3_600_000;
}
/** Two accounts of the fleet have no role for us, and one Region is forbidden. */
function fleetBlindHours(fleetAt: Date | undefined, until: Date): number {
  const places = FLEET.filter(({ flaw }) => flaw).reduce((sum, { regions }) => sum + regions.length, 1);
  return fleetAt ? places * hoursBetween(fleetAt, until) : 0;
}

function failuresOf({ appointment: { incident } }: Played): number {
  const own = LANDINGS.filter(({ name }) => name === incident.name);
  return OTHER_FAILURES[incident.name] ?? own.reduce((sum, { types }) => sum + types.length, 0);
}

/** Every order goes to be picked; those that did not reach the rehearsal meanwhile are lost: nothing else keeps them. */
function lostEvents(log: LogBook, { appointment, begunAt, endedAt }: Played): number {
  if (appointment.incident.name !== "unprotected-rule" || !endedAt) return 0;
  const sentTo = (queue: string) =>
    log.delivered(begunAt, endedAt).filter(({ queueName }) => queueName === queue).length;
  return sentTo("picking") - sentTo("rehearsal-orders");
}

function emptied(log: LogBook, { from, until }: Week): string[] {
  const left = new Map<string, number>();
  for (const { queueName, accountId } of log.deadLettered(from, until))
    if (accountId === PRODUCTION.awsAccountId) left.set(queueName, (left.get(queueName) ?? 0) + 1);
  for (const { queueName } of [...log.deletedByUs(from, until), ...log.expired(from, until)])
    left.set(queueName, (left.get(queueName) ?? 0) - 1);
  return [...left]
    .filter(([, count]) => count === 0)
    .map(([queueName]) => queueName)
    .sort();
}

export function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
