import { spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ALL_SERVICES, type Need } from "../case";
import { motoFixtures } from "../moto-fixtures";
import { isOnPath } from "../on-path";
import type { Site, Subject } from "../site";
import { emulated } from "./emulated";

/** moto in a process of its own; undefined when moto_server is not on PATH. */
export async function motoSubject(): Promise<Subject | undefined> {
  if (!isOnPath("moto_server")) return undefined;
  const port = await freePort();
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill();
    await ended;
  };
  process.once("exit", () => child.kill());
  await answering(`${endpoint}/moto-api/`, () => child.exitCode !== null);
  const site: Site = {
    ...emulated("123456789012", { accessKeyId: "test", secretAccessKey: "test" }),
    endpoint,
    fixtures: motoFixtures(endpoint),
  };
  const can = new Set<Need>(["function", "role", "otherAccount", "stateMachine", "promptArchive"]);
  return { name: "moto", services: ALL_SERVICES, can, concurrency: 10, open: async () => site, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url: string, hasEnded: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (hasEnded()) throw new Error("moto_server ended before it answered");
    try {
      await fetch(url);
      return;
    } catch {
      // Not listening yet.
      await sleep(100);
    }
  }
  throw new Error("moto_server does not answer");
}
