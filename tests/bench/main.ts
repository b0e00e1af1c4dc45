import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { type IdleFigures, measureIdle } from "./idle-hour";
import { measureReceiveGrowth } from "./receive-growth";
import { type Spread, spreadOf } from "./spread";
import { measureStartUp, type StartUpTurn } from "./start-up";
import { type Subject, startSubject } from "./subject";
import { measureThroughput, PHASES, type Phase, type PhaseFigures } from "./throughput";

const REPETITIONS = 7;
const MESSAGES = 10_000;
const LEAST_RATIO = 0.8;
const MOST_GROWTH = 1.5;
const NOISY_LOAD = 0.5;
const RESULT = ".data/bench/simulator.json";

/** Each emulator's figures from the same repetition. */
type Pair = Record<"simulator" | "fauxqs", Record<Phase, PhaseFigures>>;

const loadBefore = loadavg()[0] ?? 0;
const startUps: StartUpTurn[] = [];
for (let turn = 0; turn < REPETITIONS; turn++) startUps.push(await measureStartUp());
const simulator = await startSubject("simulator");
const fauxqs = await startSubject("fauxqs");
const pairs = await measurePairs(simulator, fauxqs);
await fauxqs.stop();
const growth = spreadOf(await measureReceiveGrowth(simulator, REPETITIONS));
const { rssBytes } = await simulator.usage();
await simulator.stop();
const idle = await measureIdle();
report(pairs, growth, idle);

/** Both emulators in turn, the order reversed each time; the first pair warms up and does not count. */
async function measurePairs(one: Subject, other: Subject): Promise<Pair[]> {
  const measured: Pair[] = [];
  for (let turn = 0; turn <= REPETITIONS; turn++) {
    const order = turn % 2 === 0 ? [one, other] : [other, one];
    const pair: Partial<Pair> = {};
    for (const subject of order) pair[subject.name] = await measureThroughput(subject, `pair-${turn}`, MESSAGES);
    if (turn > 0) measured.push(pair as Pair);
  }
  return measured;
}

function report(pairs: readonly Pair[], receiveGrowth: Spread, idle: IdleFigures): void {
  const per = (figure: (pair: Pair, phase: Phase) => number) =>
    Object.fromEntries(PHASES.map((phase) => [phase, spreadOf(pairs.map((pair) => figure(pair, phase)))]));
  const ratios = per(({ simulator, fauxqs }, phase) => simulator[phase].perSecond / fauxqs[phase].perSecond);
  const startRatio = spreadOf(startUps.map(({ simulatorReadyMs, fauxqsReadyMs }) => simulatorReadyMs / fauxqsReadyMs));
  const misses = PHASES.filter((phase) => (ratios[phase]?.median ?? 0) < LEAST_RATIO).map(
    (phase) => `${phase} is below ${LEAST_RATIO} × fauxqs`,
  );
  if (receiveGrowth.median > MOST_GROWTH) misses.push(`a receive grows more than ${MOST_GROWTH} ×`);
  const result = {
    commit: git("rev-parse", "--short", "HEAD"),
    isDirty: git("status", "--porcelain") !== "",
    machine: { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model },
    load: { before: loadBefore, after: loadavg()[0] ?? 0, isNoisy: loadBefore > NOISY_LOAD },
    repetitions: REPETITIONS,
    ratios: { ...ratios, cpu: per(cpuRatio), receiveGrowth, start: startRatio },
    orientation: {
      simulator: per(({ simulator }, phase) => simulator[phase].perSecond),
      fauxqs: per(({ fauxqs }, phase) => fauxqs[phase].perSecond),
      simulatorCpuShare: per(({ simulator }, phase) => simulator[phase].cpuShare),
      fauxqsCpuShare: per(({ fauxqs }, phase) => fauxqs[phase].cpuShare),
      simulatorReadyMs: spreadOf(startUps.map(({ simulatorReadyMs }) => simulatorReadyMs)),
      fauxqsReadyMs: spreadOf(startUps.map(({ fauxqsReadyMs }) => fauxqsReadyMs)),
      spawnToFirstAnswerMs: spreadOf(startUps.map(({ spawnMs }) => spawnMs)),
      rssAfter100kMessagesMb: rssBytes / 1_048_576,
      ...idle,
    },
    misses,
  };
  mkdirSync(".data/bench", { recursive: true });
  writeFileSync(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  printTable(result);
  if (misses.length > 0) process.exitCode = 1;
}

function cpuRatio({ simulator, fauxqs }: Pair, phase: Phase): number {
  return simulator[phase].cpuMsPerThousand / fauxqs[phase].cpuMsPerThousand;
}

function git(...args: string[]): string {
  try {
    return execFileSync("git", args, { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

function printTable(result: {
  readonly commit: string;
  readonly isDirty: boolean;
  readonly load: { readonly before: number; readonly after: number; readonly isNoisy: boolean };
  readonly ratios: object;
  readonly orientation: object;
  readonly misses: readonly string[];
}): void {
  const { before, after, isNoisy } = result.load;
  console.log(`Simulator ÷ fauxqs, ${REPETITIONS} interleaved repetitions: median (min–max)\n`);
  printRows(result.ratios, 2);
  console.log("\nOrientation only; these move with the machine:\n");
  printRows(result.orientation, 1);
  console.log(`\nload ${before.toFixed(2)} → ${after.toFixed(2)}${isNoisy ? ", NOISY: it was busy before" : ""}`);
  console.log(`commit ${result.commit}${result.isDirty ? " and changes" : ""}; ${RESULT}`);
  console.log(result.misses.length === 0 ? "every gate holds" : `MISSED: ${result.misses.join("; ")}`);
}

function printRows(rows: object, digits: number, under = ""): void {
  for (const [name, value] of Object.entries(rows)) {
    const label = under ? `${under} ${name}` : name;
    if (typeof value === "number") console.log(`  ${label.padEnd(28)} ${value.toFixed(digits)}`);
    else if ("median" in value) {
      const { median, min, max }: Spread = value;
      const range = `(${min.toFixed(digits)}–${max.toFixed(digits)})`;
      console.log(`  ${label.padEnd(28)} ${median.toFixed(digits).padStart(8)}  ${range}`);
    } else printRows(value, digits, label);
  }
}
