import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startSubject } from "./subject";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface StartUpTurn {
  /** From the first import until it listens, inside the process. */
  readonly simulatorReadyMs: number;
  readonly fauxqsReadyMs: number;
  /** From the start of the process, Node and the TypeScript loader included, to the first answer. */
  readonly spawnMs: number;
}

/** Starts each once: the simulator as `npm run simulator` does, then it and fauxqs as programs that use them would. */
export async function measureStartUp(): Promise<StartUpTurn> {
  return {
    spawnMs: await firstAnswerMs(),
    simulatorReadyMs: await readyMs("simulator"),
    fauxqsReadyMs: await readyMs("fauxqs"),
  };
}

async function readyMs(name: "simulator" | "fauxqs"): Promise<number> {
  const subject = await startSubject(name);
  await subject.stop();
  return subject.readyMs;
}

async function firstAnswerMs(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "simulator/main.ts", "--port", "0"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [url] = await once(child.stdout, "data");
    await fetch(`${String(url).trim()}/_sim`);
    return performance.now() - startedAt;
  } finally {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  }
}
