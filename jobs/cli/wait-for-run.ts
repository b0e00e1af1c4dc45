import { setTimeout as sleep } from "node:timers/promises";
import { ApiError, type Client } from "@/lib/contract/client";
import type { Run } from "@/lib/contract/runs";
import type { Io } from "./command";
import { EXIT, type ExitCode } from "./exit-codes";
import { exitOf, runBar, runLine } from "./run-exit";

const PAUSE_MS = 2_000;
/** The office answers when the run rests, or after this: a script needs few calls. */
const LONG_WAIT_SECONDS = 90;
/** An office that is deployed anew is away for a while; the run goes on meanwhile, or after. */
const MOST_AWAY_MS = 120_000;

/**
 * Waits until a run has ended or paused and returns what that is as an exit code; shows each change on standard error, as a
 * bar on a terminal. The run belongs to the office: it goes on when this is killed, or when `mostSeconds` are over.
 */
export async function waitForRun(client: Client, io: Io, id: string, mostSeconds?: number): Promise<ExitCode> {
  const { code, run } = await restOf(client, io, id, mostSeconds);
  if (code !== undefined) {
    io.print(runLine(run));
    return code;
  }
  io.warn(`Not waited for any longer; it goes on. Ask again with: dlo run wait ${id}`);
  return EXIT.error;
}

/** The same without a word of the end; `code` is undefined when the time was over before the run rested. */
export async function restOf(
  client: Client,
  io: Io,
  id: string,
  mostSeconds = Number.POSITIVE_INFINITY,
): Promise<{ readonly run: Run; readonly code: ExitCode | undefined }> {
  const untilMs = performance.now() + mostSeconds * 1000;
  const release = io.onInterrupt?.(`The run goes on: it belongs to the office. Wait for it with: dlo run wait ${id}`);
  let isHeard = false;
  try {
    for (let shown = ""; ; ) {
      const leftSeconds = Math.max(0, Math.floor((untilMs - performance.now()) / 1000));
      const waitSeconds = io.rewrite ? undefined : Math.min(LONG_WAIT_SECONDS, leftSeconds);
      const read = () => client.getRun({ id, waitSeconds });
      const run = isHeard ? await patiently(read, io, untilMs) : await read();
      isHeard = true;
      const code = exitOf(run);
      io.rewrite?.(code === undefined ? runBar(run) : "");
      if (code !== undefined || performance.now() >= untilMs) return { run, code };
      const line = runLine(run);
      if (!io.rewrite && line !== shown) io.warn(line);
      shown = line;
      if (io.rewrite) await sleep(PAUSE_MS);
    }
  } finally {
    release?.();
  }
}

/** Asks again while nobody answers, for two minutes at most; what the office itself refuses is thrown at once. */
async function patiently(read: () => Promise<Run>, io: Io, untilMs: number): Promise<Run> {
  const giveUpMs = Math.min(performance.now() + MOST_AWAY_MS, untilMs);
  for (let isTold = false; ; isTold = true) {
    try {
      return await read();
    } catch (failure) {
      if (!isAway(failure) || performance.now() + PAUSE_MS >= giveUpMs) throw failure;
      if (!isTold) io.warn("The office does not answer just now; asking again.");
      await sleep(PAUSE_MS);
    }
  }
}

function isAway(failure: unknown): boolean {
  if (failure instanceof ApiError) return [429, 502, 503, 504].includes(failure.problem.status);
  return failure instanceof Error && (failure.name === "TimeoutError" || failure.message === "fetch failed");
}
