import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { noteStart, PLACES, root } from "./demo-state.mjs";
import { freePort } from "./free-port.mjs";
import { keepRunning } from "./keep-running.mjs";
import { WORKER } from "./worker-identity.mjs";

const TYPESCRIPT = ["--import", "tsx"];
const WORKER_PORT = 9465;
const STOP_ORDER = ["story", "web", "worker", "simulator", "PostgreSQL"];

/** The processes of one start of the demo; `running` is what is noted of them on disk. */
export function demoProcesses(running, onGivenUp) {
  const parts = new Map();
  const onStart = (name, facts) => {
    running.children[name] = facts;
    noteStart(running);
  };
  const start = (name, args, env) => {
    const part = keepRunning({ name, args, env, onStart, onGivenUp });
    parts.set(name, part);
    return part;
  };
  return {
    add: (name, stop) => parts.set(name, { stop }),
    simulator: (env) => startSimulator(start, running, env),
    story: (env) => start("story", [...TYPESCRIPT, join(root, "jobs/demo/story/main.ts")], env),
    worker: (env) => startWorker(start, env),
    web: (env, url) => startWeb(start, env, url),
    async stop(onStopped) {
      for (const name of STOP_ORDER.filter((one) => parts.has(one))) {
        await parts.get(name).stop();
        delete running.children[name];
        onStopped(name);
      }
      // Another launcher's notes are none of ours.
      if (parts.size > 0) noteStart({ ...running, launcher: undefined, url: undefined });
    },
  };
}

async function startSimulator(start, running, env) {
  // Queue URLs name the port, and the database remembers queue URLs: the same port again if it is free.
  const port = await freePort(running.simulatorPort ?? 0);
  running.simulatorPort = port;
  mkdirSync(PLACES.simulator, { recursive: true });
  const state = ["--port", `${port}`, "--state", PLACES.simulatorState];
  const simulator = start("simulator", [...TYPESCRIPT, join(root, "simulator/main.ts"), ...state], env);
  return (await simulator.printed(/http:\/\/127\.0\.0\.1:\d+/))[0];
}

async function startWorker(start, env) {
  const port = await freePort(WORKER_PORT);
  const credentials = { AWS_ACCESS_KEY_ID: WORKER.accessKeyId, AWS_SECRET_ACCESS_KEY: "simulated" };
  const ports = { DLO_WORKER_HOST: "127.0.0.1", DLO_WORKER_PORT: `${port}` };
  const worker = start("worker", [...TYPESCRIPT, join(root, "jobs/worker.ts")], { ...env, ...credentials, ...ports });
  await answers(`http://127.0.0.1:${port}/metrics`, worker);
}

async function startWeb(start, env, url) {
  const { hostname, port } = new URL(url);
  const web = start("web", [join(root, "jobs/web.mjs")], { ...env, HOST: hostname, PORT: port });
  await answers(`${url}/api/health`, web);
}

async function answers(url, part) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(50)) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  throw new Error(`The ${part.name} does not answer at ${url}. It said:\n${part.said().slice(-3000)}`);
}
