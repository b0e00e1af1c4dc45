import { circumstances, type Goal, keepResult, loadNow } from "../result";
import { type Spread, spreadOf } from "../spread";
import type { Arena } from "./arena";
import type { ContestantName } from "./contestants/contestant-process";
import { isWanted, type RedriveOptions } from "./options";
import { installRivals, isRival, type Rivals } from "./rivals";
import { type Turn, takeTurn } from "./turn";

const CONTESTANTS: readonly ContestantName[] = [
  "ours",
  "naive64",
  "fiftyLoops",
  "sqsmover",
  "sqsConsumer",
  "replayAwsDlq",
];

/** The turns of one round. */
type Round = Partial<Record<ContestantName, Turn>>;

/** All movers in turns, the order reversed each time. Whether every gate holds. */
export async function benchMovers(arena: Arena, options: RedriveOptions): Promise<boolean> {
  const loadBefore = loadNow();
  const wanted = CONTESTANTS.filter((name) => isWanted(options, name));
  const rivals = await installRivals(wanted.filter(isRival));
  for (const line of rivals.skipped) console.log(`  skipped ${line}`);
  const names = wanted.filter((name) => !isRival(name) || rivals.folders[name]);
  const rounds: Round[] = [];
  try {
    for (let number = 0; number < options.rounds; number++)
      rounds.push(await playRound(arena, number % 2 === 0 ? names : [...names].reverse(), number, options, rivals));
  } finally {
    rivals.remove();
  }
  return report(rounds, { names, skipped: rivals.skipped, options, loadBefore });
}

async function playRound(
  arena: Arena,
  order: readonly ContestantName[],
  number: number,
  options: RedriveOptions,
  { folders }: Rivals,
): Promise<Round> {
  const round: Round = {};
  for (const name of order) {
    const packages = isRival(name) ? folders[name] : undefined;
    const turn = await takeTurn(arena, name, `${number}`, { ...options, mostMs: options.mostSeconds * 1000, packages });
    round[name] = turn;
    console.log(lineOf(name, number, turn));
  }
  return round;
}

function lineOf(name: string, round: number, turn: Turn): string {
  const { perSecond, arrivedCount, lostCount, duplicatedCount, withoutAttributesCount, cpuSeconds } = turn;
  const counts = `${arrivedCount} moved, ${lostCount} lost, ${duplicatedCount} twice, ${withoutAttributesCount} without attributes`;
  const cpu = `${cpuSeconds.toFixed(1)} s CPU, simulator ${(turn.simulatorCpuShare * 100).toFixed(0)} %`;
  const end = turn.error ?? (turn.isStopped ? "stopped: its time was over" : "");
  return `  round ${round + 1} ${name.padEnd(12)} ${perSecond.toFixed(0).padStart(6)} msg/s; ${counts}; ${cpu} ${end}`;
}

interface Played {
  readonly names: readonly ContestantName[];
  readonly skipped: readonly string[];
  readonly options: RedriveOptions;
  readonly loadBefore: number;
}

function report(rounds: readonly Round[], { names, skipped, options, loadBefore }: Played): boolean {
  const per = (figure: (turn: Turn) => number) =>
    Object.fromEntries(names.map((name) => [name, spreadOf(rounds.flatMap((round) => round[name] ?? []).map(figure))]));
  const ratio = (to: (round: Round) => number): Spread | undefined => {
    const found = rounds.map((round) => (round.ours?.perSecond ?? Number.NaN) / to(round)).filter(Number.isFinite);
    return found.length > 0 ? spreadOf(found) : undefined;
  };
  const speed = (turn: Turn | undefined) => turn?.perSecond ?? Number.NaN;
  const ratios = present({
    oursToNaive64: ratio(({ naive64 }) => speed(naive64)),
    oursToFastestUnjournalled: ratio((round) => Math.max(speed(round.naive64), speed(round.fiftyLoops))),
    oursToSqsmover: ratio(({ sqsmover }) => speed(sqsmover)),
  });
  const perSecond = per((turn) => turn.perSecond);
  const result = {
    ...circumstances(loadBefore),
    options,
    skipped,
    ratios,
    orientation: {
      perSecond,
      lost: per((turn) => turn.lostCount),
      duplicated: per((turn) => turn.duplicatedCount),
      withoutAttributes: per((turn) => turn.withoutAttributesCount),
      cpuSeconds: per((turn) => turn.cpuSeconds),
      rssMb: per((turn) => turn.peakRssMb),
      simulatorCpuShare: per((turn) => turn.simulatorCpuShare),
    },
    goals: goalsOf(perSecond.ours),
    misses: missesOf(rounds, ratios),
    rounds,
  };
  console.log(
    `\nRedrive, ${options.messages} messages, ${options.delayMs} ms a call, ${rounds.length} interleaved rounds\n`,
  );
  return keepResult("redrive", result);
}

const GATES = { oursToNaive64: 1, oursToFastestUnjournalled: 0.95, oursToSqsmover: 20 } as const;

function missesOf(rounds: readonly Round[], ratios: Readonly<Record<string, Spread>>): string[] {
  const ours = rounds.flatMap((round) => round.ours ?? []);
  const spoilt = ours.filter(
    (turn) => turn.leftCount + turn.lostCount + turn.duplicatedCount + turn.withoutAttributesCount > 0,
  );
  return [
    ...Object.entries(GATES).flatMap(([name, least]) => {
      const median = ratios[name]?.median;
      return median !== undefined && median < least ? [`${name} is below ${least}`] : [];
    }),
    ...(spoilt.length > 0 ? [`ours left, lost, doubled or changed messages in ${spoilt.length} rounds`] : []),
  ];
}

function goalsOf(perSecond: Spread | undefined): Goal[] {
  if (!perSecond) return [];
  const { median } = perSecond;
  return [{ name: "ours, messages per second", goal: "≥ 4500", found: median, isMet: median >= 4_500 }];
}

function present(found: Readonly<Record<string, Spread | undefined>>): Record<string, Spread> {
  return Object.fromEntries(Object.entries(found).flatMap(([name, spread]) => (spread ? [[name, spread]] : [])));
}
