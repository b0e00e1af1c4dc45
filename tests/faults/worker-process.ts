import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../jobs/demo/free-port.mjs";
import { type RunningProcess, startProcess } from "../support/process";
import { program } from "../support/program";
import { testMasterKey } from "../support/template";
import type { World } from "../support/world";

function environmentOf(world: World): Record<string, string> {
  return {
    DATABASE_URL: world.database.workerUrl,
    DATABASE_ROLE: "login",
    DLO_MODE: "demo",
    DLO_MASTER_KEY: testMasterKey,
    DLO_AWS_ENDPOINT: world.simulator.url,
    DLO_LOG_LEVEL: "warn",
    AWS_ACCESS_KEY_ID: "999999999999",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** A worker of its own process over a test's database and simulator: something to kill. */
export async function aWorkerProcess(world: World, env: Record<string, string> = {}): Promise<RunningProcess> {
  const port = await freePort();
  return startProcess(await program("jobs/worker.ts"), {
    ...environmentOf(world),
    DLO_WORKER_PORT: `${port}`,
    ...env,
  });
}

/** A worker process that drives runs and does nothing else. It waits, loaded, until it is told to go. */
export interface RunWorker {
  readonly pid: number;
  go(): void;
  signal(name: "SIGSTOP" | "SIGCONT" | "SIGTERM"): void;
  /** Ends it as a power cut would, and waits. */
  kill(): Promise<void>;
  /** All it printed so far. */
  output(): string;
}

export async function aRunWorker(world: World): Promise<RunWorker> {
  const file = await program("tests/faults/worker.ts");
  const child = spawn(process.execPath, file, {
    env: { ...process.env, ...environmentOf(world) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const exited = once(child, "exit").finally(() => process.removeListener("exit", killWithUs));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => (said += text));
  await ready(child, () => said);
  return {
    pid: child.pid ?? 0,
    go: () => child.send("go"),
    signal: (name) => child.kill(name),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    output: () => said,
  };
}

function ready(child: ChildProcess, said: () => string): Promise<void> {
  return new Promise((done, fail) => {
    child.stdout?.on("data", () => said().includes("ready ") && done());
    child.once("exit", (code) => fail(new Error(`the worker ended (${code}):\n${said()}`)));
    setTimeout(() => fail(new Error(`the worker is not ready:\n${said()}`)), 60_000).unref();
  });
}
