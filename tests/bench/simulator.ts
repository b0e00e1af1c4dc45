import { type IdleFigures, measureIdle } from "./idle-hour";
import { measureReceiveGrowth } from "./receive-growth";
import { circumstances, keepResult, loadNow } from "./result";
import { type Spread, spreadOf } from "./spread";
import { measureStartUp, type StartUpTurn } from "./start-up";
import { type Subject, startSubject } from "./subject";
import { measureThroughput, PHASES, type Phase, type PhaseFigures } from "./throughput";

const REPETITIONS = 7;
const MESSAGES = 10_000;
const LEAST_RATIO = 0.8;
const MOST_GROWTH = 1.5;

/** Each emulator's figures from the same repetition. */
type Pair = Record<"simulator" | "fauxqs", Record<Phase, PhaseFigures>>;

const startUps: StartUpTurn[] = [];

/** The simulator against fauxqs, in turns. Whether every gate holds. */
export async function benchSimulator(): Promise<boolean> {
  const loadBefore = loadNow();
  for (let turn = 0; turn < REPETITIONS; turn++) startUps.push(await measureStartUp());
  const simulator = await startSubject("simulator");
  const fauxqs = await startSubject("fauxqs");
  const pairs = await measurePairs(simulator, fauxqs);
  await fauxqs.stop();
  const growth = spreadOf(await measureReceiveGrowth(simulator, REPETITIONS));
  const { rssBytes } = await simulator.usage();
  await simulator.stop();
  return report(pairs, growth, await measureIdle(), { rssBytes, loadBefore });
}

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

function report(
  pairs: readonly Pair[],
  receiveGrowth: Spread,
  idle: IdleFigures,
  { rssBytes, loadBefore }: { readonly rssBytes: number; readonly loadBefore: number },
): boolean {
  const per = (figure: (pair: Pair, phase: Phase) => number) =>
    Object.fromEntries(PHASES.map((phase) => [phase, spreadOf(pairs.map((pair) => figure(pair, phase)))]));
  const ratios = per(({ simulator, fauxqs }, phase) => simulator[phase].perSecond / fauxqs[phase].perSecond);
  const startRatio = spreadOf(startUps.map(({ simulatorReadyMs, fauxqsReadyMs }) => simulatorReadyMs / fauxqsReadyMs));
  const misses = PHASES.filter((phase) => (ratios[phase]?.median ?? 0) < LEAST_RATIO).map(
    (phase) => `${phase} is below ${LEAST_RATIO} × fauxqs`,
  );
  if (receiveGrowth.median > MOST_GROWTH) misses.push(`a receive grows more than ${MOST_GROWTH} ×`);
  const result = {
    ...circumstances(loadBefore),
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
  console.log(`Simulator ÷ fauxqs, ${REPETITIONS} interleaved repetitions: median (min–max)\n`);
  return keepResult("simulator", result);
}

function cpuRatio({ simulator, fauxqs }: Pair, phase: Phase): number {
  return simulator[phase].cpuMsPerThousand / fauxqs[phase].cpuMsPerThousand;
}
