import { freePort } from "../../jobs/demo/free-port.mjs";
import { type RunningProcess, startProcess } from "../support/process";
import { testMasterKey } from "../support/template";
import type { World } from "../support/world";

/** A worker of its own process over a test's database and simulator: something to kill. */
export async function aWorkerProcess(world: World, env: Record<string, string> = {}): Promise<RunningProcess> {
  const port = await freePort();
  return startProcess(["--import", "tsx", "jobs/worker.ts"], {
    DATABASE_URL: world.database.workerUrl,
    DATABASE_ROLE: "login",
    DLO_MODE: "demo",
    DLO_MASTER_KEY: testMasterKey,
    DLO_AWS_ENDPOINT: world.simulator.url,
    DLO_LOG_LEVEL: "warn",
    DLO_WORKER_PORT: `${port}`,
    AWS_ACCESS_KEY_ID: "999999999999",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_EC2_METADATA_DISABLED: "true",
    ...env,
  });
}
