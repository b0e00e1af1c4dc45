import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ContestantName, Moved } from "./contestants/contestant-process";
import type { Job } from "./contestants/move";

const PROGRAM = fileURLToPath(new URL("contestants/contestant-process.ts", import.meta.url));
/** For the batch that is under way, and for what a package does before it stops. */
const STOP_MS = 30_000;

export interface Contestant {
  readonly name: ContestantName;
  /** Moves until it is through, or is stopped after `mostMs`. */
  move(job: Job, mostMs: number): Promise<Moved & { readonly isStopped: boolean }>;
  stop(): Promise<void>;
  /** Ends it as a power cut would, and waits. */
  kill(): Promise<void>;
}

/** Starts a contestant in a process of its own and waits until it is ready. `BENCH_PROFILE=dir` leaves its CPU profile there. */
export async function startContestant(name: ContestantName, env: Record<string, string> = {}): Promise<Contestant> {
  const dir = process.env.BENCH_PROFILE;
  const profiling = dir
    ? ["--cpu-prof", `--cpu-prof-dir=${dir}`, `--cpu-prof-name=${name}-${Date.now()}.cpuprofile`]
    : [];
  const child = fork(PROGRAM, [name], {
    execArgv: ["--import", "tsx", ...profiling],
    env: { ...process.env, AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: "1", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  // A channel that breaks shows as the end of the process.
  child.on("error", () => undefined);
  await told(child);
  return {
    name,
    move: async (job, mostMs) => {
      const answer = told(child) as Promise<Moved>;
      child.send(job);
      const late = sleep(mostMs, "late" as const, { ref: false });
      const isStopped = (await Promise.race([answer, late])) === "late";
      if (!isStopped) return { ...(await answer), isStopped };
      child.send("stop");
      const giveUp = sleep(STOP_MS, undefined, { ref: false }).then(() => child.kill("SIGKILL"));
      return { ...(await Promise.race([answer, giveUp.then(() => answer)])), isStopped };
    },
    stop: async () => {
      if (!child.connected) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
    kill: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The next thing that the process tells; rejects when it ends instead. */
function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a contestant ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer);
    });
  });
}
