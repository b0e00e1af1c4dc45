import { loadNow } from "../result";
import type { Arena } from "./arena";
import type { ContestantName } from "./contestants/contestant-process";
import { type Round, reportMovers } from "./movers-report";
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

const ROUNDS = 5;

/** All movers in turns, the order reversed each time. Whether every gate holds. */
export async function benchMovers(arena: Arena, options: RedriveOptions): Promise<boolean> {
  const loadBefore = loadNow();
  const wanted = CONTESTANTS.filter((name) => isWanted(options, name));
  if (wanted.length === 0) throw new Error(`--only names some of ${CONTESTANTS.join(", ")}`);
  const rivals = await installRivals(wanted.filter(isRival));
  for (const line of rivals.skipped) console.log(`  skipped ${line}`);
  const names = wanted.filter((name) => !isRival(name) || rivals.folders[name]);
  const rounds: Round[] = [];
  try {
    for (let number = 0; number < (options.rounds ?? ROUNDS); number++)
      rounds.push(await playRound(arena, number % 2 === 0 ? names : [...names].reverse(), number, options, rivals));
  } finally {
    rivals.remove();
  }
  return reportMovers(rounds, { names, skipped: rivals.skipped, options, loadBefore });
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
  const cpu = `${cpuSeconds.toFixed(1)} s CPU, simulator ${(turn.simulatorCpuShare * 100).toFixed(0)} %, others ${turn.otherCores.toFixed(1)} cores`;
  const end = turn.error ?? (turn.isStopped ? "stopped: its time was over" : "");
  return `  round ${round + 1} ${name.padEnd(12)} ${perSecond.toFixed(0).padStart(6)} msg/s; ${counts}; ${cpu} ${end}`;
}
