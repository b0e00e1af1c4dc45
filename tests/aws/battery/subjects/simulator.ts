import { startSimulator } from "@/simulator/start";
import { ALL_SERVICES, type Need } from "../case";
import { simulatorFixtures } from "../simulator-fixtures";
import type { Site, Subject } from "../site";
import { emulated } from "./emulated";

/** A simulator of its own for every case, so that one case's clock is no other's. */
export function simulatorSubject(): Subject {
  const accountId = "111122223333";
  const open = async (): Promise<Site> => {
    const simulator = await startSimulator();
    return {
      ...emulated(accountId, { accessKeyId: accountId, secretAccessKey: "rehearsal" }),
      endpoint: simulator.url,
      archiveLagSeconds: 15 * 60,
      fixtures: simulatorFixtures(simulator),
      wait: (seconds) => simulator.world.advance(seconds),
      close: () => simulator.stop(),
    };
  };
  const can = new Set<Need>(["function", "role", "otherAccount", "stateMachine", "promptArchive", "slowClock"]);
  return { name: "simulator", services: ALL_SERVICES, can, concurrency: 4, open, stop: async () => undefined };
}
