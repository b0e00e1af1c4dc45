import type { AddressInfo } from "node:net";
import { createSimulatorServer } from "./server";
import { loadStateFile, StateFile } from "./state-file";
import { SimulatedWorld } from "./world";

export interface SimulatorOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number;
  /** Where the state is kept between runs; without it nothing is kept. */
  readonly stateFile?: string;
  /** For everything left to chance: fault rates, sampling. */
  readonly seed?: number;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`: the endpoint for every AWS client, and the home of `/_sim`. */
  readonly url: string;
  readonly world: SimulatedWorld;
  /** Ends open connections and saves the state. Safe to call twice. */
  stop(): Promise<void>;
}

const TICK_MS = 1000;
const AGENDA_EVERY_MS = 20;

/** Starts a simulated AWS on 127.0.0.1, never on another address. Throws StateFileProblem when the saved state is damaged. */
export async function startSimulator({ port = 0, stateFile, seed = 1 }: SimulatorOptions = {}): Promise<Simulator> {
  const world = new SimulatedWorld(seed);
  if (stateFile) loadStateFile(world, stateFile);
  const { server, closeConnections } = createSimulatorServer(world);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: takenPort } = server.address() as AddressInfo;
  world.endpoint = `http://127.0.0.1:${takenPort}`;
  const saved = stateFile ? new StateFile(world, stateFile) : undefined;
  const running = setInterval(() => world.runDue(), AGENDA_EVERY_MS);
  const ticking = setInterval(() => world.settle(), TICK_MS);
  running.unref();
  ticking.unref();

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    clearInterval(running);
    clearInterval(ticking);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    closeConnections();
    await closed;
    saved?.stop();
  };
  return {
    url: world.endpoint,
    world,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
