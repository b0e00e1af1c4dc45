import { setTimeout as sleep } from "node:timers/promises";
import type { Estate } from "../estate/estate";
import { queueNamed } from "../estate/estate-queues";
import { messagesIn } from "../messages-in";
import type { Draw } from "../shop/line-of-business";
import type { Incident } from "./incident";
import { timetable } from "./timetable";

const MOST_DEAD_LETTERS = 60;

export type Fired = "begun" | "under way" | "unknown";

/** Lets incidents happen, each at most once at a time, and ends them. */
export interface Director {
  readonly incidents: readonly Incident[];
  isUnderWay(name: string): boolean;
  /** Begins an incident now; it ends by itself. Throws when it cannot begin. */
  fire(name: string): Promise<Fired>;
  /** Goes through the timetable until `signal` aborts. A queue with more than 60 dead letters gets no more. */
  followTimetable(seed: number): Promise<void>;
}

export function directorOf(
  estate: Estate,
  incidents: readonly Incident[],
  draw: () => Draw,
  signal: AbortSignal,
): Director {
  const underWay = new Set<string>();
  const endLater = async (incident: Incident) => {
    await sleep(incident.lastsSeconds * 1000, undefined, { signal });
    await end(estate, incident, signal);
    underWay.delete(incident.name);
  };
  const fire = async (name: string): Promise<Fired> => {
    const incident = incidents.find((one) => one.name === name);
    if (!incident) return "unknown";
    if (underWay.has(name)) return "under way";
    underWay.add(name);
    console.log(`incident ${name}: ${incident.title}`);
    try {
      await incident.begin(estate, draw);
    } finally {
      // What began halfway is ended too.
      void endLater(incident).catch(() => undefined);
    }
    return "begun";
  };
  return {
    incidents,
    isUnderWay: (name) => underWay.has(name),
    fire,
    async followTimetable(seed) {
      for (const { incident, afterSeconds } of timetable(incidents, seed)) {
        await sleep(afterSeconds * 1000, undefined, { signal });
        if (await hasRoom(estate, incident)) await fire(incident.name).catch(say);
      }
    },
  };
}

/** Until it is over: an AWS that is away for a while is waited for. */
async function end(estate: Estate, incident: Incident, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const failure = await incident.end?.(estate).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!failure) return console.log(`incident ${incident.name} is over`);
    say(failure);
    await sleep(5000, undefined, { signal });
  }
}

async function hasRoom(estate: Estate, { fills }: Incident): Promise<boolean> {
  if (!fills) return true;
  const { at, name } = queueNamed(fills);
  return (await messagesIn(estate.at(at).sqs, estate.urlOf(at, name)).catch(() => 0)) <= MOST_DEAD_LETTERS;
}

function say(error: unknown): void {
  console.error(`story: ${error instanceof Error ? error.message : error}`);
}
