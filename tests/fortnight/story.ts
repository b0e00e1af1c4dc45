import { brokenDeploy } from "../../jobs/demo/story/incidents/broken-deploy";
import { type Appointment, CALENDAR, FLEET_AT, type Moment } from "./calendar";
import { bringInFleet } from "./fleet";
import { type LogBook, openLogBook } from "./log-book";
import { type Operators, openOperators } from "./operators";
import { setOwners, setUpOnCall } from "./owners";
import { momentOf, type Played, play, type Scene, scenesOf } from "./play";
import { openReceiver, type Receiver } from "./receiver";
import { type Fortnight, openFortnight } from "./stage";

const WEEK_MS = 7 * 86_400_000;
/** Some Monday's beginning in the zone of the review. */
const SOME_MONDAY = Date.UTC(2024, 0, 7, 18, 30);
const RUN_WATCH_SECONDS = 1500;
const RUN_STEP_SECONDS = 120;
/** What is read of an idle queue must not be too old for a verdict. */
const FLEET_STEP_SECONDS = 900;

/** Something that people do, besides answering what wakes them. */
interface Act {
  readonly at: Moment;
  readonly isWatched?: boolean;
  happen(people: Operators): unknown;
}
/** What is played: a part of the fortnight or all of it. */
export interface Script {
  readonly from: Moment;
  readonly until: Moment;
  readonly calendar: readonly Appointment[];
  readonly acts: readonly Act[];
  /** When the fleet is connected; never in a short story. */
  readonly fleetAt?: Moment;
}
export interface Told {
  readonly stage: Fortnight;
  readonly monday: Date;
  readonly receiver: Receiver;
  readonly log: LogBook;
  readonly people: Operators;
  readonly played: readonly Played[];
  readonly fleetAt: Date | undefined;
}

const loyalty = { queue: "loyalty-dlq", anchor: "loyalty" };
/** Too soon at first: what they send comes back, and the run stops. */
const TRICKLE_ACTS: readonly Act[] = [
  { at: { day: 4, hour: 22 }, isWatched: true, happen: (people) => people.act("redrive", loyalty) },
  { at: { day: 4, hour: 23 }, happen: (people) => people.cancelPaused() },
  { at: { day: 5, hour: 11 }, isWatched: true, happen: (people) => people.act("redrive", loyalty) },
];
const redriveOf = (at: Moment, queue: string, anchor: string): Act => ({
  at,
  isWatched: true,
  happen: (people) => people.act("redrive", { queue, anchor }),
});

export const WHOLE: Script = {
  from: { day: 0, hour: 0.1 },
  until: { day: 14, hour: 7.5 },
  calendar: CALENDAR,
  fleetAt: FLEET_AT,
  acts: [
    redriveOf({ day: 1, hour: 11 }, "picking-dlq", "picking"),
    { at: { day: 2, hour: 2 }, happen: (people) => people.asleep.add("platform") },
    { at: { day: 2, hour: 6 }, happen: (people) => people.asleep.delete("platform") },
    {
      at: { day: 2, hour: 13 },
      isWatched: true,
      happen: (people) => people.act("discard", { queue: "payment-ledger-dlq.fifo", anchor: "payment-ledger.fifo" }),
    },
    ...TRICKLE_ACTS,
    redriveOf({ day: 8, hour: 12 }, "parcel-labels-dlq", "parcel-labels"),
    { at: { day: 10, hour: 18 }, happen: (people) => people.callNoise("stock") },
  ],
};

/** A weekend with two incidents and a quiet Sunday, and the review on Monday. */
export const WEEKEND: Script = {
  from: { day: 4, hour: 18 },
  until: { day: 7, hour: 7.5 },
  calendar: CALENDAR.filter(({ incident }) => incident.name === "slow-trickle").concat(
    CALENDAR.filter(({ incident }) => incident === brokenDeploy).map((one) => ({ ...one, at: { day: 5, hour: 15 } })),
  ),
  acts: [...TRICKLE_ACTS, redriveOf({ day: 5, hour: 16 }, "picking-dlq", "picking")],
};

/** Plays a script from its beginning to its end. */
export async function tell(script: Script): Promise<Told> {
  const monday = nextMonday(momentOf(new Date(0), script.from).getTime());
  const stage = await openFortnight(momentOf(monday, script.from));
  const receiver = await openReceiver(stage.now);
  await setOwners(stage.world);
  await setUpOnCall(stage.world, receiver);
  const log = openLogBook(stage.world.simulator.world);
  const people = openOperators(stage, receiver);
  const { scenes, played } = scenesOf(stage, monday, script.calendar);
  const acts = script.acts.map(
    ({ at, isWatched, happen }): Scene => ({
      at: momentOf(monday, at),
      watchSeconds: isWatched ? RUN_WATCH_SECONDS : 0,
      watchStepSeconds: RUN_STEP_SECONDS,
      happen: async () => happen(people),
    }),
  );
  const { fleetAt } = script;
  const fleet: Scene[] = fleetAt
    ? [
        {
          at: momentOf(monday, fleetAt),
          watchSeconds: 300,
          quietStepSeconds: FLEET_STEP_SECONDS,
          happen: () => bringInFleet(stage.world),
        },
      ]
    : [];
  const until = momentOf(monday, script.until);
  await play(stage, { scenes: [...scenes, ...acts, ...fleet], until }, { operators: people, log });
  return { stage, monday, receiver, log, people, played, fleetAt: fleetAt && momentOf(monday, fleetAt) };
}

export async function close({ stage, receiver }: Told): Promise<void> {
  await receiver.stop();
  await stage.stop();
}

/** The first Monday before which there is time for the beginning; times that are over would surprise the database. */
function nextMonday(fromMs: number): Date {
  const least = Date.now() - fromMs;
  return new Date(SOME_MONDAY + Math.ceil((least - SOME_MONDAY) / WEEK_MS) * WEEK_MS);
}
