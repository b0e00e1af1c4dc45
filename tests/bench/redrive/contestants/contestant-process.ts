import { moveInLoops } from "./loops";
import type { Job, Move } from "./move";

/** What one move took. */
export interface Moved {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** What ended it early, if anything did. */
  readonly error: string | null;
}

const MOVES = {
  ours: async () => (await import("./ours")).move,
  naive64: async () => moveInLoops(64, { visibilitySeconds: 30, waitSeconds: 1, isCareful: true }),
  fiftyLoops: async () => moveInLoops(50, { visibilitySeconds: 30, waitSeconds: 0, isCareful: false }),
  sqsmover: async () => moveInLoops(1, { visibilitySeconds: 2, waitSeconds: 0, isCareful: false }),
  sqsConsumer: async () => (await import("./sqs-consumer")).move,
  replayAwsDlq: async () => (await import("./replay-aws-dlq")).move,
} satisfies Record<string, () => Promise<Move>>;
export type ContestantName = keyof typeof MOVES;

const move = await MOVES[process.argv[2] as ContestantName]();
const stopper = new AbortController();
process.on("message", (asked: Job | "stop") => {
  if (asked === "stop") stopper.abort();
  else timed(asked).then((moved) => process.send?.(moved));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");

async function timed(job: Job): Promise<Moved> {
  const before = process.cpuUsage();
  const startedAtMs = Date.now();
  const error = await move(job, stopper.signal).then(() => null, String);
  const { user, system } = process.cpuUsage(before);
  return {
    startedAtMs,
    endedAtMs: Date.now(),
    cpuMs: (user + system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    error,
  };
}
