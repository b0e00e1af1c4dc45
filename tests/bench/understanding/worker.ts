import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { testMasterKey } from "../../support/template";
import type { Answer, Ask } from "./worker-process";

const PROGRAM = fileURLToPath(new URL("worker-process.ts", import.meta.url));

export interface BenchWorker {
  read(ask: Ask): Promise<Answer>;
  stop(): Promise<void>;
}

/** The worker as it runs in production, in a process of its own, on this database and the simulator at `url`. */
export async function startWorker(url: string, databaseUrl: string): Promise<BenchWorker> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, DLO_AWS_ENDPOINT: url, DLO_MASTER_KEY: testMasterKey };
  const child = fork(PROGRAM, [], { execArgv: [...productionFlags(), "--import", "tsx", ...profiling()], env });
  await told(child);
  return {
    read: async (ask) => {
      const answer = told(child);
      child.send(ask);
      return (await answer) as Answer;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

/** What `npm run worker` gives Node besides, such as a limit of memory. */
function productionFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  return String(scripts.worker).match(/--max-\S+/g) ?? [];
}

/** `BENCH_PROFILE=dir` leaves a CPU profile of the worker there. */
function profiling(): string[] {
  const dir = process.env.BENCH_PROFILE;
  return dir ? ["--cpu-prof", `--cpu-prof-dir=${dir}`] : [];
}

function told(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the worker ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (answer) => {
      child.off("exit", ended);
      resolve(answer);
    });
  });
}
