import { freePort } from "../../jobs/demo/free-port.mjs";
import { WORKER } from "../../jobs/demo/worker-identity.mjs";
import { createTestDatabase, type TestDatabase } from "./database";
import { eventually, type RunningProcess, startProcess } from "./process";
import { testMasterKey } from "./template";

const TYPESCRIPT = ["--import", "tsx"] as const;

export interface Stack {
  readonly database: TestDatabase;
  readonly simulatorUrl: string;
  readonly workerUrl: string;
  readonly webUrl: string;
  readonly worker: () => RunningProcess;
  /** All that the web app printed so far: the link that makes the first admin, among others. */
  webOutput(): string;
  /** After `worker().kill()`: another worker takes over. */
  startWorker(): Promise<void>;
  stop(): Promise<void>;
}

interface StackOptions {
  readonly database?: TestDatabase;
  /** Without the web app nothing has to be built. */
  readonly hasWeb?: boolean;
  /** More environment for the worker and the web app. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole product on loopback, as real processes: its own database, simulator, worker and web app. */
export async function startStack({ database, hasWeb = true, env = {} }: StackOptions = {}): Promise<Stack> {
  const simulator = startProcess([...TYPESCRIPT, "simulator/main.ts", "--port", "0"], {});
  const db = database ?? (await createTestDatabase());
  const simulatorUrl = (await simulator.printed(/http:\/\/127\.0\.0\.1:\d+/))[0];
  const [workerPort, webPort] = [await freePort(), await freePort()];
  const webUrl = `http://127.0.0.1:${webPort}`;
  const shared = { ...environmentOf(simulatorUrl, webUrl), ...env };
  const workerUrl = `http://127.0.0.1:${workerPort}`;

  const startWorker = () =>
    startWorkerProcess({ ...shared, DATABASE_URL: db.workerUrl, DLO_WORKER_PORT: `${workerPort}` }, workerUrl);
  const webEnv = { ...shared, DATABASE_URL: db.webUrl, PORT: `${webPort}` };
  const [firstWorker, web] = await Promise.all([startWorker(), hasWeb ? startWeb(webEnv, webUrl) : undefined]);
  let worker = firstWorker;
  return {
    database: db,
    simulatorUrl,
    workerUrl,
    webUrl,
    worker: () => worker,
    webOutput: () => web?.output() ?? "",
    startWorker: async () => {
      worker = await startWorker();
    },
    stop: async () => {
      await Promise.all([web?.stop(), worker.stop()]);
      await simulator.stop();
      await db.drop();
    },
  };
}

function environmentOf(simulatorUrl: string, webUrl: string) {
  return {
    DATABASE_ROLE: "login",
    DLO_MODE: "demo",
    DLO_MASTER_KEY: testMasterKey,
    DLO_BASE_URL: webUrl,
    DLO_AWS_ENDPOINT: simulatorUrl,
    DLO_LOG_LEVEL: "warn",
    AWS_ACCESS_KEY_ID: WORKER.accessKeyId,
    AWS_SECRET_ACCESS_KEY: "simulated",
    AWS_EC2_METADATA_DISABLED: "true",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

async function startWorkerProcess(env: Record<string, string>, url: string): Promise<RunningProcess> {
  const worker = startProcess([...TYPESCRIPT, "jobs/worker.ts"], env);
  await answers(worker, `${url}/metrics`);
  return worker;
}

async function startWeb(env: Record<string, string>, url: string): Promise<RunningProcess> {
  const web = startProcess(["jobs/web.mjs"], { ...env, HOST: new URL(url).hostname });
  await answers(web, `${url}/api/health`);
  return web;
}

async function answers(server: RunningProcess, url: string): Promise<void> {
  const failure = await eventually(async () => {
    const answer = await fetch(url).catch(() => undefined);
    return answer?.ok || undefined;
  }).then(
    () => undefined,
    (reason: Error) => reason,
  );
  if (failure) throw new Error(`${url} does not answer: ${failure.message}\n${server.output()}`);
}
