import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@/lib/contract/client";
import type { Io } from "./command";
import { EXIT, type ExitCode } from "./exit-codes";
import { exitOf, runLine } from "./run-exit";

const PAUSE_MS = 2_000;

/**
 * Waits until a run has ended or paused and returns what that is as an exit code; shows each change on standard error. The
 * run belongs to the office: it goes on when this is killed, or when `mostSeconds` are over.
 */
export async function waitForRun(client: Client, io: Io, id: string, mostSeconds?: number): Promise<ExitCode> {
  const untilMs = mostSeconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + mostSeconds * 1000;
  for (let shown = ""; ; await sleep(PAUSE_MS)) {
    const run = await client.getRun({ id });
    const line = runLine(run);
    const code = exitOf(run);
    if (code !== undefined) {
      io.print(line);
      return code;
    }
    if (line !== shown) io.warn(line);
    shown = line;
    if (performance.now() >= untilMs) {
      io.warn(`Not waited for any longer; it goes on. Ask again with: dlo run wait ${id}`);
      return EXIT.error;
    }
  }
}
