import { circumstances, type Goal, keepResult } from "../result";
import { type Spread, spreadOf } from "../spread";
import type { ContestantName } from "./contestants/contestant-process";
import type { RedriveOptions } from "./options";
import type { Turn } from "./turn";

/** The turns of one round. */
export type Round = Partial<Record<ContestantName, Turn>>;

const LEAST_RATIO = { oursToNaive64: 1, oursToSqsmover: 20 } as const;
const LEAST_PER_SECOND = 4_500;
/** A journal may cost this much of the speed of the fastest mover without one. */
const LEAST_JOURNALLED = 0.95;

/** Prints and keeps what was measured. Ratios are of the same round. Whether every gate holds. */
export function reportMovers(
  rounds: readonly Round[],
  facts: {
    readonly names: readonly ContestantName[];
    readonly skipped: readonly string[];
    readonly options: RedriveOptions;
    readonly loadBefore: number;
  },
): boolean {
  const { names, skipped, options, loadBefore } = facts;
  const turnsOf = (name: ContestantName) => rounds.flatMap((round) => round[name] ?? []);
  const per = (figure: (turn: Turn) => number) =>
    Object.fromEntries(names.map((name) => [name, spreadOf(turnsOf(name).map(figure))]));
  const sum = (figure: (turn: Turn) => number) =>
    Object.fromEntries(names.map((name) => [name, turnsOf(name).reduce((total, turn) => total + figure(turn), 0)]));
  const ratios = ratiosOf(rounds);
  const perSecond = per((turn) => turn.perSecond);
  const { messages, delayMs } = options;
  console.log(
    `\nRedrive of ${messages}, ${delayMs} ms a call, ${rounds.length} interleaved rounds: median (min–max)\n`,
  );
  const result = {
    ...circumstances(loadBefore),
    options,
    skipped,
    ratios,
    orientation: {
      perSecond,
      lost: sum((turn) => turn.lostCount),
      duplicated: sum((turn) => turn.duplicatedCount),
      withoutAttributes: sum((turn) => turn.withoutAttributesCount),
      cpuSecondsPerThousand: per((turn) => (turn.cpuSeconds * 1_000) / turn.arrivedCount),
      rssMb: per((turn) => turn.rssMb),
      simulatorCpuShare: per((turn) => turn.simulatorCpuShare),
      otherCores: per((turn) => turn.otherCores),
    },
    goals: goalsOf(perSecond.ours, ratios.oursToFastestWithoutJournal),
    misses: missesOf(turnsOf("ours"), ratios),
    rounds,
  };
  return keepResult("redrive", result);
}

function ratiosOf(rounds: readonly Round[]): Record<string, Spread> {
  const speed = (turn: Turn | undefined) => turn?.perSecond ?? Number.NaN;
  const others = {
    oursToNaive64: ({ naive64 }: Round) => speed(naive64),
    oursToFastestWithoutJournal: ({ naive64, fiftyLoops }: Round) => Math.max(speed(naive64), speed(fiftyLoops)),
    oursToSqsmover: ({ sqsmover }: Round) => speed(sqsmover),
    oursToSqsConsumer: ({ sqsConsumer }: Round) => speed(sqsConsumer),
    oursToReplayAwsDlq: ({ replayAwsDlq }: Round) => speed(replayAwsDlq),
  };
  return Object.fromEntries(
    Object.entries(others).flatMap(([name, other]) => {
      const found = rounds.map((round) => speed(round.ours) / other(round)).filter(Number.isFinite);
      return found.length > 0 ? [[name, spreadOf(found)]] : [];
    }),
  );
}

function missesOf(ours: readonly Turn[], ratios: Readonly<Record<string, Spread>>): string[] {
  const unfinished = ours.filter((turn) => turn.leftCount > 0);
  const spoilt = ours.filter((turn) => turn.lostCount + turn.duplicatedCount + turn.withoutAttributesCount > 0);
  return [
    ...Object.entries(LEAST_RATIO).flatMap(([name, least]) => {
      const median = ratios[name]?.median;
      return median !== undefined && median < least ? [`${name} is below ${least}`] : [];
    }),
    ...(unfinished.length > 0 ? [`ours was not through in ${unfinished.length} rounds`] : []),
    ...(spoilt.length > 0 ? [`ours lost, doubled or changed messages in ${spoilt.length} rounds`] : []),
  ];
}

function goalsOf(perSecond: Spread | undefined, journalled: Spread | undefined): Goal[] {
  const atLeast = (name: string, least: number, spread: Spread | undefined): Goal[] =>
    spread ? [{ name, goal: `≥ ${least}`, found: spread.median, isMet: spread.median >= least }] : [];
  return [
    ...atLeast("ours, messages per second", LEAST_PER_SECOND, perSecond),
    ...atLeast("journalled ÷ fastest without a journal", LEAST_JOURNALLED, journalled),
  ];
}
