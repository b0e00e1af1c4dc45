import { setTimeout as sleep } from "node:timers/promises";
import type { Keys } from "../bench";

export const reallyWait = async (seconds: number): Promise<void> => {
  await sleep(seconds * 1000);
};

/** What all emulators on this machine have in common. */
export const emulated = (accountId: string, keys: Keys) => ({
  region: "us-east-1",
  accountId,
  keys,
  isReal: false,
  patience: 1,
  archiveLagSeconds: 0,
  fixtures: {},
  wait: reallyWait,
  close: async () => undefined,
});
